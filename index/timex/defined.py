"""Days that a text itself defines: after "Marked on 3 June, Lighthouse Day ..." every Lighthouse Day in it is a third of June."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from index.timex.calendar import DAY, MONTH, MONTHS, YEAR
from index.timex.values import TimexParts

_NAME = r"(?P<{}>(?-i:[A-Z])[\w’'-]*(?:\s+(?:(?:of|the|for|and)\s+){{0,2}}(?-i:[A-Z])[\w’'-]*){{0,5}}\s+Day)\b"
_DATE = rf"(?:(?P<m{{0}}>{MONTH})\s+(?P<d{{0}}>{DAY})|(?P<e{{0}}>{DAY})\s+(?:of\s+)?(?P<n{{0}}>{MONTH}))(?:,?\s+{YEAR})?\b"
_MARKED = r"(?:is|was)?\s*(?:marked|celebrated|observed|commemorated|held|falls)(?:\s+(?:annually|each\s+year|every\s+year|yearly))?"
_DEFINITION = re.compile(
    rf"\b{_MARKED}\s+on\s+{_DATE.format(1)},?\s+(?:the\s+)?{_NAME.format('a')}"
    rf"|{_NAME.format('b')},?\s+(?:which\s+)?{_MARKED}\s+on\s+{_DATE.format(2)}"
    rf"|{_DATE.format(3)},?\s*\(?(?:which\s+)?(?:is|was|as)\s+(?:the\s+(?:date|day)\s+(?:for|of)\s+)?(?:the\s+)?{_NAME.format('c')}",
    re.I,
)
_DAY = re.compile(r"\sDay\b")
_MOST = 300  # such names looked at in one text
_BEFORE, _AFTER = 120, 80  # characters around the name in which its date stands


def defined_days(text: str) -> Iterator[tuple[int, int, TimexParts]]:
    """Every mention of a day that the text defines, as (start, end, parts)."""
    names: dict[str, str] = {}
    for at in islice(_DAY.finditer(text), _MOST):
        match = _DEFINITION.search(text, max(0, at.start() - _BEFORE), at.end() + _AFTER)
        if match is not None:
            names |= _defined(match.groupdict())
    for name, day in names.items():
        for match in re.finditer(r"\s+".join(map(re.escape, name.split())), text, re.I):
            yield match.start(), match.end(), TimexParts(kind="named-day", unit=day)


def _defined(groups: dict[str, str | None]) -> dict[str, str]:
    """The name that a definition gives, in lower case, with its day as MM-DD."""
    for number, name in zip("123", "abc", strict=True):
        month, day, named = groups["m" + number] or groups["n" + number], groups["d" + number] or groups["e" + number], groups[name]
        if month and day and named:
            key = " ".join(named.lower().split()).removeprefix("the ")
            return {key: f"{MONTHS[month.rstrip('.').lower()]:02}-{int(day.rstrip('stndrh')):02}"}
    return {}
