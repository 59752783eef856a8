"""The JSON shapes of the archive itself: an article in full, and what the archive holds; fields may be added, none may go or change."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from assistant.contract import article_json
from index.prose.attribution import Attribution
from index.reports import ArchiveInfo
from index.store.corrections import OutletCorrection
from index.types import Article, Sentence


@dataclass(frozen=True, slots=True)
class Shown:
    """An article with what the archive knows about it: who says which sentence, its copies and versions, and what the user corrected."""

    article: Article
    voices: tuple[tuple[Sentence, Attribution], ...]
    copies: tuple[Article, ...]
    versions: tuple[Article, ...]
    corrected_on: date | None
    outlet: OutletCorrection | None = None


def full_article_json(article: Article) -> dict[str, Any]:
    """The article object with its `text`, and `body_start`, where its prose begins: an offset like `start`, in `text` where it is null."""
    return {**article_json(article), "text": article.text, "body_start": max(article.start, article.body_start)}


def shown_json(shown: Shown) -> dict[str, Any]:
    """The full article object, and who speaks in it, its copies and versions (article objects), and the days of its corrections.

    `source_found` is the outlet as it was found, in whose place `source` may be what the user corrected it to.
    """
    outlet = shown.outlet
    return {
        **full_article_json(shown.article),
        "corrected_on": shown.corrected_on.isoformat() if shown.corrected_on else None,
        "source_found": outlet.found if outlet else shown.article.source,
        "source_corrected_on": outlet.made.isoformat() if outlet else None,
        "statements": [
            {
                "speaker": said.speaker,
                "office": said.office,
                "manner": said.manner.value,
                "start": sentence.start,
                "end": sentence.end,
                "text": sentence.text,
            }
            for sentence, said in shown.voices
        ],
        "copies": [article_json(copy) for copy in shown.copies],
        "versions": [article_json(version) for version in shown.versions],
    }


def info_json(info: ArchiveInfo) -> dict[str, Any]:
    """What the archive holds; days as `YYYY-MM-DD` or null, sizes in bytes."""
    newest = article_json(info.newest) if info.newest else None
    return {
        "archive": info.path,
        "format": info.format,
        "generation": info.generation,
        "model": info.model,
        "embedder": info.embedder,
        "fingerprint": info.fingerprint,
        "files": info.files,
        "articles": info.articles,
        "passages": info.passages,
        "outlets": [asdict(outlet) for outlet in info.outlets],
        "authors": [asdict(author) for author in info.authors],
        "earliest": info.earliest.isoformat() if info.earliest else None,
        "latest": info.latest.isoformat() if info.latest else None,
        "undated": info.undated,
        "corrected": info.corrected,
        "corrected_outlets": info.corrected_outlets,
        "newest": newest,
        "sizes": {**info.sizes, "total": sum(info.sizes.values())},
    }
