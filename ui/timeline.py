"""What stands along days: the quotations of a conversation as the archive has them now, or the articles of a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from index.errors import InputError, UnknownArticleError
from index.prose.reading import sentences_of
from index.prose.terms import words
from index.store.inventory import ArticleFilter
from index.types import Article, Dating, SourceBasis

if TYPE_CHECKING:
    from index.archive import Archive
    from ui.shelf import Shelf

MOST = 300
"""Entries that are shown; more are found by zooming in."""
_MOST_QUOTED = 2_000
_MOST_MONTHS = 24
Month = tuple[int, int]
Zoom = tuple[date, date]
"""The first and the last day that are looked at closely."""


@dataclass(frozen=True, slots=True)
class DatedWords:
    """Words of an article at `start`..`end` (document offsets), by the day of the article; `turns` are the answers that quote them.

    `fallen`: the article, or these words in it, are no longer there.
    """

    article_id: str
    title: str
    outlet: str | None
    published: Dating
    start: int
    end: int
    text: str
    speaker: str | None = None
    turns: tuple[int, ...] = ()
    fallen: bool = False
    outlet_basis: SourceBasis | None = None

    @property
    def order(self) -> tuple[date, date]:
        """By the first day that it can be of, then by the last."""
        first, last = self.published.earliest, self.published.latest
        return first or last or date.max, last or first or date.max


@dataclass(frozen=True, slots=True)
class Along:
    """Entries oldest first, those without a date at the end; `total` were found, in these months, into days of which `zoom` looks."""

    entries: tuple[DatedWords, ...]
    total: int
    months: Counter[Month]
    zoom: Zoom | None = None

    @property
    def dated(self) -> tuple[DatedWords, ...]:
        """Those that have a place along days."""
        return tuple(one for one in self.entries if one.published.is_known)

    @property
    def undated(self) -> tuple[DatedWords, ...]:
        """Those that have none."""
        return tuple(one for one in self.entries if not one.published.is_known)


def zoom_of(since: str, until: str) -> Zoom | None:
    """The days that a page zooms into, as `2022-01-01` and `2022-01-31`; None for none. Raises InputError."""
    if not since and not until:
        return None
    try:
        first, last = date.fromisoformat(since), date.fromisoformat(until)
    except ValueError as exc:
        raise InputError(f"“{since[:20]}” to “{until[:20]}” are no days; write both as 2022-01-31.") from exc
    return min(first, last), max(first, last)


def of_conversation(quoted: Any, archive: Archive, zoom: Zoom | None) -> Along:
    """What a browser says was quoted, `{turn, article_id, start, end, quote, speaker}` each, as the archive has it. Raises InputError."""
    found: dict[tuple[str, int, int], DatedWords] = {}
    try:
        for one in quoted[:_MOST_QUOTED]:
            entry = _quoted(one, archive)
            known = found.get((entry.article_id, entry.start, entry.end))
            turns = (*(known.turns if known else ()), int(one["turn"]))
            place = entry.article_id, entry.start, entry.end
            found[place] = replace(entry, turns=tuple(dict.fromkeys(turns)))
    except (KeyError, TypeError, ValueError, AttributeError) as exc:
        raise InputError("The conversation did not arrive whole; load the page again.") from exc
    entries = sorted(found.values(), key=lambda one: (*one.order, one.turns))
    months = Counter(month for one in entries for month in _months(one.published))
    shown = [one for one in entries if zoom is None or one.published.overlaps(*zoom)]
    return Along(tuple(shown[:MOST]), len(shown), months, zoom)


def _quoted(one: Any, archive: Archive) -> DatedWords:
    id, start, end, text = str(one["article_id"]), int(one["start"]), int(one["end"]), str(one["quote"])
    speaker = str(one["speaker"]) if one.get("speaker") else None
    try:
        article = archive.article(id)
    except UnknownArticleError:
        return DatedWords(id, "", None, Dating(), start, end, text, speaker, fallen=True)
    stands = article.start <= start <= end <= article.end and article.slice(start, end) == text
    return DatedWords(
        article.id,
        article.title,
        article.source,
        article.published,
        start,
        end,
        text,
        speaker,
        fallen=not stands,
        outlet_basis=article.source_basis,
    )


def of_articles(shelf: Shelf, wanted: ArticleFilter, zoom: Zoom | None) -> Along:
    """The articles that are wanted, each by its first sentence, or by the first that has a word that was looked for."""
    articles, total, months = shelf.along(wanted, zoom, MOST)
    return Along(tuple(_told(article, wanted.words) for article in articles), total, months, zoom)


def _told(article: Article, sought: str) -> DatedWords:
    sentences = sentences_of(article)
    patterns = "|".join(re.escape(word) for word in words(sought))
    holding = re.compile(rf"\b(?:{patterns})", re.IGNORECASE) if patterns else None
    shown = next((one for one in sentences if holding and holding.search(one.text)), sentences[0] if sentences else None)
    start, end = (shown.start, shown.end) if shown else (article.start, article.start)
    text = shown.text if shown else ""
    return DatedWords(article.id, article.title, article.source, article.published, start, end, text, outlet_basis=article.source_basis)


def _months(dating: Dating) -> Sequence[Month]:
    """The months that it may be of; of a long time the last."""
    first, last = dating.earliest or dating.latest, dating.latest or dating.earliest
    if first is None or last is None:
        return []
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [(number // 12, number % 12 + 1) for number in (numbers if len(numbers) <= _MOST_MONTHS else numbers[-1:])]


def days_of(along: Along) -> Zoom | None:
    """The first and the last day to be shown: those that are zoomed into, else those of all that has a date."""
    if along.zoom:
        return along.zoom
    spans = [one.order for one in along.dated]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None
