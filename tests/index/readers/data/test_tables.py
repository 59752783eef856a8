"""JSON, JSON Lines and tables: stories under the names that exports give their fields, and files that are broken or made to do harm."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import EmptyInputError, InputError, NotTextError, SettingsError
from index.readers.base import Collection, Story
from index.readers.data import fields
from index.readers.data.fields import check_mapping, day_of
from index.readers.data.labels import FIELDS, normal
from index.readers.data.tables import read
from index.readers.html_prose import plain

URL = "https://p.example/1"
BODY = "The tram of Velden opened on Sunday, the council said.\n\nIt runs every ten minutes."


def data(content: Any, name: str = "news.json", **mapping: str) -> Collection:
    raw = content if isinstance(content, bytes) else (content if isinstance(content, str) else json.dumps(content)).encode()
    return read(Path(name), raw, mapping)


def story(content: Any, name: str = "news.json", **mapping: str) -> Story:
    [found] = data(content, name, **mapping).stories
    return found


@pytest.mark.parametrize(
    "entry",
    [
        {"title": "Tram opens", "body": BODY, "published": "2031-05-04", "source": "Post", "author": "I. Calder", "url": URL},
        {"headline": "Tram opens", "full_text": BODY, "pubDate": "Sun, 04 May 2031 23:30:00 -0500", "outlet": "Post",
         "byline": "By I. Calder", "canonical_url": URL},
        {"name": "Tram opens", "articleBody": BODY, "datePublished": "2031-05-04T23:30:00+02:00", "publisher": {"name": "Post"},
         "author": {"name": "I. Calder"}, "url": URL},
        {"title": {"rendered": "Tram opens"}, "content": {"rendered": BODY}, "date": "2031-05-04T10:00:00", "source": {"name": "Post"},
         "authors": [{"name": "I. Calder"}], "link": URL},
        {"Title": "Tram opens", "Full Text": BODY, "Publication-Date": "20310504", "NEWSPAPER": "Post", "Authors": ["I. Calder"],
         "URL": URL},
        {"webTitle": "Tram opens", "webUrl": URL, "webPublicationDate": "2031-05-04T00:10:00Z",
         "fields": {"bodyText": BODY, "byline": "I. Calder", "publication": "Post"}},
        {"_id": "7", "_source": {"headline": "Tram opens", "text": BODY, "timestamp": 1935662400, "site": "Post", "creator": "I. Calder",
         "permalink": URL}},
        {"headline": {"main": "Tram opens"}, "lead_paragraph": BODY, "pub_date": "2031-05-04T00:00:00+0000", "source": "Post",
         "byline": {"original": "By I. Calder"}, "web_url": URL},
    ],
)  # fmt: skip
def test_usual_names_are_understood(entry: dict[str, Any]) -> None:
    found = story([entry])
    assert (found.title, found.text, found.source, found.author, found.url) == (
        *("Tram opens", BODY, "Post", "I. Calder"),
        URL,
    )
    assert found.published is not None
    assert found.published.day == date(2031, 5, 4)


ENTRY = {"title": "Tram opens", "text": BODY}


@pytest.mark.parametrize(
    "wrap",
    [
        lambda entries: entries,
        lambda entries: {"articles": entries, "totalResults": 2},
        lambda entries: {"status": "ok", "data": entries},
        lambda entries: {"response": {"docs": entries}},
        lambda entries: {"hits": {"total": 2, "hits": [{"_source": entry} for entry in entries]}},
        lambda entries: {"a": entries[0], "b": entries[1]},
        lambda entries: {"title": "A feed", "description": "of news", "items": entries},
        lambda entries: [{"page": 1, "results": entries}],
        lambda entries: {"@graph": entries},
    ],
)
def test_the_list_of_entries_is_found(wrap: Any) -> None:
    assert [found.title for found in data(wrap([ENTRY, {**ENTRY, "title": "Second"}])).stories] == ["Tram opens", "Second"]


def test_a_single_story_is_not_taken_for_its_pictures() -> None:
    assert story({**ENTRY, "images": [{"title": "A tram", "description": "In the rain"}], "related": [ENTRY]}).text == BODY


def test_lines_of_json_are_read_one_by_one() -> None:
    lines = [
        json.dumps(ENTRY),
        "",
        "{broken",
        json.dumps({"id": 3}),
        json.dumps({"title": "Line\u2028end", "text": "A\u2028B"}, ensure_ascii=False),
        "[" * 90_000,
    ]
    found = data("\n".join(lines), "news.jsonl")
    assert [one.title for one in found.stories] == ["Tram opens", "Line\u2028end"]
    assert found.stories[1].text == "A\u2028B"
    assert found.format == "JSON Lines"
    assert [sentence[:7] for sentence in found.skipped] == ["entry 2", "entry 5", "entry 3"]
    assert data("\n".join(lines), "news.json").stories == found.stories


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ('title,body,date\n"Tram opens","The ""new"" tram, opened.\n\nIt runs.",2031-05-04\n', "a.csv"),
        ('Title;Body;Date\r\nTram opens;"The ""new"" tram, opened.\r\n\r\nIt runs.";04.05.2031\r\n', "a.csv"),
        ('title\tbody\tdate\nTram opens\t"The ""new"" tram, opened.\n\nIt runs."\t4 May 2031\n', "a.tsv"),
        ('Search of 2031;;\n;;\ntitle;body;date\nTram opens;"The ""new"" tram, opened.\n\nIt runs.";2031-05-04\n', "a.csv"),
        ('title,body,date\n"Tram opens","The \\"new\\" tram, opened.\n\nIt runs.",2031-05-04\n', "a.csv"),
        ('\ufeff"title"|"body"|"date"\n"Tram opens"|"The ""new"" tram, opened.\n\nIt runs."|"2031-05-04"\n', "a.csv"),
    ],
)
def test_tables_however_they_are_written(content: str, name: str) -> None:
    found = story(content, name)
    assert (found.title, found.text) == ("Tram opens", 'The "new" tram, opened.\n\nIt runs.')
    assert found.published is not None
    assert (found.published.day, found.published.field[:3]) == (date(2031, 5, 4), name[2:].upper())


def test_rows_without_text_are_told() -> None:
    found = data(f'title,text\nA,"{BODY}"\nB,\n\nC,"{BODY}",more\nD\n', "a.csv")
    assert ([one.title for one in found.stories], found.skipped) == (["A", "C"], ("entry 2 has no text", "entry 4 has no text"))


def test_a_mapping_names_unusual_fields() -> None:
    odd = {"hl": "Tram opens", "meta": {"when": "2031-05-04", "src": [{"n": "Post"}]}, "Story Txt": BODY, "title": "Not this"}
    found = story([odd], title="hl", body="storytxt", date="meta.when", outlet="meta.src.0.n")
    assert (found.title, found.text, found.source) == ("Tram opens", BODY, "Post")
    assert found.published is not None
    assert (found.published.day, found.published.field) == (date(2031, 5, 4), "JSON meta.when")
    assert story(f"hl,stuff\nTram opens,{BODY.split(',')[0]}\n", "a.csv", title="hl", text="stuff").title == "Tram opens"
    with pytest.raises(EmptyInputError, match="--map text=NAME"):
        data([ENTRY], text="nowhere")


def test_a_mapping_of_nothing_is_refused() -> None:
    check_mapping({"title": "hl", "body": "x"})
    for mapping in ({"colour": "hl"}, {"title": " "}):
        with pytest.raises(SettingsError):
            check_mapping(mapping)
    assert set(FIELDS) >= {"title", "text", "published", "source"}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        *[(words, date(2031, 5, 4)) for words in ("2031-05-04", "20310504", "20310504093000", "2031-05-04T23:59:00-11:00", "May 4, 2031")],
        *[
            (words, date(2031, 5, 4))
            for words in ("Sun, 04 May 2031 23:30:00 +0200", "1935662400", "1935662400000", "1935662400.5", "4.5.2031")
        ],
        *[
            (words, None)
            for words in ("2031", "04/05/2031", "soon", "", "99999999999999999999", "-5", "0", "20311350", "31/31/2031", "Monday")
        ],
        *[("25/05/2031", date(2031, 5, 25)), ("05/25/2031", date(2031, 5, 25)), ("05/05/2031", date(2031, 5, 5)), ("9" * 400, None)],
    ],
)
def test_days_in_all_their_forms(words: str, day: date | None) -> None:
    assert day_of(words) == day


def test_slashed_dates_are_settled_by_the_others_or_not_at_all() -> None:
    def days(*words: str) -> list[date | None]:
        return [found.published.day if found.published else None for found in data([{**ENTRY, "date": word} for word in words]).stories]

    assert days("03/04/2031", "25/04/2031") == [date(2031, 4, 3), date(2031, 4, 25)]
    assert days("03/04/2031", "04/25/2031") == [date(2031, 3, 4), date(2031, 4, 25)]
    assert days("03/04/2031", "05/04/2031") == [None, None]
    assert days("03/04/2031", "04/25/2031", "25/04/2031") == [None, date(2031, 4, 25), date(2031, 4, 25)]


def test_a_day_of_change_is_no_day_of_publication() -> None:
    found = story([{**ENTRY, "updated_at": "2031-06-01T00:00:00Z"}])
    assert (found.published, found.modified) == (None, date(2031, 6, 1))


@pytest.mark.parametrize(
    ("markup", "prose"),
    [
        ("<p>One.</p>\n<p>Two &ldquo;x&rdquo; &amp;<br>three.</p>", "One.\n\nTwo “x” &\nthree."),
        ("<div>One<script>if (a < b) { p() }</script></div><!-- no --><ul><li>a</li><li>b</li></ul>", "One\n\na\n\nb"),
        ("5 < 6 and 7 > 3, <i>so</i> it <b>is</b>", "5 < 6 and 7 > 3, so it is"),
        ("One.\r\n\r\nTwo &quot;quoted&quot;.", 'One.\n\nTwo "quoted".'),
        ("a < b and c > d", "a < b and c > d"),
        ("One.<br><br>Two.<style>p {}", "One.\n\nTwo."),
        ("Q&A, AT&T &unknown;", "Q&A, AT&T &unknown;"),
    ],
)
def test_markup_becomes_prose(markup: str, prose: str) -> None:
    assert plain(markup) == prose
    assert story([{"title": "A", "content": markup}]).text == prose


@pytest.mark.parametrize("hostile", ["<" * 300_000, "<!--" * 80_000, "<p " * 100_000, "<script>" * 40_000, "&" * 300_000, "<p>" * 100_000])
def test_markup_takes_time_in_proportion(hostile: str) -> None:
    begin = time.process_time()
    plain(f"<p>{hostile}")
    assert time.process_time() - begin < 2


def test_a_cut_off_marker_of_an_interface_is_no_text() -> None:
    assert story([{"title": "A", "content": "The tram opened on… [+1234 chars]"}]).text == "The tram opened on"


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        ("[" * 100_000, "a.json", NotTextError),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "a.json", NotTextError),
        ('{"a": [1,}', "a.json", NotTextError),
        ("[1, 2", "a.json", NotTextError),
        ("[]", "a.json", EmptyInputError),
        ("7", "a.json", EmptyInputError),
        ('["a", "b"]', "a.json", EmptyInputError),
        ('{"name": "a", "version": 1}', "a.json", EmptyInputError),
        ("", "a.csv", EmptyInputError),
        ("a,b\n1,2\n", "a.csv", EmptyInputError),
        ("title,text\n", "a.csv", EmptyInputError),
        (b"\x00\x01\x02", "a.json", NotTextError),
        ('title,text\nA,"' + "b\n" * 3_000_000, "a.csv", NotTextError),
        ("{\n{", "a.jsonl", NotTextError),
    ],
)
def test_what_holds_no_stories(content: str | bytes, name: str, error: type[InputError]) -> None:
    with pytest.raises(error) as raised:
        data(content, name)
    assert str(raised.value).startswith(f"{name} ")
    assert str(raised.value).endswith(".")


def test_odd_values_do_no_harm() -> None:
    odd = f'"name": NaN, "text": "\\ud83d {BODY.splitlines()[0]} \\u0000", "date": {"9" * 5000}, "url": true, "url": -Infinity, "n": 1e999'
    found = story(f"[{{{odd}}}]")
    assert found.text.startswith("\ud83d ")
    assert (found.title, found.published, found.url) == (None, None, None)


def test_a_file_of_ten_thousand_entries_takes_seconds() -> None:
    content = json.dumps([{**ENTRY, "title": f"Tram {n}", "date": "2031-05-04T10:00:00Z"} for n in range(10_000)])
    begin = time.process_time()
    assert len(data(content).stories) == 10_000
    assert time.process_time() - begin < 10


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from("title text body date source fields items x".split()), inner, max_size=6)
    ),
    max_leaves=20,
)


@settings(max_examples=150)
@given(JSON, st.sampled_from([{}, {"text": "x"}, {"text": "items.0.x", "title": "source"}]))
def test_any_json_ends_in_stories_or_one_sentence(value: Any, mapping: dict[str, str]) -> None:
    try:
        assert data(value, **mapping).stories
    except InputError as error:
        assert str(error).startswith("news.json ")


@settings(max_examples=150)
@given(
    st.binary(max_size=60) | st.text('",;\t\n\\ titlexbody', max_size=80).map(lambda text: f"title,text{text}".encode()),
    st.sampled_from(["a.csv", "a.json", "a.jsonl"]),
)
def test_any_bytes_end_in_stories_or_one_sentence(raw: bytes, name: str) -> None:
    try:
        assert data(raw, name).stories
    except InputError as error:
        assert str(error).startswith(f"{name} ")


def test_records_that_were_never_published_are_left_out_and_counted() -> None:
    rows = [
        {"title": "Tram opens", "html": "<p>It runs.</p>", "status": "published"},
        {"title": "Rumour", "html": "<p>Not yet.</p>", "status": "draft"},
        {"title": "Later", "html": "<p>Next year.</p>", "status": "scheduled"},
        {"title": "Old", "text": "Gone.", "is_draft": True},
        {"title": "Found", "text": "Under a stone.", "status": "ok"},
    ]
    found = read(Path("a.json"), json.dumps({"db": [{"data": {"posts": rows}}]}).encode(), {})
    assert [story.title for story in found.stories] == ["Tram opens", "Found"]
    assert found.skipped[0] == "entry 2 was never published (draft)"
    assert len(found.skipped) == 3
    with pytest.raises(EmptyInputError, match="nothing that was published"):
        read(Path("a.json"), json.dumps(rows[1:3]).encode(), {})


def test_a_full_text_under_a_composed_name_comes_before_a_summary() -> None:
    text = "The tram of Velden opened on Sunday. " * 4
    for name in ("html_content", "fullArticleText", "raw_body"):
        [story] = read(
            Path("a.json"), json.dumps([{"title": "Tram", "summary": "It opens.", name: text, "html_url": "x" * 100}]).encode(), {}
        ).stories
        assert story.text == text.strip()


def test_the_program_that_kept_a_page_is_no_outlet() -> None:
    record = {"title": "Tram", "text": "It runs.", "source": "reader", "site_name": "Velden Post", "saved_at": "2033-01-01"}
    [story] = read(Path("a.json"), json.dumps([record]).encode(), {}).stories
    assert story.source == "Velden Post"


def test_days_and_names_in_parts() -> None:
    record = {
        "title": "Tram",
        "abstract": "It runs.",
        "container-title": "Velden Post",
        "author": [{"family": "Lind", "given": "Bo"}, {"firstName": "Ada", "lastName": "Ek"}],
        "issued": {"date-parts": [[2031, 5, 4]]},
        "accessed": {"date-parts": [[2033, 1, 1]]},
    }
    [story] = read(Path("a.json"), json.dumps([record]).encode(), {}).stories
    assert (story.source, story.author) == ("Velden Post", "Bo Lind, Ada Ek")
    assert story.published is not None
    assert story.published.day == date(2031, 5, 4)
    for parts in ([[2031]], [[2031, 5]], [], "x"):
        [story] = read(Path("a.json"), json.dumps([{**record, "issued": {"date-parts": parts}}]).encode(), {}).stories
        assert story.published is None


def test_days_under_names_made_of_the_words_for_them() -> None:
    for name in ("date_publish", "publishedTime", "first_published_date", "release-date", "pubDateUtc"):
        [story] = read(Path("a.json"), json.dumps([{"title": "Tram", "text": "It runs.", name: "2031-05-04"}]).encode(), {}).stories
        assert story.published is not None, name
    for name in ("publication", "issue", "republished_by", "date_download", "date_modify", "released"):
        [story] = read(Path("a.json"), json.dumps([{"title": "Tram", "text": "It runs.", name: "2031-05-04"}]).encode(), {}).stories
        assert story.published is None, name


def test_the_timestamp_of_what_a_program_fetched_is_no_day_of_publication() -> None:
    for mark in ("estimatedDate", "retrieved", "accessed_at"):
        record = {"title": "Tram", "text": "It runs.", "timestamp": "2033-01-01", mark: "2033-01-01"}
        [story] = read(Path("a.json"), json.dumps([record]).encode(), {}).stories
        assert story.published is None


def test_texts_in_the_blocks_of_editors() -> None:
    whole = "It runs every ten minutes."
    bodies = (
        [{"type": "paragraph", "text": whole}],
        {"blocks": [{"type": "paragraph", "data": {"text": whole}}]},
        [{"_type": "block", "children": [{"text": "It runs "}, {"text": "every ten minutes."}]}],
        {"content": [{"children": [{"text": whole}]}]},
    )
    for body in bodies:
        [story] = read(Path("a.json"), json.dumps([{"title": "Tram", "body": body}]).encode(), {}).stories
        assert story.text == whole


def test_the_answer_of_an_interface_that_was_asked_for_one_story_is_that_story() -> None:
    fields = {"headline": "Tram opens", "byline": "I. Calder", "bodyText": BODY}
    found = story(
        {"response": {"status": "ok", "content": {"webTitle": "Tram", "webPublicationDate": "2031-05-04T05:00:13Z", "fields": fields}}}
    )
    assert (found.title, found.author, found.text) == ("Tram opens", "I. Calder", BODY)
    assert found.published is not None and found.published.day == date(2031, 5, 4)


@pytest.mark.parametrize("column", ["excerpt", "Selection"])
def test_what_a_reader_kept_of_a_page_is_a_text_where_there_is_no_other(column: str) -> None:
    found = story(f'url,title,{column},created\nhttps://p.example/1,Tram opens,"{BODY}",2034-01-01\n', "kept.csv")
    assert (found.title, found.text, found.published) == ("Tram opens", BODY, None)


@pytest.mark.parametrize(
    "name", ["fecha_publicacion", "DatumVeröffentlichung", "data_di_pubblicazione", "dataPublicação", "publiceringsdag", "date-parution"]
)
def test_days_under_names_made_of_the_words_for_them_in_other_languages(name: str) -> None:
    found = story([{"title": "Tram", "text": "It runs.", name: "2031-05-04", "created": "2034-01-01"}])
    assert found.published is not None and found.published.day == date(2031, 5, 4)


@pytest.mark.parametrize("name", ["publicación", "data", "fecha_creacion", "data_modifica", "publication"])
def test_names_of_something_else_are_none_of_them(name: str) -> None:
    assert fields._names_day(normal(name)) is False
