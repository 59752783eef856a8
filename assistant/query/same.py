"""Other wordings of a question that mean the same, by its form: "did anybody die" asks how many people died."""

from __future__ import annotations

import re

from index.words.lists import any_of

_AUXILIARY = any_of("small.auxiliaries", "asked.modals")
_ANYBODY = re.compile(rf"\W*(?P<auxiliary>{_AUXILIARY})\s+any(?:one|body|\s+people)(?:\s+else)?\s+(?P<rest>\S.*)", re.IGNORECASE)
_NAME = r"[A-Z][\w’'-]*[\w-](?: [A-Z][\w’'-]*[\w-]){0,2}"
_PLURAL = {"was": "were", "has": "have", "is": "are", "did": "", "does": "", "do": ""}
_JOB = re.compile(
    rf"(?P<lead>\W*(?:(?:and|so)\s+)?)what(?:(?:[’']?s|\s+(?:is|was))\s+(?P<name>{_NAME})[’'](?:s)?\s+(?:{any_of('asked.jobs')})"
    rf"|\s+(?:does|did)\s+(?P<other>{_NAME})\s+do(?:\s+for\s+a\s+living)?)\W*"
)


def as_identity(asked: str) -> str:
    """A question for somebody's job as one for who that is, which names him: "what is Jonas Lund's job"; any other as it is."""
    found = _JOB.fullmatch(asked)
    return f"{found['lead']}{'Who' if asked[:1].isupper() else 'who'} is {found['name'] or found['other']}?" if found else asked


def same_as(asked: str) -> tuple[str, ...]:
    """Wordings by which the question is looked for as well; none for most."""
    found = _ANYBODY.fullmatch(asked)
    if found is None:
        return ()
    auxiliary = found["auxiliary"].casefold()
    return (" ".join(f"How many people {_PLURAL.get(auxiliary, auxiliary)} {found['rest']}".split()),)
