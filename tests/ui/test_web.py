"""The web chat in a real browser: the server as a process of its own, the bundled sample as its archive."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import SCRIPT
from places import ROOT

from eval.bundled import add_sample
from index.archive import Archive
from index.settings import IndexSettings

pytestmark = pytest.mark.slow

EXAMPLE = "Who said that the morning boats are full?"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SWITCHES = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]
PHONE = {"width": 390, "height": 844}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"the server did not answer within a minute: {log.read_text()}")


@pytest.fixture(scope="module")
def executable() -> str:
    """The system's browser."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        assert os.environ.get("DATELINE_REQUIRE_BROWSER") != "1", "DATELINE_REQUIRE_BROWSER is 1, but no Chromium is on the PATH"
        pytest.skip("no Chromium or Chrome is on the PATH")
    return found


@pytest.fixture(scope="module")
def sample_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive."""
    folder = tmp_path_factory.mktemp("web") / "archive"
    with Archive.create_or_open(folder, IndexSettings()) as archive:
        add_sample(ROOT / "eval" / "sample", archive)
    return folder


@pytest.fixture(scope="module")
def address(executable: str, sample_archive: Path) -> Iterator[str]:
    """Where a server on the sample archive listens."""
    folder = sample_archive.parent
    port, log = _free_port(), folder / "server.log"
    options = ["--archive", str(sample_archive), "--port", str(port), "--examples", str(ROOT / "eval" / "sample" / "examples.json")]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [str(SCRIPT), "serve", *options],
            cwd=folder,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(f"http://127.0.0.1:{port}/", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(10)


@pytest.fixture(scope="module")
def browser(executable: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=SWITCHES)
        yield started
        started.close()


class Visit:
    """One visitor's page, with every request that it made and everything that it complained of."""

    def __init__(self, browser: Any, address: str, **context: Any) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **context})
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)
        self.page.wait_for_selector("#examples button")

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def answered(self, number: int) -> Any:
        """The finished answer of the turn."""
        answer = self.page.locator(f"#answer-A{number} .answer:not(:has(.busy))")
        answer.locator(".searched, .told, .problem").first.wait_for()
        return answer

    def example(self) -> Any:
        self.page.get_by_role("button", name=EXAMPLE).click()
        return self.answered(1)

    def ask(self, question: str, number: int) -> Any:
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        return self.answered(number)


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Visit]:
    with Visit(browser, address) as opened:
        yield opened


def test_a_marker_leads_to_its_source_with_the_quotation_marked(visit: Visit) -> None:
    answer = visit.example()
    quotation = answer.locator(".words").first.text_content()
    assert "morning boats are full" in quotation
    answer.locator(".marker").first.click()
    card = visit.page.locator("#cite-A1-1.current")
    card.wait_for()
    assert card.locator("mark").all_text_contents() == [quotation]
    assert card.evaluate("card => document.activeElement === card")
    head = visit.page.locator("#masthead").bounding_box()
    assert head["y"] == 0, "the page itself must not scroll away under its columns"


def test_a_follow_up_leans_on_the_question_before(visit: Visit) -> None:
    visit.example()
    assert "Vael" in visit.ask("And how many sailings were cancelled because of fog?", 2).inner_text()
    assert visit.page.locator("#sources-A1").is_hidden()
    assert visit.page.locator("#sources-A2").is_visible()


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
    assert visit.page.input_value("#question textarea") == words
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
    assert "between 1 January and 1 February 1990" in visit.page.locator("#window").inner_text()


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
    assert "letter for letter" in visit.page.locator("#saved .saved[role=status]").inner_text()
    assert visit.complaints == []


def test_an_export_is_offered_while_there_is_a_conversation(visit: Visit) -> None:
    button = visit.page.get_by_role("button", name="Export")
    assert button.count() == 0
    visit.example()
    button.wait_for()
    visit.page.get_by_role("button", name="New conversation").click()
    button.wait_for(state="hidden")


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
            visit.page.get_by_role("button", name=name).click()
        visit.page.get_by_label("Published since").wait_for()
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
