"""The lexical index: BM25 over the words of the passages, in SQLite's FTS5, inside the catalog and its transactions.

The index is contentless: it keeps words and places, and no second copy of the text. So a row is taken out by naming what was put in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

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
    return " OR ".join(_quoted(words))


def match_all(words: Sequence[str]) -> str:
    """The same for an expression that only all of the words satisfy together."""
    return " AND ".join(_quoted(words))


def match_begun(word: str) -> str:
    """The same for an expression that every word satisfies which begins so; empty when the word is not usable."""
    quoted = _quoted([word])
    return f"{quoted[0]} *" if quoted else ""


def _quoted(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys('"{}"'.format(_usable(word).replace('"', '""')) for word in words if any(map(str.isalnum, word))))


TERMS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.lexicon_terms USING fts5vocab(main, lexicon, row)"
"""Makes the index's vocabulary a table of a connection: each stem, and the number of passages that hold it."""
PLACES = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.lexicon_places USING fts5vocab(main, lexicon, instance)"
"""Makes each place of each stem a row of a connection's table."""
# Lists as one text each: a row for each place would take five times as long to hand over.
_PLACES = "SELECT {place}, group_concat(2 * doc + (col = 'body')), NULL FROM temp.lexicon_places WHERE term = ?"
_COUNT = "SELECT {place}, NULL, doc FROM temp.lexicon_terms WHERE term = ?"
_PHRASE = (
    "SELECT {place}, group_concat(key), group_concat(score) FROM (WITH found AS MATERIALIZED (SELECT rowid AS key, "
    f"-bm25(lexicon, {CONTEXT_WEIGHT}, 1.0) AS score FROM lexicon WHERE lexicon MATCH ?) SELECT key, score FROM found)"
)
LENGTHS = "SELECT group_concat(id), group_concat(hex(sz), '') FROM (SELECT id, sz FROM lexicon_docsize ORDER BY id)"
"""The keys of all passages, and the numbers of words in the two columns of each: variable-length integers, as SQLite writes them."""


class Sought(NamedTuple):
    """What is asked of the index: a stem as it has it, perhaps only for the number of passages, or words to be asked as a phrase."""

    text: str
    is_stem: bool = True
    is_counted: bool = False


def postings(sought: Sequence[Sought]) -> tuple[str, list[object]]:
    """The statement, and its values, for the passages that hold each.

    Rows are (place in `sought`, text or None, text, number or None): for a stem its places, as twice the key and one more in the body; for
    a counted one None and the number; for a phrase keys and BM25 scores. The statement is "" where nothing is usable.
    """
    parts, values = [], list[object]()
    for place, (text, is_stem, is_counted) in enumerate(sought):
        value = _usable(text) if is_stem else match_any([text])
        if value:
            parts.append((_COUNT if is_counted else _PLACES if is_stem else _PHRASE).format(place=place))
            values.append(value)
    return " UNION ALL ".join(parts), values


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
