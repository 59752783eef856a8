"""Days and names in parts, as references in JSON have them (CSL: `{"date-parts": [[2031, 5, 4]]}`, `{"family": "Lind", "given": "Bo"}`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_DAY = "date-parts"
_NAMES = (("given", "family"), ("firstName", "lastName"), ("firstname", "lastname"), ("first_name", "last_name"))


def as_words(item: Mapping[str, Any]) -> str | None:
    """The day or the name that an object gives in parts, in words; None for other objects."""
    if _DAY in item:
        return _day(item[_DAY])
    for given, family in _NAMES:
        if isinstance(item.get(family), str) and isinstance(item.get(given, ""), str) and not _is_more(item):
            return f"{item.get(given, '')} {item[family]}".strip()
    return None


def _is_more(item: Mapping[str, Any]) -> bool:
    """Whether an object is more than a person: a record that has a title or a text of its own."""
    return bool(item.keys() & {"title", "text", "content", "name", "headline", "body"})


def _day(parts: Any) -> str:
    first = parts[0] if isinstance(parts, list) and parts else None
    figures = [str(part) for part in first] if isinstance(first, list) else []
    return "-".join(figure.zfill(2) for figure in figures) if all(map(str.isdigit, figures)) else ""
