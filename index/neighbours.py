"""What the order of the items in a digest says about their days: whether there is an order, and which days it leaves to each item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import factorial

from index.timex_values import plus_days

CHANCE = 0.2
"""An order counts only when so many dated items would fall into line by accident with at most this chance. Not tuned: an unordered digest
is rare, and five items of five days are far below it, while three items of three days are not."""

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


def direction(days: Sequence[date | None]) -> int:
    """-1 where the items run newest first, 1 oldest first, 0 where no order is proved; None stands for an item not dated on its own.

    Every pair of dated items must agree, and so many must not fall in line by chance.
    """
    known = [day for day in days if day is not None]
    steps = {(later > earlier) - (later < earlier) for earlier, later in zip(known, known[1:], strict=False)} - {0}
    if len(known) < 3 or len(steps) > 1:
        return 0
    if not steps:
        return -1  # all of one day: either way is right
    orders = factorial(min(len(known), 20))
    for count in Counter(known).values():
        orders //= factorial(min(count, 20))
    return steps.pop() if 2 <= CHANCE * max(orders, 1) else 0


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
