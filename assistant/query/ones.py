"""What "one" stands for in a follow-up: "the Carrow one" and "the one in Lenn" after a question about a bridge are bridges."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.query.mention import Mention, Sort
from index.words.lists import any_of

_ONE = re.compile(
    rf"\b(?P<the>the|that|this)\s+(?P<which>[\w’'-]+\s+)?one\b(?P<where>\s+(?:{any_of('asked.prepositions')})\b)?(?!\s+(?:who|that|which)\b)",
    re.IGNORECASE,
)


def with_ones(asked: str, mentioned: Callable[[], Sequence[Mention]], is_name: Callable[[str], bool]) -> str:
    """A follow-up with what was asked about in the place of "one", where a name or a place says which; as it is where nothing does."""
    found = _ONE.search(asked)
    if found is None:
        return asked
    which = (found["which"] or "").strip()
    is_told = (which[:1].isupper() or is_name(which.casefold())) if which else bool(found["where"]) or found["the"].casefold() != "the"
    thing = next((one for one in mentioned() if one.sort in (Sort.THING, Sort.GROUP) and one.is_asked and not one.is_plural), None)
    if not is_told or thing is None:
        return asked
    kind = re.split(r"\sof\s", thing.name)[0].split()[-1].lower()
    return f"{asked[: found.start()]}the {f'{which} ' if which else ''}{kind}{found['where'] or ''}{asked[found.end() :]}"
