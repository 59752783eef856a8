"""The publication dates of the articles of one document, each with the words that prove it; unknown stays unknown.

Three sources, in order of trust: a date line that heads the article (*stated*); the article's own words (*inferred*): the weekday of its
statement, days named as past or as still to come; and its place between dated neighbours, where the items of the file are proved to run
in order of time. A day is told only when it is the only one left; then an interval; then nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.anchors import Anchor, anchor_of
from index.calendar_words import MONTH_NAMES, WEEKDAYS
from index.clues import Clues, NamedDay, Section, Words, read_clues, resolved
from index.neighbours import NEAR, Domain, direction, squeeze
from index.tense import AFTER, BEFORE
from index.timex import find
from index.types import Basis, Dating, Evidence

UNKNOWN = Dating()
RECENT = 62
"""Days. A day named without a year counts only this close to the anchor, where its year is beyond doubt."""


@dataclass(slots=True)
class _Item:
    """One article while it is being dated."""

    section: Section
    clues: Clues
    stated: Dating | None
    anchor: Anchor | None = None
    is_own_anchor: bool = False
    domain: Domain = Domain()
    lo_by: NamedDay | None = None
    hi_by: NamedDay | None = None
    span: tuple[date | None, date | None] = (None, None)
    reasons: tuple[str, ...] = ()

    @property
    def speaks(self) -> bool:
        """Whether its own words say anything about its day."""
        return self.stated is not None or self.domain != Domain()

    @property
    def day(self) -> date | None:
        """The day once there is only one."""
        return self.span[0] if self.span[0] == self.span[1] else None


def date_sections(text: str, sections: Sequence[Section]) -> tuple[Dating, ...]:
    """The datings of the sections of one document, in their order; evidence offsets are into `text`."""
    return _Dater(text, sections).datings()


class _Dater:
    def __init__(self, text: str, sections: Sequence[Section]) -> None:
        self.text = text
        self.items = [_Item(section, read_clues(text, section), None) for section in sections]
        for item in self.items:
            item.stated = self._stated(item)

    def datings(self) -> tuple[Dating, ...]:
        """Reads the years, narrows each item down by its own words, then by its neighbours, and words the result."""
        self._anchor()
        for item in self.items:
            self._narrow(item)
        self._drop_impossible_years()
        order = direction([self._own_day(item) for item in self.items])
        placed = self._place(order) if order else False
        return tuple(self._dating(number, item, order if placed else 0) for number, item in enumerate(self.items))

    # --- what is stated -------------------------------------------------------------------------------------------------------

    def _stated(self, item: _Item) -> Dating | None:
        """The day of the date line above the item, or of a dateline with a year that opens its prose."""
        if item.section.dateline is not None:
            return self._of_dateline(item, item.section.dateline)
        written = item.clues.written
        if written is None or written.year is None:
            return None
        day = resolved(written, None)
        if day is None or (written.weekday is not None and written.weekday != day[0].weekday()):
            return None
        basis = Basis.STATED if item.clues.weekday is None else Basis.INFERRED
        return Dating(day[0], day[0], basis, (self._evidence(written.words, f"names the day of writing: {_say(day[0])}"),))

    def _of_dateline(self, item: _Item, line: Evidence) -> Dating | None:
        names = [(day.year, day.month, day.day) for day in item.clues.named if day.year is not None]
        found = [timex for timex in find(line.quote) if timex.kind == "date" and timex.earliest]
        if not found:
            found = self._slashed(line, names)
        if not found or found[0].earliest is None:
            return None
        day = found[0].earliest
        swapped = (day.year, day.day, day.month)
        if re.match(r"\d{1,2}[./-]\d", found[0].text) and swapped in names and (day.year, day.month, day.day) not in names:
            day = date(*swapped) if day.day <= 12 else day
        agreeing = [named for named in item.clues.named if (named.year, named.month, named.day) == (day.year, day.month, day.day)]
        start = line.start + found[0].start
        evidence = [self._evidence(Words(start, start + len(found[0].text)), f"date line of this item: {_say(day)}")]
        evidence += [self._evidence(named.words, "the text names the same day, which confirms the date line") for named in agreeing[:1]]
        return Dating(day, day, Basis.STATED, tuple(evidence))

    def _slashed(self, line: Evidence, names: Sequence[tuple[int | None, int, int]]) -> list[Any]:
        """Readings of 03/04/2022, which only a day named in the article can settle."""
        for day_first in (True, False):
            found = [timex for timex in find(line.quote, day_first=day_first) if timex.kind == "date" and timex.earliest]
            if found and found[0].earliest and (found[0].earliest.year, found[0].earliest.month, found[0].earliest.day) in names:
                return found
        return []

    # --- what the article's own words allow -----------------------------------------------------------------------------------

    def _anchor(self) -> None:
        shared = anchor_of([item.clues for item in self.items], [item.stated for item in self.items])
        for item in self.items:
            own = anchor_of([item.clues], [item.stated])
            item.anchor, item.is_own_anchor = own or shared, own is not None

    def _narrow(self, item: _Item) -> None:
        """Sets the item's domain from its own words."""
        if item.stated is not None:
            item.domain, item.span = Domain(None, item.stated.earliest, item.stated.latest), (item.stated.earliest, item.stated.latest)
            return
        if item.anchor is None:
            return
        written = item.clues.written
        if written is not None and (days := resolved(written, item.anchor.day)):
            if written.weekday in (None, days[0].weekday()):
                item.domain, item.lo_by, item.hi_by = Domain(None, *days), written, written
            return
        for named in item.clues.named:
            self._bound(item, named)
        item.domain = replace(item.domain, weekday=item.clues.weekday)
        if item.domain.is_empty:
            item.domain, item.lo_by, item.hi_by = Domain(), None, None

    def _bound(self, item: _Item, named: NamedDay) -> None:
        assert item.anchor is not None
        days = resolved(named, item.anchor.day)
        if days is None or named.is_history or abs((days[0] - item.anchor.day).days) > RECENT:
            return
        domain = item.domain
        if named.side == AFTER:
            floor = date.fromordinal(days[1].toordinal() + named.strictly)
            if domain.lo is None or floor > domain.lo:
                item.domain, item.lo_by = replace(domain, lo=floor), named
        elif named.side == BEFORE and (domain.hi is None or days[0] < domain.hi):
            item.domain, item.hi_by = replace(domain, hi=days[0]), named

    def _drop_impossible_years(self) -> None:
        """A year in which some item's weekday and named days cannot meet is the wrong one: nothing is inferred from it then."""
        judged = [item for item in self.items if item.clues.weekday is not None and item.stated is None and item.anchor and not item.is_own_anchor]
        wrong = [item for item in judged if item.domain == Domain()]
        if len(wrong) * 4 > len(judged):
            for item in judged:
                item.anchor, item.domain = None, Domain()

    def _own_day(self, item: _Item) -> date | None:
        """The day that an item's own words leave, without its neighbours."""
        return item.domain.day or self._near_day(item)

    def _near_day(self, item: _Item) -> date | None:
        """The first such weekday after a day that the lead, or a run of days, names as past, when it follows closely.

        Not for writers that abbreviate months: they name days of the last week by weekday, so a numbered day is an older one.
        """
        if item.domain.weekday is None or item.domain.lo is None or item.lo_by is None or item.clues.abbreviates or item.anchor is None:
            return None
        first, last = item.domain.within(None, None)
        if first is None or (first - item.domain.lo).days > NEAR or (last is not None and first > last):
            return None
        floor = item.domain.lo.toordinal() - 14
        spans = [resolved(day, item.anchor.day) for day in item.clues.named if day.side == AFTER]
        run = {span[1] for span in spans if span and floor <= span[1].toordinal()}
        return first if item.lo_by.in_lead or len(run) >= 3 else None
