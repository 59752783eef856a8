"""An archive that is nothing but its articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.errors import UnknownArticleError
from index.types import Article


@dataclass(frozen=True)
class Shelf:
    """Holds articles by their id, and nothing else of an archive."""

    held: tuple[Article, ...] = ()

    def article(self, id: str) -> Article:
        for one in self.held:
            if one.id == id:
                return one
        raise UnknownArticleError(f"no {id}")

    def articles(self) -> Iterable[Article]:
        return self.held
