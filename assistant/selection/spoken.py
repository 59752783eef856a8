"""Questions that ask for somebody's words and nothing else of them ("what did she say last week?"): whatever that person says answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from typing import TYPE_CHECKING

from assistant.retrieval.in_window import published_in
from assistant.selection.asked import Asked
from assistant.selection.runs import Run
from assistant.types import Query
from assistant.words.naming import is_written_as_name
from assistant.words.terms import content_words, is_stop, names_in, words
from index.prose.people import OFFICES
from index.words.lists import BASE, PAST, any_of, listed, saying

if TYPE_CHECKING:
    from assistant.selection.units import Unit

SURE = 0.9
"""Confidence of such an answer: the words are that person's, and more was not asked."""
LOOKED_AT = 3
"""Likeliest units among which words of that person are looked for."""
_ASKS_WORDS_OF = re.compile(
    rf"\W*(?:(?:and|but|so)\s+)?what\s+(?:did|does|do|has|have|had)\s+(?P<who>[^,;:]+?)\s+(?:{saying('any', forms=(BASE, PAST))})\b",
    re.IGNORECASE,
)
_AUDIENCE = re.compile(r"(?<=\btell)\s+(?:(?:the|an?|his|her|its|their)\s+)?[\w’'-]+(?=\W*$)", re.IGNORECASE)
_SAYS = re.compile(rf"\b(?:{saying('strong')}|{any_of('saying.judging', 'saying.nouns')}|according to)\b", re.IGNORECASE)
_TOLD = re.compile(
    rf"(?<![\w’'-])(?P<who>[A-Z][\w’'-]+)\s+(?:(?!(?:to|by|and)\b)[\w’'-]+\s+){{0,2}}?(?:{saying('strong', forms=(PAST,))})\b"
)
_ABOUT = re.compile(r"\s+(?:(?:to|in|at)\s+[^,;:?]+?\s+)?(?:about|on|of|regarding|concerning)\s+(?P<matter>[^?]+)", re.IGNORECASE)
_PRONOUNS = frozenset(("he", "she"))
_NOUNS = frozenset(listed("saying.nouns"))
_DOCUMENTS = frozenset(listed("voices.documents"))


def words_of(query: Query, units: Sequence[Unit]) -> list[Unit]:
    """The units in which the one speaks who is asked for, published on the days that the question names; none where it asks for more."""
    asked = Asked.of(query.asked)
    said = [unit for unit in units if unit.speaker and asked.is_said_by(unit.speaker)]
    window = query.window if query.window and query.window.from_words else None
    if window is not None:
        said = [unit for unit in said if published_in(unit.article.published, window)]
    told = {word for unit in said for word in words(unit.speaker or "")} | set(words(window.from_words or "") if window else ())
    # Whom it was told to asks for nothing else: "what did Lund tell the crowd".
    asks = _AUDIENCE.sub("", query.asked) if _ASKS_WORDS_OF.match(query.asked) else query.asked
    rest = [word for word in content_words(asks) if not is_stop(word) and word not in told and word not in _NOUNS]
    return said if said and not rest else []


def unheard(asked: str, units: Sequence[Unit]) -> str:
    """Whose words a question asks for where none of the likeliest units (best first) may be them; "" where one may, and for others."""
    names = _voices(asked, {unit.passage.text for unit in units})
    own = _last_words(names)
    return names[-1] if own and units and not any(may_be_of(own, unit) for unit in units[:LOOKED_AT]) else ""


def matter_of(asked: str) -> str:
    """What somebody's words are to be about ("what did Lund say about *the fog*"); "" for other questions, and for all that one says."""
    said = _ASKS_WORDS_OF.match(asked)
    about = _ABOUT.match(asked, said.end()) if said else None
    return about["matter"] if about else ""


def last_names(asked: str, passages: Iterable[str]) -> frozenset[str]:
    """The last words of the names of those whose words a question asks for; none where it asks for something else, or names no one.

    In a question typed in small letters a name is what `passages` always write large.
    """
    return _last_words(_voices(asked, passages))


def may_be_of(names: Set[str], said: Unit | Run) -> bool:
    """Whether one of these is the outlet or speaks in a unit, or "he", of whom it is not known who he is, in a passage that names one."""
    if not names.isdisjoint(words(said.article.source or "")):
        return True
    named = names | _PRONOUNS if not names.isdisjoint(words(f"{said.passage.text} {said.article.title}")) else names
    for sentence in said.sentences:
        # "Putin told Biden that ...", said Lavrov: what one says may be another's words.
        if any(found["who"].casefold() in names for found in _TOLD.finditer(sentence.text)):
            return True
        voice = said.reading.speaker(sentence.ordinal)
        if not (names.isdisjoint(words(voice)) if voice else named.isdisjoint(words(sentence.text)) or not _SAYS.search(sentence.text)):
            return True
    return False


def _voices(asked: str, passages: Iterable[str]) -> tuple[str, ...]:
    found = _ASKS_WORDS_OF.match(asked)
    if not found:
        return ()
    small = "".join(words(found["who"])[-1:])
    # An office is many people's, and a charter has no voice: whoever cites it says what it says.
    if small in OFFICES or small in _DOCUMENTS:
        return ()
    is_name = asked.islower() and bool(small) and not is_stop(small) and is_written_as_name(small, passages)
    return (small,) if is_name else names_in(f"What {found['who']}")


def _last_words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(own[-1] for name in names if (own := words(name)))
