"""Days as people type them into boxes and options (`2022-01-17`, "17 January 2022", "last week"), and the limits that they set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.errors import SettingsError
from index.types import Filter

HOW = "write it as 2022-01-17, 17 January 2022 or yesterday"


def typed_day(text: str | None, today: date, name: str = "", *, last: bool = False) -> date | None:
    """The day that typed words say, None for none; of a week, month or year the first day, or the last with `last`.

    They are read as in a question that is asked on `today`. Raises SettingsError, which names the box `name`, for words that
    are no days.
    """
    words = (text or "").strip()
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    from index.timex import stated_window  # its rules are loaded where words are to be read

    asked = f"in {words}"
    window = stated_window(asked, today)
    first, final, read = window or (None, None, "")
    day = final if last else first
    if day is None or read != asked:
        place = f" in “{name}”" if name else ""
        raise SettingsError(f"“{words}”{place} is not a date that I can read; {HOW}.")
    return day


def limits(since: date | None, until: date | None, sources: Sequence[str] | None = None, authors: Sequence[str] | None = None) -> Filter:
    """What may be searched; raises SettingsError where the window ends before it begins."""
    if since and until and since > until:
        raise SettingsError(f"The window ends ({until}) before it begins ({since}); swap them, or leave one of them out.")
    return Filter(since=since, until=until, sources=tuple(sources or ()), authors=tuple(authors or ()))


def typed_limits(
    since: str | None = None,
    until: str | None = None,
    sources: Sequence[str] | None = None,
    authors: Sequence[str] | None = None,
    *,
    names: tuple[str, str] = ("since", "until"),
) -> Filter:
    """The same of days as they are typed today into two boxes of these names; raises SettingsError for words that are no day, too."""
    today = date.today()
    return limits(typed_day(since, today, names[0]), typed_day(until, today, names[1], last=True), sources, authors)
