"""Which year a file speaks of: a day near which its articles were written, from the words that state it. Without one, no day is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.dating.clues import Clues
from index.dating.mentions import NumberedDay, Words, resolved, words_of
from index.timex.tense import BEFORE
from index.timex.values import make_day
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
    witnesses: int = 1  # articles that state this time; a date line counts for many


def anchor_of(clues: Sequence[Clues], stated: Sequence[Dating | None]) -> Anchor | None:
    """The anchor that some articles share; None where nothing states their year.

    Where several times are named, the last is the writers' own: the others are told as history.
    """
    anchors: list[Anchor] = [_of_stated(dating) for dating in stated if dating is not None and dating.day is not None and dating.evidence]
    dated = len(anchors)
    said = [(clue.said_year, clue) for clue in clues if clue.said_year is not None]
    latest = max([clue.latest_year for clue in clues] + [year for (year, _), _ in said], default=0)
    for clue in clues:
        anchors.extend(_of_numbered_days(clue, latest))
    for (year, words), clue in said:
        if (anchor := _of_year(year, words, [clue]) or _of_year(year, words, clues)) is not None:
            anchors.append(anchor)
    if not anchors:
        return None
    last = max(anchor.day for anchor in anchors)
    if any((last - anchor.day).days > SAME_TIME for anchor in anchors[:dated]):
        return None  # articles of different times in one file: none of them speaks for the others
    near = [anchor for anchor in anchors if (last - anchor.day).days <= SAME_TIME]
    return replace(near[0], witnesses=sum(anchor.witnesses for anchor in near))


def _of_stated(dating: Dating) -> Anchor:
    evidence = dating.evidence[0]
    assert dating.earliest is not None
    return Anchor(dating.earliest, words_of(evidence), f"a date line of this file gives the year {dating.earliest.year}", witnesses=9)


def _of_numbered_days(clue: Clues, latest_year: int) -> list[Anchor]:
    """The first day named with its year that is of the writer's own time.

    It is of the last year spoken of, no history, and the writer goes on to name days near it without a year, or opens the story
    with it, or names it in the sentence that has the weekday of the statement.
    """
    yearless = [day for day in clue.named if day.year is None and not day.is_history]
    for day in clue.named:
        if day.year is None or day.year < latest_year or day.is_history:
            continue
        first = make_day(day.year, day.month, day.day)
        # "Marked on 20 May, the feast recalls 20 May 1911": the same day of another year.
        recalled = any(
            (other.month, other.day) == (day.month, day.day) and (other.words.start < day.words.start or other.side == BEFORE)
            for other in yearless
        )
        if first is None or recalled:
            continue
        leads = bool(day.side) and (day.opens or day.same_sentence or (day.in_lead and day.weekday is not None))
        near = {other.side for other in yearless if other.side and _is_near(other, first)}
        if leads or (clue.written is not None and clue.written.words == day.words) or near:
            # Days on both sides of the writing, one past and one to come, tell its time as well as a second article would.
            return [Anchor(first, day.words, f"names the year {day.year}", witnesses=max(len(near), 1))]
    return []


def _is_near(day: NumberedDay, anchor: date) -> bool:
    span = resolved(day, anchor)
    return span is not None and abs((span[0] - anchor).days) <= NEARBY


def _of_year(year: int, words: Words, clues: Sequence[Clues]) -> Anchor | None:
    """The middle of the days named in a year that is stated without a day; None where they are spread over the seasons."""
    days = sorted(found for clue in clues for day in clue.named if _is_of_now(day) and (found := make_day(year, day.month, day.day)))
    if not days or (days[-1] - days[0]).days > SAME_TIME:
        return None
    return Anchor(days[len(days) // 2], words, f"says that the year is {year}")


def _is_of_now(day: NumberedDay) -> bool:
    return day.year is None and bool(day.side) and not day.is_history
