"""Whether a day of a draft is one that the archive names, and whether one can contradict the other."""

from __future__ import annotations

from datetime import date

from assistant.wording import span_words
from assistant.words.amounts import meets
from index.timex import Timex

NO_CALENDAR = frozenset({"duration", "vague", "anaphoric"})
"""Kinds of time expressions that name no day."""


def _ends(day: Timex) -> tuple[date | None, date | None]:
    return day.earliest, day.latest


def means(day: Timex, other: Timex) -> bool:
    """Whether a day of the draft, which may lack its year, is one that the archive names, in the same words or by what it means there."""
    is_range = day.parts.last_day is not None or day.parts.last_month is not None or day.parts.last_year is not None
    if is_range:
        return day.text.casefold() == other.text.casefold() or (None not in _ends(day) and _ends(day) == _ends(other))
    if meets(day, other):
        return True
    meant = other.earliest if other.earliest == other.latest else None
    said = {"year": day.parts.year, "month": day.parts.month, "day": day.parts.day, "weekday": day.parts.weekday}
    said = {part: value for part, value in said.items() if value is not None}
    if meant is None or not said:
        return False
    there = {"year": meant.year, "month": meant.month, "day": meant.day, "weekday": meant.weekday()}
    return all(there[part] == value for part, value in said.items())


def is_same_sort(day: Timex, other: Timex) -> bool:
    """Whether two expressions name days as exactly as each other, so that one can contradict the other."""
    if day.kind == other.kind:
        return True
    exact = day.earliest is not None and day.earliest == day.latest
    return exact and other.earliest is not None and other.earliest == other.latest


def meant_words(other: Timex) -> str:
    """What a day of the archive means, as the end of a sentence; empty where its words say it."""
    meant = span_words(other.earliest, other.latest)
    return f", which is {meant}" if meant and meant.casefold() != other.text.casefold() else ""
