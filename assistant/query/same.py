"""Other wordings of a question that mean the same, by its form: "did anybody die" asks how many people died."""

from __future__ import annotations

import re

from index.words.lists import any_of

_AUXILIARY = any_of("small.auxiliaries", "asked.modals")
_ANYBODY = re.compile(rf"\W*(?P<auxiliary>{_AUXILIARY})\s+any(?:one|body|\s+people)(?:\s+else)?\s+(?P<rest>\S.*)", re.IGNORECASE)
_PLURAL = {"was": "were", "has": "have", "is": "are", "did": "", "does": "", "do": ""}


def same_as(asked: str) -> tuple[str, ...]:
    """Wordings by which the question is looked for as well; none for most."""
    found = _ANYBODY.fullmatch(asked)
    if found is None:
        return ()
    auxiliary = found["auxiliary"].casefold()
    return (" ".join(f"How many people {_PLURAL.get(auxiliary, auxiliary)} {found['rest']}".split()),)
