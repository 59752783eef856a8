"""The timeline as HTML: the form that chooses what stands on it, the months to zoom by, the axis of days, and the entries by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from assistant.wording import day_words
from index.timex.calendar import month_name, month_words
from index.types import Basis
from index.wording import counted
from ui.markup import escaped, isolated, label
from ui.month_bars import bars_html
from ui.quoting import words_address
from ui.render import date_badge, outlet_html
from ui.timeline import MOST, Along, DatedWords, days_of

LONGEST = 320
"""Characters of the words of an entry; the whole stands in the article."""
_LANES = 8
"""Ranges of days that are drawn above one another; more would hide the days themselves."""
_TICKS = 8
_WIDEST_TICK = "5em"
"""Room that the words under a day may need, which keeps the last of them whole."""


def timeline_html() -> str:
    """The whole view, before anything stands on it."""
    fields = (
        '<label class="wide">Words<input type="search" name="words" placeholder="In headlines and texts" maxlength="200"></label>'
        '<label>Since<input name="since" placeholder="January 2022" maxlength="40"></label>'
        '<label>Until<input name="until" placeholder="17 January 2022" maxlength="40"></label>'
        '<label>Outlet<input name="outlet" list="known-outlet" maxlength="300" placeholder="All outlets"></label>'
    )
    return (
        '<h2>Timeline</h2><form id="along" aria-label="What stands on the timeline" autocomplete="off">'
        '<fieldset><legend class="sr">Shown</legend>'
        '<label><input type="radio" name="of" value="conversation" checked> This conversation</label>'
        '<label><input type="radio" name="of" value="articles"> Articles</label></fieldset>'
        f'<div class="fields" hidden>{fields}</div><button type="button" class="printer" data-print>Print</button></form>'
        '<div id="days" aria-live="polite"></div>'
    )


def along_html(along: Along, noun: str) -> str:
    """The months, the axis, and the entries; `noun` is what an entry is called, in the singular."""
    since, until = along.zoom or (None, None)
    if not along.entries:
        return f'{bars_html(along.months, since, until, "zoom")}<p class="nothing">{escaped(_nothing(along, noun))}</p>'
    less = f"; the first {MOST} are shown, and more of them by month" if along.total > MOST else ""
    when = f" in {_span(along.zoom)}" if along.zoom else ""
    undated = f", {len(along.undated):,} of them without a date" if along.undated else ""
    said = f'<p class="count" role="status">{escaped(f"{counted(along.total, noun)}{when}{undated}{less}.")}</p>'
    numbered = {id(one): number for number, one in enumerate(along.entries, 1)}
    rows = "".join(_month(month, list(several), numbered) for month, several in groupby(along.dated, _month_of))
    late = (
        f'<section class="undated"><h3>Without a date</h3><ol class="line">{_rows(along.undated, numbered)}</ol></section>'
        if along.undated
        else ""
    )
    return f"{bars_html(along.months, since, until, 'zoom')}{said}{_axis(along, numbered)}{rows}{late}"


def _nothing(along: Along, noun: str) -> str:
    if along.zoom:
        return f"No {noun} in {_span(along.zoom)}."
    return {
        "quotation": "Nothing has been quoted in this conversation yet. Ask something, or look at articles along their days.",
    }.get(noun, "No article is like that: take away a word or a limit, or add articles in the archive.")


def _span(zoom: tuple[date, date]) -> str:
    first, last = zoom
    if (first.month, last.month) == (1, 12) and first.year == last.year:
        return str(first.year)
    return month_words(first) if first.month == last.month and first.year == last.year else f"{day_words(first)} – {day_words(last)}"


# --- the axis ----------------------------------------------------------------------------------------------------------------


def _axis(along: Along, numbered: dict[int, int]) -> str:
    """The days from left to right, for the eye: a dot for a day, a dashed bar for days between which one lies."""
    days = days_of(along)
    if days is None:
        return ""
    first, last = days
    whole = (last - first).days + 1
    if whole < 2:
        return ""
    stacked: dict[date, int] = {}
    lanes: list[date] = []
    marks = []
    for one in along.dated:
        begin, end = max(one.order[0], first), min(one.order[1], last)
        left = 100 * (begin - first).days / whole
        title = f'title="{escaped(_hint(one))}" data-to="time-{numbered[id(one)]}"'
        if begin == end:
            level = stacked[begin] = stacked.get(begin, 0) + 1
            up = min(level, 10)
            marks.append(f'<i class="day {_look(one)}" style="left:{left + 50 / whole:.2f}%;bottom:{up * 11 - 7}px" {title}></i>')
        elif (lane := _lane(lanes, begin, end)) < _LANES:
            width = 100 * ((end - begin).days + 1) / whole
            style = f"left:{left:.2f}%;width:{width:.2f}%;bottom:{-(lane + 1) * 11}px"
            marks.append(f'<i class="range {_look(one)}" style="{style}" {title}></i>')
    height = 16 + 11 * min(max(stacked.values(), default=0), 10)
    lefts = ((f"min({100 * (day - first).days / whole:.2f}%,100% - {_WIDEST_TICK})", words) for day, words in _ticks(first, last))
    ticks = "".join(f'<span style="left:{left}">{words}</span>' for left, words in lefts)
    style = f"height:{height}px;margin-bottom:{11 * min(len(lanes), _LANES) + 6}px"
    return (
        f'<figure class="axis" aria-hidden="true"><div class="marks" style="{style}">{"".join(marks)}</div><div class="ticks">{ticks}</div>'
        '<figcaption><span><i class="day sure"></i> stated, given or corrected day</span><span><i class="day inferred"></i> inferred day'
        '</span><span><i class="range inferred"></i> some day of these</span></figcaption></figure>'
    )


def _lane(lanes: list[date], begin: date, end: date) -> int:
    """The first lane that is free from `begin` on, taken until `end`."""
    free = next((number for number, until in enumerate(lanes) if until < begin), len(lanes))
    lanes[free : free + 1] = [end]
    return free


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """Days to be named under the axis: about eight, the firsts of months or years where it is long."""
    whole = (last - first).days + 1
    if whole <= 62:
        step = max(1, -(-whole // _TICKS))
        for number in range(0, whole, step):
            day = first + timedelta(number)
            yield day, f"{day.day} {month_name(day)[:3]}"
        return
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(size for size in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12_000, 120_000) if months / size <= _TICKS)
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(number // 12, number % 12 + 1, 1)
        if number % step == 0 and day >= first:
            yield day, str(day.year) if step >= 12 else f"{month_name(day)[:3]} {day.year}"


def _look(one: DatedWords) -> str:
    return "inferred" if one.published.basis is Basis.INFERRED else "sure"


def _hint(one: DatedWords) -> str:
    """Its headline, cut where no headline is so long."""
    title = label(one.title)
    return (title if len(title) <= LONGEST else f"{title[:LONGEST]}…") or "Untitled"


# --- the entries -------------------------------------------------------------------------------------------------------------


def _month_of(one: DatedWords) -> tuple[int, int]:
    first, _ = one.order
    return first.year, first.month


def _month(month: tuple[int, int], entries: Sequence[DatedWords], numbered: dict[int, int]) -> str:
    return f'<section><h3 class="month">{month_words(date(*month, 1))}</h3><ol class="line">{_rows(entries, numbered)}</ol></section>'


def _rows(entries: Sequence[DatedWords], numbered: dict[int, int]) -> str:
    return "".join(_row(one, numbered[id(one)]) for one in entries)


def _row(one: DatedWords, number: int) -> str:
    first, last = one.order
    kind = "day" if first == last else "range"
    look = f"{kind} {_look(one)}" if one.published.is_known else "unknown"
    title = f'<a href="{escaped(words_address(one.article_id, one.start, one.end))}" data-article-link>{isolated(_hint(one))}</a>'
    head = f"<span>{isolated(one.title or 'An article that is not there any more')}</span>" if one.fallen and not one.title else title
    facts = [outlet_html(one.outlet, one.outlet_basis, LONGEST), _turns(one)]
    said = f"<b>{isolated(one.speaker[:LONGEST])}</b>: " if one.speaker else ""
    words = " ".join(one.text.split())
    words = words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]}\u00a0…"
    gone = '<p class="fallen">These words no longer stand in the archive.</p>' if one.fallen else ""
    return (
        f'<li id="time-{number}" class="{look}"><p class="when">{date_badge(one.published)}</p><div class="what"><h4 dir="auto">{head}</h4>'
        f'<p class="facts">{"".join(filter(None, facts))}</p><p class="said" dir="auto">{said}{escaped(words)}</p>{gone}</div></li>'
    )


def _turns(one: DatedWords) -> str:
    return "".join(f'<button type="button" data-answer="{turn}">Answer {turn}</button>' for turn in one.turns)
