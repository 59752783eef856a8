"""Counts, days, windows and what was searched, in words: plain text, for the page and the terminal alike."""

from __future__ import annotations

from datetime import date

from assistant.types import Searched, Window
from assistant.wording import date_words
from index.types import Basis, Dating
from ui.markup import label


def day_words(day: date) -> str:
    """A day as `17 January 2022`."""
    return f"{day.day} {day:%B} {day.year}"


def dating_words(dating: Dating) -> str:
    """The date in words, always with how it is known: stated, inferred or unknown."""
    return date_words(dating) + (" (stated)" if dating.basis is Basis.STATED else "")


def counted(number: int, noun: str) -> str:
    """`1 article`, `1,234 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def window_words(window: Window) -> str:
    """The days of a window: `10 January 2022 to 13 January 2022`, `since …`, `until …`."""
    if window.since and window.until:
        return day_words(window.since) if window.since == window.until else f"{day_words(window.since)} to {day_words(window.until)}"
    if window.since:
        return f"since {day_words(window.since)}"
    return f"until {day_words(window.until)}" if window.until else "any day"


def searched_words(searched: Searched, window: Window | None, sources: tuple[str, ...]) -> str:
    """One sentence on what was looked through, as plain text."""
    limits = [f"published {window_words(window)}"] if window and (window.since or window.until) else []
    limits += [f"from {', '.join(label(source) for source in sources)}"] if sources else []
    where = f", {' and '.join(limits)}" if limits else ""
    if searched.articles == 0:
        sentence = f"Nothing could be searched: the archive holds no article{where or ' at all'}."
    else:
        sentence = f"Searched {counted(searched.articles, 'article')} with {counted(searched.passages, 'passage')}{where}."
    if searched.undated_left_out:
        sentence += f" {counted(searched.undated_left_out, 'article')} of unknown date left out."
    return sentence
