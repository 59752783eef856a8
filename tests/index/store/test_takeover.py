"""An archive of the format before is taken over in place: nothing is embedded again, and it answers as one made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hashing import HashingEmbedder

from index.archive import Archive
from index.errors import ArchiveLockedError, NotAnArchiveError
from index.prose.reading import read
from index.store.catalog import FILE
from index.store.lock import hold
from index.types import Sentence

BEFORE = """
CREATE TABLE sentences_2 (
    article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE, ordinal INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    hash TEXT NOT NULL REFERENCES vectors, PRIMARY KEY (article_id, ordinal)
) STRICT, WITHOUT ROWID;
"""


@pytest.fixture
def old(open_archive: Callable[[], Archive], files: Path) -> Path:
    """An archive as the version before this made it."""
    archive = open_archive()
    archive.add([str(files)], source="The Arden Post")
    rows: list[tuple[str, Sentence]] = []
    with archive.snapshot() as seen:
        for article in archive.articles():
            rows += [(article.id, *span) for span in seen.reading(article.id).sentences]  # type: ignore[misc]
    archive.close()
    connection = sqlite3.connect(archive.path / FILE)
    connection.executescript(BEFORE)
    ordinals: dict[str, int] = {}
    for id, start, end in rows:  # type: ignore[misc]
        ordinal = ordinals[id] = ordinals.get(id, -1) + 1
        connection.execute(
            "INSERT INTO sentences_2 SELECT article_id, ordinal, ?, ?, hash FROM sentences WHERE article_id = ? AND ordinal = ?",
            (start, end, id, ordinal),
        )
    connection.executescript(
        "DROP TABLE sentences; DROP TABLE readings; ALTER TABLE sentences_2 RENAME TO sentences;"
        "CREATE INDEX sentences_hash ON sentences (hash); PRAGMA user_version = 2;"
    )
    connection.close()
    return archive.path


def test_it_is_taken_over_and_nothing_embedded_again(old: Path) -> None:
    embedder, told = HashingEmbedder(), []
    with Archive.open(old, embedder=embedder, progress=lambda done, total: told.append((done, total))) as archive:
        assert told == [(done, 4) for done in range(5)]
        assert archive.verify().ok
        with archive.snapshot() as seen:
            assert all(seen.reading(article.id) == read(article) for article in archive.articles())
    assert embedder.texts == []
    with Archive.open(old, embedder=embedder, progress=lambda done, total: told.append((done, total))) as archive:
        assert len(archive.articles()) == 4
    assert len(told) == 5, "once is enough"


def test_it_waits_for_whoever_writes_and_is_left_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.archive.CREATE_PATIENCE", 0.1)
    with hold(old), pytest.raises(ArchiveLockedError):
        Archive.open(old)
    with Archive.open(old, embedder=HashingEmbedder()) as archive:
        assert archive.verify().ok


def test_a_takeover_that_breaks_off_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Archive.open(old, progress=broken)
    with Archive.open(old, embedder=HashingEmbedder()) as archive:
        assert archive.verify().ok


def test_an_archive_that_is_older_still_is_refused(old: Path) -> None:
    connection = sqlite3.connect(old / FILE)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    with pytest.raises(NotAnArchiveError, match="older version"):
        Archive.open(old)
