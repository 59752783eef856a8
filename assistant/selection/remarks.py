"""What an answer says beside its statements: what is missing, what its statements rest on, who else carried them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import PurePath

from assistant.selection.premise import Contradiction
from assistant.selection.units import Unit
from assistant.types import Query, Remark
from assistant.wording import NOT_FOUND, date_words, day_words
from index import timex
from index.archive import Archive
from index.types import Article

FEW = timedelta(days=3)
"""The longest time that names a day in it: "12 to 14 May" does for the 13th, "in May" does not."""


def missing_words(part: Query) -> str:
    """That the archive does not answer a part of a compound question."""
    return f"{NOT_FOUND.rstrip('.')}: “{part.asked.strip(' ?.!,;')}”."


def contradiction_words(found: Contradiction) -> str:
    """That the nearest passage gives another figure than the question, each in its own words."""
    return f"The question says “{found.asked}”; the nearest passage says “{found.told}”."


def untold_words(event: str) -> str:
    """That the order of two events cannot be stated for want of a passage that tells of one."""
    return f"No order is stated: no passage found tells plainly of “{event}”."


def other_day_words(query: Query, units: Sequence[Unit]) -> Remark | None:
    """That nothing shown is of the one day that the question names, nor names it; None otherwise."""
    window = query.window
    if window is None or window.from_words is None or window.since is None or window.since != window.until:
        return None
    if any(_is_of(unit, window.since) for unit in units):
        return None
    days = [Remark.of(number, f" is of {date_words(unit.article.published)}") for number, unit in enumerate(units, 1)]
    return Remark.of(f"Nothing shown is of {day_words(window.since)} or names it: ", Remark.listed(days), ".")


def _is_of(unit: Unit, day: date) -> bool:
    """Whether a unit may have been published on a day, or its passage names that very day or a few around it."""
    dating = unit.article.published
    if not dating.is_known or dating.overlaps(day, day):
        return True
    anchor = dating.day or dating.latest or dating.earliest
    named = timex.find(unit.passage.text, anchor)
    return any(one.earliest and one.latest and one.earliest <= day <= one.latest <= one.earliest + FEW for one in named)


def outlet_words(archive: Archive, query: Query, units: Sequence[Unit]) -> str:
    """That everything shown rests on one outlet; empty where it does not, and where it goes without saying or was asked for."""
    outlets = {unit.article.source for unit in units}
    if query.sources or len(outlets) != 1 or None in outlets:
        return ""
    if len(units) == 1 and len(archive.sources()) == 1:
        return ""
    if any(copy.source not in outlets for unit in units for copy in archive.copies(unit.article.id)):
        return ""
    return f"{'All of it rests' if len(units) > 1 else 'This rests'} on one outlet: {', '.join(filter(None, outlets))}."


def carried(archive: Archive, units: Sequence[Unit]) -> tuple[Remark, ...]:
    """Which other outlets carried a story that is quoted, and whether a newer version of it is there."""
    notes: list[Remark | None] = []
    for number, unit in enumerate(units, 1):
        if copies := archive.copies(unit.article.id):
            notes.append(carried_words(number, copies))
        if versions := archive.versions(unit.article.id):
            notes.append(version_words(number, unit.article, versions))
    return tuple(note for note in notes if note)


def carried_words(number: int, copies: Sequence[Article]) -> Remark:
    """That a cited story stands in the archive more than once, and where."""
    places = dict.fromkeys(article.source or PurePath(article.file).name for article in copies)
    return Remark.of("The story of ", number, f" was also carried by {', '.join(places)}.")


def version_words(number: int, shown: Article, versions: Sequence[Article]) -> Remark | None:
    """That the archive holds a newer version of a cited story; None when the one cited is the newest."""
    newest = versions[0]
    if newest.id == shown.id:
        return None
    return Remark.of("A newer version of ", number, f" is of {date_words(newest.published)}.")
