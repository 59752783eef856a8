"""One article of a text, by its offsets."""

from __future__ import annotations

from dataclasses import dataclass

from index.types import Evidence


@dataclass(frozen=True, slots=True)
class Section:
    """One article of a text: `text[start:end]`; all offsets count characters of the text, title offsets are None without a title."""

    start: int
    end: int
    title_start: int | None
    title_end: int | None
    body_start: int
    body_end: int
    dateline: Evidence | None = None
    url: str | None = None
    source: str | None = None  # the outlet and the author that a line of the article's head names
    author: str | None = None

    def title(self, text: str) -> str:
        """The title in one line, empty where there is none."""
        return "" if self.title_start is None else " ".join(text[self.title_start : self.title_end].split())
