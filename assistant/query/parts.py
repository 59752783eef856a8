"""The single questions of a compound one."""

from __future__ import annotations

import re

from index import timex
from index.words.lists import any_of

_QUESTION_WORDS = any_of("small.question_words")
_ASKS = rf"(?:by |in |on )?(?:{_QUESTION_WORDS})|{any_of('small.auxiliaries')}"
_JOINT = re.compile(rf"(?:,|;|\?)\s+(?:and|but)\s+(?=(?:{_ASKS})\b)|;\s+(?=\w)|\?\s+(?=\w)", re.IGNORECASE)
_AND_ON = re.compile(r",?\s+and\s+(?:then\s+)?(?:on\s+|in\s+|by\s+)?(?:the\s+)?", re.IGNORECASE)
_AND_ASK = re.compile(rf"\s+and\s+(?=(?:{_QUESTION_WORDS})\b\s+\w+)", re.IGNORECASE)


def parts_of(asked: str) -> tuple[str, ...]:
    """The single questions of a compound one, in order; none when it asks one thing."""
    pieces = _by_date(asked) or [piece.strip(" ,;?") for piece in _JOINT.split(asked)]
    if len(pieces) == 1:
        pieces = [piece.strip(" ,;?") for piece in _AND_ASK.split(asked)]
    pieces = [piece for piece in pieces if re.search(rf"\b(?:{_ASKS})\b|\w+ \w+", piece, re.IGNORECASE)]
    return tuple(pieces) if len(pieces) > 1 else ()


def _by_date(asked: str) -> list[str]:
    """ "The toll on 7 and on 11 January" asks once for each day: the question with either of two days left out."""
    found = [timex_ for timex_ in timex.find(asked) if timex_.kind in ("date", "month-day")]
    if len(found) != 2 or not _AND_ON.fullmatch(asked[found[0].end : found[1].start]):
        return []
    first, second = found
    lead = asked[: first.start]
    if re.search(r"\b(?:between|from)\s+(?:the\s+)?$", lead, re.IGNORECASE):
        return []
    rest = asked[second.end :]
    return [(lead + first.text + rest).strip(" ,;?"), (lead + second.text + rest).strip(" ,;?")]
