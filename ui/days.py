"""Days as people type them into boxes and options: `2022-01-17`, "17 January 2022", "January 2022", "yesterday", "last week"."""

from __future__ import annotations

from datetime import date

from index.errors import SettingsError
from index.timex import stated_window

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
    asked = f"in {words}"
    window = stated_window(asked, today)
    first, final, read = window or (None, None, "")
    day = final if last else first
    if day is None or read != asked:
        place = f" in “{name}”" if name else ""
        raise SettingsError(f"“{words}”{place} is not a date that I can read; {HOW}.")
    return day
