"""One input read into articles, in this process or another: all of it that does not hang on what the archive holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.errors import EmptyInputError
from index.ingest.articles import articles_of, articles_of_stories
from index.ingest.documents import articles_of_whole
from index.ingest.faults import reported
from index.ingest.options import Options, check_storable
from index.prose.article_ids import content_of, free_id
from index.prose.reading import as_bytes, read
from index.readers import registry
from index.readers.base import Collection
from index.readers.text import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.ingest.inputs import Input
    from index.readers.isolate import Isolation
    from index.types import Article

TOLD = 3
"""Entries of a file that could not be read of which the report says why; the others are only counted."""


class StoredReading(NamedTuple):
    """An article's reading as it is stored, with the version of the rules that made it."""

    version: str
    stored: bytes


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What an input was read into; `reason` says what of it was left out, `readings` are of all its articles, or none of any yet.

    The ids of the articles are apart within the file; `named_apart` tells them apart from those of other documents.
    """

    format: str
    encoding: str | None
    reason: str | None
    articles: Sequence[Article]
    readings: Sequence[StoredReading] = ()


def read_input(given: Input, options: Options, isolation: Isolation) -> ReadFile | None:
    """Read, split and date an input; None for a data file that was found in a folder and holds no news. Raises InputErrors."""
    with reported(given.file):
        found = _read(given, options, isolation)
        if found is None:
            return None
        done = _of_document(found, given, options) if isinstance(found, Document) else _of_collection(found, given, options)
        if given.url and len(done.articles) == 1 and not done.articles[0].url and not given.format.is_incidental:
            done = replace(done, articles=[replace(done.articles[0], url=given.url)])  # of a page, not of the entries of a feed
        return done


def readings_of(articles: Sequence[Article], file: str) -> list[StoredReading]:
    """The readings of some articles of a file, in their order."""
    with reported(file):
        return [StoredReading(reading.version, as_bytes(reading)) for reading in map(read, articles)]


def named_apart(articles: Sequence[Article], taken: Callable[[str], bool]) -> list[Article]:
    """The articles under ids of which none is `taken` by an article of another document."""
    named: list[Article] = []
    names: set[str] = set()
    for article in articles:
        content = content_of(article.title, article.text, in_file=article.in_file)
        name = free_id(article.file, content, lambda candidate: candidate in names or taken(candidate))
        names.add(name)
        named.append(article if name == article.id else replace(article, id=name))
    return named


def _read(given: Input, options: Options, isolation: Isolation) -> Document | Collection | None:
    passed_over = given.format.is_incidental and not given.is_named
    try:
        found = registry.read(Path(given.file), given.data, given.format, isolation, options.mapping)
    except EmptyInputError:
        if passed_over and not registry.lists_news(given.data, given.format):
            return None
        raise
    if isinstance(found, Document):
        return found
    return None if passed_over and not registry.holds_news(found, given.format) else found


def _of_document(found: Document, given: Input, options: Options) -> ReadFile:
    check_storable(found.text, given.file, "text")
    exported = registry.database_records(found.text)
    articles = articles_of(
        found,
        file=given.file,
        published=options.published,
        source=options.source,
        taken=_free,
        records=exported.records if exported else None,
    )
    return ReadFile(exported.name if exported else given.format.name, found.encoding, None, articles)


def _of_collection(found: Collection, given: Input, options: Options) -> ReadFile:
    if not found.stories:
        raise EmptyInputError(f"{given.file} holds no article: {_told(found.skipped) or 'give another file'}.")
    make = articles_of_whole if any(story.is_whole for story in found.stories) else articles_of_stories
    articles = make(found.stories, file=given.file, published=options.published, source=options.source, taken=_free)
    return ReadFile(found.format, None, _told(found.skipped), articles)


def _free(id: str) -> bool:
    """Nothing is taken: which ids other documents have is known to the archive only."""
    return False


def _told(skipped: Sequence[str]) -> str | None:
    """What could not be read, in a few words; None where nothing was left out."""
    if not skipped:
        return None
    why = "; ".join(sentence.rstrip(".") for sentence in skipped[:TOLD])
    more = f"; and {len(skipped) - TOLD:,} more" if len(skipped) > TOLD else ""
    return f"{len(skipped):,} {'entry' if len(skipped) == 1 else 'entries'} skipped: {why}{more}"
