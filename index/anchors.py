"""Which year a file speaks of: a day near which its articles were written, from the words that state it. Without one, no day is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.clues import Clues, NamedDay, Words, resolved
from index.timex_values import make_day
from index.types import Dating

NEARBY = 31
"""Days within which a day named without a year must lie from one named with it: writers drop the year they have just given."""

SAME_TIME = 120
"""Days. Statements of the year that lie further apart speak of different times, and then none of them counts for the whole file."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day near which something was written, and the words that say so."""

    day: date
    words: Words
    why: str


def anchor_of(clues: Sequence[Clues], stated: Sequence[Dating | None]) -> Anchor | None:
    """The anchor that some articles share; None where nothing states their year, or where statements contradict each other."""
    anchors = [_of_stated(dating) for dating in stated if dating is not None and dating.day is not None and dating.evidence]
    said = [(clue.said_year, clue) for clue in clues if clue.said_year]
    latest = max((clue.latest_year for clue in clues), default=0)
    for clue in clues:
        anchors.extend(_of_named_days(clue, max(latest, *(year for (year, _), _ in said)) if said else latest))
    for (year, words), clue in [(pair, clue) for pair, clue in said if pair]:
        if (anchor := _of_year(year, words, [clue, *clues])) is not None:
            anchors.append(anchor)
    if not anchors or (max(anchor.day for anchor in anchors) - min(anchor.day for anchor in anchors)).days > SAME_TIME:
        return None
    if any(year not in {anchor.day.year for anchor in anchors} for (year, _), _ in said):
        return None
    return anchors[0]


def _of_stated(dating: Dating) -> Anchor:
    evidence = dating.evidence[0]
    assert dating.earliest is not None
    return Anchor(dating.earliest, Words(evidence.start, evidence.end), f"a date line of this file gives the year {dating.earliest.year}")


def _of_named_days(clue: Clues, latest_year: int) -> list[Anchor]:
    """Days named with their year that are of the writer's own time: the last year spoken of, and other days follow without a year."""
    anchors = []
    yearless = [day for day in clue.named if day.year is None and day.side]
    for day in clue.named:
        if day.year is None or day.year < latest_year or day.is_history:
            continue
        first = make_day(day.year, day.month, day.day)
        if first is None or any((other.month, other.day) == (day.month, day.day) for other in yearless):
            continue
        spans = [resolved(other, first) for other in yearless]
        if day is clue.written or any(span and abs((span[0] - first).days) <= NEARBY for span in spans):
            anchors.append(Anchor(first, day.words, f"names the year {day.year}"))
        elif day.in_lead and clue.weekday is not None and day.side:
            anchors.append(Anchor(first, day.words, f"names the year {day.year}"))
    return anchors


def _of_year(year: int, words: Words, clues: Sequence[Clues]) -> Anchor | None:
    """The middle of the days named in a year that is stated without a day; None where they are spread over the seasons."""
    days = sorted(found for clue in clues for day in clue.named if _is_of_now(day) and (found := make_day(year, day.month, day.day)))
    if not days or (days[-1] - days[0]).days > SAME_TIME:
        return None
    return Anchor(days[len(days) // 2], words, f"says that the year is {year}")


def _is_of_now(day: NamedDay) -> bool:
    return day.year is None and bool(day.side) and not day.is_history
