"""Files that were handed in under a name and stand nowhere: which earlier one of that name a new one takes the place of, if any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from index.ingest.read import ReadFile, named_apart
from index.store import writing
from index.store.writing import StoredDocument

if TYPE_CHECKING:
    from index.store.catalog import Catalog
    from index.types import Article

BEGINNING = "handed in: "
"""How the path of such a document begins, which tells what is the same file."""
_BEGUN = 100
"""Characters by which an article without a headline is known again."""
_HEADS = f"SELECT a.title, substr(a.text, 1, {_BEGUN}) FROM articles a JOIN documents d ON d.id = a.document_id WHERE d.path = ?"


def is_handed_in(document: StoredDocument) -> bool:
    """Whether a document was handed in under a name."""
    return document.path.startswith(BEGINNING)


def placed(catalog: Catalog, document: StoredDocument, articles: Sequence[Article]) -> StoredDocument:
    """The document under a name of which there is none yet, or one that it is a newer state of: they share a headline.

    Two files from two folders may well have one name, and where neither would take the other's place both are kept.
    """
    heads = _heads((article.title, article.text[:_BEGUN]) for article in articles)
    for number in count(1):
        candidate = document if number == 1 else _numbered(document, number)
        before = writing.find_document(catalog, "path", candidate.path)
        if before is None or before.sha256 == document.sha256:
            return candidate
        if heads & _heads(catalog.rows(_HEADS, (candidate.path,))):
            return candidate
    raise AssertionError("numbers do not end")


def named(done: ReadFile, file: str) -> ReadFile:
    """What was read, as of a file of this name, which the ids of its articles are made of."""
    if all(article.file == file for article in done.articles):
        return done
    return replace(done, articles=named_apart([replace(article, file=file) for article in done.articles], lambda _: False))


def _numbered(document: StoredDocument, number: int) -> StoredDocument:
    folder, sign, name = document.file.rpartition("!/")
    path = PurePosixPath(name)
    file = f"{folder}{sign}{path.with_stem(f'{path.stem} ({number})')}"
    return replace(document, file=file, path=f"{BEGINNING}{file}")


def _heads(articles: Iterable[tuple[str, ...]]) -> set[str]:
    """Headlines to be compared, or how articles without one begin."""
    return {" ".join((title if title.strip() else text).split()).casefold() for title, text in articles}
