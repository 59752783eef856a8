"""The tables of the catalog, as SQL, and the condition in SQL that a filter stands for."""

from __future__ import annotations

from index.types import Filter

APPLICATION_ID = 0x44544C4E
"""Marks an SQLite file as a catalog of ours (`DTLN`), in the header field that SQLite keeps for that."""
VERSION = 6
"""Schema version; a catalog with a higher one was written by a newer program, one with a lower one by an older."""
AS_NOW = 5
"""The version since which passages and vectors have the form that they have now."""
TAKEN_OVER = 2
"""The oldest version that is taken over in place."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,      -- resolved and absolute: what "the same file" means
    file TEXT NOT NULL,             -- as the user gave it: what is shown
    file_folded TEXT NOT NULL,
    name_folded TEXT NOT NULL,      -- its last part
    sha256 TEXT NOT NULL,           -- of the raw bytes
    encoding TEXT,                  -- of a text; null for other formats
    options TEXT NOT NULL,          -- what the user said of the file, as JSON
    format TEXT NOT NULL            -- what it was read as
) STRICT;
CREATE INDEX documents_sha256 ON documents (sha256);

CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    title TEXT NOT NULL,
    start INTEGER NOT NULL,
    in_file INTEGER NOT NULL,
    title_start INTEGER,
    title_end INTEGER,
    body_start INTEGER NOT NULL,
    earliest TEXT,                  -- ISO days, so that they compare as they sort
    latest TEXT,
    basis TEXT NOT NULL,
    evidence TEXT NOT NULL,         -- JSON: [[quote, start, end, why], ...]
    source TEXT,
    source_folded TEXT,             -- for comparison without regard to case
    url TEXT,
    language TEXT,
    author TEXT,
    modified TEXT,                  -- ISO day
    pages TEXT NOT NULL,            -- JSON: [offset, ...]
    text TEXT NOT NULL              -- last, so that reading the others does not read through it
) STRICT;
CREATE INDEX articles_document ON articles (document_id);

CREATE TABLE journal (              -- what the vector store has still to be told
    passage_id TEXT PRIMARY KEY,
    action TEXT NOT NULL CHECK (action IN ('add', 'delete'))
) STRICT, WITHOUT ROWID;

CREATE TABLE sketches (             -- of articles that are long enough to have copies
    key INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL UNIQUE REFERENCES articles ON DELETE CASCADE,
    cluster TEXT NOT NULL,          -- the smallest article id in it
    size INTEGER NOT NULL,          -- number of its shingles
    sketch BLOB NOT NULL            -- uint16, little-endian
) STRICT;
CREATE INDEX sketches_cluster ON sketches (cluster);

CREATE TABLE bands (
    band INTEGER NOT NULL,
    key INTEGER NOT NULL,
    PRIMARY KEY (band, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE copies (               -- which sketch is of a copy of which, both ways
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE corrections (          -- the user's word on an article's date; kept when the article goes, for when it comes back
    article_id TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    made TEXT NOT NULL,             -- the day on which the user said so
    found TEXT NOT NULL             -- JSON: the dating in whose place it stands
) STRICT, WITHOUT ROWID;
"""

PASSAGES = """
CREATE TABLE vectors (
    hash BLOB PRIMARY KEY,          -- of the text that was embedded, so that equal texts are embedded once
    vector BLOB NOT NULL            -- of a passage: int8 with a scale before it, unit length; see index/store/rows.py
) STRICT;

CREATE TABLE passages (
    key INTEGER PRIMARY KEY,        -- the row of the lexical index
    id TEXT NOT NULL UNIQUE,
    article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    context TEXT NOT NULL,
    hash BLOB NOT NULL REFERENCES vectors
) STRICT;
CREATE INDEX passages_article ON passages (article_id);
CREATE INDEX passages_hash ON passages (hash);
"""
"""Tables as they are since version 5."""

READINGS = """
CREATE TABLE readings (             -- see index/prose/reading.py
    article_id TEXT PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    version TEXT NOT NULL,          -- of the rules that it was made by
    content BLOB NOT NULL
) STRICT;
"""
"""The table that came with version 3."""

OUTLETS = """
CREATE TABLE corrected_outlets (    -- the user's word on an article's outlet; kept when the article goes, as corrections are
    article_id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    made TEXT NOT NULL,             -- the day on which the user said so
    found TEXT                      -- the outlet in whose place it stands; null where none was found
) STRICT, WITHOUT ROWID;
"""
"""The table that came with version 6."""

WRITTEN_BY = "written_by"
"""The function that every connection has: whether a byline names somebody."""
AMONG = "IN (SELECT value FROM json_each(?))"
"""The condition that a value is one of a list, which is given as JSON: so many values as parameters SQLite does not take."""


def condition(filter: Filter) -> tuple[str, list[str]]:
    """The filter as a condition on `articles a JOIN documents d`, with its parameters; the same rule as `Dating.overlaps`."""
    parts: list[str] = []
    values: list[str] = []
    if filter.since is not None or filter.until is not None:
        parts.append("(a.earliest IS NOT NULL OR a.latest IS NOT NULL)")
    if filter.since is not None:
        parts.append("(a.latest IS NULL OR a.latest >= ?)")
        values.append(filter.since.isoformat())
    if filter.until is not None:
        parts.append("(a.earliest IS NULL OR a.earliest <= ?)")
        values.append(filter.until.isoformat())
    if filter.sources:
        marks = ", ".join("?" for _ in filter.sources)
        parts.append(f"(a.source_folded IN ({marks}) OR d.file_folded IN ({marks}) OR d.name_folded IN ({marks}))")
        # Halves of characters, which a request can hold and a database cannot, match nothing.
        values.extend([source.casefold().encode("utf-8", "replace").decode("utf-8") for source in filter.sources] * 3)
    if filter.authors:
        parts.append(f"({' OR '.join(f'{WRITTEN_BY}(a.author, ?)' for _ in filter.authors)})")
        values.extend(name.encode("utf-8", "replace").decode("utf-8") for name in filter.authors)
    return " AND ".join(parts) or "TRUE", values
