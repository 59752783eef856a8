"""The lexical index: BM25 over the words of the passages, in SQLite's FTS5, inside the catalog and its transactions.

The index is contentless: it keeps words and places, and no second copy of the text. So a row is taken out by naming what was put in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

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


def _quoted(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys('"{}"'.format(_usable(word).replace('"', '""')) for word in words if any(map(str.isalnum, word))))


TERMS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.lexicon_terms USING fts5vocab(main, lexicon, row)"
"""Makes the index's vocabulary a table of a connection: each stem, and the number of passages that hold it."""
FREQUENCIES = "SELECT term, doc FROM temp.lexicon_terms WHERE term IN (SELECT value FROM json_each(?))"
SCORED = 12_000
"""Passages that a question's words may be scored in, at 1-2 µs each; where more than twice as many hold one, as many as this that hold its
rarer words are scored, in two passes. On 100,000 passages of news and 34 questions the ten best of the fused ranking are those of the
exhaustive one for 0.935 at 5,000, 0.979 at 10,000 and 1.0 at 12,000."""
_MATCHING = f"SELECT rowid AS key, -bm25(lexicon, {CONTEXT_WEIGHT}, 1.0) AS score FROM lexicon WHERE lexicon MATCH ?{{among}}"
_ALLOWED = (
    "allowed AS MATERIALIZED (SELECT p.key FROM articles a JOIN documents d ON d.id = a.document_id CROSS JOIN passages p"
    " ON p.article_id = a.id WHERE {where}), "
)
_AMONG = " AND +rowid IN allowed"
"""The plus keeps SQLite from asking the index once for each row of the list."""
_ALL = "WITH {allowed}found AS ({matching}) SELECT key, score FROM found ORDER BY score DESC, key LIMIT ?"
# Bound to passages with a rare word, the whole expression counts the rare words twice: once is taken off again.
_RARE = (
    "WITH {allowed}rare AS MATERIALIZED ({matching}), every AS MATERIALIZED ({matching}) "
    "SELECT rare.key AS key, every.score - rare.score AS score "
    "FROM rare CROSS JOIN every ON every.key = rare.key ORDER BY score DESC, key LIMIT ?"
)
_SEARCH = (
    "SELECT * FROM (SELECT {ask} AS ask, p.id, found.score FROM ({found}) found JOIN passages p ON p.key = found.key ORDER BY 3 DESC, 2)"
)


@dataclass(frozen=True, slots=True)
class Ask:
    """Words, any of which a passage is to hold, with a condition on `a` and `d` and its values.

    Where `rare` names some of the words, only passages with one of these are looked at, and scored by all words.
    """

    words: Sequence[str]
    where: str = "TRUE"
    values: Sequence[str] = ()
    rare: Sequence[str] = ()


def rarest(frequencies: Mapping[str, int], most: float) -> list[str]:
    """The rarest of the words, by the number of passages that hold each, as many as at most `most` passages hold; one at the least.

    None where that saves nothing, for what is asked by rare words is scored twice.
    """
    there = sorted((count, word) for word, count in frequencies.items() if count)
    if sum(count for count, _ in there) <= 2 * most:
        return []
    sums = accumulate(count for count, _ in there)
    chosen = [word for (_, word), total in zip(there, sums, strict=True) if total <= most]
    return chosen or [there[0][1]]


def search(asks: Sequence[Ask], k: int) -> tuple[str, list[object]]:
    """The statement, and its values, that finds up to `k` passages for each ask: rows (place in `asks`, id, BM25 score), best first.

    Scores are above zero, higher is better; equal ones are ordered by id. The statement is "" where no ask has a usable word.
    """
    parts, values = [], list[object]()
    for place, ask in enumerate(asks):
        if expression := match_any(ask.words):
            is_open = ask.where == "TRUE"
            allowed, among = ("", "") if is_open else (_ALLOWED.format(where=ask.where), _AMONG)
            rare = match_any(ask.rare)
            expressions = [rare, f"({rare}) AND ({expression})"] if rare else [expression]
            found = (_RARE if rare else _ALL).format(allowed=allowed, matching=_MATCHING.format(among=among))
            parts.append(_SEARCH.format(ask=place, found=found))
            values += [*ask.values, *expressions, k]
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
