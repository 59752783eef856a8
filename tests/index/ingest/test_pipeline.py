"""However many processes read, and however texts are gathered into batches, an archive gets what one file after the other gives it."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hashing import HashingEmbedder
from invented_files import DIGEST, NOTE
from places import SAMPLE
from worker_requests import DyingOfSome

import index.archive
from index.archive import Archive
from index.errors import MissingInputError, SettingsError
from index.ingest import ahead
from index.ingest.ahead import Readers
from index.ingest.inputs import Problem
from index.ingest.options import Options
from index.ingest.worker import AT_ONCE
from index.reports import FileReport
from index.store import embedded, writing

PAGE = (
    f"<!DOCTYPE html><html><head><title>Quay</title></head><body><article><h1>Quay</h1><p>{'The quay is shut. ' * 40}</p></article></html>"
)
FEED = f"""<rss version="2.0"><channel><title>Post</title><item><title>Tram</title><description>{"The tram runs. " * 20}</description>
<pubDate>Sun, 04 May 2031 23:30:00 -0500</pubDate></item></channel></rss>"""
MAIL = f"Subject: Tram\nFrom: Velden Post <a@post.example>\nDate: Sun, 04 May 2031 23:30:00 -0500\n\n{'The tram runs every day. ' * 20}\n"
MANY = [
    {"title": f"Brief {n}", "body": f"The tide at Port Arden rose by {n} metres on Monday. " + f"Ferry {n} stayed in port. " * 7}
    for n in range(60)
]


def entry(number: int) -> str:
    return json.dumps({"title": f"Brief {number}", "body": f"The tide rose by {number} metres. " * 9, "published": "2031-05-04"})


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder with every kind of outcome: most formats, copies, files that cannot be read, data that is no news, archives."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    written: dict[str, Any] = {
        "a/digest.txt": DIGEST,
        "b/digest.txt": DIGEST + "\n",  # whose articles have the ids of the others
        "b/twin.txt": DIGEST,
        "note.txt": NOTE,
        "many.json": json.dumps(MANY),
        "news.jsonl": entry(1) + "\n{broken\n" + entry(2),
        "news.csv": f'headline,text,date\nTram opens,"{"The tram runs every day. " * 10}",2031-05-04\n',
        "quay.html": PAGE,
        "feed.rss": FEED,
        "tram.eml": MAIL,
        "settings.json": '{"indent": 2}',
        "damaged.pdf": b"%PDF-1.7 no more",
        "empty.txt": "",
        "binary.txt": bytes(range(256)) * 9,
    }
    for name, content in written.items():
        place = folder / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    with zipfile.ZipFile(folder / "news.zip", "w") as packed:
        packed.writestr("digest.txt", DIGEST.replace("spring", "autumn"))
        packed.writestr("broken.pdf", b"%PDF-")
        packed.writestr("twin.txt", NOTE)
    return folder


def held(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """All that an archive holds that its files decide."""
    tables = {
        "documents": "SELECT id, path, file, sha256, encoding, options, format FROM documents ORDER BY id",
        "articles": "SELECT * FROM articles ORDER BY document_id, ordinal",
        "passages": "SELECT * FROM passages ORDER BY key",
        "readings": "SELECT * FROM readings ORDER BY article_id",
        "sketches": "SELECT article_id, cluster, size, sketch FROM sketches ORDER BY key",
        "copies": "SELECT * FROM copies ORDER BY one, other",
        "corrections": "SELECT * FROM corrections ORDER BY article_id",
        "vectors": "SELECT hash FROM vectors ORDER BY hash",
    }
    return {name: archive._catalog.rows(sql) for name, sql in tables.items()}


def one_by_one(archive: Archive, files: Sequence[str]) -> list[FileReport]:
    """The files added in a call for each."""
    return [report for file in files for report in archive.add([file], jobs=1)]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Archive]:
    """Makes an archive of that name whose vector store is not asked for, and has others read even the smallest files."""
    monkeypatch.setattr(index.archive.SyncedStore, "flush", lambda self: None)
    monkeypatch.setattr(ahead, "START_BYTES", 0)
    return lambda name: Archive.create_or_open(tmp_path / name, embedder=HashingEmbedder())


def test_two_processes_give_what_one_gives(make: Callable[[str], Archive], mixed: Path) -> None:
    shutil.copytree(SAMPLE, mixed / "sample")
    with make("one") as one, make("two") as two:
        reports = one.add([str(mixed), str(mixed / "missing.txt"), str(mixed / "note.txt")], jobs=1)
        assert two.add([str(mixed), str(mixed / "missing.txt"), str(mixed / "note.txt")], jobs=2) == reports
        assert held(one) == held(two)
        assert {report.status for report in reports} == {"added", "unchanged", "skipped"}
        assert {"HTML", "RSS feed", "mail", "JSON", "JSON Lines", "CSV", "text"} <= {report.format for report in reports}
        assert max(report.articles for report in reports) > AT_ONCE
        again = two.add([str(mixed)], jobs=2)
        assert {report.status for report in again} == {"unchanged", "skipped"}


def test_articles_of_corrected_dates_are_read_with_these(make: Callable[[str], Archive], mixed: Path) -> None:
    files = [str(mixed / "a"), str(mixed / "many.json")]
    with make("one") as one, make("two") as two:
        for archive, jobs in ((one, 1), (two, 2)):
            archive.add(files, jobs=jobs)
            for article in archive.articles()[::30]:
                archive.correct(article.id, date(2030, 3, 1), made=date(2031, 1, 1))
        told = [archive.add(files, jobs=jobs, source="Velden Post") for archive, jobs in ((one, 1), (two, 2))]
        assert told[0] == told[1]
        assert "updated" in {report.status for report in told[0]}
        assert held(one) == held(two)


def test_one_call_gives_what_a_call_for_each_file_gives(make: Callable[[str], Archive], tmp_path: Path) -> None:
    """Whatever the state of the archive decides: a text moves, a file takes the content of another, ids become free and are taken."""
    texts = {name: f"{name}\n\nThe {name} at Port Arden is shut. A boat of {name} left at dawn.\n" for name in ("quay", "pier", "lock")}
    for folder in ("a", "b", "c"):
        (tmp_path / folder).mkdir()
    files = [str(tmp_path / folder / "news.txt") for folder in ("a", "b", "c")]
    with make("one") as one, make("two") as two:
        for round in (("quay", "pier", "quay"), ("pier", "quay", "lock"), ("lock", "lock", "pier"), ("quay", "quay", "quay")):
            for file, name in zip(files, round, strict=True):
                Path(file).write_text(texts[name] + ("\n" if file == files[2] else ""), encoding="utf-8")
            expected = one_by_one(one, [*files, files[0]])
            assert list(two.add([*files, files[0]], jobs=1)) == expected
            assert held(one) == held(two)


def test_texts_of_many_files_are_embedded_together(make: Callable[[str], Archive], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "BATCH", 32)
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text(f"Brief {number}\n\nFerry {number} stayed in port.\n", encoding="utf-8")
    sizes: list[int] = []
    encode = HashingEmbedder.encode
    monkeypatch.setattr(HashingEmbedder, "encode", lambda self, texts: (sizes.append(len(texts)), encode(self, texts))[1])
    with make("one") as archive:
        reports = archive.add([str(tmp_path)], jobs=1)
    assert [Path(report.file).name for report in reports] == [f"{number:02}.txt" for number in range(60)]
    assert set(sizes[:-1]) == {32}
    assert sizes[-1] <= 32


def test_a_document_is_written_when_its_last_text_is_embedded(
    make: Callable[[str], Archive], files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "BATCH", 1)
    there: list[int] = []
    with make("one") as archive:
        put = writing.put_vectors

        def watched(*arguments: Any) -> None:
            there.append(len(archive.articles()))
            put(*arguments)

        monkeypatch.setattr(writing, "put_vectors", watched)
        archive.add([str(files)], jobs=1)
        assert (there[0], there[-1], len(archive.articles())) == (0, 3, 4)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_its_reader_dies_of_is_its_report(
    make: Callable[[str], Archive], files: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr(ahead, "FileRequest", DyingOfSome)
    (files / "zebra.txt").write_text("Zebra\n\nA zebra was seen on the pass on Monday.\n", encoding="utf-8")
    with make("one") as archive:
        reports = archive.add([str(files)], jobs=jobs)
        if jobs == 1:
            assert {report.status for report in reports} == {"added"}  # no other process reads
            return
        assert [report.status for report in reports] == ["added", "skipped", "added"]
        assert (reports[1].reason or "").startswith(f"{files / 'note.txt'} ends the process that reads it")


def test_few_small_files_start_no_process(make: Callable[[str], Archive], files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def started(jobs: int) -> None:
        raise AssertionError("a process for two small files")

    monkeypatch.undo()
    monkeypatch.setattr(index.archive.SyncedStore, "flush", lambda self: None)
    monkeypatch.setattr(ahead, "Workers", started)
    with make("one") as archive:
        assert {report.status for report in archive.add([str(files)], jobs=2)} == {"added"}


def test_where_no_process_can_be_started_this_one_reads(
    make: Callable[[str], Archive], files: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with make("one") as one, make("two") as two:
        reports = one.add([str(files)], jobs=1)
        real = ahead.Workers

        def crippled(jobs: int) -> Any:
            made = real(jobs)
            monkeypatch.setattr(made, "_ready", lambda: (_ for _ in ()).throw(ahead.CannotStartError("no more processes")))
            return made

        monkeypatch.setattr(ahead, "Workers", crippled)
        assert two.add([str(files)], jobs=2) == reports
        assert held(one) == held(two)
    assert [record.message for record in caplog.records if "no other process" in record.message] == [
        "no other process can be started to read files, so this one reads them all: no more processes"
    ]


@pytest.mark.parametrize(("jobs", "most"), [(1, 1), (2, 64)])
def test_no_more_inputs_are_held_than_the_processes_need(jobs: int, most: int) -> None:
    taken = 0

    def inputs() -> Any:
        nonlocal taken
        for taken in range(1, 1001):
            yield Problem(f"{taken}.txt", MissingInputError("gone"))

    readers = Readers(Options(), jobs)
    for number, _ in enumerate(readers.ahead(inputs(), lambda given: False)):
        assert taken - number <= most
    assert taken == 1000
    readers.close()


def test_no_jobs_are_no_number(make: Callable[[str], Archive], files: Path) -> None:
    with make("one") as archive, pytest.raises(SettingsError, match="0 jobs cannot add a file; give 1 or more"):
        archive.add([str(files)], jobs=0)
