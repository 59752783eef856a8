"""The catalog: its transactions, its threads, its errors, and the one rule of filters in SQL and in Python."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from parts import passages_of

from index.errors import ArchiveError, ArchiveLockedError, DamagedArchiveError
from index.prose.reading import from_bytes, read
from index.store import writing
from index.store.catalog import BUSY_SECONDS, FILE, Catalog
from index.store.rows import PASSAGE, matrix, passage_of
from index.store.schema import condition
from index.store.texts import texts_of
from index.store.writing import ArticleParts, StoredDocument
from index.types import Article, Basis, Dating, Evidence, Filter, SourceBasis

NOTES = {"generation": "0", "store_generation": "0"}


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    catalog = Catalog.create(tmp_path, NOTES)
    yield catalog
    catalog.close()


def put(catalog: Catalog, *articles: Article, path: str = "/a.txt") -> None:
    """Store articles as one document, with made-up vectors."""
    parts = [ArticleParts.of(article) for article in articles]
    names = list(dict.fromkeys(name for part in parts for name in texts_of(part)))
    with catalog.transaction() as connection:
        writing.put_vectors(connection, names, np.eye(len(names), 64, dtype=np.float32))
        writing.put_document(connection, StoredDocument(path, articles[0].file, "0" * 64, "utf-8", "{}"), parts)


def article(id: str = "a1", dating: Dating = Dating(), source: str | None = None, file: str = "in/a.txt") -> Article:  # noqa: B008
    text = f"Tide {id}\n\nThe tide rose at {id}. “Ö 🌊,” said the pilot."
    return Article(id, f"Tide {id}", text, file, 3, dating, True, 3, 8 + len(id), 10 + len(id), source, "https://example.org/1", "en")


def test_an_article_comes_back_as_it_was(catalog: Catalog) -> None:
    dating = Dating(
        date(987, 1, 2), date(2031, 5, 6), Basis.INFERRED, (Evidence("on Monday — “ö”", 5, 9, "a weekday"), Evidence("x", 1, 2, "y"))
    )
    stored = [article("a1", dating, "Velden Post"), Article("a2", "", "No title 𝟛", "in/a.txt", 90, Dating(), in_file=False)]
    put(catalog, *stored)
    assert catalog.articles() == [replace(stored[0], source_basis=SourceBasis.FOUND), stored[1]]
    for one in stored:
        [(version, content)] = catalog.rows("SELECT version, content FROM readings WHERE article_id = ?", (one.id,))
        assert from_bytes(version, content, one) == read(one)
        rows = catalog.rows(f"SELECT {PASSAGE} FROM passages p WHERE p.article_id = ?", (one.id,))
        assert {passage_of(row, one) for row in rows} == set(passages_of(one))


def test_articles_stand_in_document_order(catalog: Catalog) -> None:
    put(catalog, article("z9", file="b.txt"), path="/b.txt")
    put(catalog, article("y1", file="a.txt"), article("x2", file="a.txt"), path="/a.txt")
    assert [(one.file, one.id) for one in catalog.articles()] == [("a.txt", "y1"), ("a.txt", "x2"), ("b.txt", "z9")]


def test_filters_mean_in_sql_what_they_mean_in_python(catalog: Catalog) -> None:
    rng = random.Random(11)
    days = [date(2031, 1, 1) + timedelta(days=day) for day in range(12)]
    made = []
    for number in range(60):
        first, last = sorted(rng.sample(days, 2))
        dating = rng.choice(
            [Dating(), Dating(first, last, Basis.INFERRED), Dating(first, first, Basis.STATED), Dating(None, last), Dating(first, None)]
        )
        made.append(article(f"n{number}", dating, rng.choice([None, "Post", "ÉCHO"]), f"in/File{number % 3}.TXT"))
        put(catalog, made[-1], path=f"/{number}")
    for _ in range(200):
        chosen = Filter(
            rng.choice([None, *days]),
            rng.choice([None, *days]),
            tuple(rng.sample(["post", "écho", "file1.txt", "in/file2.txt"], rng.randint(0, 2))),
        )
        where, values = condition(chosen)
        rows = catalog.rows(f"SELECT a.id FROM articles a JOIN documents d ON d.id = a.document_id WHERE {where}", values)
        expected = set()
        for one in made:
            named = {name.casefold() for name in (one.source or "", one.file, Path(one.file).name)} & set(chosen.sources)
            in_window = (chosen.since is None and chosen.until is None) or one.published.overlaps(chosen.since, chosen.until)
            if in_window and (named or not chosen.sources):
                expected.add(one.id)
        assert {row[0] for row in rows} == expected


def test_a_transaction_is_kept_whole_or_not_at_all(catalog: Catalog) -> None:
    with pytest.raises(ZeroDivisionError), catalog.transaction() as connection:
        writing.set_meta(connection, "half", "done")
        _ = 1 / 0
    assert catalog.meta("half") is None
    with catalog.transaction() as connection:
        writing.set_meta(connection, "whole", "done")
    assert catalog.meta("whole") == "done"


def test_threads_do_not_see_what_is_not_committed(catalog: Catalog) -> None:
    seen = []
    with catalog.transaction() as connection:
        writing.set_meta(connection, "key", "value")
        thread = threading.Thread(target=lambda: seen.append(catalog.meta("key")))
        thread.start()
        thread.join()
    assert seen == [None]
    assert catalog.meta("key") == "value"


def test_equal_texts_share_a_vector_until_the_last_is_gone(catalog: Catalog) -> None:
    one, two = article("a1"), article("a1")
    put(catalog, one, path="/1")
    with pytest.raises(ArchiveError):  # ids are one to an article
        put(catalog, two, path="/2")
    other = Article("a2", one.title, one.text, one.file, one.start, one.published, True, one.title_start, one.title_end, one.body_start)
    put(catalog, other, path="/2")
    count = catalog.value("SELECT count(*) FROM vectors")
    with catalog.transaction() as connection:
        assert writing.remove_articles(connection, ["a1", "gone"]) == 1
    assert catalog.value("SELECT count(*) FROM vectors") == count
    with catalog.transaction() as connection:
        writing.remove_articles(connection, ["a2"])
    assert [catalog.value(f"SELECT count(*) FROM {table}") for table in ("vectors", "passages", "documents")] == [0, 0, 0]


def test_the_journal_keeps_the_last_word(catalog: Catalog) -> None:
    put(catalog, article("a1"))
    ids = catalog.passage_ids()
    with catalog.transaction() as connection:
        writing.remove_articles(connection, ["a1"])
    assert catalog.rows("SELECT * FROM journal") == [(id, "delete") for id in ids]
    with catalog.transaction() as connection:
        writing.clear_journal(connection, ids)
    assert catalog.rows("SELECT * FROM journal") == []


def test_a_locked_database_is_said_to_be_locked(catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert BUSY_SECONDS >= 10
    monkeypatch.setattr("index.store.catalog.BUSY_SECONDS", 0.05)
    second = Catalog.open(tmp_path)
    with catalog.transaction(), pytest.raises(ArchiveLockedError, match="another process"), second.transaction():
        pass
    second.close()


def test_errors_of_sqlite_are_ours(catalog: Catalog) -> None:
    with pytest.raises(ArchiveError, match="cannot be used") as caught:
        catalog.rows("SELECT * FROM nowhere")
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)


def test_vectors_of_different_length_are_damage() -> None:
    assert matrix([], 5).shape == (0, 5)
    assert matrix([b"\0" * 6] * 3, 2).shape == (3, 2)
    with pytest.raises(DamagedArchiveError, match="differ in length"):
        matrix([b"\0" * 6, b"\0" * 4], 2)


def test_the_catalog_is_one_file_with_our_mark(tmp_path: Path) -> None:
    Catalog.create(tmp_path, NOTES).close()
    assert (tmp_path / FILE).read_bytes()[:16] == b"SQLite format 3\0"
    assert (tmp_path / FILE).read_bytes()[68:72] == b"DTLN"
    again = Catalog.create(tmp_path, {"generation": "77"})
    assert again.generation() == 0
    again.close()
