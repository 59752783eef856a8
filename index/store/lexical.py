"""The lexical index: BM25 over the words of the passages, in SQLite's FTS5, inside the catalog and its transactions.

The index is contentless: it keeps words and places, and no second copy of the text. So a row is taken out by naming what was put in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from index.reports import REMEDY
from index.wording import counted

CONTEXT_WEIGHT = 0.5
"""Weight of the words of headline, outlet and date, the passage's own being 1. Swept from 0 to 3 with 66 known questions on two news files:
MRR@10 was .741 at 0, .755 from .1 to .5, .744 at 1 and .727 at 3, so only more than 1 is to be avoided."""

TABLE = """
CREATE VIRTUAL TABLE lexicon USING fts5(context, body, content='', tokenize='porter unicode61 remove_diacritics 2');
"""


def add(connection: sqlite3.Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Index passages, each as (key, context, body)."""
    connection.executemany("INSERT INTO lexicon (rowid, context, body) VALUES (?, ?, ?)", rows)


def delete(connection: sqlite3.Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Take passages out, each as (key, context, body) exactly as it was put in."""
    connection.executemany("INSERT INTO lexicon (lexicon, rowid, context, body) VALUES ('delete', ?, ?, ?)", rows)


def match_any(words: Sequence[str]) -> str:
    """An FTS5 expression that any of the words satisfies; each is quoted, so nothing in it is an operator. Empty when no word is usable."""
    quoted = ('"{}"'.format(_usable(word).replace('"', '""')) for word in words if any(map(str.isalnum, word)))
    return " OR ".join(dict.fromkeys(quoted))


TERMS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.lexicon_terms USING fts5vocab(main, lexicon, row)"
"""Makes the index's vocabulary a table of a connection: each stem, and the number of passages that hold it."""
FREQUENCIES = "SELECT term, doc FROM temp.lexicon_terms WHERE term IN (SELECT value FROM json_each(?))"
_SEARCH = f"""
SELECT * FROM (
    SELECT {{ask}} AS ask, p.id, -bm25(lexicon, {CONTEXT_WEIGHT}, 1.0) AS score FROM lexicon JOIN passages p ON p.key = lexicon.rowid
    JOIN articles a ON a.id = p.article_id JOIN documents d ON d.id = a.document_id
    WHERE lexicon MATCH ? AND {{where}} ORDER BY score DESC, p.id LIMIT ?
)"""


def search(asks: Sequence[tuple[Sequence[str], str, Sequence[str]]], k: int) -> tuple[str, list[object]]:
    """The statement, and its values, that finds up to `k` passages for each ask: rows (place in `asks`, id, BM25 score), best first.

    An ask is words, any of which a passage holds, with a condition on `a` and `d` and its values. Scores are above zero, higher is better;
    equal ones are ordered by id. The statement is "" where no ask has a usable word.
    """
    parts, values = [], list[object]()
    for ask, (words, where, given) in enumerate(asks):
        if expression := match_any(words):
            parts.append(_SEARCH.format(ask=ask, where=where))
            values += [expression, *given, k]
    return (" UNION ALL ".join(parts) if k > 0 else ""), values


def beginning(prefixes: Iterable[str]) -> tuple[str, list[object]]:
    """The statement, and its values, for the terms that begin with one of the prefixes; "" where none is usable."""
    # Ranges over the sorted terms, so that the vocabulary is not read from end to end.
    usable = sorted({_usable(prefix) for prefix in prefixes} - {""})
    one = "SELECT term, doc FROM temp.lexicon_terms WHERE term >= ? AND term < ?"
    return " UNION ".join([one] * len(usable)), [bound for prefix in usable for bound in (prefix, prefix + "\U0010ffff")]


def problems(connection: sqlite3.Connection, passages: int) -> list[str]:
    """What is wrong with the index, as sentences: FTS5's own check, and a row for every passage."""
    found: list[str] = []
    try:
        connection.execute("INSERT INTO lexicon (lexicon) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as exc:
        if exc.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        found.append(f"the lexical index is damaged ({exc}); {REMEDY}")
    else:
        indexed = int(connection.execute("SELECT count(*) FROM lexicon_docsize").fetchone()[0])
        if indexed != passages:
            found.append(f"the lexical index holds {counted(indexed, 'passage')} and the catalog {passages:,}; {REMEDY}")
    return found


def rebuild(connection: sqlite3.Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Make the index anew from the passages, each as (key, context, body)."""
    connection.execute("DROP TABLE IF EXISTS lexicon")
    connection.execute(TABLE)
    add(connection, rows)


def _usable(word: str) -> str:
    """The word without what SQLite cannot be handed: NUL, and halves of characters."""
    return word.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")
