"""Names in a question that the likeliest passage does not hold: it tells of another town, firm or person, however alike it reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile, groupby
from typing import TYPE_CHECKING

from assistant.selection.runs import Stemmed
from assistant.selection.untold import LOOKED_AT, PASTED
from assistant.words.dictionary import is_foreign, slips_between
from assistant.words.naming import INITIALISM, forms_of, is_written_as_name, other_names
from assistant.words.terms import is_stop, names_in, stem, stems, words
from index import timex
from index.prose.people import OFFICES, PARTICLES
from index.types import Article

if TYPE_CHECKING:
    from assistant.selection.units import Unit

LEAD = 400
"""Characters at the beginning of an article that say where it plays and whom it is about."""
SHORTEST_MISSPELT = 5
"""Letters from which a name that is spelt otherwise by one letter is the same."""
_NO_NAME = re.compile(r"[A-Z]{1,5}s|\w+-[a-z]\S*|[A-Z]")
"""What is written large and names nobody: a kind of thing ("TVs", "MPs"), what describes by a name ("Brazilian-born"), a "U turn"."""


def unnamed(asked: str, units: Sequence[Unit]) -> str:
    """The first name of a question that the likeliest unit (the first), what stands around it and the next likeliest ones of its article
    lack; "" where each is named."""
    if not units:
        return ""
    unit = units[0]
    near = "\n".join(dict.fromkeys(one.passage.text for one in units[:LOOKED_AT] if one.article.id == unit.article.id))
    return missing(names_asked(asked, {unit.passage.text for unit in units}), unit.article, near, unit.speaker or "")


def names_asked(asked: str, passages: Iterable[str]) -> list[str]:
    """The names of a question without its days, as the passages write them; none of one that has words pasted into it."""
    return [] if PASTED.search(asked) else list(_names(asked, passages))


def missing(names: Sequence[str], article: Article, passage: str, speaker: str) -> str:
    """The first of the names of which a passage, who speaks in it, its headline, byline and the beginning of its article hold no word; ""
    where each is named."""
    if not names:
        return ""
    held, written = _words_of(tuple(text for text in (passage, article.title, article.text[:LEAD], speaker, article.author) if text))
    for name in names:
        own = _telling(name)
        # An outlet is called by its last word; its first ones are often the place where it appears, and not what it tells of.
        if own and own[-1:] != words(article.source or "")[-1:] and not any(_is_named(word, held, written) for word in own):
            return name
    return ""


@lru_cache(maxsize=1024)
def _words_of(texts: tuple[str, ...]) -> tuple[Stemmed, set[str]]:
    """The words of texts, by their stems and as `forms_of` has them: the next question mostly comes to the same passages."""
    return Stemmed(stems(" ".join(texts))), forms_of(texts)


def _names(asked: str, passages: Iterable[str]) -> Iterator[str]:
    """The names of a question without its days; typed all in one case, words that English has not, as the passages write them large."""
    for found in reversed(timex.find(asked)):
        asked = f"{asked[: found.start]} . {asked[found.end :]}"
    asked = INITIALISM.sub(lambda found: found[0].replace(".", ""), asked)
    if asked.upper() != asked and any(letter.isupper() for letter in asked[1:]):
        yield from (name for name in names_in(asked) if name[0].isupper() and not _NO_NAME.fullmatch(name))
        return
    own = re.findall(r"[\w’'-]+|[^\w\s]", asked)
    texts = sorted(passages)
    for is_name, run in groupby(own, key=lambda word: is_foreign(word) and is_written_as_name(word, texts)):
        if is_name:
            yield " ".join(_as_written(word, texts) for word in run)


def _as_written(word: str, texts: Iterable[str]) -> str:
    """A word in the letters of the first of the texts that has it."""
    found = (re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for text in texts)
    return next((one.group() for one in found if one), word)


@lru_cache(maxsize=256)
def telling_stems(name: str) -> tuple[str, ...]:
    """The stems of the words of a name that tell it from others."""
    return tuple(stem(word) for word in _telling(name))


def _telling(name: str) -> list[str]:
    """The words of a name without what goes before the names of many: "Mayor", "van"."""
    own = [word for word in words(name) if not is_stop(word)]
    return list(dropwhile(lambda word: word in OFFICES or word in PARTICLES, own)) or own


def _is_named(word: str, held: Stemmed, written: set[str]) -> bool:
    if word in written or any(form in written or held.speaks_of(form) for form in other_names(word)):
        return True
    alike = (other for other in written if other[0] == word[0] and len(word) >= SHORTEST_MISSPELT)
    return any(slips_between(word, other, 1) <= 1 for other in alike)
