"""Files of every format go the whole way: read, stored, dated, found, and reported, each entry and each file on its own."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from commands import dateline
from hashing import HashingEmbedder
from invented_files import DIGEST
from news_server import NewsServer, running
from parts import lexical, load, sentences
from places import SAMPLE

from assistant.contract import article_json
from index.archive import Archive
from index.errors import SettingsError
from index.ingest.fetch import Fetcher
from index.readers import formats
from index.store import embedded
from index.types import Article, Basis

BODY = (
    "The tram of Velden opened on Sunday, the council said. It runs every ten minutes from six in the morning until midnight.\n\n"
    "“We are relieved,” the mayor, Ines Calder, told reporters at the quay. The line cost four million crowns, a third more than planned."
)
ENTRY = {
    "title": "Tram opens",
    "body": BODY,
    "published": "2031-05-04T23:30:00-05:00",
    "updated": "2031-05-06",
    "source": {"name": "Velden Post"},
    "author": "O. Fenwick",
    "url": "https://post.example/tram",
    "lang": "en-GB",
}
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Tram opens</title>
<meta property="article:published_time" content="2031-05-04T10:00:00Z"></head>
<body><article><h1>Tram opens</h1>{"".join(f"<p>{part}</p>" for part in BODY.split(chr(10) * 2))}</article></body></html>"""
RSS = f"""<rss version="2.0"><channel><title>Velden Post</title><item><title>Tram opens</title><description>{BODY}</description>
<pubDate>Sun, 04 May 2031 23:30:00 -0500</pubDate></item></channel></rss>"""


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = "Tram opens", "Velden Post <a@post.example>", "Sun, 04 May 2031 23:30:00 -0500"
    message.set_content(BODY)
    return message.as_bytes()


def packed(files: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, Any], str]:
    """Writes a file into the folder `in`, and gives its path."""

    def written(name: str, content: Any) -> str:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, bytes | str) else json.dumps(content)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return written


def only(archive: Archive) -> Article:
    [article] = archive.articles()
    return article


def test_what_a_file_states_is_stored(archive: Archive, open_archive: Callable[[], Archive], write: Callable[[str, Any], str]) -> None:
    path = write("news.json", [ENTRY])
    [report] = archive.add([path])
    assert (report.status, report.reason, report.articles, report.encoding, report.format) == ("added", None, 1, None, "JSON")
    for article in (only(archive), only(open_archive())):
        assert (article.text, article.title, article.file, article.in_file, article.start) == (BODY, "Tram opens", path, False, 0)
        assert (article.source, article.author, article.language) == ("Velden Post", "O. Fenwick", "en")
        assert (article.url, article.modified, article.pages) == ("https://post.example/tram", date(2031, 5, 6), ())
        assert (article.published.day, article.published.basis) == (date(2031, 5, 4), Basis.STATED)
        [evidence] = article.published.evidence
        assert (evidence.quote, evidence.start, evidence.end) == ("2031-05-04T23:30:00-05:00", None, None)
        assert evidence.why == "stated in the file's field JSON published"
    assert archive.verify().ok


def test_offsets_count_in_the_stored_text(archive: Archive, hashing: HashingEmbedder, write: Callable[[str, Any], str]) -> None:
    archive.add([write("news.json", [ENTRY])])
    shown = article_json(only(archive))
    assert (shown["start"], shown["end"]) == (None, None)
    assert shown["published"]["evidence"][0]["start"] is None
    for passage, article in load(archive, [id for id, _ in lexical(archive, ["quay"], 9)]):
        assert article.text[passage.start : passage.end] == passage.text
    spoken, held = sentences(archive, only(archive).id)
    assert [BODY[sentence.start : sentence.end] for sentence in spoken] == [sentence.text for sentence in spoken]
    assert len(spoken) == len(held) == 4
    assert hashing.texts


@pytest.mark.parametrize(
    ("name", "content", "format", "source"),
    [
        ("a.json", [ENTRY], "JSON", "Velden Post"),
        ("a.jsonl", json.dumps(ENTRY), "JSON Lines", "Velden Post"),
        ("a.csv", f'headline,text,date,outlet\nTram opens,"{BODY}",2031-05-04,Velden Post\n', "CSV", "Velden Post"),
        ("a.rss", RSS, "RSS feed", "Velden Post"),
        ("a.eml", mail(), "mail", "Velden Post"),
        ("a.mbox", b"From - Sun May  4 23:30:00 2031\n" + mail(), "mailbox", "Velden Post"),
        ("a.html", PAGE, "HTML", None),
    ],
)
def test_every_format_gives_the_same_story(
    archive: Archive, write: Callable[[str, Any], str], name: str, content: Any, format: str, source: str | None
) -> None:
    path = write(name, content)
    [report] = archive.add([str(Path(path).parent)])
    assert (report.file, report.status, report.format) == (path, "added", format)
    article = only(archive)
    assert (article.title, article.text, article.published.day, article.source) == ("Tram opens", BODY, date(2031, 5, 4), source)
    assert archive.add([path])[0].status == "unchanged"


def test_options_fill_in_what_a_file_does_not_state(archive: Archive, write: Callable[[str, Any], str]) -> None:
    path = write("news.json", [ENTRY, {"title": "Undated", "body": "The ferry sails. Nobody knows when."}])
    archive.add([path], published=date(2031, 6, 1), source="The Outlet")
    assert {article.title: article.published.day for article in archive.articles()} == {
        "Tram opens": date(2031, 5, 4),
        "Undated": date(2031, 6, 1),
    }
    assert {article.source for article in archive.articles()} == {"The Outlet"}
    assert archive.add([path])[0].status == "updated"
    assert [article.published.basis for article in archive.articles()] == [Basis.STATED, Basis.UNKNOWN]


def test_a_story_without_a_stated_day_is_dated_by_its_own_words(archive: Archive, write: Callable[[str, Any], str]) -> None:
    text = "PORT ARDEN, 3 May 2031 — The harbour reopened on Saturday, the port authority said. Ferries sail again from noon."
    archive.add([write("news.json", [{"title": "Harbour reopens", "body": text}])])
    article = only(archive)
    assert article.published.day == date(2031, 5, 3)
    [evidence] = [item for item in article.published.evidence if item.start is not None][:1]
    assert article.slice(evidence.start or 0, evidence.end or 0) == evidence.quote


def test_ids_are_of_name_title_and_text(archive: Archive, write: Callable[[str, Any], str]) -> None:
    archive.add([write("news.json", [ENTRY, {**ENTRY, "title": "Another"}, ENTRY])])
    before = [article.id for article in archive.articles()]
    assert len(set(before)) == 3
    archive.add([write("news.json", [ENTRY, {**ENTRY, "title": "Another", "author": None}, ENTRY, {"body": "More."}])])
    assert [article.id for article in archive.articles()][:3] == before
    assert archive.verify().ok


def test_a_mapping_of_field_names(archive: Archive, write: Callable[[str, Any], str]) -> None:
    path = write("odd.csv", f'kopf,stuff,when\nTram opens,"{BODY}",2031-05-04\n')
    [report] = archive.add([path])
    assert (report.status, "its fields are kopf, stuff, when" in (report.reason or "")) == ("skipped", True)
    mapping = {"title": "kopf", "text": "stuff", "date": "when"}
    assert archive.add([path], mapping=mapping)[0].status == "added"
    assert (only(archive).title, only(archive).published.day) == ("Tram opens", date(2031, 5, 4))
    assert archive.add([path], mapping=mapping)[0].status == "unchanged"
    assert archive.add([path], mapping={"text": "stuff"})[0].status == "updated"
    assert only(archive).title == ""
    with pytest.raises(SettingsError, match="colour"):
        archive.add([path], mapping={"colour": "hl"})


def test_entries_that_cannot_be_read_are_reported_and_the_others_added(archive: Archive, write: Callable[[str, Any], str]) -> None:
    [report] = archive.add([write("news.jsonl", "\n".join([json.dumps(ENTRY), "{", json.dumps({"id": 1}), "7", "[]"]))])
    assert (report.status, report.articles) == ("added", 1)
    assert report.reason is not None
    assert report.reason.startswith("4 entries skipped: entry 2 is not valid JSON")
    assert report.reason.endswith("entry 4 has no text; and 1 more")


def test_halves_of_characters_and_nuls_are_one_sign_each(archive: Archive, write: Callable[[str, Any], str]) -> None:
    archive.add([write("news.json", '[{"title": "A\\ud83d", "text": "The tide\\u0000 rose\\udfff."}]')])
    assert (only(archive).title, only(archive).text) == ("A�", "The tide� rose�.")
    assert archive.verify().ok


def test_data_files_of_a_folder_are_taken_only_when_they_hold_news(archive: Archive, write: Callable[[str, Any], str]) -> None:
    write("package.json", {"name": "a-library", "description": "Counts the ferries of a harbour.", "version": "1"})
    write("list.json", ["a", "b"])
    write("rows.csv", "id,colour\n1,red\n")
    write("settings.xml", "<settings><colour>red</colour></settings>")
    write("gold.jsonl", json.dumps({"file": "a.txt", "title": "Tram opens", "start": 0}))
    taken = [write("news.json", [ENTRY]), write("sub/feed.xml", RSS.replace(BODY, "The tram opened."))]
    folder = str(Path(taken[0]).parent)
    assert [report.file for report in archive.add([folder])] == taken
    [report] = archive.add([f"{folder}/list.json"])
    assert report.status == "skipped"
    assert report.reason == (
        f"{folder}/list.json holds no article text under a usual name such as text, body or content: say which it is with --map text=NAME."
    )
    assert archive.add([f"{folder}/package.json"])[0].status == "added"


def test_a_broken_data_file_in_a_folder_is_told(archive: Archive, write: Callable[[str, Any], str]) -> None:
    folder = Path(write("news.json", json.dumps([ENTRY])[:-9])).parent
    [report] = archive.add([str(folder)])
    assert (report.status, "is not valid JSON" in (report.reason or "")) == ("skipped", True)


def test_the_folder_of_the_bundled_sample_gives_its_reports_alone(archive: Archive) -> None:
    reports = archive.add([str(SAMPLE)])
    data = {path.name for path in SAMPLE.iterdir() if path.suffix in (".json", ".jsonl", ".rst")}
    names = {Path(report.file).name for report in reports}
    assert {"gold.jsonl", "examples.json", "outlets.json", "README.rst"} <= data
    assert not names & {"gold.jsonl", "examples.json", "outlets.json", "README.rst"}
    assert {report.status for report in reports} == {"added"}


def test_what_a_browser_saved_with_a_page_is_left_out(archive: Archive, write: Callable[[str, Any], str]) -> None:
    page = write("Tram opens.html", PAGE)
    write("Tram opens_files/advertisement.html", PAGE.replace("Tram", "Soap"))
    assert [report.file for report in archive.add([str(Path(page).parent)])] == [page]


def test_members_of_a_zip_archive_are_files_of_their_own(archive: Archive, write: Callable[[str, Any], str]) -> None:
    inner = packed({"more.json": json.dumps([{**ENTRY, "title": "Inner"}])})
    files = {
        "digest.txt": DIGEST,
        "sub/page.html": PAGE,
        "photo.png": b"\x89PNG",
        "list.json": "[1]",
        "inner.zip": inner,
        "../out.txt": "Ash fell.",
    }
    path = write("export.zip", packed(files))
    reports = archive.add([path])
    assert [(report.file.removeprefix(path), report.status, report.articles) for report in reports] == [
        ("!/digest.txt", "added", 3),
        ("!/inner.zip!/more.json", "added", 1),
        ("!/out.txt", "added", 1),
        ("!/photo.png", "skipped", 0),
        ("!/sub/page.html", "added", 1),
    ]
    digest = [article for article in archive.articles() if article.file.endswith("digest.txt")]
    assert [DIGEST[article.start : article.end] for article in digest] == [article.text for article in digest]
    assert [report.status for report in archive.add([path])] == ["unchanged", "unchanged", "unchanged", "skipped", "unchanged"]
    write("export.zip", packed({**files, "sub/page.html": PAGE.replace("Sunday", "Monday")}))
    assert [report.status for report in archive.add([path])] == ["unchanged", "unchanged", "unchanged", "skipped", "updated"]
    assert archive.verify().ok


def test_a_file_whose_name_says_nothing_is_told_by_its_bytes(archive: Archive, write: Callable[[str, Any], str]) -> None:
    assert archive.add([write("page", PAGE)])[0].status == "added"
    [report] = archive.add([write("photo.png", b"\x89PNG\r\n\x1a\n")])
    assert report.status == "skipped"
    assert report.reason and report.reason.startswith(f"{report.file} is ") and "Tesseract" in report.reason
    [report] = archive.add([write("notes.xyz", b"Words.")])
    assert (report.status, "is of a format that is not known" in (report.reason or "")) == ("skipped", True)


def test_no_more_texts_are_held_than_a_batch(
    archive: Archive, hashing: HashingEmbedder, write: Callable[[str, Any], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "BATCH", 16)
    sizes: list[int] = []
    encode = hashing.encode
    monkeypatch.setattr(hashing, "encode", lambda texts: (sizes.append(len(texts)), encode(texts))[1])
    entries = [{"title": f"Brief {n}", "body": f"The tide at Port Arden rose by {n} metres. Ferry {n} stayed in port."} for n in range(100)]
    steps: list[tuple[int, int]] = []
    [report] = archive.add([write("news.json", entries)], progress=lambda told: steps.append((told.articles, told.texts)))
    assert (report.articles, report.passages) == (100, 100)
    assert max(sizes) == 16
    assert 0 < steps[0][0] <= steps[0][1] == 16
    assert steps[-1] == (100, 100)
    assert archive.verify().ok


# Web addresses


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with running() as server:
        server.answers["/tram"] = (200, {"Content-Type": "text/html"}, PAGE.encode())
        server.answers["/feed"] = (200, {"Content-Type": "application/rss+xml"}, RSS.encode())
        server.answers["/news.json"] = (200, {"Content-Type": "application/json"}, json.dumps([ENTRY]).encode())
        server.answers["/note"] = (200, {"Content-Type": "text/plain"}, b"Ash on the pass\n\nThe pass was closed after ash fell on it.\n")
        server.answers["/photo"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
        yield server


def test_pages_are_fetched_and_read_by_their_type(archive: Archive, server: NewsServer) -> None:
    fetcher = Fetcher(allow_local=True)
    paths = ["/tram", "/feed", "/news.json", "/note", "/photo", "/gone"]
    reports = archive.add([server.url(path) for path in paths], fetcher=fetcher)
    assert [(report.status, report.format) for report in reports] == [
        *(("added", "HTML"), ("added", "RSS feed"), ("added", "JSON"), ("added", "text")),
        *(("skipped", None), ("skipped", None)),
    ]
    for report in reports[4:]:
        assert (report.reason or "").startswith(f"{report.file} ")
    addresses = {article.file: article.url for article in archive.articles()}
    assert addresses[server.url("/tram")] == server.url("/tram")
    assert addresses[server.url("/note")] == server.url("/note")
    assert addresses[server.url("/feed")] is None
    assert addresses[server.url("/news.json")] == "https://post.example/tram"
    assert archive.add([server.url("/tram")], fetcher=fetcher)[0].status == "unchanged"


def test_a_page_of_this_machine_is_refused(archive: Archive, server: NewsServer) -> None:
    [report] = archive.add([server.url("/tram")])
    assert report.status == "skipped"
    assert (
        report.reason
        == f"{server.url('/tram')} leads to this machine or a private network, and is not fetched: save the page and add the file."
    )
    assert server.asked == []


# The command line


@pytest.fixture
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hashing: HashingEmbedder) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("index.archive.load_embeddings", lambda *_: hashing)
    return tmp_path


@pytest.mark.usefixtures("in_a_folder")
def test_add_with_a_mapping(write: Callable[[str, Any], str], capsys: pytest.CaptureFixture[str]) -> None:
    path = write("odd.jsonl", json.dumps({"hl": "Tram opens", "stuff": BODY}) + "\n{")
    done = dateline("add", path, "--map", "title=hl", "--map", "body=stuff", "--json", capsys=capsys)
    assert (done.code, done.document["added"], done.document["files"][0]["articles"]) == (0, 1, 1)
    assert done.err.startswith(f"note: {path}: 1 entry skipped: entry 2 is not valid JSON")
    listed = dateline("articles", "--json", capsys=capsys).document["articles"]
    assert [article["title"] for article in listed] == ["Tram opens"]


@pytest.mark.usefixtures("in_a_folder")
@pytest.mark.parametrize(
    ("pair", "sentence"), [("title", "does not say which name"), ("colour=hl", "no field of an article"), ("title=", "no name")]
)
def test_a_mapping_that_makes_no_sense_is_wrong_usage(pair: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    done = dateline("add", "a.json", "--map", pair, capsys=capsys)
    assert (done.code, len(done.complaints)) == (2, 1)
    assert sentence in done.complaints[0]


@pytest.mark.usefixtures("in_a_folder")
def test_add_refuses_an_address_of_this_machine(server: NewsServer, capsys: pytest.CaptureFixture[str]) -> None:
    done = dateline("add", server.url("/tram"), "--json", capsys=capsys)
    assert (done.code, done.document["skipped"], len(done.complaints)) == (1, 1, 1)
    assert server.asked == []


NEWSROOM = ("opendocument", "rich text", "e-books", "workbooks", "nitf", "newsml", "iptc 7901", "subtitles", "ris", "web archives")


def test_the_help_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    shown = dateline("add", "--help", capsys=capsys).out.lower()
    for word in ("web pages", "pdf", "word", "rss", "atom", "json", "csv", "mail", "nexis", "factiva", "zip", "gzip", *NEWSROOM):
        assert word in shown, formats.FORMATS
