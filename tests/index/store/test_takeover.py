"""An archive of a format before is taken over in place: nothing is embedded again, and it answers as one made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from crashing import crash
from hashing import HashingEmbedder
from parts import dense

from index.archive import Archive
from index.errors import ArchiveLockedError, NotAnArchiveError
from index.prose.reading import read
from index.settings import IndexSettings
from index.store.catalog import FILE, Catalog
from index.store.lock import hold
from index.store.rows import quantised
from index.store.takeover import is_unfinished
from index.store.texts import content_hash, embedded_text
from index.store.writing import ArticleParts
from index.types import Sentence

BEFORE = """
PRAGMA foreign_keys = OFF;
DROP TABLE corrected_outlets;
CREATE TABLE vectors_old (hash TEXT PRIMARY KEY, vector BLOB NOT NULL) STRICT;
CREATE TABLE passages_old (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, context TEXT NOT NULL, hash TEXT NOT NULL REFERENCES vectors
) STRICT;
INSERT INTO passages_old SELECT key, id, article_id, ordinal, start, end, context, lower(hex(hash)) FROM passages;
DROP TABLE passages; DROP TABLE vectors;
ALTER TABLE passages_old RENAME TO passages; ALTER TABLE vectors_old RENAME TO vectors;
CREATE INDEX passages_article ON passages (article_id); CREATE INDEX passages_hash ON passages (hash);
"""
"""Passages and vectors, in float32, as all formats before had them."""
SENTENCES = {
    2: """CREATE TABLE sentences (
        article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE, ordinal INTEGER NOT NULL, start INTEGER NOT NULL,
        end INTEGER NOT NULL, hash TEXT NOT NULL REFERENCES vectors, PRIMARY KEY (article_id, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sentences_hash ON sentences (hash);""",
    3: """CREATE TABLE sentences (
        article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE, ordinal INTEGER NOT NULL, hash TEXT NOT NULL REFERENCES vectors,
        PRIMARY KEY (article_id, ordinal)) STRICT, WITHOUT ROWID;
        CREATE INDEX sentences_hash ON sentences (hash);""",
    4: """CREATE TABLE sentence_vectors (key INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, vector BLOB NOT NULL) STRICT;
        CREATE TABLE sentences (
        article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE, ordinal INTEGER NOT NULL,
        vector INTEGER NOT NULL REFERENCES sentence_vectors, PRIMARY KEY (article_id, ordinal)) STRICT, WITHOUT ROWID;
        CREATE INDEX sentences_vector ON sentences (vector);""",
}
UNUSED = "A text that an adding which was cut short has embedded."


@pytest.fixture(params=[2, 3, 4])
def format(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def old(format: int, open_archive: Callable[[], Archive], files: Path) -> Path:
    """An archive as an earlier format has it."""
    archive = open_archive()
    archive.add([str(files)], source="The Arden Post")
    texts, spoken = dict[str, str](), list[Sentence]()
    for article in archive.articles():
        parts = ArticleParts.of(article)
        spoken += parts.sentences
        texts |= {_name(embedded_text(passage)): embedded_text(passage) for passage in parts.passages}
    archive.close()
    said = {_name(sentence.text): sentence.text for sentence in spoken}
    connection = sqlite3.connect(archive.path / FILE)
    connection.executescript(BEFORE + SENTENCES[format])
    for name, text in (texts | said | {_name(UNUSED): UNUSED}).items() if format < 4 else (texts | {_name(UNUSED): UNUSED}).items():
        connection.execute("INSERT INTO vectors VALUES (?, ?)", (name, HashingEmbedder().encode([text]).tobytes()))
    if format == 4:
        rows = zip(said, quantised(HashingEmbedder().encode(list(said.values()))), strict=True)
        connection.executemany("INSERT INTO sentence_vectors (hash, vector) VALUES (?, ?)", rows)
    for one in spoken:
        [(key,)] = connection.execute("SELECT key FROM sentence_vectors WHERE hash = ?", (_name(one.text),)) if format == 4 else [(0,)]
        values = {2: (one.start, one.end, _name(one.text)), 3: (_name(one.text),), 4: (key,)}[format]
        row = (one.article_id, one.ordinal, *values)
        connection.execute(f"INSERT INTO sentences VALUES ({', '.join('?' * len(row))})", row)
    for key, sketch in connection.execute("SELECT key, sketch FROM sketches").fetchall():
        whole = np.frombuffer(sketch, dtype="<u2").astype("<u4") + (7 << 16)
        connection.execute("UPDATE sketches SET sketch = ? WHERE key = ?", (whole.tobytes(), key))
    connection.execute("UPDATE bands SET band = band + (1 << 40)")
    if format == 2:
        connection.execute("DROP TABLE readings")
    connection.execute(f"PRAGMA user_version = {format}")
    connection.commit()
    connection.close()
    return archive.path


def _name(text: str) -> str:
    return content_hash(text).hex()


def _tables(path: Path) -> dict[str, str]:
    """Tables and indexes, as they are made."""
    connection = sqlite3.connect(path / FILE)
    found = {row[0]: " ".join(row[1].split()) for row in connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")}
    connection.close()
    return {name: sql.replace('"', "") for name, sql in found.items()}


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


def test_it_is_as_one_made_anew(old: Path, format: int, tmp_path: Path, files: Path) -> None:
    with Archive.create_or_open(tmp_path / "anew", embedder=HashingEmbedder()) as anew:
        anew.add([str(files)], source="The Arden Post")
        ids = anew._catalog.passage_ids()
        vectors = dict(zip(*anew._catalog.vectors(ids), strict=True))
        copies = [anew._catalog.rows(f"SELECT * FROM {table}") for table in ("sketches", "bands")]
        assert all(copies)
    with Archive.open(old, embedder=HashingEmbedder()) as archive:
        assert archive._catalog.passage_ids() == ids
        for id, vector in zip(*archive._catalog.vectors(ids), strict=True):
            assert np.array_equal(vector, vectors[id])
        assert not is_unfinished(archive._catalog)
        assert [archive._catalog.rows(f"SELECT * FROM {table}") for table in ("sketches", "bands")] == copies
        unused = archive._catalog.missing([content_hash(UNUSED)])
        assert unused == (set() if format == 4 else {content_hash(UNUSED)}), "before format 4, nothing tells it from a sentence's"
    assert _tables(old) == _tables(tmp_path / "anew")


def test_the_room_is_given_back_and_the_store_made_of_the_new_vectors(old: Path) -> None:
    connection = sqlite3.connect(old / FILE)
    [(store,)] = connection.execute("SELECT value FROM meta WHERE key = 'store'")
    connection.execute("INSERT INTO vectors VALUES ('00', zeroblob(1000000))")
    connection.execute("DELETE FROM vectors WHERE hash = '00'")
    connection.commit()
    connection.close()
    before = (old / FILE).stat().st_size
    Archive.open(old, embedder=HashingEmbedder()).close()
    assert (old / FILE).stat().st_size < before - 900_000
    assert [folder.name for folder in old.glob("vectors-*")] != [store]


def test_a_server_is_not_asked(old: Path) -> None:
    [store] = old.glob("vectors-*")
    with Archive.open(old, IndexSettings(chroma_url="http://127.0.0.1:9"), embedder=HashingEmbedder()) as archive:
        assert not is_unfinished(archive._catalog)
    assert list(old.glob("vectors-*")) == [store]
    with Archive.open(old, embedder=HashingEmbedder()) as archive:
        assert archive.verify().ok, "the store of the old vectors finds the new ones"


def test_what_a_kill_left_to_do_is_done_next_time(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Catalog, "give_back", killed)
        Archive.open(old)
    [store] = old.glob("vectors-*")
    with hold(old), Archive.open(old, embedder=HashingEmbedder()) as archive:
        assert is_unfinished(archive._catalog), "somebody else writes"
        assert len(archive.articles()) == 4
    with Archive.open(old, embedder=HashingEmbedder()) as archive:
        assert archive.verify().ok
        assert archive._catalog.value("PRAGMA freelist_count") == 0
        assert [folder.name for folder in old.glob("vectors-*")] != [store.name]
        assert not is_unfinished(archive._catalog)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("step", "when", "nth"),
    [
        ("writing.put_vectors", "after", 1),
        ("writing.set_meta", "after", 1),
        ("catalog.give_back", "before", 1),
        ("store.add", "before", 1),
        ("synced._written", "before", 1),
        ("synced.rebuild", "after", 1),
    ],
)
def test_it_can_be_killed_at_any_moment(old: Path, files: Path, hashing: HashingEmbedder, step: str, when: str, nth: int) -> None:
    crash(old, files, step, when, nth)
    hashing.texts.clear()
    with Archive.open(old, embedder=hashing) as archive:
        assert archive.verify().ok
        assert not is_unfinished(archive._catalog)
        assert archive._catalog.value("PRAGMA freelist_count") == 0
        assert {report.status for report in archive.add([str(files)], source="The Arden Post")} == {"unchanged"}
        assert {id for id, _ in dense(archive, hashing.encode(["harbour"])[0], 1000)} == set(archive._catalog.passage_ids())
    assert hashing.texts == ["harbour"], "a question, and nothing anew"
    assert len(list(old.glob("vectors-*"))) == 1


def test_a_lost_and_a_broken_vector_stay_for_verify_to_tell(old: Path) -> None:
    connection = sqlite3.connect(old / FILE)
    first, second, third = (row[0] for row in connection.execute("SELECT hash FROM passages GROUP BY 1 ORDER BY 1 LIMIT 3"))
    connection.execute("DELETE FROM vectors WHERE hash = ?", (first,))
    connection.execute("UPDATE vectors SET vector = zeroblob(12) WHERE hash = ?", (second,))
    connection.execute("UPDATE vectors SET vector = zeroblob(256) WHERE hash = ?", (third,))
    connection.commit()
    connection.close()
    embedder = HashingEmbedder()
    with Archive.open(old, embedder=embedder) as archive:
        problems = archive.verify().problems
        assert sum("is damaged" in problem for problem in problems) == 3, problems
        assert archive.verify(repair=True).ok
        assert len(embedder.texts) == 3
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
