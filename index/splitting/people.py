"""Who is named where on a page: a story calls people by their whole names once and by their last names from then on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from index.splitting.headlines import Page
from index.words.lists import listed

_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z](?:\.|[\w’'-]+))*")
"""Capitalised words in a row; an initial may stand among them."""
_GENITIVE = re.compile(r"(?:['’]s?|-)$")
_SMALL = frozenset(listed("small.headline_small"))
_BACK = 6000
"""Characters above a line in which a person was introduced in the same story."""


class NamedPeople:
    """The names in the prose of a page, by their last words."""

    def __init__(self, page: Page) -> None:
        self._lines = page.paragraphs
        self._named: list[Sequence[tuple[str, bool]]] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        for i, line in enumerate(page.paragraphs):
            found = [_last(name) for name in _NAME.findall(line.flat)] if page.is_prose(i) else []
            self._named.append(found)
            for last in {last for last, whole in found if whole}:
                self._places[last].append(i)

    def called_again(self, index: int, below: Iterable[int]) -> tuple[int, int]:
        """How many people with whole names above line `index` some paragraphs `below` it call by their last names, and by whole ones."""
        calls: dict[str, bool] = {}
        for i in below:
            for last, whole in self._named[i]:
                calls.setdefault(last, whole)
        start = self._lines[index].start - _BACK
        known = [whole for last, whole in calls.items() if self._is_above(last, index, start)]
        return len(known) - sum(known), sum(known)

    def _is_above(self, last: str, index: int, start: int) -> bool:
        places = self._places.get(last, [])
        at = bisect_left(places, index)
        return at > 0 and self._lines[places[at - 1]].end >= start


def _last(name: str) -> tuple[str, bool]:
    """The last word of a name, and whether others stand before it: "In", "The" and the like open a sentence, no name."""
    before, _, last = name.rpartition(" ")
    last = last if last[-1].isalpha() and last[-2:] not in ("'s", "’s") else _GENITIVE.sub("", last)
    return last, last[-1:].islower() and any(word.lower() not in _SMALL for word in before.split())
