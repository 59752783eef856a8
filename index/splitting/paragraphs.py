"""The lines of a text as paragraphs with exact offsets: hard-wrapped lines joined, blank lines counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"
"""Characters that `str.isspace` does not know and no reader sees; a line of nothing else is blank."""

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_ENDED = re.compile(r"[.!?:…]['\"’”»)\]*_]*\Z")
_OWN_LINE = re.compile(r"\s*(?:#{1,6}\s|[-*•–—>|]|\d{1,3}[.)]\s|https?://|(.)(?:\s*\1){2,}\s*\Z)")

_WRAP_WIDTH = 100
"""Characters: a text whose lines are longer was not wrapped by hand or by a mail program (these wrap at 60 to 80)."""
_WRAP_SLACK = 6
_WRAP_SHARE = 0.5
"""Share of line pairs that must look wrapped. In wrapped prose it is above 0.8, in digests with a line a paragraph below 0.1."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `text` is `document[start:end]` without surrounding space; `gap` counts the blank lines before it."""

    start: int
    end: int
    text: str
    gap: int

    @property
    def flat(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split()) if "\n" in self.text or "\r" in self.text else self.text


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """All paragraphs of `text` in order: its lines that are not blank, joined where the text is hard-wrapped."""
    lines = _lines(text)
    width = _wrap_width(lines)
    if not width:
        return tuple(lines)
    joined: list[Paragraph] = []
    last = None
    for line in lines:
        if joined and last and line.gap == 0 and _continues(last.text, line.text, width, last.start == joined[-1].start):
            first = joined[-1]
            joined[-1] = Paragraph(first.start, line.end, text[first.start : line.end], first.gap)
        else:
            joined.append(line)
        last = line
    return tuple(joined)


def _lines(text: str) -> list[Paragraph]:
    lines: list[Paragraph] = []
    seen = 0
    for match in _LINE.finditer(text):
        line = match.group().strip().strip(INVISIBLE).strip()
        if not line:
            continue
        start = text.index(line, match.start())
        between = text[seen : match.start()]
        breaks = len(_BREAK.findall(between)) if len(between) != 1 else 1
        lines.append(Paragraph(start, start + len(line), line, max(breaks - 1, 0) if lines else breaks))
        seen = match.end()
    return lines


def _wrap_width(lines: Sequence[Paragraph]) -> int:
    """The column at which the text was wrapped, 0 where it was not."""
    if len(lines) < 4:
        return 0
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[int(0.98 * (len(lengths) - 1))]
    if not 40 <= width <= _WRAP_WIDTH:
        return 0
    pairs = [(a.text, b.text) for a, b in pairwise(lines) if b.gap == 0]
    wrapped = sum(_is_full(a, b, width) and not _ENDED.search(a) for a, b in pairs)
    return width if len(pairs) >= 3 and wrapped >= _WRAP_SHARE * len(pairs) else 0


def _is_full(line: str, following: str, width: int, slack: int = _WRAP_SLACK) -> bool:
    """Whether the first word of the following line would not have fitted any more."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - slack


def _continues(line: str, following: str, width: int, opens: bool) -> bool:
    """Whether `following` goes on with the paragraph of `line`; a first line that had room for one more word may be a headline."""
    if _OWN_LINE.match(following) or line.lstrip().startswith("#"):
        return False
    if following[0].islower() and not _ENDED.search(line):
        return True
    return _is_full(line, following, width, 0 if opens and not _ENDED.search(line) else _WRAP_SLACK)
