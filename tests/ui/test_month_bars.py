"""The bars of months: one for each, years where there are many, named in words and clicked to set the window."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from ui.month_bars import MOST, bars_html


def finds(shown: str) -> list[str]:
    return re.findall(r'<li><button type="button" data-find="since=([\d-]+)&amp;until=[\d-]+"', shown)


def test_months_between_the_first_and_the_last_have_a_bar_each() -> None:
    shown = bars_html(Counter({(2031, 11): 4, (2032, 1): 2}), None, None)
    assert finds(shown) == ["2031-11-01", "2031-12-01", "2032-01-01"]
    assert 'style="height: 100%"' in shown and 'style="height: 50%"' in shown
    assert re.sub("<[^>]+>", "", shown) == "Nov 2031: 4 articlesDec 2031: 0 articlesJan 2032: 2 articles"
    assert shown.count(" disabled") == 1


def test_one_month_needs_no_bar_unless_a_window_leads_back_from_it() -> None:
    assert bars_html(Counter({(2031, 11): 4}), None, None) == ""
    shown = bars_html(Counter({(2031, 11): 4}), date(2031, 11, 1), date(2031, 11, 30))
    assert 'aria-pressed="true"' in shown
    assert 'data-find="since=&amp;until="' in shown


def test_many_months_are_years_and_a_window_of_one_shows_its_months() -> None:
    months = Counter({(2020, 1): 1, (2020 + MOST // 12 + 1, 1): 3})
    assert finds(bars_html(months, None, None)) == [f"{year}-01-01" for year in range(2020, 2020 + MOST // 12 + 2)]
    shown = finds(bars_html(months, date(2021, 1, 1), date(2021, 12, 31)))
    assert shown == [f"2021-{month:02}-01" for month in range(1, 13)]


def test_years_far_apart_have_no_bars_between_them() -> None:
    assert finds(bars_html(Counter({(1, 1): 1, (9999, 12): 1}), None, None)) == ["0001-01-01", "9999-01-01"]
