"""Whether words that stand together in a claim stand together in one sentence that it quotes: no sentence is made of halves of two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.generation.voices import WHERE, Quoted
from assistant.words.amounts import Amount, days, numbers
from assistant.words.clauses import Token, tokens
from index.prose.sayings import JUDGING, STRONG, WEAK
from index.words.lists import any_of, listed

NEAR = 5
"""Content words between which two are taken to stand together, in either order."""
JOINED = 0.9
"""Share of the neighbours in a claim that have to: one pair of ten may be the claim's own.

Of 531 supported and 183 unsupported claims on news that people judged (QAGS, `python -m eval.claims_benchmark`) the checks keep 453 and 104
without this one and with it 409 and 39; with 4 or 6 words in the place of 5 it is 403 and 36, or 410 and 44.
"""
_SAYS = re.compile(rf"\b(?:{STRONG}|{WEAK}|{JUDGING}|{any_of('claims.reporting')}|according to)\b|:", re.IGNORECASE)
_ACCORDING = re.compile(r"\baccording to\b[^,.;:]*(?:[,.;:]|\Z)", re.IGNORECASE)
_REPORTING = frozenset(listed("claims.reporting"))


def joined(claim: str, quoted: Sequence[Quoted]) -> float:
    """Share of the neighbouring content words of a claim that stand near each other in one of its sentences; 1 for none.

    Figures, days and places are left out, for they are checked otherwise, and so are words of saying, headlines, outlets and speakers. A
    word that stands in none of the sentences counts as one pair that does not.
    """
    sentences = [[frozenset(token.stems) for token in tokens(sentence.text)] for one in quoted for sentence in one.sentences]
    told = {stem for one in quoted for text in _told(one) for token in tokens(text) for stem in token.stems}
    held = {stem for sentence in sentences for word in sentence for stem in word}
    spoken = _ACCORDING.sub(lambda found: " " * len(found[0]), claim)
    counted = [token for token in _counted(spoken) if not _all_known(token, told) or _any_known(token, held)]
    known = [token for token in counted if _any_known(token, held)]
    pairs = [pair for pair in pairwise(known) if not _SAYS.search(spoken[pair[0].end : pair[1].start])]
    joint = sum(any(_stand_together(left, right, sentence) for sentence in sentences) for left, right in pairs)
    total = len(pairs) + len(counted) - len(known)
    return joint / total if total else 1.0


def _counted(claim: str) -> list[Token]:
    """The words that are held against the sentences: not the figures, days and places, which have checks of their own."""
    figures: list[Amount] = [*numbers(claim), *days(claim)]
    checked = [*((one.start, one.end) for one in figures), *(match.span() for match in WHERE.finditer(claim))]
    return [
        token
        for token in tokens(claim)
        if token.text.casefold() not in _REPORTING and not any(start <= token.start < end for start, end in checked)
    ]


def _told(one: Quoted) -> Iterator[str]:
    yield from (one.article.title, one.article.source or "")
    yield from (f"{voice.office or ''} {voice.speaker}" for voice in one.voices)


def _all_known(token: Token, known: set[str]) -> bool:
    return all(is_known(stem, known) for stem in token.stems)


def _any_known(token: Token, known: set[str]) -> bool:
    return any(is_known(stem, known) for stem in token.stems)


def _stand_together(one: Token, other: Token, sentence: Sequence[frozenset[str]]) -> bool:
    places = [[at for at, held in enumerate(sentence) if any(is_known(stem, held) for stem in token.stems)] for token in (one, other)]
    return any(abs(left - right) <= NEAR for left in places[0] for right in places[1])


def is_known(one: str, known: set[str] | frozenset[str]) -> bool:
    """Whether a stem, or one of the same family ("closur", "close"), is known."""
    return one in known or any(
        other[0] == one[0] and other[: max(4, min(len(one), len(other)) - 2)] == one[: max(4, min(len(one), len(other)) - 2)]
        for other in known
        if len(other) >= 4 and len(one) >= 4
    )
