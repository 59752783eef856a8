"""The words and names of the prose above and below a line of a page, each paragraph read once."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

from index.splitting.cohesion import Bag, bag_of, names_of, stems_of
from index.splitting.headlines import Page

WINDOW = 700
"""Characters of prose compared on either side of a possible boundary: a lead and a paragraph or two."""
FAR_WINDOW = 2500


class _Stretch(NamedTuple):
    """Prose from paragraph `first` on, upwards where `step` is negative, until `length` characters are read."""

    first: int
    step: int
    length: int


class Stretches:
    """Stretches of a page's prose; those below a line end at the next of the `titles`, which are indices of paragraphs."""

    def __init__(self, page: Page, titles: Set[int]) -> None:
        self.page = page
        self.titles = titles
        self._stems: dict[int, frozenset[str]] = {}
        self._bags: dict[tuple[int, int], Bag] = {}
        self._read: dict[_Stretch, Bag] = {}

    def below(self, i: int) -> Bag:
        """The words of the prose from paragraph `i` on, up to the next possible headline."""
        return self._words(_Stretch(i, 1, WINDOW))

    def above(self, i: int, length: int) -> Bag:
        """The words of the prose above paragraph `i`."""
        return self._words(_Stretch(i - 1, -1, length))

    def prose_below(self, i: int) -> Iterator[int]:
        """The paragraphs whose words `below` are."""
        return self._prose(_Stretch(i, 1, WINDOW))

    def stems_at(self, i: int) -> frozenset[str]:
        """The words of paragraph `i`."""
        if i not in self._stems:
            self._stems[i] = frozenset(stems_of(self.page.paragraphs[i].flat[-FAR_WINDOW:]))
        return self._stems[i]

    def _words(self, stretch: _Stretch) -> Bag:
        """The words of a stretch and of what is left of its last paragraph, of which `WINDOW` characters are read."""
        if stretch not in self._read:
            bags = [self._bag(i, stretch.step) for i in self._prose(stretch)]
            stems = frozenset[str]().union(*(bag.stems for bag in bags))
            self._read[stretch] = Bag(stems, frozenset[str]().union(*(bag.names for bag in bags)))
        return self._read[stretch]

    def _prose(self, stretch: _Stretch) -> Iterator[int]:
        i, step, length = stretch
        lines, have = self.page.paragraphs, 0
        while 0 <= i < len(lines) and have < length and (i not in self.titles or (step < 0 and length > WINDOW)):
            if self.page.is_prose(i):
                yield i
                have += len(lines[i].text)
            i += step

    def _bag(self, i: int, step: int) -> Bag:
        """The words of the first characters of paragraph `i`, of its last ones where `step` is negative; of a short one all."""
        found = self._bags.get((i, step))
        if found is None:
            text = self.page.paragraphs[i].flat
            if len(text) > WINDOW:
                found = self._bags[i, step] = bag_of(text[:WINDOW] if step > 0 else text[-WINDOW:])
            else:
                found = self._bags[i, step] = self._bags[i, -step] = Bag(self.stems_at(i), names_of(text))
        return found
