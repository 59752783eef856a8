"""Dates, windows and refusals in words: one wording for the screen, the terminal and the export."""

from __future__ import annotations

from datetime import date

from assistant.types import Searched, Window
from index.timex.calendar import day_words as day_words  # one wording, for the index and the screens
from index.timex.calendar import month_name
from index.types import Basis, Dating

NOT_FOUND = "The archive does not say."
"""How every refusal begins; the prompt of a language model, the code and the tests share it."""


def span_words(earliest: date | None, latest: date | None) -> str:
    """An interval of days in words, shortened where month or year are shared; empty when both ends are open."""
    if earliest and latest:
        if earliest == latest:
            return day_words(earliest)
        if (earliest.year, earliest.month) == (latest.year, latest.month):
            return f"between {earliest.day} and {day_words(latest)}"
        if earliest.year == latest.year:
            return f"between {earliest.day} {month_name(earliest)} and {day_words(latest)}"
        return f"between {day_words(earliest)} and {day_words(latest)}"
    if earliest:
        return f"on or after {day_words(earliest)}"
    if latest:
        return f"on or before {day_words(latest)}"
    return ""


def date_words(dating: Dating) -> str:
    """The date of an article and how it is known: `20 January 2022 (inferred)`, `6 January 2022 (stated)`, `date unknown`."""
    if dating.basis is Basis.UNKNOWN or not dating.is_known:
        return "date unknown"
    return f"{span_words(dating.earliest, dating.latest)} ({dating.basis.value})"


def window_words(window: Window | None) -> str:
    """A window in words; empty where there is none."""
    return span_words(window.since, window.until) if window else ""


def searched_words(searched: Searched, window: Window | None, sources: tuple[str, ...]) -> str:
    """What was looked through, as one sentence."""
    words = f"Searched: {_count(searched.articles, 'article')} ({_count(searched.passages, 'passage')})"
    if window and (span := window_words(window)):
        # A window of the question's words keeps what speaks of those days too; one set by hand is a limit on publication.
        words += (
            f" for news of, or about, {'' if window.since == window.until else 'the time '}{span}" if window.from_words else f", {span}"
        )
    if sources:
        words += f", {' and '.join(sources)} only"
    words += "."
    if searched.undated_left_out:
        words += f" {_count(searched.undated_left_out, 'undated article')} left out: no date puts it in the window."
    return words


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
