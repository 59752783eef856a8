"""What the order of the items in a digest says about their days: whether there is an order, and which days it leaves to each item."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf
from random import Random

from index.timex.values import plus_days

CHANCE = 0.02
"""An order counts only when at most this share of random orders of the same items fits their words as well. Set on invented digests: at
0.05 shuffled ones were too often taken for ordered (0.91 of the days told there right, 0.93 at 0.02); at 0.01 ordered ones lost days."""

SHUFFLES = 200

NEAR = 3
"""Days. A weekday named alone is taken for the one this close after the last known day, never for one a week further on, only inside it."""


@dataclass(frozen=True, slots=True)
class Domain:
    """The days that an item's own words allow: a weekday (Monday is 0) and a first and last day, each None where not told."""

    weekday: int | None = None
    lo: date | None = None
    hi: date | None = None

    def first(self, floor: date | None) -> date | None:
        """The first day allowed that is not before `floor`; None where nothing holds it, or nothing is left."""
        start = max((day for day in (self.lo, floor) if day is not None), default=None)
        if start is not None and self.weekday is not None:
            return plus_days(start, (self.weekday - start.weekday()) % 7)
        return start

    def last(self, ceiling: date | None) -> date | None:
        """The last day allowed that is not after `ceiling`."""
        stop = min((day for day in (self.hi, ceiling) if day is not None), default=None)
        if stop is not None and self.weekday is not None:
            return plus_days(stop, -((stop.weekday() - self.weekday) % 7))
        return stop

    def within(self, floor: date | None, ceiling: date | None) -> tuple[date | None, date | None]:
        """First and last day allowed between two days."""
        return self.first(floor), self.last(ceiling)

    @property
    def is_empty(self) -> bool:
        """True where no day fits."""
        first, last = self.within(None, None)
        return first is not None and last is not None and first > last

    @property
    def day(self) -> date | None:
        """The one day that fits, if there is exactly one."""
        first, last = self.within(None, None)
        return first if first == last else None


ANY_DAY = Domain()


def direction(domains: Sequence[Domain]) -> int:
    """-1 where the items of a file run newest first, 1 oldest first, 0 where no order is proved.

    In the true order the items fit their own words, and their weekdays follow each other in few days; shuffled items would need many
    weeks, or contradict each other. So the days that the items need in the order of the file are compared with what random orders need.
    """
    telling = [domain for domain in domains if domain != ANY_DAY]
    if len(telling) < 3:
        return 0
    if all(domain.day is not None and domain.day == telling[0].day for domain in telling):
        return -1  # all of one day: either way is right
    forward, backward = _days_needed(telling), _days_needed(telling[::-1])
    best, sign = min((forward, 1), (backward, -1))
    if best == inf or forward == backward:
        return 0
    shuffled = list(telling)
    dice = Random(len(telling))
    as_good = 0
    for _ in range(SHUFFLES):
        dice.shuffle(shuffled)
        as_good += _days_needed(shuffled) <= best
    return sign if as_good <= CHANCE * SHUFFLES else 0


def _days_needed(domains: Sequence[Domain]) -> float:
    """The fewest days in which the weekdays can follow each other, oldest first; infinite where the order contradicts the named days."""
    if squeeze(domains) is None:
        return inf
    weekdays = [domain.day.weekday() if domain.day is not None else domain.weekday for domain in domains]
    named = [weekday for weekday in weekdays if weekday is not None]
    return sum((later - earlier) % 7 for earlier, later in itertools.pairwise(named))


def squeeze(domains: Sequence[Domain]) -> list[tuple[date | None, date | None]] | None:
    """First and last possible day of each item of a digest that runs oldest first; None where the order contradicts an item's own words."""
    firsts: list[date | None] = []
    floor: date | None = None
    for domain in domains:
        first = domain.first(floor)
        firsts.append(first)
        floor = first if first is not None else floor
    spans: list[tuple[date | None, date | None]] = []
    ceiling: date | None = None
    for domain, first in zip(reversed(domains), reversed(firsts), strict=True):
        last = domain.last(ceiling)
        if first is not None and last is not None and first > last:
            return None
        spans.append((first, last))
        ceiling = last if last is not None else ceiling
    return spans[::-1]


def other_years(domains: Sequence[Domain]) -> int:
    """In how many of the six other kinds of year the weekdays would fit the named days of a file, oldest first, just as well."""
    fits = 0
    for shift in range(1, 7):
        moved = [replace(domain, weekday=None if domain.weekday is None else (domain.weekday + shift) % 7) for domain in domains]
        fits += squeeze(moved) is not None
    return fits


def place(
    domains: Sequence[Domain], near: Sequence[date | None], same_event: Callable[[int, int], bool]
) -> list[tuple[date | None, date | None]] | None:
    """The days left to each item of a digest that runs oldest first, as (first, last); None where the order contradicts the items.

    `near` is the day that an item's own words make likely; it is used where it fits. `same_event(i, j)` says whether two items name one
    event. Only what lies between two dated items is narrowed by its place; at either end of the file a place proves nothing, and an item
    there must have a weekday of its own, and either words that bind it closely or an event that it shares with a dated item.
    """
    fixed = list(domains)
    if squeeze(fixed) is None:
        return None
    for number, day in enumerate(near):
        if day is not None:
            fixed[number] = Domain(domains[number].weekday, day, day)
    spans = squeeze(fixed)
    if spans is None:
        fixed = list(domains)
        spans = squeeze(fixed)
    while spans is not None and _grow(fixed, spans, domains, same_event):
        spans = squeeze(fixed)
    return _between_known(domains, spans) if spans is not None else None


def _known(domains: Sequence[Domain], spans: Sequence[tuple[date | None, date | None]]) -> list[int]:
    """Items whose own words, with their place, leave one day."""
    return [number for number, (first, last) in enumerate(spans) if first is not None and first == last and domains[number] != ANY_DAY]


def _grow(
    fixed: list[Domain], spans: Sequence[tuple[date | None, date | None]], domains: Sequence[Domain], same_event: Callable[[int, int], bool]
) -> bool:
    """Fixes the next item outside the dated ones whose weekday falls close to them; False when there is none."""
    known = _known(domains, spans)
    days = [day for number in known if (day := spans[number][0]) is not None]
    if len(known) < 3 or any((later - earlier).days > NEAR + 1 for earlier, later in itertools.pairwise(days)):
        return False
    weekdays = [number for number, domain in enumerate(domains) if domain.weekday is not None]
    for number in weekdays:
        if known[0] <= number <= known[-1]:
            continue
        if number > known[-1]:
            edge, end, day = known[-1], weekdays[-1], domains[number].first(days[-1])
        else:
            edge, end, day = known[0], weekdays[0], domains[number].last(days[0])
        if day is None or abs((day - (spans[edge][0] or day)).days) > NEAR:
            continue
        is_bound = any(bound is not None and abs((day - bound).days) <= NEAR for bound in (domains[number].lo, domains[number].hi))
        is_next = abs(number - edge) == 1 and number != end
        if is_bound or is_next or any(spans[other][0] == day and same_event(number, other) for other in known):
            fixed[number] = Domain(domains[number].weekday, day, day)
            return True
    return False


def _between_known(domains: Sequence[Domain], spans: Sequence[tuple[date | None, date | None]]) -> list[tuple[date | None, date | None]]:
    known = _known(domains, spans)
    if not known:
        return [(None, None)] * len(spans)
    return [span if known[0] <= number <= known[-1] else (None, None) for number, span in enumerate(spans)]
