"""Where the words that name something end, and what it does begins: "the Tarn council president | condemn"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.words import tagger
from index.prose.people import OFFICES
from index.words.lists import listed

_FINITE = frozenset((tagger.BASE, tagger.PRESENT, tagger.PAST, tagger.MODAL))
_PARTICIPLES = frozenset((tagger.PARTICIPLE, tagger.ING))
_NOUNS = frozenset((tagger.NOUN, tagger.NAME))
_BE = frozenset(listed("asked.be"))
_PARTICLES = frozenset(listed("names.particles"))
_TITLES = frozenset((*listed("names.offices"), *listed("names.titles")))
_WITH_BASE = frozenset(("do", "does", "did", "to", *listed("asked.modals")))


def naming(words: Sequence[str], tagged: Sequence[str], before: Sequence[str], behind: str, is_name: Callable[[str], bool]) -> int:
    """How many of the words name something, up to what it does or what is done to it; all of them where no verb follows.

    `tagged` are their parts of speech, `before` the words of the question (folded) that they stand behind, `behind` the next one. What is
    written large or is a name is no verb.
    """
    for place in range(1, len(words)):
        word = words[place].casefold()
        named = words[place][0].isupper() or not word.isalpha() or is_name(word) or word in OFFICES
        named = named or (behind == "be" and place == len(words) - 1)  # "will maternity pay be extended"
        if not named and _is_verb(word, tagged[place], tagged[place - 1], words[place - 1], before):
            return place
    return len(words)


def _is_verb(word: str, kind: str, kind_before: str, word_before: str, before: Sequence[str]) -> bool:
    # "The people killed" names them; "the newly built pier" and "the planned pier" go on.
    is_behind_noun = kind_before in _NOUNS and not word_before.endswith(("’s", "'s"))
    if kind not in _FINITE and not (kind in _PARTICIPLES and is_behind_noun):
        return False
    # "The derby defeat", "the Tarn ruling": what may be a thing is an act only where something before it takes one.
    if kind == tagger.ING:
        return not _BE.isdisjoint(before) or word_before.endswith("s")
    if "NO" not in tagger.possible(word):
        return True
    return kind in (tagger.PAST, tagger.PARTICIPLE) or word.endswith("s") or word_before.endswith("s") or not _WITH_BASE.isdisjoint(before)


def verb_between_names(words: Sequence[str], is_name: Callable[[str], bool]) -> int:
    """Where the verb stands in words that name up to their end but for it, "when did lund visit tarn"; their number where none does."""
    written = [word[0].isupper() for word in words]
    # Who writes the names on both sides with capitals means none by the small word between them: "the Tigers trade Lund".
    between = range(written.index(True), len(written) - written[::-1].index(True)) if True in written else range(0)
    named = [
        capital or word.casefold() in _PARTICLES or (place not in between and is_name(word.casefold()))
        for place, (word, capital) in enumerate(zip(words, written, strict=True))
    ]
    verb = named.index(False) if False in named else 0
    is_parted = verb > 0 and named[verb + 1 :] != [] and all(named[verb + 1 :])
    return verb if is_parted and words[verb].casefold() not in _TITLES else len(words)
