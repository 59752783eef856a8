"""A check finds each kind of damage, names it, and mends it without embedding what has a vector."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hashing import HashingEmbedder
from parts import counts, dense, generation, lexical, load, vectors
from places import ROOT

import index.store.verify
from index.archive import Archive
from index.errors import DamagedArchiveError, NotAnArchiveError
from index.prose.reading import Reading, as_bytes, from_bytes, read, version
from index.store import writing
from index.store.catalog import FILE
from index.store.texts import texts_of
from index.store.writing import ArticleParts

pytestmark = pytest.mark.slow


@pytest.fixture
def filled(archive: Archive, files: Path) -> Archive:
    """An archive of the two files."""
    archive.add([str(files)])
    return archive


def damage(archive: Archive, *statements: str) -> None:
    """Change the catalog behind the archive's back."""
    with sqlite3.connect(archive.path / FILE) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def store_folder(archive: Archive) -> Path:
    return archive.path / str(archive._catalog.meta("store"))


def mended(archive: Archive, hashing: HashingEmbedder, embeds: bool = False) -> tuple[str, ...]:
    """Repair, check that all is well, and that nothing was embedded unless it had to be; returns what was repaired."""
    hashing.texts.clear()
    report = archive.verify(repair=True)
    assert report.ok, report.problems
    assert bool(hashing.texts) == embeds
    assert archive.verify().ok
    assert dense(archive, hashing.encode(["chess final draw"])[0], 1)
    assert load(archive, [id for id, _ in lexical(archive, ["chess"], 1)])[0][0].text.startswith("The final")
    return report.repaired


def test_a_sound_archive_has_no_problems(filled: Archive) -> None:
    report = filled.verify()
    assert (report.ok, report.problems, report.repaired, report.articles) == (True, (), (), 4)
    assert report.passages == counts(filled).passages
    assert filled.verify(repair=True) == report


def test_a_lost_vector_store(filled: Archive, hashing: HashingEmbedder, caplog: pytest.LogCaptureFixture) -> None:
    query = hashing.encode(["chess final draw"])[0]
    before = dense(filled, query, 3)
    filled._store.close()
    shutil.rmtree(store_folder(filled))
    with caplog.at_level(logging.WARNING):
        assert dense(filled, query, 3) == before
    assert "missing" in caplog.text
    [problem] = filled.verify().problems
    assert "is missing" in problem
    assert mended(filled, hashing) == ("the vector store was made anew from the catalog",)
    assert dense(filled, query, 3) == before
    assert [path.name for path in filled.path.glob("vectors-*")] == ["vectors-2"]


@pytest.mark.parametrize("name", ["chroma.sqlite3", "*/data_level0.bin", "*/header.bin"])
def test_a_damaged_vector_store(
    open_archive: Callable[[], Archive], files: Path, hashing: HashingEmbedder, name: str, tmp_path: Path
) -> None:
    for number in range(40):  # enough for the index to be written to its own files
        text = "\n\n".join(
            f"Line {number} {line} tells of ferry {line} and tram {number}." + " More words follow here." * 25 for line in range(30)
        )
        (files / f"long{number}.txt").write_text(f"Ferries, part {number}\n\n{text}\n", encoding="utf-8")
    with open_archive() as writer:
        writer.add([str(files)])
        [*damaged] = store_folder(writer).glob(name)
    assert damaged
    for path in damaged:
        path.write_bytes(b"\x00garbage" * (path.stat().st_size // 8 + 1))
    archive = open_archive()
    query = hashing.encode(["chess final draw"])[0]
    assert load(archive, [dense(archive, query, 1)[0][0]])[0][0].text.startswith("The final")
    assert not archive.verify().ok
    assert "the vector store was made anew from the catalog" in mended(archive, hashing)


def test_a_file_of_links_beyond_measure_is_not_loaded(filled: Archive, hashing: HashingEmbedder) -> None:
    filled._store.close()
    links = store_folder(filled) / "0f" / "link_lists.bin"
    links.parent.mkdir()
    with links.open("wb") as stream:
        stream.truncate(1 << 32)
    [problem] = filled.verify().problems
    assert "far too large" in problem
    assert mended(filled, hashing)


def test_vectors_that_are_not_in_the_catalog_or_lack(filled: Archive, hashing: HashingEmbedder) -> None:
    store = filled._store._current(1.0)
    store.delete([filled._catalog.passage_ids()[0]])
    store.add(["stranger"], np.eye(1, 64, dtype=np.float32))
    [problem] = filled.verify().problems
    assert "lacks 1" in problem
    assert "holds 1" in problem
    assert [id for id, _ in dense(filled, np.eye(1, 64, dtype=np.float32)[0], 100) if id == "stranger"] == []
    assert mended(filled, hashing) == ("the vector store was made anew from the catalog",)


def test_what_the_store_is_still_to_be_told_is_no_damage(
    filled: Archive, files: Path, hashing: HashingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "late.txt").write_text("Lighthouse sold\n\nThe lighthouse of Port Arden was sold on 5 May 2031.\n", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(filled._store, "flush", lambda: None)
        filled.add([str(files)])
        filled.remove([article.id for article in filled.articles() if article.title == "Volcano closes mountain road"])
    pending = filled._store.pending()
    assert pending > 1
    assert filled.verify().problems == ()
    assert mended(filled, hashing) == (f"the vector store was told of {pending} changes",)
    assert filled._store.pending() == 0
    assert filled._store._current(1.0).ids() == set(filled._catalog.passage_ids())


def test_one_damage_does_not_hide_another(filled: Archive, hashing: HashingEmbedder) -> None:
    first, second, *_ = filled._catalog.passage_ids()
    store = filled._store._current(1.0)
    store.delete([first])
    store.add(["stranger"], np.eye(1, 64, dtype=np.float32))
    damage(
        filled,
        f"INSERT INTO journal VALUES ('{second}', 'add')",
        f"UPDATE vectors SET vector = zeroblob(256) WHERE hash = (SELECT hash FROM passages WHERE id = '{second}')",
        "UPDATE articles SET text = replace(text, '4,000', '9,000')",
        "UPDATE lexicon_data SET block = zeroblob(length(block)) WHERE id > 10",
        "UPDATE readings SET content = x'00' WHERE rowid = 2",
    )
    told = "\n".join(filled.verify().problems)
    for words in (
        "is not the one that was added",
        "are not pieces of its text",
        "the vector of the text",
        "lacks 1 passage of the catalog and holds 1 foreign to it",
        "the lexical index is damaged",
    ):
        assert words in told


def test_passages_that_the_store_does_not_find_are_told_beside_those_that_it_lacks(filled: Archive, files: Path) -> None:
    for number in range(8):
        (files / f"{number}.txt").write_text(f"Lighthouse {number} sold\n\nIt was sold on {number + 1} May 2031.\n", encoding="utf-8")
    filled.add([str(files)])
    first, second, *_ = filled._catalog.passage_ids()
    store = filled._store._current(1.0)
    store.delete([first, second])
    store.add([second], -vectors(filled, [second]))  # the farthest from its own
    [lacking, lost] = filled.verify().problems
    assert "lacks 1 passage of" in lacking
    assert "does not find 1 of" in lost


@pytest.mark.parametrize("moment", ["_check_articles", "_check_vectors", "_store_problems"])
@pytest.mark.parametrize("change", ["add", "remove", "correct"])
def test_what_is_written_meanwhile_is_no_damage(
    filled: Archive, open_archive: Callable[[], Archive], files: Path, monkeypatch: pytest.MonkeyPatch, moment: str, change: str
) -> None:
    writer, real = open_archive(), getattr(index.store.verify, moment)
    (files / "late.txt").write_text("Lighthouse sold\n\nThe lighthouse of Port Arden was sold on 5 May 2031.\n", encoding="utf-8")
    if moment == "_store_problems":  # the store's lock is held: the writer would wait for it, with all in the catalog
        monkeypatch.setattr(writer._store, "flush", lambda: None)

    def write_then_look(*arguments: Any) -> Any:
        first = writer.articles()[0].id
        if change == "add":
            writer.add([str(files)])
        elif change == "remove":
            writer.remove([first])
        else:
            writer.correct(first, date(2031, 1, 1))
        return real(*arguments)

    monkeypatch.setattr(index.store.verify, moment, write_then_look)
    assert filled.verify().problems == ()
    monkeypatch.setattr(index.store.verify, moment, real)
    assert filled.verify().problems == ()


WRITER = """
import sys
from datetime import date
from pathlib import Path
from hashing import HashingEmbedder
from index.archive import Archive

folder, files = Path(sys.argv[1]), Path(sys.argv[2])
with Archive.open(folder, embedder=HashingEmbedder()) as archive:
    print("open", flush=True)
    for number in range(200):
        file = files / f"new{number % 5}.txt"
        file.write_text(f"Ferry number {number} sails\\n\\nFerry number {number} sailed from Port Arden, the authority said.\\n")
        archive.add([str(file)])
        first = archive.articles()[number % 3].id
        archive.correct(first, date(2031, 1, number % 28 + 1))
        if number % 4 == 3:
            archive.remove([first])
            archive.add([str(files)])
        print(number, flush=True)
"""


def test_a_check_beside_a_process_that_writes(filled: Archive, files: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests" / "support")])}
    command = [sys.executable, "-c", WRITER, str(filled.path), str(files)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as writer:
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "open\n"
            before = generation(filled)
            while generation(filled) < before + 40:
                assert filled.verify().problems == ()
                assert writer.poll() is None
        finally:
            writer.kill()


def test_a_lost_lexical_index(filled: Archive, hashing: HashingEmbedder) -> None:
    damage(filled, "DROP TABLE lexicon", "CREATE VIRTUAL TABLE lexicon USING fts5(context, body, content='', tokenize='porter unicode61')")
    [problem] = filled.verify().problems
    assert "the lexical index holds 0 passages" in problem
    assert mended(filled, hashing) == ("the lexical index was made anew from the catalog",)


def test_a_damaged_lexical_index(filled: Archive, hashing: HashingEmbedder) -> None:
    damage(filled, "UPDATE lexicon_data SET block = zeroblob(length(block)) WHERE id > 10")
    [problem] = filled.verify().problems
    assert "the lexical index is damaged" in problem
    assert mended(filled, hashing) == ("the lexical index was made anew from the catalog",)


def test_a_passage_that_is_not_its_text(filled: Archive, hashing: HashingEmbedder) -> None:
    damage(filled, "UPDATE passages SET start = start + 1 WHERE key = 1", "UPDATE readings SET content = x'00' WHERE rowid = 2")
    problems = filled.verify().problems
    assert problems
    assert all("are not pieces of its text" in problem for problem in problems)
    assert any("cut into passages anew" in done for done in mended(filled, hashing))


def test_what_older_rules_read_is_no_damage_and_is_read_anew_when_asked_to(filled: Archive, hashing: HashingEmbedder) -> None:
    before = {row[0]: row[1] for row in filled._catalog.rows("SELECT article_id, content FROM readings")}
    none = Reading("older", (), (), (), ())
    id = min(before)
    spans = from_bytes("", before[id], filled.article(id)).sentences
    with filled._catalog.transaction() as connection:
        connection.execute(
            "UPDATE readings SET version = 'older', content = ? WHERE article_id = ?", (as_bytes(replace(none, sentences=spans)), id)
        )
    assert filled.verify().ok
    embedded = len(hashing.texts)
    done = filled.verify(repair=True)
    assert (done.ok, done.repaired) == (True, ("1 article of older rules read anew",))
    assert {row[0]: row[1] for row in filled._catalog.rows("SELECT article_id, content FROM readings")} == before
    assert len(hashing.texts) == embedded


def test_an_article_that_older_rules_cut_otherwise_is_cut_anew(filled: Archive, hashing: HashingEmbedder) -> None:
    article = next(one for one in filled.articles() if "Harbour" in one.title)
    whole = ((article.body_start, article.end - 2),)
    with filled._catalog.transaction() as connection:
        cut = ArticleParts.of(article, Reading("older", whole, (), (), ()))
        texts = texts_of(cut)
        writing.put_vectors(connection, list(texts), hashing.encode(list(texts.values())))
        writing.replace_article(connection, cut)
    assert filled.verify().ok
    assert filled.verify(repair=True).ok
    with filled.snapshot() as seen:
        assert seen.reading(article.id) == read(article)
    assert found(filled, hashing) == 4


def found(archive: Archive, hashing: HashingEmbedder) -> int:
    """How many of the articles are found by the words of their headlines."""
    return sum(
        article.id in {one.id for _, one in load(archive, [id for id, _ in lexical(archive, article.title.split(), 9)])}
        for article in archive.articles()
    )


@pytest.mark.parametrize("few", [0, index.store.verify.FEW], ids=["many", "few"])
def test_a_lost_and_a_broken_vector_are_embedded_anew(
    filled: Archive, hashing: HashingEmbedder, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.store.verify, "FEW", few)
    one, *others = (row[0].hex() for row in filled._catalog.rows("SELECT DISTINCT hash FROM passages ORDER BY hash LIMIT 4"))
    damage(
        filled,
        f"DELETE FROM vectors WHERE hash = x'{one}'",
        f"UPDATE vectors SET vector = zeroblob(68) WHERE hash = x'{others[0]}'",
        f"UPDATE vectors SET vector = zeroblob(12) WHERE hash = x'{others[1]}'",
        # Whose scale is not a number.
        f"UPDATE vectors SET vector = CAST(x'0000c07f' || substr(vector, 5) AS BLOB) WHERE hash = x'{others[2]}'",
    )
    problems = filled.verify().problems
    assert sum("has no vector" in problem for problem in problems) == 1
    assert sum("is damaged" in problem for problem in problems) == 3
    assert "4 texts embedded anew" in mended(filled, hashing, embeds=True)


def test_an_empty_vector_that_comes_first_is_told(filled: Archive, hashing: HashingEmbedder) -> None:
    damage(filled, "UPDATE vectors SET vector = x'' WHERE rowid = 1")
    assert sum("is damaged" in problem for problem in filled.verify().problems) == 1
    mended(filled, hashing, embeds=True)


def test_a_reading_of_other_sentences_is_told(filled: Archive, hashing: HashingEmbedder) -> None:
    article = next(one for one in filled.articles() if "Harbour" in one.title)
    other = Reading(version(), ((article.body_start, article.end - 3),), (), (), ())
    with filled._catalog.transaction() as connection:
        writing.put_reading(connection, article.id, other)
    [problem] = filled.verify().problems
    assert "are not pieces of its text" in problem
    mended(filled, hashing)
    with filled.snapshot() as seen:
        assert seen.reading(article.id) == read(article)


def test_a_text_that_was_changed_is_told_and_comes_back_with_its_file(filled: Archive, files: Path) -> None:
    damage(filled, "UPDATE articles SET text = replace(text, '4,000', '9,000')")
    report = filled.verify(repair=True)
    [problem] = report.problems
    assert "is not the one that was added; add the file" in problem
    assert [report.status for report in filled.add([str(files)])] == ["updated", "unchanged"]
    assert filled.verify().ok
    assert any("4,000" in article.text for article in filled.articles())


def test_a_catalog_that_is_something_else(archive: Archive) -> None:
    archive.close()
    (archive.path / FILE).write_bytes(b"not a database, " * 100)
    for extra in archive.path.glob(f"{FILE}-*"):
        extra.unlink()
    with pytest.raises(NotAnArchiveError, match="not a database"):
        Archive.open(archive.path)


def test_a_catalog_of_another_program(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    for opened in (Archive.open, Archive.create_or_open):
        with pytest.raises(NotAnArchiveError, match="something else"):
            opened(tmp_path)


def test_a_catalog_of_a_newer_version(archive: Archive) -> None:
    damage(archive, "PRAGMA user_version = 99")
    archive.close()
    with pytest.raises(NotAnArchiveError, match=r"newer version of this program \(format 99\)"):
        Archive.open(archive.path)


def test_a_catalog_with_a_torn_page(filled: Archive) -> None:
    filled._catalog.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    filled.close()
    data = bytearray((filled.path / FILE).read_bytes())
    for page in range(1, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    (filled.path / FILE).write_bytes(bytes(data))
    with pytest.raises(DamagedArchiveError, match="catalog"), Archive.open(filled.path) as archive:
        archive.articles()


def test_an_archive_whose_making_was_cut_short_can_be_made(tmp_path: Path, files: Path, hashing: HashingEmbedder) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / FILE).touch()
    (folder / "write.lock").touch()
    with Archive.create_or_open(folder, embedder=hashing) as archive:
        assert archive.add([str(files)])[0].status == "added"
