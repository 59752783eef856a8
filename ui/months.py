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


def months_html(datings: Iterable[Dating]) -> str:
    """A column for each month from the first to the last, of a longer time for each year; nothing where all is of one, or undated."""
    days = (dating.latest or dating.earliest for dating in datings)
    bars = bars_of(Counter((day.year, day.month) for day in days if day), many=_MANY)
    if len(bars) < 2:
        return ""
    most = max(bar.number for bar in bars)
    columns = "".join(_column(bar, most) for bar in bars)
    ends = f"<span>{bars[0].name}</span><span>{bars[-1].name}</span>"
    return f'<figure class="months"><ol>{columns}</ol><figcaption aria-hidden="true">{ends}</figcaption></figure>'


def _column(bar: Bar, most: int) -> str:
    words = escaped(f"{bar.name}: {counted(bar.number, 'article')}")
    return f'<li title="{words}"><span class="sr">{words}</span><i style="height:{round(100 * bar.number / most)}%"></i></li>'
