"""What is written to the catalog: a document with all its parts, vectors, and the journal of what the vector store has still to be told.

Every function works inside a transaction of the caller's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from index.prose.passages import passages_of
from index.prose.reading import Reading, as_bytes, read, sentences_at
from index.store import clusters, lexical
from index.store.catalog import Catalog, Connection
from index.store.rows import dating_values, quantised
from index.store.texts import Named, content_hash, embedded_text
from index.types import Article, Passage, Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A file as the catalog knows it: `path` is resolved and absolute, `file` is as given, `options` what the user said of it (JSON).

    `encoding` is None for what is not text of its own, `format` what it was read as.
    """

    path: str
    file: str
    sha256: str
    encoding: str | None
    options: str
    format: str = "text"


@dataclass(frozen=True, slots=True)
class ArticleParts:
    """An article with its reading, its sentences and its passages."""

    article: Article
    reading: Reading
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]

    @classmethod
    def of(cls, article: Article, reading: Reading | None = None) -> ArticleParts:
        """An article cut into its parts; it is read now unless its reading is given."""
        reading = reading or read(article)
        sentences = sentences_at(article, reading.sentences)
        return cls(article, reading, sentences, passages_of(article, sentences))


def put_reading(connection: Connection, article_id: str, reading: Reading) -> None:
    """Keep an article's reading, in the place of the one before."""
    connection.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", (article_id, reading.version, as_bytes(reading)))


def find_document(catalog: Catalog, column: str, value: str) -> StoredDocument | None:
    """The document whose `path` or `sha256` is the value; the first one added, of several."""
    columns = "path, file, sha256, encoding, options, format"
    rows = catalog.rows(f"SELECT {columns} FROM documents WHERE {column} = ? ORDER BY id LIMIT 1", (value,))
    return StoredDocument(*rows[0]) if rows else None


def document_counts(catalog: Catalog, path: str) -> tuple[int, int]:
    """Articles and passages of a document."""
    of_document = "FROM articles a JOIN documents d ON d.id = a.document_id"
    articles = catalog.value(f"SELECT count(*) {of_document} WHERE d.path = ?", (path,))
    passages = catalog.value(f"SELECT count(*) {of_document} JOIN passages p ON p.article_id = a.id WHERE d.path = ?", (path,))
    return int(articles), int(passages)


def put_vectors(connection: Connection, names: Sequence[Named], vectors: NDArray[np.float32]) -> None:
    """Keep the unit vectors, shape (n, dim), of the texts that are so named; a text's new vector takes the place of an old one."""
    insert = "INSERT INTO vectors (hash, vector) VALUES (?, ?) ON CONFLICT DO UPDATE SET vector = excluded.vector"
    connection.executemany(insert, zip(names, quantised(vectors), strict=True))


def put_document(connection: Connection, document: StoredDocument, parts: Iterable[ArticleParts]) -> int:
    """Put a document in, in the place of the one of the same path; the vectors of all its parts must be there.

    Returns the number of its passages.
    """
    old = connection.execute("SELECT a.id FROM articles a JOIN documents d ON d.id = a.document_id WHERE d.path = ?", (document.path,))
    before, hashes = _take_out(connection, [row[0] for row in old])
    connection.execute("DELETE FROM documents WHERE path = ?", (document.path,))
    cursor = connection.execute(
        "INSERT INTO documents (path, file, sha256, encoding, options, format, file_folded, name_folded) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*astuple(document), document.file.casefold(), PurePath(document.file).name.casefold()),
    )
    after: set[str] = set()
    for ordinal, part in enumerate(parts):
        _put_article(connection, int(cursor.lastrowid or 0), ordinal, part)
        after.update(passage.id for passage in part.passages)
    write_journal(connection, {id: "delete" for id in before - after} | {id: "add" for id in after - before})
    forget_vectors(connection, hashes)
    raise_number(connection, "generation")
    return len(after)


def replace_article(connection: Connection, parts: ArticleParts) -> None:
    """Put an article that is there in anew, with what has changed of it; the vectors of all its parts must be there."""
    of_article = "SELECT document_id, ordinal FROM articles WHERE id = ?"
    document, ordinal = connection.execute(of_article, (parts.article.id,)).fetchone()
    before, hashes = _take_out(connection, [parts.article.id])
    _put_article(connection, document, ordinal, parts)
    after = {passage.id for passage in parts.passages}
    write_journal(connection, {id: "delete" for id in before - after} | {id: "add" for id in after - before})
    forget_vectors(connection, hashes)
    raise_number(connection, "generation")


def remove_articles(connection: Connection, ids: Iterable[str]) -> int:
    """Take articles out, and documents that have none left; returns how many there were."""
    rows = connection.execute("SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
    known = [row[0] for row in rows]
    if not known:
        return 0
    # A document that has lost an article is no longer its file: adding the file again must put the article back.
    forget_digests(connection, known)
    passages, hashes = _take_out(connection, known)
    connection.execute("DELETE FROM documents WHERE id NOT IN (SELECT document_id FROM articles)")
    write_journal(connection, {id: "delete" for id in passages})
    forget_vectors(connection, hashes)
    raise_number(connection, "generation")
    return len(known)


def put_parts_again(connection: Connection, parts: Sequence[ArticleParts]) -> None:
    """Replace the passages of articles; the lexical index and the vector store are then to be made anew."""
    for part in parts:
        connection.execute("DELETE FROM passages WHERE article_id = ?", (part.article.id,))
        _put_parts(connection, part)
    raise_number(connection, "generation")


def forget_digests(connection: Connection, article_ids: Sequence[str]) -> None:
    """Forget what the files of these articles held, so that adding them again reads them anew."""
    documents = "SELECT document_id FROM articles WHERE id IN (SELECT value FROM json_each(?))"
    connection.execute(f"UPDATE documents SET sha256 = '' WHERE id IN ({documents})", (json.dumps(list(article_ids)),))


def write_journal(connection: Connection, entries: Mapping[str, str]) -> None:
    """Note what the vector store has to `add` or `delete`; the last word on a passage counts."""
    connection.executemany("INSERT OR REPLACE INTO journal VALUES (?, ?)", entries.items())


def clear_journal(connection: Connection, ids: Iterable[str]) -> None:
    """Strike out what the vector store has been told."""
    connection.executemany("DELETE FROM journal WHERE passage_id = ?", ((id,) for id in ids))


def raise_number(connection: Connection, key: str) -> None:
    """Count one up: `generation` with every write to the catalog, `store_generation` with every write to the vector store."""
    connection.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = ?", (key,))


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Note something on the archive as a whole."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def forget_vectors(connection: Connection, hashes: Iterable[Named] | None = None) -> None:
    """Drop the vectors (of these hashes, or all) that no passage has any more."""
    unused = "NOT EXISTS (SELECT 1 FROM passages p WHERE p.hash = vectors.hash)"
    if hashes is None:
        connection.execute(f"DELETE FROM vectors WHERE {unused}")
    else:
        connection.executemany(f"DELETE FROM vectors WHERE hash = ? AND {unused}", ((hash,) for hash in hashes))


def _take_out(connection: Connection, article_ids: Sequence[str]) -> tuple[set[str], set[Named]]:
    """Delete articles with their parts; returns the ids of their passages, and the vectors that may be of no use now."""
    ids = json.dumps(article_ids)
    passages = connection.execute(
        "SELECT p.key, p.id, p.hash, p.context, p.start - a.start, p.end - a.start, a.text "
        "FROM passages p JOIN articles a ON a.id = p.article_id WHERE a.id IN (SELECT value FROM json_each(?))",
        (ids,),
    ).fetchall()
    clusters.forget(connection, article_ids)
    lexical.delete(connection, ((key, context, text[start:end]) for key, _, _, context, start, end, text in passages))
    connection.execute("DELETE FROM articles WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    return {row[1] for row in passages}, {row[2] for row in passages}


def _put_article(connection: Connection, document: int, ordinal: int, parts: ArticleParts) -> None:
    article = parts.article
    values = (
        article.id, document, ordinal, article.title, article.start, article.in_file,
        article.title_start, article.title_end, article.body_start,
        *dating_values(article.published),
        article.source, article.source.casefold() if article.source else None, article.url, article.language,
        article.author, article.modified.isoformat() if article.modified else None, json.dumps(article.pages), article.text,
    )  # fmt: skip
    connection.execute(f"INSERT INTO articles VALUES ({', '.join('?' * len(values))})", values)
    lexical.add(connection, _put_parts(connection, parts))
    clusters.enter(connection, article)


def _put_parts(connection: Connection, parts: ArticleParts) -> list[tuple[int, str, str]]:
    """Put passages and the reading in; returns what the lexical index has to be told."""
    rows: list[tuple[int, str, str]] = []
    for passage in parts.passages:
        cursor = connection.execute(
            "INSERT INTO passages (id, article_id, ordinal, start, end, context, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*astuple(passage)[:5], passage.context, content_hash(embedded_text(passage))),
        )
        rows.append((int(cursor.lastrowid or 0), passage.context, passage.text))
    put_reading(connection, parts.article.id, parts.reading)
    return rows
