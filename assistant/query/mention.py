"""Something that a conversation has named, and what a pronoun may mean by it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What a name is the name of; `OPEN` where nothing tells."""

    PERSON = "person"
    GROUP = "group"
    PLACE = "place"
    THING = "thing"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that was named, with what it counts for a pronoun; `gender` is "he" or "she" where the articles tell, else empty.

    `is_last`: whether the last exchange names it.
    """

    name: str
    sort: Sort
    weight: float
    is_plural: bool = False
    is_subject: bool = False
    gender: str = ""
    preposition: str = ""
    is_asked: bool = False
    is_last: bool = True
