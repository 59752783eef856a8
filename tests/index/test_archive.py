"""Files into an archive and out again: what was added is found, cut letter for letter, and taken out whole."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hashing import HashingEmbedder
from invented_files import DIGEST, NOTE
from numpy.typing import NDArray
from parts import counts, dense, generation, lexical, load, sentences, sources, stored_ids, vectors
from places import ROOT

import index.archive
import index.store.snapshot
import index.store.vectors
from index.archive import Archive
from index.errors import ArchiveLockedError, ModelMismatchError, NoArchiveError, NotAnArchiveError, SettingsError, UnknownArticleError
from index.reports import AddProgress
from index.settings import IndexSettings
from index.store import embedded
from index.store.lock import hold
from index.store.synced import SyncedStore
from index.store.together import Ask
from index.types import Basis, Filter


def found(archive: Archive, hashing: HashingEmbedder, words: str, k: int = 1) -> list[str]:
    """The texts of the passages nearest to some words."""
    ids = [id for id, _ in dense(archive, hashing.encode([words])[0], k)]
    return [passage.text for passage, _ in load(archive, ids)]


def matching(archive: Archive, *words: str) -> list[str]:
    """The texts of the passages that hold any of the words."""
    return [passage.text for passage, _ in load(archive, [id for id, _ in lexical(archive, words, 10)])]


def test_added_articles_stand_letter_for_letter_in_their_files(archive: Archive, files: Path) -> None:
    (files / "crlf.txt").write_bytes("Bridge “Ö” opens 🌉\r\n\r\nThe bridge opened.\r\nIt is 𝟛 km long — and blue.\r\n".encode())
    reports = archive.add([str(files)])
    assert [(Path(report.file).name, report.status) for report in reports] == [
        ("crlf.txt", "added"),
        ("digest.txt", "added"),
        ("note.txt", "added"),
    ]
    assert sum(report.articles for report in reports) == len(archive.articles()) == 5
    for article in archive.articles():
        with open(article.file, encoding="utf-8", newline="") as stream:
            text = stream.read()
        assert text[article.start : article.end] == article.text
        spoken, held = sentences(archive, article.id)
        assert held.shape == (len(spoken), 64)
        assert spoken
        assert all(text[sentence.start : sentence.end] == sentence.text for sentence in spoken)
    passages = [passage for passage, _ in load(archive, archive._catalog.passage_ids())]
    assert len(passages) == counts(archive).passages == sum(report.passages for report in reports)
    texts = {article.id: article for article in archive.articles()}
    assert all(texts[passage.article_id].slice(passage.start, passage.end) == passage.text for passage in passages)


def test_adding_again_embeds_nothing(archive: Archive, files: Path, hashing: HashingEmbedder) -> None:
    first = archive.add([str(files)])
    embedded, before = len(hashing.texts), generation(archive)
    again = archive.add([str(files)])
    assert [report.status for report in again] == ["unchanged", "unchanged"]
    assert [(report.articles, report.passages, report.encoding) for report in again] == [
        (r.articles, r.passages, r.encoding) for r in first
    ]
    assert (len(hashing.texts), generation(archive)) == (embedded, before)


def test_no_text_is_embedded_twice(archive: Archive, files: Path, hashing: HashingEmbedder) -> None:
    archive.add([str(files)])
    assert len(hashing.texts) == len(set(hashing.texts))


def test_a_changed_file_takes_the_place_of_the_old_one(archive: Archive, files: Path, hashing: HashingEmbedder) -> None:
    archive.add([str(files)])
    before = {article.title: article.id for article in archive.articles()}
    count = len(hashing.texts)
    (files / "digest.txt").write_text(DIGEST.replace("Ferries sail again from noon.", "Ferries stay in port."), encoding="utf-8")
    [report] = archive.add([str(files / "digest.txt")])
    after = {article.title: article.id for article in archive.articles()}
    assert (report.status, report.articles) == ("updated", 3)
    assert before["Harbour reopens after storm"] != after["Harbour reopens after storm"]
    assert all("Ferries stay in port." in text or "erries" not in text for text in hashing.texts[count:])
    assert found(archive, hashing, "Ferries stay in port")[0].startswith("The harbour")
    assert matching(archive, "noon") == []
    assert archive.verify().ok


def test_an_update_drops_the_vectors_of_what_is_gone_and_no_other(archive: Archive, files: Path) -> None:
    def held(column: str, table: str) -> set[object]:
        return {row[0] for row in archive._catalog.rows(f"SELECT {column} FROM {table}")}

    archive.add([str(files)])
    before = held("hash", "vectors")
    assert held("hash", "passages") == before
    (files / "digest.txt").write_text(DIGEST.replace("Ferries sail again from noon.", "Ferries stay in port."), encoding="utf-8")
    archive.add([str(files / "digest.txt")])
    assert held("hash", "passages") == held("hash", "vectors") != before


def test_equal_articles_keep_their_ids_and_vectors(archive: Archive, files: Path, hashing: HashingEmbedder) -> None:
    archive.add([str(files)])
    ids = {article.title: article.id for article in archive.articles()}
    hashing.texts.clear()
    (files / "digest.txt").write_text(NOTE + "\n* * *\n\n" + DIGEST, encoding="utf-8")
    archive.add([str(files / "digest.txt")])
    moved = {article.title: article.id for article in archive.articles() if article.file.endswith("digest.txt")}
    assert moved["Council votes on tram line"] == ids["Council votes on tram line"]
    assert not any("tram" in text for text in hashing.texts)
    assert archive.verify().ok


def test_the_same_bytes_elsewhere_are_not_added(archive: Archive, files: Path) -> None:
    archive.add([str(files / "note.txt")])
    (files / "copy.txt").write_bytes((files / "note.txt").read_bytes())
    [report] = archive.add([str(files / "copy.txt")])
    assert (report.status, report.reason) == ("unchanged", f"same content as {files / 'note.txt'}")
    assert len(archive.articles()) == 1


def test_the_same_article_in_files_of_one_name_has_two_ids(archive: Archive, tmp_path: Path) -> None:
    for folder, more in (("a", ""), ("b", "\n* * *\n\n" + DIGEST)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text(NOTE.rstrip() + "\n" + more, encoding="utf-8")
    archive.add([str(tmp_path / "a"), str(tmp_path / "b")])
    volcano = [article for article in archive.articles() if article.title.startswith("Volcano")]
    assert len({article.id for article in volcano}) == len(volcano) == 2
    assert volcano[0].text == volcano[1].text
    assert archive.verify().ok


def test_a_bad_file_stops_no_other(archive: Archive, files: Path) -> None:
    (files / "noise.txt").write_bytes(bytes(range(256)) * 4)
    (files / "blank.txt").write_text(" \n\n", encoding="utf-8")
    reports = archive.add([str(files / "absent.txt"), str(files)])
    assert [(Path(report.file).name, report.status) for report in reports] == [
        ("absent.txt", "skipped"),
        ("blank.txt", "skipped"),
        ("digest.txt", "added"),
        ("noise.txt", "skipped"),
        ("note.txt", "added"),
    ]
    for report in reports:
        assert (report.status == "skipped") == (report.reason is not None)
        assert report.reason is None or Path(report.file).name in report.reason


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no file names that are not Unicode")
def test_a_file_name_that_is_not_unicode_is_skipped(archive: Archive, files: Path) -> None:
    Path(os.fsdecode(os.fsencode(files) + b"/n\xff.txt")).write_text(NOTE, encoding="utf-8")
    reports = archive.add([str(files)])
    [skipped] = [report for report in reports if report.status == "skipped"]
    assert skipped.file.endswith("n\\udcff.txt")
    assert len(archive.articles()) == 4


def test_what_the_user_says_of_a_file(archive: Archive, files: Path) -> None:
    path = str(files / "digest.txt")
    archive.add([path])
    [report] = archive.add([path], published=date(2031, 5, 6), source="Lakeland Courier")
    assert report.status == "updated"
    for article in archive.articles():
        assert (article.published.earliest, article.published.latest, article.published.basis) == (
            date(2031, 5, 6),
            date(2031, 5, 6),
            Basis.GIVEN,
        )
        assert article.source == "Lakeland Courier"
    assert sources(archive) == ("Lakeland Courier",)
    assert [report.status for report in archive.add([path], published=date(2031, 5, 6), source="Lakeland Courier")] == ["unchanged"]


@pytest.mark.parametrize("source", ["", "  ", "x\ud800"])
def test_a_source_that_is_no_name(archive: Archive, files: Path, source: str) -> None:
    with pytest.raises(SettingsError, match="is not a name"):
        archive.add([str(files)], source=source)


def test_halves_of_characters_match_nothing(archive: Archive, files: Path, hashing: HashingEmbedder) -> None:
    archive.add([str(files)])
    assert lexical(archive, ["\ud800"], 5) == []
    assert dense(archive, hashing.encode(["harbour"])[0], 5, Filter(sources=("\udfff",))) == []
    with pytest.raises(UnknownArticleError):
        archive.article("\ud800")


def test_days_span_the_datings(archive: Archive, files: Path) -> None:
    assert days(archive) == (None, None)
    for name, day in (("digest.txt", 9), ("note.txt", 2)):
        archive.add([str(files / name)], published=date(2031, 5, day))
    assert days(archive) == (date(2031, 5, 2), date(2031, 5, 9))


def test_sources_name_the_file_where_no_outlet_is_known(archive: Archive, files: Path) -> None:
    archive.add([str(files / "note.txt")])
    archive.add([str(files / "digest.txt")], source="Velden Post")
    assert sources(archive) == ("note.txt", "Velden Post")


def test_removing_takes_an_article_out_everywhere(archive: Archive, files: Path, hashing: HashingEmbedder) -> None:
    archive.add([str(files)])
    tram = next(article for article in archive.articles() if "tram" in article.title)
    assert archive.remove([tram.id]) == 1
    assert all("tram" not in text for text in found(archive, hashing, "council votes on tram line", 10))
    assert matching(archive, "tram", "petition") == []
    assert archive.verify().ok
    with pytest.raises(UnknownArticleError, match=tram.id):
        archive.article(tram.id)
    with pytest.raises(UnknownArticleError, match="feedbeef"):
        archive.remove(["feedbeef"])
    held = archive._catalog.value("SELECT count(*) FROM vectors")
    assert held == archive._catalog.value("SELECT count(DISTINCT hash) FROM passages")


def test_adding_its_file_puts_a_removed_article_back(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    tram = next(article for article in archive.articles() if "tram" in article.title)
    archive.remove([tram.id])
    assert [report.status for report in archive.add([str(files)])] == ["updated", "unchanged"]
    assert archive.article(tram.id) == tram
    assert archive.verify().ok


def test_removing_all_articles_of_a_file_forgets_the_file(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    assert archive.remove([article.id for article in archive.articles()]) == 4
    assert (counts(archive).articles, counts(archive).passages) == (0, 0)
    assert [report.status for report in archive.add([str(files)])] == ["added", "added"]
    assert archive.verify().ok


def test_dense_search_is_the_exact_product(archive: Archive, files: Path, hashing: HashingEmbedder) -> None:
    archive.add([str(files)])
    ids = archive._catalog.passage_ids()
    held = vectors(archive, ids)
    assert np.allclose(np.linalg.norm(held, axis=1), 1, atol=1e-5)
    for words in ("ferries in the harbour", "chess", "ash on the road"):
        query = hashing.encode([words])[0]
        cosines = dict(zip(ids, (held @ query).tolist(), strict=True))
        nearest = dense(archive, query, 3)
        assert [id for id, _ in nearest] == sorted(ids, key=lambda id: -cosines[id])[:3]
        assert dict(nearest) == pytest.approx({id: cosines[id] for id, _ in nearest}, abs=1e-5)
        assert len(dense(archive, query, 1000)) == len(ids)


@pytest.fixture
def crowd(archive: Archive, tmp_path: Path) -> Archive:
    """Twenty articles of one passage, the later ones further from "ferry". Half are the Courier's, but not quite half of the nearest."""
    for number in range(20):
        words = " ".join(f"w{number}x{n}" for n in range(number))
        path = tmp_path / f"{number:02}.txt"
        path.write_text(f"Ferry\n\nFerry ferry ferry ferry {words}.\n", encoding="utf-8")
        archive.add([str(path)], source="Courier" if number in (2, 4, 5, 7, 9, 11, 13, 15, 17, 19) else "Wire")
    return archive


@pytest.fixture
def proposed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many candidates the store was asked for, each time."""
    counts: list[int] = []
    nearest = index.store.vectors.ChromaStore.nearest_each

    def noted(self: index.store.vectors.ChromaStore, vectors: Sequence[NDArray[np.float32]], k: int) -> list[list[str]]:
        counts.append(k)
        return nearest(self, vectors, k)

    monkeypatch.setattr(index.store.vectors.ChromaStore, "nearest_each", noted)
    return counts


def outlets(archive: Archive, found: list[tuple[str, float]]) -> list[str | None]:
    return [article.source for _, article in load(archive, [id for id, _ in found])]


def test_a_filter_that_leaves_half_is_answered_by_asking_the_store_once(
    crowd: Archive, hashing: HashingEmbedder, proposed: list[int]
) -> None:
    query = hashing.encode(["ferry"])[0]
    assert outlets(crowd, dense(crowd, query, 6)) == ["Wire", "Wire", "Courier", "Wire", "Courier", "Courier"]
    proposed.clear()
    kept = [dense(crowd, query, k, Filter(sources=("Courier",))) for k in (1, 2)]
    assert [outlets(crowd, found) for found in kept] == [["Courier"] * k for k in (1, 2)]
    assert len(proposed) == 2


def test_a_filter_that_leaves_few_is_compared_without_the_store(
    crowd: Archive, hashing: HashingEmbedder, proposed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(index.store.snapshot, "WHOLE", 10)
    asked: list[int] = []
    nearest = index.store.vectors.ChromaStore.nearest_each
    monkeypatch.setattr(index.store.vectors.ChromaStore, "nearest_each", lambda self, each, k: asked.append(k) or nearest(self, each, k))
    assert outlets(crowd, dense(crowd, hashing.encode(["ferry"])[0], 1, Filter(sources=("Courier",)))) == ["Courier"]
    assert asked == []
    dense(crowd, hashing.encode(["ferry"])[0], 1)
    assert asked == [2]
    monkeypatch.setattr(index.store.snapshot, "WHOLE", crowd.info().passages)
    assert outlets(crowd, dense(crowd, hashing.encode(["ferry"])[0], 6)) == ["Wire", "Wire", "Courier", "Wire", "Courier", "Courier"]
    monkeypatch.setattr(index.store.snapshot, "WHOLE", crowd.info().passages - 1)
    assert asked == [2], "an archive that is compared whole asks nobody"
    dense(crowd, hashing.encode(["ferry"])[0], 1)
    assert asked == [2, 2]


def test_what_the_store_has_not_been_told_is_found_all_the_same(
    archive: Archive, files: Path, hashing: HashingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add([str(files / "note.txt")])
    with monkeypatch.context() as killed:
        killed.setattr(SyncedStore, "flush", lambda self: None)
        archive.add([str(files / "digest.txt")])
    assert archive._store.pending() == counts(archive).passages - 1
    assert "Work begins in spring." in found(archive, hashing, "Work begins in spring.")[0]
    archive.add([str(files / "note.txt")])
    assert archive._store.pending() == 0
    assert stored_ids(archive) == set(archive._catalog.passage_ids())


def test_the_store_is_told_in_several_batches(archive: Archive, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.store.synced.BATCH", 2)
    archive.add([str(files)])
    assert stored_ids(archive) == set(archive._catalog.passage_ids())
    archive.remove([article.id for article in archive.articles()][1:])
    assert stored_ids(archive) == set(archive._catalog.passage_ids())
    assert counts(archive).passages == 1


def test_a_store_that_an_adding_left_behind_is_cleared_away(archive: Archive, files: Path) -> None:
    archive.add([str(files / "note.txt")])
    stray = archive.path / "vectors-9"
    stray.mkdir()
    archive.add([str(files / "note.txt")])
    assert not stray.exists()


def test_the_store_is_asked_for_more_until_enough_are_left_by_the_filter(
    crowd: Archive, hashing: HashingEmbedder, proposed: list[int], tmp_path: Path
) -> None:
    for number in range(8):
        far = tmp_path / f"far{number}.txt"
        far.write_text(f"Bread\n\nBread costs {number} crowns more than ever.\n", encoding="utf-8")
        crowd.add([str(far)], source="Echo")
    assert "Echo" not in outlets(crowd, dense(crowd, hashing.encode(["ferry"])[0], 8))
    proposed.clear()
    assert outlets(crowd, dense(crowd, hashing.encode(["ferry"])[0], 1, Filter(sources=("Echo",)))) == ["Echo"]
    assert len(proposed) == 2
    assert 4 * proposed[0] == proposed[1]


def test_a_store_that_was_put_back_from_an_older_copy_is_not_trusted(
    open_archive: Callable[[], Archive], files: Path, hashing: HashingEmbedder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(12):
        (files / f"more{number}.txt").write_text(f"Ferry {number}\n\nFerry {number} sank off pier {number}.\n", encoding="utf-8")
    with open_archive() as archive:
        archive.add([str(files)])
        store = archive.path / str(archive._catalog.meta("store"))
    shutil.copytree(store, tmp_path / "older")
    (files / "late.txt").write_text("Lantern\n\nA lantern burned on the mole.\n", encoding="utf-8")
    for number in range(12):
        (files / f"other{number}.txt").write_text(f"Tram {number}\n\nTram {number} left stop {number}.\n", encoding="utf-8")
    with open_archive() as archive:
        archive.add([str(files)])
    shutil.rmtree(store)
    shutil.copytree(tmp_path / "older", store)
    with open_archive() as archive:
        assert found(archive, hashing, "A lantern burned on the mole.") == ["A lantern burned on the mole."]
        assert not archive.verify().ok
        assert archive.verify(repair=True).ok
        assert found(archive, hashing, "A lantern burned on the mole.") == ["A lantern burned on the mole."]


@pytest.mark.parametrize("compared", [0, 2_000])
@pytest.mark.parametrize("filter", [Filter(), Filter(sources=("Courier",))], ids=["all", "filtered"])
def test_what_is_best_by_vector_and_words_together_is_found(
    crowd: Archive, hashing: HashingEmbedder, filter: Filter, compared: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.store.snapshot, "WHOLE", compared)
    vector, asked = hashing.encode(["ferry w15x3 w15x4"])[0], ["w15x3", "w16x5", "w17x8", "w16x6", "w14x2", "ferry"]
    with crowd.snapshot() as seen:
        [near], [matching] = seen.dense([(vector, filter)], 100), seen.lexical([(asked, filter)], 100)
        assert len(near) == len(matching) == (20 if filter.is_open else 10)
        for weight, most in ((0.3, 9.0), (0.3, 1.0), (0.0, 9.0)):
            sums = {id: cosine + min(most, weight * dict(matching)[id]) for id, cosine in near}
            seen.dense([(vector, filter)], 1)
            [best] = seen.together([Ask(vector, asked, weight, most, filter)], 4)
            assert sorted(sums[id] for id in best) == pytest.approx(sorted(sums.values())[-4:], abs=1e-2)
    assert [len(set(best)), set(best) <= {id for id, _ in near}] == [4, True]


@pytest.mark.parametrize("limit", [0, 8, 2_000])
def test_filters_are_those_of_the_datings(
    archive: Archive, files: Path, hashing: HashingEmbedder, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.store.snapshot, "WHOLE", limit)
    archive.add([str(files / "digest.txt")], source="Velden Post")
    archive.add([str(files / "note.txt")], published=date(2031, 5, 6))
    for day in range(1, 15):
        path = files / f"brief{day}.txt"
        path.write_text(f"Harbour brief {day}\n\nThe harbour of Port Arden counted {day} ferries.\n", encoding="utf-8")
        archive.add([str(path)], published=date(2031, 5, day), source=f"Outlet {day % 3}")
    query = hashing.encode(["harbour ferries"])[0]
    rng = random.Random(7)
    days = [None, *(date(2031, 5, day) for day in range(1, 16))]
    for _ in range(30):
        sources = tuple(
            rng.sample(["outlet 1", "OUTLET 2", "velden post", "note.txt", str(files / "note.txt"), "nobody"], rng.randint(0, 3))
        )
        chosen = Filter(rng.choice(days), rng.choice(days), sources)
        named = [a for a in archive.articles() if not sources or {s.casefold() for s in sources} & _names(a.source, a.file)]
        windowed = chosen.since is not None or chosen.until is not None
        left = {a.id for a in named if not windowed or a.published.overlaps(chosen.since, chosen.until)}
        size = counts(archive, chosen)
        assert size.articles == len(left)
        assert size.undated_left_out == (sum(not a.published.is_known for a in named) if windowed else 0)
        near = dense(archive, query, 1000, chosen)
        assert len(near) == size.passages
        assert {article.id for _, article in load(archive, [id for id, _ in near])} == left
        matching = load(archive, [id for id, _ in lexical(archive, ["harbour", "tram", "chess", "road"], 1000, chosen)])
        assert {article.id for _, article in matching} == left


def days(archive: Archive) -> tuple[date | None, date | None]:
    with archive.snapshot() as seen:
        return seen.facts.days


def _names(source: str | None, file: str) -> set[str]:
    return {name.casefold() for name in (source, file, Path(file).name) if name}


def test_load_keeps_the_order_and_drops_the_unknown(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    ids = archive._catalog.passage_ids()[::-1]
    assert [passage.id for passage, _ in load(archive, [ids[0], "nowhere", *ids[1:], ids[0]])] == ids


def test_an_empty_archive_answers(archive: Archive, hashing: HashingEmbedder) -> None:
    query = hashing.encode(["anything"])[0]
    assert dense(archive, query, 5) == lexical(archive, ["anything"], 5) == []
    assert archive.articles() == sources(archive) == ()
    assert load(archive, ["x"]) == []
    assert archive.remove([]) == 0
    assert archive.verify().ok


def test_progress_counts_files_articles_and_texts(archive: Archive, files: Path, hashing: HashingEmbedder) -> None:
    calls: list[AddProgress] = []
    digest, note = str(files / "digest.txt"), str(files / "note.txt")
    archive.add([digest], progress=calls.append)
    total = len(hashing.texts)
    assert calls == [AddProgress(digest, 0, 1, 0, 3, 3, total), AddProgress(digest, 1, 1, 0, 3, 3, total)]
    calls.clear()
    archive.add([digest, note], progress=calls.append)
    assert [(call.files, call.left_alone, call.articles) for call in calls] == [(1, 1, 0), (1, 1, 1), (2, 1, 1)]
    assert {call.of_files for call in calls} == {2}


@pytest.mark.parametrize(
    ("files", "of_files", "left_alone", "articles", "of_articles", "left"),
    [(10, 30, 0, 40, 41, 80), (10, 30, 10, 0, 0, None), (10, 30, 8, 4, 4, 40), (0, 1, 0, 50, 500, 450), (30, 30, 0, 90, 90, 0)],
)
def test_articles_left_are_reckoned_from_the_files_that_took_work(
    files: int, of_files: int, left_alone: int, articles: int, of_articles: int, left: int | None
) -> None:
    assert AddProgress("a.txt", files, of_files, left_alone, articles, of_articles, 0).articles_left == left


def test_an_interrupted_adding_goes_on_where_it_stopped(archive: Archive, files: Path, hashing: HashingEmbedder) -> None:
    def interrupt(progress: AddProgress) -> None:
        raise KeyboardInterrupt

    archive.add([str(files / "digest.txt")])
    with pytest.raises(KeyboardInterrupt):  # as soon as a batch is kept
        archive.add([str(files)], progress=interrupt)
    assert len(archive.articles()) == 3
    hashing.texts.clear()
    assert [report.status for report in archive.add([str(files)])] == ["unchanged", "added"]
    assert found(archive, hashing, "chess final draw")[0].startswith("The final")
    assert archive.verify().ok


def test_what_a_batch_has_kept_is_not_embedded_again(
    archive: Archive, files: Path, hashing: HashingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(progress: AddProgress) -> None:
        if progress.texts >= 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(embedded, "BATCH", 2)
    with pytest.raises(KeyboardInterrupt):
        archive.add([str(files)], progress=interrupt)
    assert len(hashing.texts) == 2
    first = set(hashing.texts)
    hashing.texts.clear()
    assert [report.status for report in archive.add([str(files)])] == ["added", "added"]
    assert hashing.texts
    assert first.isdisjoint(hashing.texts)


def test_the_fingerprint_is_of_the_content(tmp_path: Path, files: Path, hashing: HashingEmbedder) -> None:
    prints = []
    for name, order in (("one", ["digest.txt", "note.txt"]), ("two", ["note.txt", "digest.txt"]), ("three", ["note.txt"])):
        with Archive.create_or_open(tmp_path / name, embedder=hashing) as archive:
            archive.add([str(files / file) for file in order])
            prints.append(archive.info().fingerprint)
    assert prints[0] == prints[1] != prints[2]


def test_another_model_is_refused(archive: Archive, files: Path, hashing: HashingEmbedder) -> None:
    archive.add([str(files)])
    with pytest.raises(ModelMismatchError, match=r"all-MiniLM-L6-v2.*another-model"):
        Archive.open(archive.path, IndexSettings("another-model"))
    other = HashingEmbedder(32, "hashing:1:32:unit")
    with Archive.open(archive.path, embedder=other) as reader:
        assert len(reader.articles()) == 4
        with pytest.raises(ModelMismatchError, match=r"hashing:0.*hashing:1"):
            _ = reader.embedder
        with pytest.raises(ModelMismatchError, match="64 numbers"):
            dense(reader, other.encode(["harbour"])[0], 3)


def test_other_passages_are_refused(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.store.made.CHUNKER", "other-1")
    with pytest.raises(ModelMismatchError, match="other-1"):
        Archive.open(archive.path)


def test_places_without_an_archive(tmp_path: Path) -> None:
    with pytest.raises(NoArchiveError, match="nowhere"):
        Archive.open(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoArchiveError, match="empty"):
        Archive.open(tmp_path / "empty")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("Dear all", encoding="utf-8")
    for place in (tmp_path / "full", tmp_path / "full" / "letter.txt"):
        with pytest.raises(NotAnArchiveError, match="full"):
            Archive.open(place)
        with pytest.raises(NotAnArchiveError, match="full"):
            Archive.create_or_open(place)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


@pytest.mark.slow
def test_several_processes_may_make_the_same_archive(tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; from index.archive import Archive\n"
        f"with Archive.create_or_open(Path({str(tmp_path / 'archive')!r})) as archive: assert archive.articles() == ()\n"
    )
    children = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
    assert [child.wait(timeout=240) for child in children] == [0] * 4


def test_one_writer_at_a_time(open_archive: Callable[[], Archive], files: Path) -> None:
    first, second = open_archive(), open_archive()
    first.add([str(files / "note.txt")])
    with hold(first.path):
        for write in (lambda: second.add([str(files)]), lambda: second.remove([]), lambda: second.verify(repair=True)):
            with pytest.raises(ArchiveLockedError, match="written to by another process"):
                write()
        assert len(second.articles()) == 1
        assert second.verify().ok
    assert second.add([str(files)])[0].status == "added"


def test_two_handles_of_one_process_see_each_other(open_archive: Callable[[], Archive], files: Path, hashing: HashingEmbedder) -> None:
    writer, reader = open_archive(), open_archive()
    writer.add([str(files / "note.txt")])
    assert found(reader, hashing, "chess final draw")[0].startswith("The road")
    writer.add([str(files / "digest.txt")])
    assert found(reader, hashing, "chess final draw")[0].startswith("The final")
    reader.remove([article.id for article in reader.articles() if "Chess" in article.title])
    assert not any(text.startswith("The final") for text in found(writer, hashing, "chess final draw", 10))
    reader.close()
    assert found(writer, hashing, "second tram line")[0].startswith("The city council")


def test_threads_share_a_handle(archive: Archive, files: Path, hashing: HashingEmbedder) -> None:
    archive.add([str(files)])
    query = hashing.encode(["chess final draw"])[0]
    expected, seen, failures = dense(archive, query, 3), [], []

    def ask() -> None:
        try:
            for _ in range(20):
                seen.append((dense(archive, query, 3), len(archive.articles()), bool(lexical(archive, ["chess"], 3))))
        except Exception as exc:
            failures.append(exc)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert seen == [(expected, 4, True)] * 80


def test_listing_loads_neither_model_nor_vector_store(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    archive.close()
    code = (
        "import sys; from pathlib import Path; from index.archive import Archive; from index.types import Filter\n"
        f"archive = Archive.open(Path({str(archive.path)!r}))\n"
        "assert len(archive.articles()) == archive.info().articles == 4\n"
        "with archive.snapshot() as seen:\n    assert seen.lexical([(('harbour',), Filter())], 3)[0] and seen.frequencies(['harbour'])\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'chromadb', 'langchain_core'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=240)
