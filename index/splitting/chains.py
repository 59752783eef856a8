"""Words that come again: how many of them lead across a line, and whether those of a headline go on after it or stood far above it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from itertools import accumulate, pairwise
from math import log

from index.splitting.headlines import Page

_REACH = 1200
"""Characters between two places of a word that still belong together."""
_ON, _BACK = 2500, 6000
"""Characters after and before a stretch in which the words of its headline are looked for."""
_PARAGRAPHS = 400
"""A text of fewer paragraphs is counted as one of so many: in a story alone its own subject is no common word."""
_UNIT = 20.0


class WordChains:
    """The places of each word in the prose of a page (as in Galley et al., 2003, whose chains of words tell where topics change)."""

    def __init__(self, page: Page, stems_at: Callable[[int], frozenset[str]]) -> None:
        self._page, self._lines = page, page.paragraphs
        self._places: dict[str, list[int]] = defaultdict(list)
        for i in range(len(page.paragraphs)):
            for stem in stems_at(i) if page.is_prose(i) else ():
                self._places[stem].append(i)
        self._crossings = self._crossing()

    def crossing(self, i: int) -> float:
        """How many words stand both above and from paragraph `i` on, with at most `_REACH` characters between; rare ones count more."""
        return self._crossings[i] / _UNIT

    def _crossing(self) -> list[float]:
        steps = [0.0] * (len(self._lines) + 1)
        total = max(len(self._lines), _PARAGRAPHS) + 1
        for places in self._places.values():
            rarity = log(total / len(places))
            for above, below in pairwise(places):
                if self._lines[below].start - self._lines[above].end <= _REACH:
                    steps[above + 1] += rarity
                    steps[below + 1] -= rarity
        return list(accumulate(steps))

    def going_on(self, stems: frozenset[str], body: int, length: int) -> float:
        """The share of words that come again after the first `length` characters of prose from paragraph `body` on, 0 to 1."""
        have, last = 0, body
        for i in range(body, len(self._lines)):
            if have >= length:
                break
            if self._page.is_prose(i):
                have, last = have + len(self._lines[i].text), i
        stop = self._lines[last].end + _ON
        return sum(self._next(stem, last + 1, stop) for stem in stems) / len(stems) if stems else 0.0

    def _next(self, stem: str, first: int, stop: int) -> bool:
        places = self._places.get(stem, [])
        at = bisect_left(places, first)
        return at < len(places) and self._lines[places[at]].start <= stop

    def from_above(self, stems: frozenset[str], index: int, body: int) -> float:
        """The share of the words of headline `index` that stood above it, 0 to 1; its prose begins at `body`."""
        start = self._lines[index].start - _BACK
        return sum(self._last(stem, body, start) for stem in stems) / len(stems) if stems else 0.0

    def _last(self, stem: str, body: int, start: int) -> bool:
        places = self._places.get(stem, [])
        at = bisect_left(places, body)
        return at > 0 and self._lines[places[at - 1]].end >= start
