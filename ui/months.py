"""The months of a list of articles as a thin bar: how many of its days fall into each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from index.timex.calendar import month_name
from index.types import Dating
from index.wording import counted
from ui.markup import escaped

_MOST = 36
"""Columns that can still be told apart; of a longer time the years are counted."""


def months_html(datings: Iterable[Dating]) -> str:
    """A column for each month from the first to the last, of a longer time for each year; nothing where all is of one, or undated."""
    days = sorted(day for dating in datings if (day := dating.latest or dating.earliest))
    if not days:
        return ""
    by_year = len([*_months(days[0], days[-1])]) > _MOST
    spans = [*dict.fromkeys(_span(day, by_year) for day in _months(days[0], days[-1]))]
    if len(spans) < 2:
        return ""
    held = Counter(_span(day, by_year) for day in days)
    most = max(held.values())
    columns = "".join(_column(span, held[span], most) for span in spans)
    ends = f"<span>{spans[0]}</span><span>{spans[-1]}</span>"
    return f'<figure class="months"><ol>{columns}</ol><figcaption aria-hidden="true">{ends}</figcaption></figure>'


def _column(span: str, count: int, most: int) -> str:
    words = escaped(f"{span}: {counted(count, 'article')}")
    return f'<li title="{words}"><span class="sr">{words}</span><i style="height:{round(100 * count / most)}%"></i></li>'


def _span(day: date, by_year: bool) -> str:
    return str(day.year) if by_year else f"{month_name(day)} {day.year}"


def _months(first: date, last: date) -> Iterator[date]:
    """The first days of all months from that of `first` to that of `last`."""
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(month // 12, month % 12 + 1, 1)
