"""Exports of a conversation: every quotation exact and found again, nothing foreign that acts as markup or as a formula."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from exported_talk import META, QUOTE, STATED, answered, article, refused
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from shelf import Shelf

from assistant.assistant import Assistant
from assistant.exports.forms import COLUMNS, ExportForm, as_bytes, as_csv, as_json, export_form, gather
from assistant.exports.markdown import escaped, markdown, quoted
from assistant.exports.standing import Standing, prove
from assistant.types import Lead, Remark, Statement, Turn
from assistant.wording import NOT_FOUND
from index.archive import Archive
from index.errors import InputError
from index.types import Article, Evidence, Hit, Passage
from ui.conversation import Exchange, answers_of

HOSTILE = (
    "<script>alert(1)</script>",
    "![picture](https://evil.example/x.png)",
    "[click](javascript:alert(1)) <https://evil.example>",
    "*bold* _soft_ **strong** `code` ~~gone~~ ==marked== ^up^ $x$ %%hidden%%",
    "# a heading",
    "1. a list",
    "- a list\n- of two",
    "    indented\n\ttoo",
    "```\nfence\n```",
    "line\n===\nline\n---",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "[^1]: a footnote of its own [^1]",
    "[evil]: https://evil.example 'title'",
    "&lt;b&gt; &amp; &#42;",
    "ends in a backslash\\",
    "> quoted\n\nafter a blank line",
    "a hard break  \nand one\\\nmore!",
    ": a definition\n::: div\n+ plus",
    "A. Initial\n(a) paragraph\nIV) roman",
    "see www.evil.example, evil.example or someone@evil.example!",
    "(c) 2031 -- +- ... 'straight' \"marks\"",
)


def hit(home: Article) -> Hit:
    return Hit(Passage("p1", home.id, 0, home.start, home.end, home.text, home.title), home, 0.5)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# --- what every form holds ---------------------------------------------------------------------------------------------------


def test_every_quotation_stands_in_its_file_in_every_form(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    assistant = Assistant(archive)
    first = assistant.ask("When did the harbour of Port Arden reopen after the storm?")
    answers = [first, assistant.ask("Which prize did the players of the chess final share?", [Turn(first.question, first.text)])]
    export = gather(answers, archive, META)
    assert [note.number for note in export.footnotes] == list(range(1, len(export.footnotes) + 1))
    assert export.footnotes
    document = json.loads(as_bytes(export, ExportForm.JSON))
    rows = [row for row in rows_of(as_bytes(export, ExportForm.CSV).decode()) if row["footnote"]]
    cited = [citation for turn in document["turns"] for citation in turn["citations"]]
    assert len(rows) == len(cited) == len(export.footnotes)
    blocks = [quotation(inside) for _, inside in footnotes(markdown(export))]
    for citation, row, block in zip(cited, rows, blocks, strict=True):
        quote = Path(citation["file"]).read_text(encoding="utf-8")[citation["start"] : citation["end"]]
        assert citation["quote"] == row["quote"] == block == quote
        assert citation["quote_sha256"] == row["quote_sha256"] == digest(quote)
        assert citation["article_sha256"] == row["article_sha256"] == digest(archive.article(citation["article_id"]).text)
        assert (citation["standing"], row["standing"], citation["offsets_in"]) == ("stands", "stands", "file")
        assert (row["start"], row["end"]) == (str(citation["start"]), str(citation["end"]))


def test_json_says_what_it_is_and_where_it_comes_from() -> None:
    home = article(f"The pass is shut. {QUOTE}")
    document = as_json(gather([answered(home, QUOTE), refused(hit(home))], Shelf((home,)), META))
    assert (document["format"], document["format_version"], document["version"]) == ("dateline-conversation", 1, "9.8.7")
    assert document["exported"] == "2031-06-01T09:30:00+00:00"
    assert document["archive"] == {"name": "lantern", "fingerprint": "model|rules|0123", "articles": 2, "passages": 5}
    assert [(turn["turn"], turn["status"], len(turn["citations"]), len(turn["nearest"])) for turn in document["turns"]] == [
        (1, "answered", 1, 0),
        (2, "not_found", 0, 1),
    ]
    assert document["turns"][0]["window"] == {"since": "2031-05-04", "until": "2031-05-04", "from_words": "that Sunday"}


def test_offsets_say_what_they_count_in() -> None:
    home = article(QUOTE, start=0, in_file=False)
    export = gather([answered(home, QUOTE)], Shelf((home,)), META)
    assert as_json(export)["turns"][0]["citations"][0]["offsets_in"] == "article"
    assert f"characters 0–{len(QUOTE)} of the stored text" in shown(markdown(export))


@pytest.mark.parametrize(("name", "form"), [("a.md", ExportForm.MARKDOWN), ("A.JSON", ExportForm.JSON), ("b.c.csv", ExportForm.CSV)])
def test_the_name_says_the_form(name: str, form: ExportForm) -> None:
    assert export_form(name) is form


@pytest.mark.parametrize("name", ["md", "a.txt", "a.md.gz", "a.", ""])
def test_a_name_that_says_no_form_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=r"\.md, \.json or \.csv"):
        export_form(name)


def test_the_broken_name_of_a_file_can_be_written() -> None:
    home = replace(article(QUOTE), file="caf\udce9.txt")
    export = gather([answered(home, QUOTE)], Shelf((home,)), META)
    written = {form: as_bytes(export, form).decode() for form in ExportForm}
    assert json.loads(written[ExportForm.JSON])["turns"][0]["citations"][0]["file"] == "caf\udce9.txt"
    assert all("caf\\udce9" in text.replace("\\\\", "\\") for text in written.values())


# --- what has become of a quotation ------------------------------------------------------------------------------------------


def test_a_quotation_is_looked_up_again() -> None:
    home = article(f"The pass is shut. {QUOTE}")
    at = home.start + 18
    place = ("a1", at, at + len(QUOTE), QUOTE)
    later, other = replace(home, start=140), replace(home, id="b2", text=f"Again: {QUOTE}", start=0)
    found = [prove(*place, Shelf(held)) for held in ((home, other), (later,), (other,), (replace(home, text="The pass is open."),), ())]
    assert [(proof.standing, proof.article.id if proof.article else None, proof.start) for proof in found] == [
        (Standing.STANDS, "a1", at),
        (Standing.MOVED, "a1", at + 40),
        (Standing.MOVED, "b2", 7),
        (Standing.MISSING, "a1", None),
        (Standing.MISSING, None, None),
    ]


def test_what_has_gone_since_is_said_in_every_form() -> None:
    home, kept = article(f"The pass is shut. {QUOTE}"), article("The ferry sails.", "b2")
    answers = [answered(home, QUOTE), answered(kept, "The ferry sails.")]
    export = gather(answers, Shelf((kept,)), META)
    assert [note.number for note in export.fallen] == [1]
    text = shown(markdown(export))
    assert "2, of which 1 no longer stand where they were quoted from: 1" in text
    assert "The archive no longer holds article a1, and the quoted words stand in no other." in text
    [gone], [stands] = (turn["citations"] for turn in as_json(export)["turns"])
    assert (gone["standing"], gone["article_sha256"], gone["offsets_in"], gone["quote"]) == ("missing", None, None, QUOTE)
    assert (stands["standing"], stands["footnote"]) == ("stands", 2)
    assert [row["standing"] for row in rows_of(as_csv(export))] == ["missing", "stands"]


def test_words_that_moved_are_told_with_their_new_place() -> None:
    home = article(f"The pass is shut. {QUOTE}")
    export = gather([answered(home, QUOTE)], Shelf((replace(home, start=0),)), META)
    [citation] = as_json(export)["turns"][0]["citations"]
    assert (citation["standing"], citation["now"]) == ("moved", {"article_id": "a1", "start": 18, "end": 18 + len(QUOTE)})
    assert "they now stand at characters 18–59 of article a1" in shown(markdown(export))


# --- Markdown ----------------------------------------------------------------------------------------------------------------

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN = {"paragraph_open", "paragraph_close", "inline", "text", "softbreak", "hardbreak", "blockquote_open", "blockquote_close"}
OURS = PLAIN | {f"{name}_{side}" for name in ("heading", "bullet_list", "list_item", "strong", "em", "link") for side in ("open", "close")}


def tokens(source: str) -> list[Token]:
    return [inner for token in PARSER.parse(source) for inner in (token, *(token.children or ()))]


def text_of(found: Iterable[Token]) -> str:
    breaks = {"softbreak": "\n", "hardbreak": "\n", "paragraph_close": "\n\n", "heading_close": "\n\n"}
    return "".join(token.content if token.type == "text" else breaks.get(token.type, "") for token in found)


def footnotes(document: str) -> list[tuple[int, str]]:
    """The footnotes of a document, each with what stands in it."""
    found = re.findall(r"^\[\^(\d+)\]: (.*\n(?:(?: {4}.*)?\n)*)", document, re.MULTILINE)
    return [(int(number), re.sub(r"^ {4}", "", inside, flags=re.MULTILINE)) for number, inside in found]


def body(document: str) -> str:
    return document.partition("\n[^1]: ")[0]


def quotation(inside: str) -> str:
    """What a reader sees of the blockquote of a footnote."""
    found = tokens(inside)
    first, last = (next(i for i, token in enumerate(found) if token.type == f"blockquote_{side}") for side in ("open", "close"))
    return text_of(found[first:last]).removesuffix("\n\n")


def shown(document: str) -> str:
    """All that a reader sees."""
    return "\n".join(text_of(tokens(part)) for part in (body(document), *(inside for _, inside in footnotes(document))))


def printable(text: str) -> str:
    """A text as Markdown can show it: without blanks at the ends of lines, and one blank line where there are several."""
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", text)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


@pytest.mark.parametrize("evil", HOSTILE)
def test_nothing_foreign_becomes_markup(evil: str) -> None:
    home = replace(article(f"{evil} {evil}", title=evil), source=evil, author=evil, file=evil, url=evil)
    home = replace(home, published=replace(STATED, evidence=(Evidence(evil, 1, 2, evil),)))
    answers = [answered(home, home.text, question=evil, notes=(evil,)), refused(hit(home), question=evil)]
    document = markdown(gather(answers, Shelf((home,)), META))
    [(number, inside)] = footnotes(document)
    assert number == 1
    found = [*tokens(body(document)), *tokens(inside)]
    assert {token.type for token in found} <= OURS - {"link_open", "link_close"}
    assert [token.tag for token in found if token.type == "heading_open"] == ["h1", "h2", "h2", "h2"]
    assert " ".join(evil.split()) in text_of(tokens(body(document)))
    assert quotation(inside) == printable(home.text)


MARKS = st.text(alphabet="aZ19 .-+=#*_[]()<>!&;:~`'\"\\|^$@%{}/,é\u00a0“", max_size=40)


@given(MARKS)
def test_one_line_of_any_signs_is_shown_as_it_is(text: str) -> None:
    found = tokens(escaped(text))
    assert {token.type for token in found} <= {"paragraph_open", "paragraph_close", "inline", "text"}
    assert text_of(found).removesuffix("\n\n") == text.strip()


@given(st.lists(MARKS, min_size=1, max_size=6).map("\n".join).filter(str.strip))
def test_lines_of_any_signs_are_shown_as_they_are(text: str) -> None:
    found = tokens(quoted(text))
    assert {token.type for token in found} <= PLAIN
    assert text_of(found).removesuffix("\n\n") == printable(text)


@pytest.mark.parametrize(
    "text",
    [
        "Last week's report (the \"third\" one) is out: prices rose 3.5% -- or so it's said...",
        "The bill of $5 million went to Brandt & Sons, of No. 5, for file_name_2.txt.",
        "It was -5 degrees at 10 * 3 sites; C# and a < b are no news, says AT&T!",
        "– A dash, “marks”, 'single' ones and (c) 2031 + 2 = 3",
    ],
)
def test_what_is_no_markup_is_not_escaped(text: str) -> None:
    assert escaped(text) == text
    assert quoted(f"{text}\n{text}") == f"> {text}\\\n> {text}"


def test_footnotes_are_numbered_through_and_each_is_called_once() -> None:
    home = article("One stands. Two stands. Three stands.")
    answers = [answered(home, "One stands.", "Two stands."), refused(hit(home)), answered(home, "Three stands.")]
    document = markdown(gather(answers, Shelf((home,)), META))
    assert re.findall(r"\[\^(\d+)\](?!:)", document) == ["1", "2", "3"]
    assert [(number, quotation(inside)) for number, inside in footnotes(document)] == [
        (1, "One stands."),
        (2, "Two stands."),
        (3, "Three stands."),
    ]


def test_the_document_says_all_that_a_reader_needs() -> None:
    home = article(f"The pass is shut. {QUOTE}")
    meta = replace(META, made=datetime(2031, 6, 1, 9, 30, tzinfo=timezone(timedelta(hours=2))), model="some:model")
    first = answered(home, QUOTE, notes=("“brant” was read as “brandt”.",))
    first = replace(first, standalone_question="Why wait?", sources=("The Tarn Echo",))
    text = shown(markdown(gather([first, refused(hit(home))], Shelf((home,)), meta)))
    for words in (
        "Exported: 1 June 2031, 09:30 UTC+02:00, by Dateline 9.8.7",
        "Archive: lantern, 2 articles in 5 passages; fingerprint model|rules|0123",
        "Language model: some:model",
        "Quotations: 1, each found in the archive letter for letter at the moment of export",
        "1. Why?",
        "Read as: Why wait?",
        "Window: 4 May 2031 (from the words “that Sunday”)",
        "Outlets: The Tarn Echo",
        "Answered by: extractive",
        "Note: “brant” was read as “brandt”.",
        "Searched: 2 articles (5 passages)",
        "2. Who won?",
        f"{NOT_FOUND} Searched: 2 articles (5 passages).",
        "What came nearest:",
        "Ash closes pass, The Tarn Echo, by R. Oss, 4 May 2031 (stated)",
        "Speaker: Ilse Brandt",
        "Date: 4 May 2031, stated by the source: “4 May 2031” (date line, characters 12–22)",
        "Place: echo.txt, characters 118–159",
        "Address: https://echo.example/ash",
        f"Article: a1, SHA-256 {digest(home.text)}",
        f"Quotation: SHA-256 {digest(QUOTE)}",
    ):
        assert words in text


def test_a_web_address_is_a_link_and_no_other_is() -> None:
    for url, links in (("https://echo.example/a_b?c=1&d=*2*", 1), ("javascript:alert(1)", 0), ("https://a b", 0), ("https://a><b>", 0)):
        home = replace(article(QUOTE), url=url)
        [(_, inside)] = footnotes(markdown(gather([answered(home, QUOTE)], Shelf((home,)), META)))
        found = [token for token in tokens(inside) if token.type == "link_open"]
        assert len(found) == links
        assert f"Address: {url}" in text_of(tokens(inside))


def test_a_quotation_in_a_statement_stands_under_its_lead_in_marks() -> None:
    home = article("We wait for the wind")
    document = markdown(gather([answered(home, home.text)], Shelf((home,)), META))
    assert "\n\nIlse Brandt, 4 May 2031 (stated): “We wait for the wind”[^1]\n\n" in document


def test_a_claim_is_followed_by_whose_words_carry_it() -> None:
    home = article("One stands. Two stands.")
    answer = answered(home, "One stands.", "Two stands.")
    claim = Statement((1, 2), (Lead(STATED, speaker="Ilse Brandt"), Lead(STATED, headline="Ash")), remark=Remark.of("Both stand!"))
    document = markdown(gather([replace(answer, statements=(claim,))], Shelf((home,)), META))
    assert "\n\nBoth stand! — Ilse Brandt, 4 May 2031 (stated); “Ash”, 4 May 2031 (stated)[^1][^2]\n\n" in document
    bare = replace(answer, statements=(replace(claim, leads=()),))
    assert "\n\nBoth stand\\![^1][^2]\n\n" in markdown(gather([bare], Shelf((home,)), META))


def test_the_numbers_of_an_answer_become_those_of_the_document() -> None:
    home = article("One stands. Two stands. Three [1] stands.")
    notes = (Remark.of("The story of ", 2, " was also carried by [1] Foam."), "See [9].")
    two = answered(home, "Two stands.", "Three [1] stands.", notes=notes)
    order = Statement((1, 2), remark=Remark.of("First that of ", 1, ", then that of ", 2, ", which [7] does not say."))
    two = replace(two, statements=(order, *two.statements))
    document = markdown(gather([answered(home, "One stands."), two], Shelf((home,)), META))
    assert r"First that of[^2], then that of[^3], which \[7\] does not say." in document
    assert r"“Three \[1\] stands.”[^3]" in document
    assert r"The story of \[3\] was also carried by \[1\] Foam." in document
    assert r"See \[9\]." in document


# --- CSV ---------------------------------------------------------------------------------------------------------------------


def rows_of(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))


def test_a_row_for_each_citation_and_one_for_a_refusal() -> None:
    home = article('One, "two"\r\nand three. Four stands.')
    answers = [answered(home, 'One, "two"\r\nand three.', "Four stands."), refused(hit(home))]
    table = as_csv(gather(answers, Shelf((home,)), META))
    assert table.startswith("\ufeff" + ",".join(COLUMNS) + "\r\n")
    rows = rows_of(table)
    assert [(row["turn"], row["status"], row["footnote"], row["quote"]) for row in rows] == [
        ("1", "answered", "1", 'One, "two"\r\nand three.'),
        ("1", "answered", "2", "Four stands."),
        ("2", "not_found", "", ""),
    ]
    first = rows[0]
    assert (first["headline"], first["outlet"], first["byline"], first["url"]) == (home.title, home.source, home.author, home.url)
    assert (first["published_earliest"], first["published_basis"]) == ("2031-05-04", "stated")
    assert (first["published_evidence"], first["window_from_words"]) == ("“4 May 2031” (date line)", "that Sunday")
    assert rows[2]["answer"].startswith(NOT_FOUND)


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_is_a_formula(first: str) -> None:
    evil = f'{first}HYPERLINK("https://evil.example";"x")'
    home = replace(article(f"{evil} stands.", title=evil), source=evil, author=evil, file=evil, url=evil)
    rows = rows_of(as_csv(gather([answered(home, f"{evil} stands.", question=evil, notes=(evil,))], Shelf((home,)), META)))
    assert rows[0]["quote"] == f"'{evil} stands."
    assert [cell for cell in rows[0].values() if cell.startswith(first)] == []


# --- what the web chat hands over --------------------------------------------------------------------------------------------


def test_the_finished_answers_of_a_conversation_are_exported() -> None:
    home = article(QUOTE)
    given = answered(home, QUOTE)
    conversation = (
        Exchange(1, "Why?", given).finished(),
        Exchange(2, "Why?", problem="The model is away.").finished(),
        Exchange(3, "Why?", given, problem="Stopped.").finished(),
        Exchange(4, "Why?", given),
    )
    assert [answer.notes for answer in answers_of(conversation)] == [(), ("Stopped.",)]
