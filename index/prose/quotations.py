"""Where a text is in quotation marks: spans of quoted words, straight and curly marks, mixed, unbalanced, and running over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

MARKS = '"“”«»„'
_MARK = re.compile(f"[{MARKS}]")
_FEW_WORDS = re.compile(r"(?<=[\w,] )(?:\"(?=\w)[^\"“”«»„.!?]{1,60}(?<=\w)\"|[“«„](?=\w)[^\"“”«»„.!?]{1,60}(?<=\w)[”»“])(?=,? [a-z])")
"""A few words in marks in the middle of a clause."""
_PARAGRAPH = re.compile(r"[^\r\n]+")
LOOK_AHEAD = 6
"""Paragraphs within which an open quotation must be closed to count as going on; a mark that is never closed ends with its paragraph."""


def quotations(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of the quoted words without their marks, in order; one span per paragraph that a quotation runs through."""
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text)]
    spans: list[tuple[int, int]] = []
    mark = ""
    for number, (start, end) in enumerate(paragraphs):
        found, mark = _in_paragraph(text, start, end, mark)
        spans.extend(span for span in found if span[0] < span[1])
        if mark and not _is_closed_later(text, paragraphs[number + 1 : number + 1 + LOOK_AHEAD], mark):
            mark = ""
    return spans


def quoted_share(spans: list[tuple[int, int]], start: int, end: int) -> float:
    """Share of the characters `start`..`end` that stand in quotation marks, 0 to 1."""
    inside = sum(max(0, min(end, right) - max(start, left)) for left, right in spans)
    return inside / (end - start) if end > start else 0.0


def _in_paragraph(text: str, start: int, end: int, mark: str) -> tuple[list[tuple[int, int]], str]:
    """The quoted words of a paragraph that begins inside a quotation opened by `mark` ("": outside), and the mark open at its end."""
    spans: list[tuple[int, int]] = []
    opened, passed = start, -1
    inner = _inner(text, start, end)
    for at, opens in _marks(text, start, end):
        within, right = inner.get(at, ("", 0))
        passed = right if mark and mark in within else passed
        if at <= passed:
            continue
        if not mark and opens is False and not spans:
            spans.append((start, at))  # a closing mark with nothing open: the opening one was lost, the paragraph began inside
        elif not mark and opens is not False:
            mark, opened = text[at], at + 1
        elif mark and opens is not True:
            spans.append((opened, at))
            mark = ""
        # An opening mark inside an open quotation is a quotation within it, or the mark that each paragraph of a long one repeats.
        elif mark and at == start:
            opened = at + 1
    if mark:
        spans.append((opened, end))
    return spans, mark


def _inner(text: str, start: int, end: int) -> dict[int, tuple[str, int]]:
    """Marks that open a few words of a clause: the marks inside which they are part of the quotation, and where they close."""
    last = max((at for at, opens in _marks(text, start, end) if opens is False), default=start)
    places: dict[int, tuple[str, int]] = {}
    for match in _FEW_WORDS.finditer(text, start, end):
        left, right = match.start(), match.end() - 1
        # Curly marks are inner ones in straight ones; straight ones only if another is left to close the quotation.
        within = '"' if text[left] != '"' else '“«„"' if right < last else "“«„"
        places[left] = (within, right)
    return places


def _marks(text: str, start: int, end: int) -> Iterator[tuple[int, bool | None]]:
    """Each mark and whether its shape opens (True), closes (False) or tells nothing (None)."""
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        opening_shape = (before.isspace() or before in "([—–-") and not after.isspace()
        closing_shape = not before.isspace() and (after.isspace() or after in ".,;:?!)]—–-’")
        if mark in "”»" and not opening_shape:
            yield at, False
        elif mark in "“«„" and not closing_shape:
            yield at, True
        elif mark == "”" and before.isspace():
            yield at, None  # some languages open with it, and some typists put a space before it
        elif opening_shape != closing_shape:
            yield at, opening_shape
        else:
            yield at, None


def _is_closed_later(text: str, paragraphs: list[tuple[int, int]], mark: str) -> bool:
    for start, end in paragraphs:
        passed = -1
        inner = _inner(text, start, end)
        for at, opens in _marks(text, start, end):
            within, right = inner.get(at, ("", 0))
            passed = right if mark in within else passed
            if at > passed:
                return opens is not True or (at == start and text[start:end].count(text[at]) != 2)
    return False
