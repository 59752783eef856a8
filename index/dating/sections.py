"""The publication dates of the articles of one document, each with the words that prove it; unknown stays unknown.

Three sources, in order of trust: a date line that heads the article (*stated*); the article's own words (*inferred*): the weekday of its
statement, days named as past or as still to come; and its place between dated neighbours, where the items of the file are proved to run
in order of time. A day is told only when it is the only one left; then an interval; then nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from index.dating.anchors import SAME_TIME, Anchor, anchor_of
from index.dating.clues import Clues, read_clues
from index.dating.mentions import DatableSection, NumberedDay, Words, resolved, words_of
from index.dating.neighbours import ANY_DAY, NEAR, Domain, direction, other_years, place
from index.dating.stated import evidence_of, say, stated_dating
from index.timex.calendar import WEEKDAYS
from index.timex.tense import AFTER, BEFORE
from index.timex.values import plus_days
from index.types import Basis, Dating, Evidence

UNKNOWN = Dating()
_NAME = re.compile(r"[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){2,}")  # three capitalised words and more
MANY = 3
"""Other articles with a weekday of their own, from which on a single one that names a year needs the calendar on its side."""

OTHER_YEARS = 2
"""Kinds of year, of the six other ones, in which the calendar may fit a digest too when one article alone names the year. Weighed on
invented digests: with none a quarter of the right days were lost, with any number three times as many were told in a year of history."""

COMMON = 0.2
"""A name that stands in more than this share of the items tells no event: whoever speaks in every story does so every week."""

RECENT = 62
"""Days. A day named without a year counts only this close to the anchor, where its year is beyond doubt."""


@dataclass(slots=True)
class _Item:
    """One article while it is being dated."""

    section: DatableSection
    clues: Clues
    stated: Dating | None
    anchor: Anchor | None = None
    is_own_anchor: bool = False
    domain: Domain = ANY_DAY
    lo_by: NumberedDay | None = None
    hi_by: NumberedDay | None = None
    span: tuple[date | None, date | None] = (None, None)

    @property
    def speaks(self) -> bool:
        """Whether its own words say anything about its day."""
        return self.stated is not None or self.domain != ANY_DAY

    @property
    def day(self) -> date | None:
        """The day once there is only one."""
        return self.span[0] if self.span[0] == self.span[1] else None


def date_sections(text: str, sections: Sequence[DatableSection]) -> tuple[Dating, ...]:
    """The datings of the sections of one document, in their order; evidence offsets are into `text`."""
    return _Dater(text, sections).datings()


class _Dater:
    def __init__(self, text: str, sections: Sequence[DatableSection]) -> None:
        self.text = text
        self.items = [_Item(section, *stated_dating(text, section, read_clues(text, section))) for section in sections]

    def datings(self) -> tuple[Dating, ...]:
        """Reads the years, narrows each item down by its own words, then by its neighbours, and words the result."""
        self._anchor()
        for item in self.items:
            self._narrow(item)
        order = direction([item.domain for item in self.items])
        self._drop_doubtful_year(order)
        placed = bool(order) and self._place(order)
        for item in self.items:
            if item.span == (None, None):
                item.span = self._alone(item)
            if item.span == (None, None) and item.clues.month is not None:
                item.span = item.clues.month.first, item.clues.month.last
            if item.clues.is_late and item.day is not None and item.domain.day is None:
                item.span = item.day, plus_days(item.day, 1)
        return tuple(self._dating(number, order if placed else 0) for number in range(len(self.items)))

    # --- what the article's own words allow -----------------------------------------------------------------------------------

    def _anchor(self) -> None:
        shared = anchor_of([item.clues for item in self.items], [item.stated for item in self.items])
        self._witnesses = shared.witnesses if shared is not None else 0
        for item in self.items:
            own = anchor_of([item.clues], [item.stated])
            if own is not None and item.stated is None and shared is not None and abs((own.day - shared.day).days) > SAME_TIME:
                own = None
            item.anchor, item.is_own_anchor = own or shared, own is not None

    def _narrow(self, item: _Item) -> None:
        """Sets the item's domain from its own words."""
        if item.stated is not None:
            item.domain, item.span = Domain(None, item.stated.earliest, item.stated.latest), (item.stated.earliest, item.stated.latest)
            return
        if item.anchor is None:
            return
        written = item.clues.dateline or item.clues.written
        if written is not None and (days := resolved(written, item.anchor.day)):
            if written.weekday in (None, days[0].weekday()):
                lo, hi = (plus_days(day, written.strictly) for day in days)
                item.domain, item.lo_by, item.hi_by = Domain(None, lo, hi), written, written
            return
        for named in item.clues.named:
            self._bound(item, named)
        item.domain = replace(item.domain, weekday=item.clues.weekday)
        if item.domain.is_empty:
            item.domain, item.lo_by, item.hi_by = ANY_DAY, None, None

    def _bound(self, item: _Item, named: NumberedDay) -> None:
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

    def _drop_doubtful_year(self, order: int) -> None:
        """Forgets a year taken from one article of many that neither a second one names nor the calendar confirms.

        In a wrong year weekdays and named days do not meet: some item is left without a day, and no order of time appears.
        """
        borrowed = [item for item in self.items if item.anchor is not None and not item.is_own_anchor]
        judged = [item for item in borrowed if item.clues.weekday is not None]
        impossible = sum(item.domain == ANY_DAY for item in judged)
        if not borrowed or (
            impossible * 4 <= len(judged)
            and (self._witnesses >= 2 or (order and other_years([item.domain for item in self.items][::order]) <= OTHER_YEARS))
        ):
            return
        # Among many stories of one time, the only one that names a year is as likely to tell of the past.
        doubtful = [item for item in self.items if item.stated is None] if len(judged) >= MANY else borrowed
        for item in doubtful:
            item.anchor, item.domain, item.lo_by, item.hi_by = None, ANY_DAY, None, None

    def _near_day(self, item: _Item, *, is_alone: bool) -> date | None:
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
        if is_alone:  # only its own words speak for the year: they must be one sentence, or several days, and no tale of the past
            is_next = (first - item.domain.lo).days <= 1
            is_close = item.lo_by.same_sentence or len(run) >= 3 or (is_next and (item.lo_by.opens or len(run) >= 2))
            return first if is_close and not item.lo_by.is_quoted and not item.clues.tells_past else None
        return first if item.lo_by.in_lead or len(run) >= 3 else None

    # --- what the neighbours leave ----------------------------------------------------------------------------------------------

    def _place(self, order: int) -> bool:
        """Narrows the items by their order (1 oldest first, -1 newest first); False where the order does not hold."""
        items = self.items if order > 0 else self.items[::-1]
        names = [self._names(item) for item in items]
        near = [item.stated.day if item.stated else self._near_day(item, is_alone=False) for item in items]
        spans = place([item.domain for item in items], near, lambda one, other: bool(names[one] & names[other]))
        if spans is None:
            return False
        for item, span in zip(items, spans, strict=True):
            if item.stated is None and None not in span:
                item.span = span
        return True

    def _names(self, item: _Item) -> set[tuple[int | None, str]]:
        """Long names in the sentence of the item's weekday, with that weekday: two items that share one speak of the same event."""
        words = item.clues.weekday_sentence
        if words is None:
            return set()
        rare = max(2, COMMON * len(self.items))
        found = (match.group() for match in _NAME.finditer(self.text, words.start, words.end))
        return {(item.clues.weekday, name) for name in found if self._name_counts[name] <= rare}

    @cached_property
    def _name_counts(self) -> Counter[str]:
        """In how many items each long name stands."""
        spans = ((item.section.body_start, item.section.body_end) for item in self.items)
        return Counter(name for start, end in spans for name in {match.group() for match in _NAME.finditer(self.text, start, end)})

    def _alone(self, item: _Item) -> tuple[date | None, date | None]:
        """What an item's own words prove where its place proves nothing."""
        if item.stated is not None or item.domain == ANY_DAY:
            return item.span
        if (day := item.domain.day) is not None and (item.domain.weekday is not None or item.is_own_anchor):
            return day, day
        if not item.is_own_anchor:
            return None, None
        if (day := self._near_day(item, is_alone=True)) is not None:
            return day, day
        return item.domain.lo, item.domain.hi

    # --- how it is said ---------------------------------------------------------------------------------------------------------

    def _dating(self, number: int, order: int) -> Dating:
        item = self.items[number]
        if item.stated is not None:
            return item.stated
        earliest, latest = item.span
        if earliest is None and latest is None:
            return UNKNOWN
        return Dating(earliest, latest, Basis.INFERRED, tuple(self._own_evidence(item) + self._neighbour_evidence(number, order)))

    def _own_evidence(self, item: _Item) -> list[Evidence]:
        evidence = []
        clues, domain = item.clues, item.domain
        if domain == ANY_DAY and clues.month is not None and item.span == (clues.month.first, clues.month.last):
            why = (
                "tells the month of writing" if clues.month.last is not None else f"spoken of as past: not before {say(clues.month.first)}"
            )
            return [self._evidence(clues.month.words, why)]
        if clues.weekday_words is not None and domain.weekday is not None:
            evidence.append(
                self._evidence(clues.weekday_words, f"weekday on which the article speaks: a {WEEKDAYS[domain.weekday].capitalize()}")
            )
        if item.lo_by is not None and item.lo_by is item.hi_by:
            evidence.append(self._evidence(item.lo_by.words, f"names the day of writing: {say(domain.lo)}"))
        elif item.lo_by is not None:
            evidence.append(self._evidence(item.lo_by.words, f"spoken of as past: not before {say(domain.lo)}"))
        if item.hi_by is not None and item.hi_by is not item.lo_by:
            evidence.append(self._evidence(item.hi_by.words, f"spoken of as still to come: not after {say(domain.hi)}"))
        if item.anchor is not None and all(
            (found.start, found.end) != (item.anchor.words.start, item.anchor.words.end) for found in evidence
        ):
            evidence.append(self._evidence(item.anchor.words, item.anchor.why))
        return evidence

    def _neighbour_evidence(self, number: int, order: int) -> list[Evidence]:
        """The nearest dated items above and below, where the order of the file was used."""
        if not order:
            return []
        way = "newest first" if order < 0 else "oldest first"
        evidence = []
        for step, side in ((-1, "above"), (1, "below")):
            other = number + step
            while 0 <= other < len(self.items) and (self.items[other].day is None or not self.items[other].speaks):
                other += step
            if 0 <= other < len(self.items) and (words := self._telling_words(self.items[other])) is not None:
                place = f"the item {side}" if abs(other - number) == 1 else f"the nearest dated item {side}"
                evidence.append(self._evidence(words, f"{place} is of {say(self.items[other].day)}; items run {way}"))
        return evidence

    def _telling_words(self, item: _Item) -> Words | None:
        if item.stated is not None:
            return words_of(item.stated.evidence[0])
        named = item.lo_by or item.hi_by
        return item.clues.weekday_words or (named.words if named is not None else None)

    def _evidence(self, words: Words, why: str) -> Evidence:
        return evidence_of(self.text, words, why)
