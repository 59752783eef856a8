"""The articles of an archive page by page, found by words, days, outlet, byline, file and how they are dated; and those about to go."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from index.errors import ArchiveLockedError, DatelineError
from index.store.inventory import ArticleFilter, Inventory
from index.store.snapshot import Snapshot
from index.types import Article

if TYPE_CHECKING:
    from index.archive import Archive
    from ui.writes import Writes

log = logging.getLogger(__name__)

PAGE = 50
"""Articles of a page: more than a screen holds, few enough to be made in a hundredth of a second."""
UNDO_SECONDS = 10.0
AGAIN_SECONDS = 5.0
"""How long an article that could not be removed, since another process was writing, waits for the next try."""


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """A page of articles, newest first, with the month of each (None for the undated): all that were found are `total`.

    `months` counts those that were found in any window; `undated` are those among all found that have no date.
    """

    wanted: ArticleFilter
    offset: int
    total: int
    articles: tuple[tuple[Article, tuple[int, int] | None], ...]
    months: Counter[tuple[int, int]] = field(default_factory=Counter)

    @property
    def next(self) -> int | None:
        """Where the next page begins; None after the last."""
        end = self.offset + len(self.articles)
        return end if end < self.total else None


class Shelf:
    """Lists what an archive holds at the moment it is asked; for any number of threads."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._inventory: tuple[int, Inventory] | None = None
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Read what every list is made from, before somebody asks for the first one."""
        try:
            with self._archive.snapshot() as seen:
                self._listed(seen)
        except DatelineError as error:
            log.error("%s", error)

    def page(self, wanted: ArticleFilter, offset: int = 0) -> ShelfPage:
        """The articles that are wanted, from the one at `offset` on."""
        with self._archive.snapshot() as seen:
            inventory = self._listed(seen)
            places = inventory.found(seen, wanted)
            shown = places[offset : offset + PAGE]
            held = {article.id: article for article in seen.articles(inventory.ids[at] for at in shown)}
            days = [(inventory.ids[at], inventory.day(at)) for at in shown]
            articles = tuple((held[id], (day.year, day.month) if day else None) for id, day in days if id in held)
            months: Counter[tuple[int, int]] = Counter()
            if not offset:
                anywhen = ArticleFilter(wanted.words, None, None, wanted.outlet, wanted.author, wanted.basis, wanted.file)
                months = inventory.months(places if anywhen == wanted else inventory.found(seen, anywhen))
            return ShelfPage(wanted, offset, len(places), articles, months)

    def along(
        self, wanted: ArticleFilter, zoom: tuple[date, date] | None, most: int
    ) -> tuple[Sequence[Article], int, Counter[tuple[int, int]]]:
        """The first articles that are wanted, oldest first and the undated last; of days that are zoomed into only theirs.

        Beside them how many these are in all, and the months of all that are wanted, of whatever day.
        """
        with self._archive.snapshot() as seen:
            inventory = self._listed(seen)
            places = inventory.found(seen, wanted)
            months = inventory.months(places)
            if zoom:
                first, last = max(wanted.since or zoom[0], zoom[0]), min(wanted.until or zoom[1], zoom[1])
                places = inventory.found(seen, replace(wanted, since=first, until=last))
            dated = [at for at in reversed(places) if inventory.day(at)]
            undated = [at for at in places if not inventory.day(at)]
            shown = [inventory.ids[at] for at in (*dated[:most], *undated[:most])]
            held = {article.id: article for article in seen.articles(shown)}
            return [held[id] for id in shown if id in held], len(places), months

    def names(self, most: int) -> tuple[Sequence[str], Sequence[str]]:
        """The outlets and the bylines that most articles have, most first."""
        with self._archive.snapshot() as seen:
            inventory = self._listed(seen)
        outlets, authors = (names.counts().most_common(most) for names in (inventory.outlets, inventory.authors))
        return [name for name, _ in outlets], [name for name, _ in authors]

    def _listed(self, seen: Snapshot) -> Inventory:
        generation = seen.facts.generation
        with self._lock:
            if self._inventory is None or self._inventory[0] < generation:
                self._inventory = (generation, Inventory.load(seen))
            elif self._inventory[0] > generation:  # somebody wrote between this moment and the one that is kept
                return Inventory.load(seen)
            return self._inventory[1]


class Removals:
    """Articles that are taken out once the time to undo it is over; until then they are in the archive as before."""

    def __init__(self, archive: Archive, writes: Writes, seconds: float = UNDO_SECONDS) -> None:
        self._archive = archive
        self._writes = writes
        self.seconds = seconds
        self._going: dict[str, tuple[float, threading.Timer]] = {}
        self._leaving: set[str] = set()
        self._lock = threading.Lock()

    def begin(self, article_id: str) -> None:
        """Let an article go when the time is over; raises UnknownArticleError."""
        id = self._archive.article(article_id).id
        with self._lock:
            if id not in self._going:
                self._wait(id, self.seconds)

    def undo(self, article_id: str) -> bool:
        """Keep an article; False where it is not about to go, or going already."""
        with self._lock:
            going = self._going.pop(article_id, None)
        if going:
            going[1].cancel()
        return going is not None

    def going(self) -> dict[str, float]:
        """The articles that are about to go, with the seconds until then; 0 for those that are being taken out."""
        now = time.monotonic()
        with self._lock:
            return dict.fromkeys(self._leaving, 0.0) | {id: max(0.0, end - now) for id, (end, _) in self._going.items()}

    def _wait(self, id: str, seconds: float) -> None:
        timer = threading.Timer(seconds, self._go, (id,))
        timer.daemon = True
        self._going[id] = (time.monotonic() + seconds, timer)
        timer.start()

    def _go(self, id: str) -> None:
        with self._lock:
            if self._going.pop(id, None) is None:
                return
            self._leaving.add(id)

        def remove() -> None:
            try:
                self._archive.remove([id])
            except ArchiveLockedError:
                with self._lock:
                    self._wait(id, AGAIN_SECONDS)
            except DatelineError as error:
                log.warning("%s", error)
            finally:
                self._leaving.discard(id)

        self._writes.at_once(remove)
