"""The names of fields in news databases, read from the table that has them by kind and language."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))


def kinds_of(name: str) -> dict[str, str]:
    """The kind of each field of a part of the table (`nexis.head`), by its name in small letters; raises KeyError for another part."""
    found: Any = _table()
    for part in name.split("."):
        found = found[part]
    return {label: kind for kind, tongues in found.items() for labels in tongues for label in labels}
