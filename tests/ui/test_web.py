"""The web chat in a real browser: the server as a process of its own, the bundled sample as its archive."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from browsing import EXAMPLE, PHONE, Visit
from playwright.sync_api import expect

from index.archive import Archive
from index.settings import IndexSettings

pytestmark = pytest.mark.slow


def test_a_marker_leads_to_its_source_with_the_quotation_marked(visit: Visit) -> None:
    answer = visit.example()
    quotation = answer.locator(".words").first.text_content()
    assert "morning boats are full" in quotation
    answer.locator(".marker").first.click()
    card = visit.page.locator("#cite-A1-1.current")
    expect(card).to_be_focused()
    assert card.locator("mark").all_text_contents() == [quotation]
    head = visit.page.locator("#masthead").bounding_box()
    assert head["y"] == 0, "the page itself must not scroll away under its columns"


def test_a_follow_up_leans_on_the_question_before(visit: Visit) -> None:
    visit.example()
    assert "Vael" in visit.ask("And how many sailings were cancelled because of fog?", 2).inner_text()
    expect(visit.page.locator("#sources-A2")).to_be_visible()
    expect(visit.page.locator("#sources-A1")).to_be_hidden()


def test_what_the_archive_does_not_hold_it_does_not_say(visit: Visit) -> None:
    answer = visit.ask("Which spacecraft landed on Europa?", 1)
    assert answer.locator(".refusal").inner_text() == "The archive does not say."
    assert answer.locator("blockquote").count() == 0


def test_a_topic_alone_is_a_dated_list_whose_lines_lead_to_their_sources(visit: Visit) -> None:
    answer = visit.ask("ferry", 1)
    rows = answer.locator(".listing li")
    assert rows.count() >= 3
    assert rows.first.locator(".date").inner_text().startswith("29 December 2021")
    assert rows.first.locator("cite").inner_text() == "Ferry to link Tarnmouth and Oskerby from January 12"
    rows.first.locator(".marker").click()
    card = visit.page.locator("#cite-A1-1.current")
    card.wait_for()
    assert rows.first.locator(".line").inner_text().startswith(card.locator("mark").inner_text())


def test_help_is_no_refusal_and_its_examples_are_put_into_the_box(visit: Visit) -> None:
    answer = visit.ask("help", 1)
    assert answer.locator(".refusal, .searched, blockquote").count() == 0
    example = answer.locator(".help button.example").first
    words = example.inner_text()
    example.click()
    expect(visit.page.locator("#question textarea")).to_have_value(words)
    visit.page.press("#question textarea", "Enter")
    assert visit.answered(2).locator(".statement").count() > 0


def test_a_fact_about_the_archive_links_the_article_that_it_names(visit: Visit) -> None:
    answer = visit.ask("what is the newest article?", 1)
    assert "24 May 2022" in answer.locator(".archive .told").inner_text()
    answer.locator(".marker").click()
    visit.page.locator("#cite-A1-1.current").wait_for()
    assert not visit.complaints


def test_a_window_that_leaves_nothing_says_so(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Filters").click()
    visit.page.get_by_label("Published since").fill("1990-01-01")
    visit.page.get_by_label("Published until").fill("1990-02-01")
    words = visit.ask(EXAMPLE, 1).inner_text()
    assert "The archive does not say." in words
    assert "Searched: 0 articles (0 passages), between 1 January and 1 February 1990." in words
    expect(visit.page.locator(".chip.published")).to_contain_text("between 1 January and 1 February 1990")


def test_the_conversation_is_exported_with_quotations_that_stand(visit: Visit, sample_archive: Path) -> None:
    visit.example()
    visit.ask("Which spacecraft landed on Europa?", 2)
    visit.page.get_by_role("button", name="Export").click()
    files: dict[str, str] = {}
    for name in ("Markdown, to read and print", "JSON, exact", "CSV, for a spreadsheet"):
        with visit.page.expect_download() as download:
            visit.page.get_by_role("button", name=name).click()
        assert re.fullmatch(r"dateline-\d{4}-\d\d-\d\d\.(md|json|csv)", download.value.suggested_filename)
        files[download.value.suggested_filename.rpartition(".")[2]] = Path(download.value.path()).read_text(encoding="utf-8-sig")
    turns = json.loads(files["json"])["turns"]
    assert [turn["status"] for turn in turns] == ["answered", "not_found"]
    cited = [citation for turn in turns for citation in turn["citations"]]
    assert cited
    with Archive.open(sample_archive, IndexSettings()) as archive:
        for citation in cited:
            assert archive.article(citation["article_id"]).slice(citation["start"], citation["end"]) == citation["quote"]
    rows = list(csv.DictReader(io.StringIO(files["csv"], newline="")))
    assert [row["quote"].removeprefix("'") for row in rows] == [*(citation["quote"] for citation in cited), ""]
    assert f"[^{len(cited)}]: " in files["md"]
    expect(visit.page.locator("#saved .saved[role=status]")).to_contain_text("letter for letter")
    assert visit.complaints == []


def test_an_export_is_offered_while_there_is_a_conversation(visit: Visit) -> None:
    button = visit.page.get_by_role("button", name="Export")
    expect(button).to_have_count(0)
    visit.example()
    expect(button).to_be_visible()
    visit.page.get_by_role("button", name="New conversation").click()
    expect(button).to_be_hidden()


def test_the_page_speaks_to_its_own_server_only_and_complains_of_nothing(visit: Visit, address: str) -> None:
    visit.example()
    foreign = [url for url in visit.requests if not url.startswith((f"{address}/", "data:", "blob:"))]
    assert len(visit.requests) > 10
    assert foreign == []
    assert visit.complaints == []


def test_on_a_phone_nothing_stands_out_sideways(browser: Any, address: str) -> None:
    with Visit(browser, address, viewport=PHONE) as visit:
        visit.example()
        for name in ("Export", "Filters"):
            visit.page.get_by_role("button", name=name, exact=True).click()
        visit.page.get_by_label("Published since").wait_for()
        visit.page.locator("#forms button").first.wait_for()
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        sticking_out = (
            "[...document.querySelectorAll('.turn *, .card *, #composer *')]"
            ".filter(e => e.getBoundingClientRect().right > innerWidth + 1).length"
        )
        assert visit.page.evaluate(sticking_out) == 0


def test_the_page_is_dark_where_the_system_is(browser: Any, address: str) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        with Visit(browser, address, color_scheme=scheme) as visit:
            grounds.append(visit.page.evaluate("getComputedStyle(document.querySelector('.gradio-container')).backgroundColor"))
    light, dark = (sum(int(part) for part in ground[4:-1].split(",")) for ground in grounds)
    assert light > 3 * 200
    assert dark < 3 * 60


def test_a_taken_port_is_one_sentence(address: str, tmp_path: Path) -> None:
    from commands import dateline_process

    port = address.rpartition(":")[2]
    done = dateline_process("serve", "--port", port, cwd=tmp_path)
    assert done.code != 0
    assert done.complaints == [f"Port {port} on 127.0.0.1 is taken; choose another with --port, or 0 for any free one."]


def test_only_tests_with_a_browser_may_be_run_once_more(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("usepdb"):
        pytest.skip("a debugger bears no second run")
    for item in request.session.items:
        assert (item.get_closest_marker("flaky") is not None) == ("browser" in getattr(item, "fixturenames", ())), item.nodeid
