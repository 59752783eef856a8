"""Who says which sentence, as it is kept; what finds it out, and its patterns, are another module's and take longer to load."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Manner(StrEnum):
    """How the words reach the reader."""

    DIRECT = "direct"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Attribution:
    """That `speaker` says sentence `ordinal`; `start`/`end` span the words that name the speaker and the verb (document offsets)."""

    ordinal: int
    speaker: str
    manner: Manner
    start: int
    end: int
    office: str | None = None
    """What the article puts before the full name, "Deputy Transport Minister"; None where it gives nothing there."""
