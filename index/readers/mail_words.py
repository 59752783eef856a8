"""The words of mail programs in many languages, and whether some words are those of a mailing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any


def role_of(label: str) -> str | None:
    """What a field that heads a forwarded message is: from, date, subject or to; None for other labels."""
    return _roles().get(" ".join(label.casefold().split()).strip("* "))


def without_prefixes(subject: str) -> str:
    """A subject without what programs put before it: `Fwd: WG: Tram opens` is `Tram opens`."""
    while (match := _prefix().match(subject)) is not None:
        subject = subject[match.end() :]
    return subject


def is_forwarded(subject: str) -> bool:
    """Whether a subject begins as that of a message sent on."""
    match = _prefix().match(subject)
    return match is not None and match[1].casefold() in _table()["prefixes"]["forwarded"]


def is_answer(subject: str) -> bool:
    """Whether a subject begins as that of an answer."""
    match = _prefix().match(subject)
    return match is not None and match[1].casefold() in _table()["prefixes"]["answered"]


def tells_of_mailing(words: str) -> bool:
    """Whether some words tell of the mailing itself: how to leave it, or where it is shown."""
    return _mailing().search(words) is not None


def leads_to_mailing(address: str) -> bool:
    """Whether a link leads out of the mailing, to its settings or to its copy on the web."""
    folded = address.casefold()
    return any(part in folded for part in _table()["mailing"]["addresses"])


@lru_cache(maxsize=1)
def _roles() -> Mapping[str, str]:
    return {label: role for role, labels in _table()["headers"].items() for label in labels}


@lru_cache(maxsize=1)
def _prefix() -> re.Pattern[str]:
    prefixes = _table()["prefixes"]
    return re.compile(
        rf"\s*({'|'.join(map(re.escape, [*prefixes['forwarded'], *prefixes['answered']]))})(?:\[\d+\])?\s?[:：]\s*", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _mailing() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _table()['mailing']['words']))})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("mail.toml").read_text(encoding="utf-8"))
