"""The months of a list of articles as a thin bar: how many of its days fall into each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from index.types import Dating
from index.wording import counted
from ui.markup import escaped
from ui.month_bars import Bar, bars_of

_MANY = 36
"""Columns that can still be told apart; of a longer time the years are counted."""
_NAMED = 8
"""Columns that have room for their names; of more the first and the last are named."""


def months_html(datings: Iterable[Dating]) -> str:
    """A column for each month from the first to the last, of a longer time for each year; nothing where all is of one, or undated."""
    days = (dating.latest or dating.earliest for dating in datings)
    bars = bars_of(Counter((day.year, day.month) for day in days if day), many=_MANY)
    if len(bars) < 2:
        return ""
    most = max(bar.number for bar in bars)
    is_named = len(bars) <= _NAMED
    columns = "".join(_column(bar, most, is_named=is_named) for bar in bars)
    ends = f'<figcaption aria-hidden="true"><span>{bars[0].name}</span><span>{bars[-1].name}</span></figcaption>'
    return f'<figure class="months"><ol>{columns}</ol>{"" if is_named else ends}</figure>'


def _column(bar: Bar, most: int, *, is_named: bool) -> str:
    words = escaped(f"{bar.name}: {counted(bar.number, 'article')}")
    year = f" {bar.year}" if bar.year and bar.is_year_shown else ""
    name = f'<span class="short" aria-hidden="true">{escaped(bar.short)}{year}</span>' if is_named else ""
    height = round(100 * bar.number / most)
    return f'<li title="{words}"><span class="sr">{words}</span><i style="height:{height}%"></i>{name}</li>'
