"""A text as HTML with spans marked in several layers, which may overlap: every character stands there once, in its order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ui.markup import escaped


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start`..`end` and the tags around them; `again` opens a later piece, where an outer layer's span ends within this one."""

    start: int
    end: int
    opening: str
    closing: str
    again: str | None = None


Layer = list[Span]


def marked(text: str, base: int, layers: Sequence[Layer]) -> str:
    """The escaped `text`, which stands at offset `base`; the spans of earlier layers enclose those of later ones.

    A span of an earlier layer is one element; of a later one as many as the boundaries around it ask for. Spans of one layer that
    overlap are cut: the first goes on, and what is left of the next follows.
    """
    apart = [_apart(layer, base, base + len(text)) for layer in layers]
    pieces: list[str] = []
    _mark(text, base, base, base + len(text), apart, pieces)
    return "".join(pieces)


def _apart(layer: Layer, start: int, end: int) -> Layer:
    at, kept = start, []
    for span in sorted(layer, key=lambda span: (span.start, -span.end)):
        left, right = max(span.start, at), min(span.end, end)
        if left < right:
            kept.append(span if (left, right) == (span.start, span.end) else _cut(span, left, right))
            at = right
    return kept


def _cut(span: Span, start: int, end: int) -> Span:
    again = span.opening if span.again is None else span.again
    return Span(start, end, span.opening if start == span.start else again, span.closing, again)


def _mark(text: str, base: int, start: int, end: int, layers: Sequence[Layer], pieces: list[str]) -> None:
    if not layers:
        # A browser reads a carriage return in markup as a line feed, and two characters as one where both stand together.
        pieces.append(escaped(text[start - base : end - base]).replace("\r", "&#13;"))
        return
    at, spans = start, layers[0]
    for span in spans[bisect_right(spans, start, key=lambda span: span.end) :]:
        if span.start >= end:
            break
        left, right = max(span.start, at), min(span.end, end)
        _mark(text, base, at, left, layers[1:], pieces)
        pieces.append(_cut(span, left, right).opening)
        _mark(text, base, left, right, layers[1:], pieces)
        pieces.append(span.closing)
        at = right
    if at < end:
        _mark(text, base, at, end, layers[1:], pieces)
