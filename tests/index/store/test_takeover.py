"""An archive of the format before is taken over in place: nothing is embedded again, and it answers as one made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hashing import HashingEmbedder
from parts import sentences

from index.archive import Archive
from index.errors import ArchiveLockedError, NotAnArchiveError
from index.prose.reading import read
from index.store.catalog import FILE
from index.store.lock import hold
from index.store.texts import content_hash
from index.types import Sentence

BEFORE = """
CREATE TABLE sentences_2 (
    article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE, ordinal INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    hash TEXT NOT NULL REFERENCES vectors, PRIMARY KEY (article_id, ordinal)
) STRICT, WITHOUT ROWID;
"""


@pytest.fixture(params=[2, 3])
def old(request: pytest.FixtureRequest, open_archive: Callable[[], Archive], hashing: HashingEmbedder, files: Path) -> Path:
    """An archive as an earlier format has it."""
    embedder = hashing
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
            "INSERT INTO sentences_2 SELECT article_id, ordinal, ?, ?, v.hash FROM sentences s JOIN sentence_vectors v ON v.key = s.vector "
            "WHERE article_id = ? AND ordinal = ?",
            (start, end, id, ordinal),
        )
    texts = {content_hash(text): text for text in embedder.texts}
    alone = [row[0] for row in connection.execute("SELECT hash FROM sentence_vectors")]
    vectors = HashingEmbedder().encode([texts[hash] for hash in alone])
    connection.executemany("INSERT INTO vectors VALUES (?, ?)", zip(alone, (row.tobytes() for row in vectors), strict=True))
    connection.executescript(
        "DROP TABLE sentences; DROP TABLE sentence_vectors;"
        "ALTER TABLE sentences_2 RENAME TO sentences; CREATE INDEX sentences_hash ON sentences (hash);"
    )
    if request.param == 2:
        connection.executescript("DROP TABLE readings; PRAGMA user_version = 2;")
    else:  # whose sentences had no spans
        connection.executescript("ALTER TABLE sentences DROP COLUMN start; ALTER TABLE sentences DROP COLUMN end; PRAGMA user_version = 3;")
    connection.close()
    return archive.path


def test_it_is_taken_over_and_nothing_embedded_again(old: Path) -> None:
    embedder, told = HashingEmbedder(), []
    with Archive.open(old, embedder=embedder, progress=lambda done, total: told.append((done, total))) as archive:
        assert told in ([], [(done, 4) for done in range(5)]), "format 3 has its readings"
        once = len(told)
        assert archive.verify().ok
        with archive.snapshot() as seen:
            assert all(seen.reading(article.id) == read(article) for article in archive.articles())
    assert embedder.texts == []
    with Archive.open(old, embedder=embedder, progress=lambda done, total: told.append((done, total))) as archive:
        assert len(archive.articles()) == 4
    assert len(told) == once, "once is enough"


def test_vectors_of_sentences_are_quantised_and_their_old_place_is_given_back(old: Path) -> None:
    before = (old / FILE).stat().st_size
    with Archive.open(old, embedder=HashingEmbedder()) as archive:
        for article in archive.articles():
            spoken, held = sentences(archive, article.id)
            exact = HashingEmbedder().encode([sentence.text for sentence in spoken])
            assert np.abs(held - exact).max() < np.abs(exact).max() / 127
        assert archive._catalog.value("SELECT count(*) FROM vectors WHERE hash NOT IN (SELECT hash FROM passages)") == 0
    assert (old / FILE).stat().st_size < before


def test_a_lost_and_a_broken_vector_stay_for_verify_to_tell(old: Path) -> None:
    connection = sqlite3.connect(old / FILE)
    first, second = (row[0] for row in connection.execute("SELECT hash FROM sentences GROUP BY 1 ORDER BY 1 LIMIT 2"))
    connection.execute("DELETE FROM vectors WHERE hash = ?", (first,))
    connection.execute("UPDATE vectors SET vector = zeroblob(12) WHERE hash = ?", (second,))
    connection.commit()
    connection.close()
    embedder = HashingEmbedder()
    with Archive.open(old, embedder=embedder) as archive:
        assert not archive.verify().ok
        assert archive.verify(repair=True).ok
        assert len(embedder.texts) == 2
        assert archive.verify().ok


def test_it_waits_for_whoever_writes_and_is_left_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.archive.CREATE_PATIENCE", 0.1)
    with hold(old), pytest.raises(ArchiveLockedError):
        Archive.open(old)
    with Archive.open(old, embedder=HashingEmbedder()) as archive:
        assert archive.verify().ok


def test_a_takeover_that_breaks_off_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("index.store.writing.put_vectors", broken)
        Archive.open(old)
    with Archive.open(old, embedder=HashingEmbedder()) as archive:
        assert archive.verify().ok


def test_an_archive_that_is_older_still_is_refused(old: Path) -> None:
    connection = sqlite3.connect(old / FILE)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    with pytest.raises(NotAnArchiveError, match="older version"):
        Archive.open(old)
