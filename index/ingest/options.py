"""What the user says of the files that are added, and which text can be stored at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from index.errors import NotTextError, SettingsError
from index.ingest.articles import RULES_VERSION
from index.readers.data.fields import check_mapping
from index.types import Basis


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says of the files; `mapping` names the fields of data files, as {"title": "hl"}."""

    published: date | None = None
    source: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check what can be stored."""
        if self.source is not None and (not self.source.strip() or _half_character(self.source) is not None):
            raise SettingsError(f"the source {printable(self.source)!r} is not a name; give the name of an outlet, or none")
        if self.mapping:
            check_mapping(self.mapping)

    def as_json(self) -> str:
        """Equal for equal options under equal rules: what is compared to tell whether a file is to be read again."""
        day = self.published.isoformat() if self.published else None
        said = {"published": day, "source": self.source, "mapping": dict(self.mapping), "rules": RULES_VERSION}
        if day:  # told apart from before, when it was kept as the article's own
            said["basis"] = Basis.GIVEN
        return json.dumps(said, sort_keys=True)


def check_storable(text: str, file: str, what: str) -> None:
    """Raise when a text holds half a character (a lone surrogate), which no file of ours can hold."""
    place = _half_character(text)
    if place is not None:
        raise NotTextError(f"the {what} of {printable(file)} is not valid Unicode (at character {place}); save it so that it is")


def printable(file: str) -> str:
    """A file's name with an escape for what no text can hold."""
    return file.encode("utf-8", "backslashreplace").decode("utf-8")


def _half_character(text: str) -> int | None:
    """Where the first lone surrogate stands; None where there is none."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as exc:
        return exc.start
    return None
