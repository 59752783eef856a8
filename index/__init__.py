"""BUILD: files to articles to passages to an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["Archive", "Article", "DatelineError", "Dating", "Filter", "Hit"]

if TYPE_CHECKING:
    from index.archive import Archive
    from index.errors import DatelineError
    from index.types import Article, Dating, Filter, Hit
else:  # nothing is loaded before it is asked for: a program that only names the package pays for nothing
    _HOMES = {
        "Archive": "index.archive",
        "Article": "index.types",
        "DatelineError": "index.errors",
        "Dating": "index.types",
        "Filter": "index.types",
        "Hit": "index.types",
    }

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return globals().setdefault(name, getattr(import_module(_HOMES[name]), name))

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
