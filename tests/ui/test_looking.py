"""The commands that look at the archive: `show`, `info`, `articles`, and the ids that they and others take."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from commands import BRIDGE, GLASSWORKS, Done, dateline
from parts import counts, generation

from index.archive import Archive
from index.errors import UnknownArticleError
from ui.archive_screen import size

Capture = pytest.CaptureFixture[str]

LEAD = "The lighthouse on Gull Rock will be lit again in March, after a winter in the dark, the keeper of the lights said on Monday."
STORY = f"""{LEAD}
“We have mended the lamp and the lens,” said Ines Calder, who keeps it. Two masons from Hallow Bay worked on the tower for eleven weeks.
The harbour council paid 90,000 crowns for the repair, and the fishermen of the bay gave 4,000 more. Boats kept away all winter.
"""
UNDATED = "How nets are mended\n\nNets are mended by hand, with a needle of bone, and with patience.\n"


@pytest.fixture
def shelf(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Five articles: the bridge and the glassworks, a lighthouse twice in one outlet and once in another, and nets without a date."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_ARCHIVE", "archive")
    texts = {
        "bridge.txt": ("The Eastmere Slate", BRIDGE),
        "glassworks.txt": ("Hallow Bay Courier", GLASSWORKS),
        "light.txt": ("The Eastmere Slate", f"Lighthouse to be lit again\n\n10 January 2022\n\n{STORY}"),
        "light-late.txt": ("The Eastmere Slate", f"Lighthouse to be lit again\n\n11 January 2022\n\n{STORY}The date is fixed.\n"),
        "nets.txt": (None, UNDATED),
    }
    for name, (outlet, text) in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        assert [report.status for report in archive.add([name], source=outlet)] == ["added"]
    return archive


def id_of(archive: Archive, file: str) -> str:
    return next(article.id for article in archive.articles() if article.file == file)


def beginnings(archive: Archive, id: str) -> tuple[str, str | None]:
    """The shortest beginning of an id that no other has, and the longest that another has too (None where it shares not one letter)."""
    others = [article.id for article in archive.articles() if article.id != id]
    length = next(length for length in range(1, 13) if not any(other.startswith(id[:length]) for other in others))
    return id[:length], id[: length - 1] or None


def complaint(done: Done, code: int = 1) -> str:
    assert (done.code, done.out) == (code, "")
    [words] = done.complaints
    return words


# --- show --------------------------------------------------------------------------------------------------------------------


def test_show_gives_the_text_letter_for_letter_and_where_it_stands(shelf: Archive, capsys: Capture) -> None:
    done = dateline("show", id_of(shelf, "bridge.txt"), "--json", capsys=capsys)
    shown = done.document
    assert (done.code, done.err) == (0, "")
    assert BRIDGE[shown["start"] : shown["end"]] == shown["text"]
    assert BRIDGE[shown["body_start"] :].startswith("The harbour bridge at Eastmere will reopen")
    assert (shown["title"], shown["source"]) == ("Harbour bridge to reopen in May, council says", "The Eastmere Slate")
    assert (shown["copies"], shown["versions"], shown["corrected_on"]) == ([], [], None)


def test_show_gives_the_date_with_its_evidence(shelf: Archive, capsys: Capture) -> None:
    published = dateline("show", id_of(shelf, "bridge.txt"), "--json", capsys=capsys).document["published"]
    assert (published["earliest"], published["latest"], published["basis"]) == ("2022-01-17", "2022-01-17", "stated")
    [evidence] = published["evidence"]
    assert BRIDGE[evidence["start"] : evidence["end"]] == evidence["quote"] == "17 January 2022"


def test_show_says_who_speaks(shelf: Archive, capsys: Capture) -> None:
    statements = dateline("show", id_of(shelf, "bridge.txt"), "--json", capsys=capsys).document["statements"]
    [said] = [statement for statement in statements if "a day before it is safe" in statement["text"]]
    assert (said["speaker"], said["manner"]) == ("Orla Fenwick", "direct")
    assert BRIDGE[said["start"] : said["end"]] == said["text"]


def test_show_gives_copies_and_versions(shelf: Archive, capsys: Capture) -> None:
    early, late = id_of(shelf, "light.txt"), id_of(shelf, "light-late.txt")
    shown = dateline("show", early, "--json", capsys=capsys).document
    assert [copy["id"] for copy in shown["copies"]] == [late]
    assert [version["id"] for version in shown["versions"]] == [late, early]


def test_show_in_the_terminal_has_all_of_it(shelf: Archive, capsys: Capture) -> None:
    done = dateline("show", id_of(shelf, "light.txt"), capsys=capsys)
    assert (done.code, done.err) == (0, "")
    wanted = (
        "Lighthouse to be lit again",
        "10 January 2022 (stated)",
        "“10 January 2022” date line",
        "light.txt, characters 0–",
        LEAD,
        "Who speaks",
        "Ines Calder",
        "in their own words",
        "Copies",
        "Versions, newest first",
        id_of(shelf, "light-late.txt"),
    )
    assert [words for words in wanted if words not in done.out] == []


def test_an_article_does_not_steer_the_terminal(archive: Archive, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "odd.txt").write_text("Odd\u202e news\n\nThe mayor \u2067spoke\x85 on Monday.\n", encoding="utf-8")
    archive.add([str(tmp_path / "odd.txt")])
    [article] = archive.articles()
    done = dateline("show", article.id, "--archive", archive.path, capsys=capsys)
    assert done.code == 0 and "spoke" in done.out
    assert not set("\u202e\u2067\x85") & set(done.out)


# --- ids ---------------------------------------------------------------------------------------------------------------------


def test_every_article_is_found_by_the_shortest_beginning_that_no_other_has(shelf: Archive) -> None:
    for article in shelf.articles():
        short, shared = beginnings(shelf, article.id)
        assert shelf.article(short).id == shelf.article(article.id).id == article.id
        if shared:
            with pytest.raises(UnknownArticleError, match=f"the id {shared} begins those of"):
                shelf.article(shared)


def test_an_id_that_is_the_beginning_of_another_names_its_own_article(shelf: Archive) -> None:
    whole = id_of(shelf, "bridge.txt")
    with shelf._catalog.transaction() as connection:  # no two ids are so today; a longer kind of id may come
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute("UPDATE articles SET id = ? WHERE id = ?", (whole + "f", id_of(shelf, "nets.txt")))
        connection.execute("UPDATE passages SET article_id = ? WHERE article_id NOT IN (SELECT id FROM articles)", (whole + "f",))
        connection.execute("UPDATE readings SET article_id = ? WHERE article_id NOT IN (SELECT id FROM articles)", (whole + "f",))
    assert (shelf.article(whole).id, shelf.article(whole + "f").id) == (whole, whole + "f")


def test_an_ambiguous_id_names_the_candidates(shelf: Archive, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "briefs").mkdir()
    for number in range(40):  # so that some first letter is that of several
        text = f"Brief {number}\n\nThe tide rose to {number} feet on the quay.\n"
        (tmp_path / "briefs" / f"brief{number}.txt").write_text(text, encoding="utf-8")
    shelf.add(["briefs"])
    by_letter = {letter: [article for article in shelf.articles() if article.id[0] == letter] for letter in "0123456789abcdef"}
    letter, candidates = max(by_letter.items(), key=lambda item: len(item[1]))
    for command in (("show", letter), ("remove", letter), ("date", letter, "2022-01-01")):
        words = complaint(dateline(*command, capsys=capsys))
        assert f"the id {letter} begins those of {len(candidates)} articles" in words
        assert sum(f"{article.id} ({article.title})" in words for article in candidates) == min(5, len(candidates))
        assert words.endswith("give more of it")
    assert len(shelf.articles()) == 45


@pytest.mark.parametrize("id", ["", "nothing", "%", "_", "*"])
def test_an_id_that_nothing_has_is_named(id: str, shelf: Archive, capsys: Capture) -> None:
    for command in (("show", id), ("remove", id), ("date", id, "2022-01-01")):
        assert "there is no article" in complaint(dateline(*command, capsys=capsys))
    assert len(shelf.articles()) == 5


def test_remove_takes_beginnings_and_each_article_once(shelf: Archive, capsys: Capture) -> None:
    bridge, nets = id_of(shelf, "bridge.txt"), id_of(shelf, "nets.txt")
    assert dateline("remove", beginnings(shelf, bridge)[0], bridge, capsys=capsys).out == "1 article removed.\n"
    assert dateline("remove", beginnings(shelf, nets)[0], "--json", capsys=capsys).document == {"removed": 1}
    assert {bridge, nets} & {article.id for article in shelf.articles()} == set()


# --- info --------------------------------------------------------------------------------------------------------------------


def test_info_counts_what_is_there(shelf: Archive, capsys: Capture) -> None:
    done = dateline("info", "--json", capsys=capsys)
    found = done.document
    assert (done.code, done.err) == (0, "")
    size = counts(shelf)
    assert (found["files"], found["articles"], found["passages"]) == (5, 5, size.passages)
    assert found["outlets"] == [
        {"source": "The Eastmere Slate", "articles": 3},
        {"source": None, "articles": 1},
        {"source": "Hallow Bay Courier", "articles": 1},
    ]
    assert (found["earliest"], found["latest"], found["undated"], found["corrected"]) == ("2022-01-10", "2022-02-02", 1, 0)
    assert found["newest"]["id"] == id_of(shelf, "glassworks.txt")
    assert (found["model"], found["embedder"], found["format"]) == ("all-MiniLM-L6-v2", "hashing:0:64:unit", 6)
    assert found["generation"] == generation(shelf)


def test_info_measures_the_files(shelf: Archive, capsys: Capture) -> None:
    sizes = dateline("info", "--json", capsys=capsys).document["sizes"]
    files = [file for file in shelf.path.rglob("*") if file.is_file()]
    assert sizes["total"] == sum(file.stat().st_size for file in files)
    assert sizes["catalog"] >= (shelf.path / "catalog.sqlite").stat().st_size > 0
    assert sizes["vectors"] == sum(file.stat().st_size for file in files if file.relative_to(shelf.path).parts[0].startswith("vectors-"))
    assert sizes["total"] == sizes["catalog"] + sizes["vectors"] + sizes["other"]


def test_info_knows_the_users_corrections_and_the_newest_then(shelf: Archive, capsys: Capture) -> None:
    nets = id_of(shelf, "nets.txt")
    shelf.correct(nets, date(2023, 5, 6))
    found = dateline("info", "--json", capsys=capsys).document
    assert (found["corrected"], found["undated"], found["latest"], found["newest"]["id"]) == (1, 0, "2023-05-06", nets)
    assert dateline("show", nets, "--json", capsys=capsys).document["corrected_on"] == date.today().isoformat()


def test_info_of_an_archive_with_nothing_in_it(archive: Archive, capsys: Capture) -> None:
    done = dateline("info", "--archive", archive.path, "--json", capsys=capsys)
    assert (done.document["articles"], done.document["newest"], done.document["outlets"], done.document["embedder"]) == (0, None, [], None)
    assert "0 articles in 0 passages, from 0 files" in dateline("info", "--archive", archive.path, capsys=capsys).out


def test_info_in_the_terminal_is_one_figure_a_line(shelf: Archive, capsys: Capture) -> None:
    lines = {line.split("  ")[0]: line for line in dateline("info", capsys=capsys).out.splitlines()}
    assert "5 articles in 5 passages, from 5 files" in lines["Holds"]
    assert "The Eastmere Slate (3); of no known outlet (1); Hallow Bay Courier (1)" in lines["Outlets"]
    assert "between 10 January and 2 February 2022" in lines["Days"]
    assert "1 article" in lines["Undated"]
    assert "Glassworks at Hallow Bay to hire sixty people, 2 February 2022 (stated)" in lines["Newest"]
    assert "hashing:0:64:unit" in lines["Embedding model"]


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (9_949, "9.9 kB"), (9_951, "10 kB"), (999_499, "999 kB"), (999_500, "1.0 MB")],
)
def test_a_size_in_words(count: int, words: str) -> None:
    assert size(count) == words


# --- articles ----------------------------------------------------------------------------------------------------------------


def files_of(done: Done) -> list[str]:
    assert done.code == 0, done.err
    return [article["file"] for article in done.document["articles"]]


def test_articles_with_their_texts(shelf: Archive, capsys: Capture) -> None:
    listed = dateline("articles", "--json", capsys=capsys).document["articles"]
    full = dateline("articles", "--text", "--json", capsys=capsys).document["articles"]
    assert [{name: value for name, value in article.items() if name not in ("text", "body_start")} for article in full] == listed
    for article in full:
        document = Path(article["file"]).read_text(encoding="utf-8")
        assert document[article["start"] : article["end"]] == article["text"]
        assert article["start"] <= article["body_start"] < article["end"]
    assert [article["text"][article["body_start"] - article["start"] :][:4] for article in full if article["file"] == "nets.txt"] == [
        "Nets"
    ]


@pytest.mark.parametrize(
    ("options", "files"),
    [
        (("--since", "2022-01-11"), ["bridge.txt", "glassworks.txt", "light-late.txt"]),
        (("--since", "11 January 2022", "--until", "January 2022"), ["bridge.txt", "light-late.txt"]),
        (("--until", "2022-01-10"), ["light.txt"]),
        (("--source", "the eastmere slate"), ["bridge.txt", "light-late.txt", "light.txt"]),
        (("--source", "Hallow Bay Courier", "--source", "nets.txt"), ["glassworks.txt", "nets.txt"]),
        (("--source", "The Eastmere Slate", "--until", "2022-01-10"), ["light.txt"]),
        (("--undated",), ["nets.txt"]),
        (("--undated", "--source", "The Eastmere Slate"), []),
    ],
)
def test_articles_of_a_window_of_outlets_and_without_a_date(
    options: tuple[str, ...], files: list[str], shelf: Archive, capsys: Capture
) -> None:
    assert files_of(dateline("articles", *options, "--json", capsys=capsys)) == files


def test_one_article_is_counted_in_the_singular(shelf: Archive, capsys: Capture) -> None:
    assert dateline("articles", "--undated", capsys=capsys).out.splitlines()[-1] == "1 article."
    assert dateline("articles", capsys=capsys).out.splitlines()[-1] == "5 articles."


def test_an_outlet_that_the_archive_lacks_is_noted(shelf: Archive, capsys: Capture) -> None:
    done = dateline("articles", "--source", "The Slate", "--json", capsys=capsys)
    assert files_of(done) == []
    assert "No article is from The Slate; the outlets of the archive are: Hallow Bay Courier, " in done.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--undated", "--since", "2022-01-01"), "an article without a date is in no window"),
        (("--undated", "--until", "2022-01-01"), "an article without a date is in no window"),
        (("--text",), "--text adds the texts to --json"),
        (("--since", "2022-02-01", "--until", "2022-01-01"), "before it begins"),
    ],
)
def test_options_that_do_not_go_together(options: tuple[str, ...], words: str, shelf: Archive, capsys: Capture) -> None:
    assert words in complaint(dateline("articles", *options, capsys=capsys), code=2)


def test_articles_of_a_byline(shelf: Archive, tmp_path: Path, capsys: Capture) -> None:
    text = "title,author,text\nEels return,Łucja Sokół,Eels have come back to the harbour of Eastmere.\nPiers,Tom Arvid,They get paint.\n"
    (tmp_path / "signed.csv").write_text(text, encoding="utf-8")
    shelf.add(["signed.csv"])
    listed = dateline("articles", "--author", "sokol", "--json", capsys=capsys).document["articles"]
    assert [(one["title"], one["author"], one["authors"]) for one in listed] == [("Eels return", "Łucja Sokół", ["Łucja Sokół"])]
    assert (
        "the nearest bylines of the archive are: Tom Arvid." in dateline("articles", "--author", "Tom Arvit", "--json", capsys=capsys).err
    )
    assert dateline("info", "--json", capsys=capsys).document["authors"] == [
        {"name": "Tom Arvid", "articles": 1},
        {"name": "Łucja Sokół", "articles": 1},
    ]
