"""The limits in force above the question box, each a chip that can be edited and crossed out."""

from __future__ import annotations

from datetime import date

from assistant.types import Answer, Window
from assistant.wording import day_words, reading_words, window_words
from index.types import Filter
from ui.markup import escaped, isolated, label


def filter_chips_html(limits: Filter, as_of: date | None) -> str:
    """What was set by hand: days of publication, outlets, bylines, the day that is taken for today."""
    chips = []
    if span := window_words(Window(limits.since, limits.until)):
        chips.append(_chip("published", "", f"<b>Published</b> {escaped(span)}", f"the days of publication, {span}"))
    chips += [_chip("outlet", outlet, f"<b>Outlet</b> {isolated(outlet)}", f"the outlet {label(outlet)}") for outlet in limits.sources]
    chips += [_chip("author", author, f"<b>Byline</b> {isolated(author)}", f"the byline {label(author)}") for author in limits.authors]
    if as_of:
        day = day_words(as_of)
        chips.append(_chip("today", "", f"<b>Today is</b> {escaped(day)}", f"the day that is taken for today, {day}"))
    return "".join(chips)


def answer_chips_html(answer: Answer, *, by_hand: bool) -> str:
    """How the last question was taken: its window, unless one was set `by_hand`, and its reading where it is not as it was typed."""
    chips = []
    window = answer.window
    if window and not by_hand:
        span = window_words(window) or "any day"
        origin = f' <span class="origin">from “{isolated(window.from_words)}”</span>' if window.from_words else ""
        words = f"<b>Window</b> {escaped(span)}{origin}"
        chips.append(_chip("window", "", words, f"the window {span}, and ask again"))
    if reading_words(answer):
        read = " ".join(answer.standalone_question.split())
        chips.append(_chip("reading", read, f"<b>Read as</b> {isolated(read)}", "this reading, and ask the question as it was typed"))
    return "".join(chips)


def _chip(kind: str, value: str, words: str, named: str) -> str:
    """A chip of that kind; `words` are HTML, `named` says what its cross takes away."""
    return (
        f'<li class="chip {kind}" data-chip="{kind}" data-value="{escaped(value)}">'
        f'<button type="button" class="edits" title="Edit" dir="auto">{words}</button>'
        f'<button type="button" class="cross" aria-label="Remove {escaped(named)}"><span aria-hidden="true">×</span></button></li>'
    )
