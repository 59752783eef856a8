"""Words before a question that only say that it is about something else: "new subject: how many came?", "ok, different story. who won?"."""

from __future__ import annotations

import re

from index.words.lists import any_of

_MARK = r"\s*[.:;,!–—-]+\s*"
_LEAD = rf"(?:(?:{any_of('asked.turning_leads')})\b\W*)*"
_OTHER = rf"(?:an?\s+)?(?:{any_of('asked.turning_other')})\s+(?:{any_of('asked.turning_matter')})"
_CHANGING = rf"(?:{any_of('asked.turning')})"
_TURN = re.compile(rf"\W*{_LEAD}(?:(?:now|on|for|to)\s+)?(?:{_OTHER}|{_CHANGING}){_MARK}(?=\w)", re.IGNORECASE)


def without_turn(asked: str) -> str:
    """The question behind such words; as it is where it begins with none, or asks nothing else."""
    return _TURN.sub("", asked, count=1) if _TURN.match(asked) else asked
