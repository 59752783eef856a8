"""Which field of a story a name in a record means: the table of names, and how names are compared."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

FIELDS = ("title", "text", "published", "modified", "source", "author", "url", "language")
"""What a record states of a story."""


@lru_cache(maxsize=1)
def names() -> Mapping[str, tuple[str, ...]]:
    """The names of each field as `normal` has them, in order of trust."""
    return {field: _listed(*_table()[field].values()) for field in FIELDS}


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """A name without case, accents, blanks, hyphens and the like."""
    letters = unicodedata.normalize("NFKD", re.sub(r"[\W_]+", "", name).casefold())
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def canonical(field: str) -> str | None:
    """The field of a story that a usual name means."""
    return field if field in FIELDS else _field_of().get(normal(field))


def known_fields(columns: Iterable[str], mapping: Mapping[str, str]) -> set[str]:
    """The fields of a story that columns of these names hold."""
    present = {normal(name) for name in columns}
    mapped = {canonical(field): normal(name) for field, name in mapping.items()}
    return {field for field in FIELDS if (mapped[field] in present if field in mapped else not present.isdisjoint(names()[field]))}


def is_last_resort(name: str) -> bool:
    """Whether a name of the text often means no more than what the text is about."""
    return normal(name) in _listed(_table()["text"]["summaries"])


def is_kept_for_later(present: Iterable[str]) -> bool:
    """Whether normal names are those of a record that a reader keeps for later, whose hours tell of the keeping."""
    return not _marks("kept").isdisjoint(present)


def clocks(present: Iterable[str]) -> frozenset[str]:
    """The normal names that mean some moment, and not that of publication, in a record which programs have kept or fetched."""
    known = set(present)
    kinds = [kind for kind in ("kept", "fetched") if not _marks(kind).isdisjoint(known)]
    return frozenset(name for kind in kinds for name in _listed(_table()[kind]["clocks"]))


def unpublished(name: str, value: object) -> str | None:
    """What a field says of a record that was never published, in its own words; None for what says nothing of the kind."""
    fields, values, flags = _unpublished()
    if name in flags and (value is True or str(value).casefold() in ("true", "yes", "1")):
        return name
    if name not in fields:
        return None
    return "unpublished" if value is False else str(value)[:40] if normal(str(value)[:40]) in values else None


def heads_table(head: bytes) -> bool:
    """Whether a file begins with the header of a table of articles, names parted by tabs, semicolons or bars; `head` is its first bytes."""
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    line = head[: len(head) & ~1].decode(encoding, "replace").lstrip("\ufeff").partition("\n")[0].strip()
    columns = [column.strip(' "') for column in re.split(r"[\t;|]", line)]
    return 3 <= len(columns) <= 60 and len(line) < 1000 and {"title", "text"} < known_fields(columns, {})


@lru_cache(maxsize=1)
def _unpublished() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(_listed(_table()["unpublished"][kind])) for kind in ("fields", "values", "flags"))


@lru_cache(maxsize=2)
def _marks(kind: str) -> frozenset[str]:
    return frozenset(_listed(_table()[kind]["marks"]))


@lru_cache(maxsize=1)
def _field_of() -> Mapping[str, str]:
    return {name: field for field, known in names().items() for name in known}


def _listed(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normal(word) for line in words for word in line.split()))


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))
