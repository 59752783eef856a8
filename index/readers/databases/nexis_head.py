"""The head of a Nexis record: outlet, date line, edition and headline, in whichever order its layout has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from index.readers.databases.nexis_labels import CENTRED, EDITION, FIELD_WITHIN, FURNITURE, MOST_TITLE, head_field, tail_field
from index.readers.databases.record import WRAPPED, Line, date_line, folded, is_rights
from index.types import Evidence

_ENDED = re.compile(r"[.!?…][\"'”’»)]*$")
_STANDFIRST = 40
"""Words between headline and fields up to which they are a standfirst; more are the prose, and the fields stand in its midst."""
_LONG_TITLE = 30
"""Words of a block that ends like a sentence from which it is prose, and the record has no headline."""


@dataclass(slots=True)
class RecordParts:
    """A record while it is being read; indices are of its lines."""

    lines: Sequence[Line]
    is_gapless: bool = False  # somebody took the blank lines out, so that nothing tells where a wrapped line ends
    title: tuple[int, int] | None = None
    body: tuple[int, int] | None = None
    body_at: int = 0
    is_at_prose: bool = False  # the prose follows the head, without fields between
    stated: tuple[Evidence, tuple[date, date]] | None = None
    source: str | None = None
    fields: dict[str, str] = field(default_factory=dict)


def read_head(parts: RecordParts, *, marked: bool) -> int:
    """Read the head in the layout that it has; `marked` says whether a counter stands above it. Returns the first line below it."""
    return _read_older_head(parts) if marked or not _is_newer(parts) else _read_newer_head(parts)


def names_edition(line: Line) -> bool:
    """Whether a line says which edition a story stood in, at what hour, or that it was corrected."""
    return len(line.text.split()) <= 6 and (EDITION.search(line.text) is not None or date_line(line) is not None)


def _is_newer(parts: RecordParts) -> bool:
    """Whether the headline stands on top: the older layout centres the outlet, or has outlet, date and headline in this order."""
    lines = parts.lines
    above = [i for i, line in enumerate(lines[: FIELD_WITHIN + 4]) if not is_rights(line.text) and not FURNITURE.match(line.text)]
    if any(lines[i].indent >= CENTRED for i in above[:3]):
        return False
    dated = next((n for n, i in enumerate(above) if date_line(lines[i])), None)
    if dated != 1 or len(above) < 3:
        return True
    return head_field(lines[above[2]]) is not None


# --- the older layout --------------------------------------------------------------------------------------------------------


def _read_older_head(parts: RecordParts) -> int:
    lines = parts.lines
    stop = next((i for i, line in enumerate(lines) if head_field(line)), len(lines))
    above = [i for i in range(stop) if not is_rights(lines[i].text) and not FURNITURE.match(lines[i].text)]
    dated = next((i for i in above[:FIELD_WITHIN] if date_line(lines[i])), None)
    early: list[int] = []
    if dated is None:
        parts.source = folded(lines[above[0]].text) if above and lines[above[0]].indent >= CENTRED else None
        rest = above[1:] if parts.source else above
    else:
        parts.stated = date_line(lines[dated])
        rest = [i for i in above if i > dated]
        outlet, early = _parted(lines, [i for i in above if i < dated], rest)
        parts.source = folded(" ".join(lines[i].text for i in outlet)) or None
    passed = [i for n, i in enumerate(rest) if all(_is_edition(parts, j, dated) for j in rest[: n + 1])]
    rest = rest[len(passed) :] or [i for i in passed[-1:] if not early and lines[i].indent < CENTRED and not names_edition(lines[i])]
    if early:
        parts.title = lines[early[0]].start, lines[early[-1]].end
        return _below(parts, rest[0], stop) if rest else stop
    if not rest:
        return stop
    last = _block_end(lines, rest[0], stop)
    if _is_prose(lines, rest[0], last, stop):
        return _below(parts, rest[0], stop)
    parts.title = lines[rest[0]].start, lines[last].end
    return _below(parts, last + 1, stop)


def _below(parts: RecordParts, first: int, stop: int) -> int:
    """The first line below the head: the prose, where it begins at `first`, or the first field."""
    parts.is_at_prose = stop == len(parts.lines) or _prose_begins(parts.lines, first, stop)
    while parts.is_at_prose and first < stop and (is_rights(parts.lines[first].text) or FURNITURE.match(parts.lines[first].text)):
        first += 1
    return first if parts.is_at_prose else stop


def _parted(lines: Sequence[Line], before: list[int], rest: Sequence[int]) -> tuple[list[int], list[int]]:
    """What stands above the date line, parted into the outlet and a headline, which some agencies' records have there."""
    if not before:
        return [], []
    if lines[before[0]].indent >= CENTRED:
        return [i for i in before if lines[i].indent >= CENTRED], [i for i in before if lines[i].indent < CENTRED]
    second = next((i for i in before[1:] if lines[i].gap), None)
    below = next((lines[i] for i in rest if not names_edition(lines[i])), None)
    if second is None or (below and not _ENDED.search(below.text) and len(below.text) < WRAPPED):
        return before, []
    return [i for i in before if i < second], [i for i in before if i >= second]


def _is_edition(parts: RecordParts, i: int, dated: int | None) -> bool:
    """Whether line `i` below the date line belongs to it, and is no headline."""
    line = parts.lines[i]
    if line.indent >= CENTRED or (dated is not None and line.gap == 0 and not parts.is_gapless):
        return True
    return names_edition(line) and i - (dated or 0) <= 3


def _block_end(lines: Sequence[Line], first: int, stop: int) -> int:
    """The last line of the headline that begins at `first`."""
    last = first
    while last + 1 < min(stop, first + MOST_TITLE) and lines[last + 1].gap == 0 and not is_rights(lines[last + 1].text):
        last += 1
    return last


def _is_prose(lines: Sequence[Line], first: int, last: int, stop: int) -> bool:
    """Whether a block in the place of the headline is the first paragraph of a record without one."""
    goes_on = last + 1 < stop and lines[last + 1].gap == 0 and last - first + 1 == MOST_TITLE
    words = sum(len(line.text.split()) for line in lines[first : last + 1])
    return goes_on or (words > _LONG_TITLE and _ENDED.search(lines[last].text) is not None)


def _prose_begins(lines: Sequence[Line], first: int, stop: int) -> bool:
    """Whether the prose stands between the headline and the first field: no prose follows the fields, or much stands before them."""
    between = [
        line for line in lines[first:stop] if not is_rights(line.text) and not FURNITURE.match(line.text) and not names_edition(line)
    ]
    if not between:
        return False
    is_field = True
    for line in lines[stop:]:
        kept = head_field(line) or tail_field(line)
        if kept and kept[0] == "body":
            return False
        is_field = bool(kept) or is_rights(line.text) or FURNITURE.match(line.text) is not None or (is_field and line.gap == 0)
        if not is_field:
            return sum(len(other.text.split()) for other in between) > _STANDFIRST
    return True


# --- the newer layout --------------------------------------------------------------------------------------------------------


def _read_newer_head(parts: RecordParts) -> int:
    """Headline, outlet, date line; returns the first line below them."""
    lines = parts.lines
    for i, line in enumerate(lines):
        below = lines[i + 1 : i + 1 + FIELD_WITHIN]
        stated = date_line(line) if any(head_field(near) or is_rights(near.text) for near in below) else None
        if stated:
            parts.stated = stated
            above = [j for j in range(i) if not FURNITURE.match(lines[j].text)]
            if len(above) > 1:
                parts.source = folded(lines[above.pop()].text)
            if above:
                first = last = above[-1]
                while first - 1 in above and lines[first].gap == 0 and last - first < MOST_TITLE:
                    first -= 1
                parts.title = lines[first].start, lines[last].end
            return i + 1
    first = next((i for i, line in enumerate(lines) if not FURNITURE.match(line.text)), len(lines))
    if first < len(lines) and not head_field(lines[first]):
        parts.title = lines[first].start, lines[first].end
        return first + 1
    return first
