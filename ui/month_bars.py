"""Bars for the months of articles, or for their years where there are many: each can be clicked, and is named in words."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from index.timex.calendar import month_name, month_words
from index.wording import counted
from ui.markup import escaped

MOST = 60
"""Bars of months; more would be too narrow to be hit with a finger, so that years are shown instead."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or a year: its first and last day, the words under it, its articles; of most months the year goes without saying."""

    since: date
    until: date
    short: str
    number: int
    year: str = ""
    is_year_shown: bool = True

    @property
    def name(self) -> str:
        """The month with its year, or the year alone."""
        return month_words(self.since) if self.year else self.short


def bars_html(months: Counter[tuple[int, int]], since: date | None, until: date | None, act: str = "find") -> str:
    """The bars, those within the window marked; empty where at most one month has articles and no window is set.

    `act` names the data attribute of the buttons, which a script of the view goes by.
    """
    if len(months) < 2 and not (since or until):
        return ""
    bars = bars_of(months, since, until)
    most = max((bar.number for bar in bars), default=0) or 1
    whole = f'<button type="button" class="all" data-{act}="since=&amp;until=">All days</button>' if since or until else ""
    return (
        f'<div class="months"><ol aria-label="Articles by {"year" if bars and bars[0].since.year != bars[0].until.year else "month"}">'
        f"{''.join(_bar(bar, most, since, until, act) for bar in bars)}</ol>{whole}</div>"
    )


def _bar(bar: Bar, most: int, since: date | None, until: date | None, act: str) -> str:
    height = max(4, round(100 * bar.number / most)) if bar.number else 0
    within = (since or until) and (since is None or bar.until >= since) and (until is None or bar.since <= until)
    find = escaped(f"since={bar.since.isoformat()}&until={bar.until.isoformat()}")
    year = f' <span class="{"year" if bar.is_year_shown else "sr"}">{bar.year}</span>' if bar.year else ""
    return (
        f'<li><button type="button" data-{act}="{find}" aria-pressed="{"true" if within else "false"}"{"" if bar.number else " disabled"}>'
        f'<span class="bar" style="height: {height}%"></span><span class="short">{escaped(bar.short)}{year}'
        f'<span class="sr">: {counted(bar.number, "article")}</span></span></button></li>'
    )


def bars_of(months: Counter[tuple[int, int]], since: date | None = None, until: date | None = None, many: int = MOST) -> list[Bar]:
    """Months from the first with articles to the last; years where these are more than `many`, but the months of a window of few years."""
    if not months:
        return []
    first, last = min(months), max(months)
    if _distance(first, last) >= many:
        first, last = ((since.year, 1) if since else first), ((until.year, 12) if until else last)
        if _distance(first, last) >= many:
            return [_year(year, months) for year in _years(months)]
    numbers = range(_number(first), _number(last) + 1)
    return [_month(number, months, is_year_shown=number in (numbers[0], number // 12 * 12)) for number in numbers]


def _number(month: tuple[int, int]) -> int:
    return month[0] * 12 + month[1] - 1


def _distance(first: tuple[int, int], last: tuple[int, int]) -> int:
    return _number(last) - _number(first)


def _years(months: Iterable[tuple[int, int]]) -> list[int]:
    """The years from first to last; only those with articles where these are far apart."""
    known = sorted({year for year, _ in months})
    return list(range(known[0], known[-1] + 1)) if known[-1] - known[0] < MOST else known


def _year(year: int, months: Counter[tuple[int, int]]) -> Bar:
    number = sum(count for (of, _), count in months.items() if of == year)
    return Bar(date(year, 1, 1), date(year, 12, 31), str(year), number)


def _month(place: int, months: Counter[tuple[int, int]], *, is_year_shown: bool) -> Bar:
    year, month = place // 12, place % 12 + 1
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return Bar(first, last, month_name(first)[:3], months[(year, month)], str(year), is_year_shown)
