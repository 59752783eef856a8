"""What was measured of the page and did not hold: what goes over the wire, who gets in by browser, what is said where nothing answers."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browsing import Visit
from commands import archive_of_two
from served_page import served

from assistant.assistant import Assistant
from index.archive import Archive
from index.types import Basis, Dating
from ui.desk import Desk
from ui.markup import LONGEST_LABEL, isolated, link
from ui.timeline import Along, DatedWords
from ui.timeline_page import along_html
from ui.users import Users

PASSWORD = "ten letters at least"


def test_an_answer_that_is_there_at_once_goes_over_the_wire_once(archive: Archive, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.add([str(files / "note.txt")])
    monkeypatch.setattr("ui.desk._EVERY", -1.0)  # however slow the machine is
    assert [state["running"] for state in Desk(Assistant(archive), archive, None).ask({"question": "What is it about?", "number": 1})] == [
        False
    ]


def test_the_last_day_under_the_axis_is_whole() -> None:
    def on(day: date) -> DatedWords:
        return DatedWords("a" * 12, "Tram opens", None, Dating(day, day, Basis.STATED), 0, 4, "Tram")

    along = Along((on(date(2021, 12, 20)), on(date(2022, 5, 2))), 2, Counter())
    ticks = re.findall(r'<span style="left:([^"]+)">(\w+ \d{4})</span>', along_html(along, "article"))
    assert ticks[-1] == ("min(98.51%,100% - 5em)", "May 2022")


@pytest.mark.slow
def test_a_user_logs_in_by_browser(executable: str, browser: Any, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(archive_of_two(), tmp_path / "two"))
    Users(folder / "archive").add("mara", PASSWORD)
    with served(folder, "--host", "0.0.0.0") as (_, address), Visit(browser, address, ready="input[name=password]") as visit:
        visit.page.fill("input[name=name]", "mara")
        visit.page.fill("input[name=password]", PASSWORD)
        visit.page.get_by_role("button", name="Log in").click()
        visit.page.locator("#question textarea").wait_for()
        assert visit.complaints == []


@pytest.mark.slow
def test_a_server_that_is_away_is_said_in_our_own_words(visit: Visit) -> None:
    visit.page.route("**/dateline/archive*", lambda route: route.abort())
    visit.page.locator("nav [data-view=archive]").click()
    problem = visit.page.locator("#view-archive .problem")
    problem.wait_for()
    assert problem.inner_text() == "The server does not answer; is it still running?"


def test_a_name_of_ten_thousand_letters_is_cut_and_says_so() -> None:
    assert isolated("x" * 10_000) == f"<bdi>{'x' * LONGEST_LABEL}…</bdi>"
    assert isolated("x" * LONGEST_LABEL) == f"<bdi>{'x' * LONGEST_LABEL}</bdi>"
    address = "https://news.example/" + "u" * 5_000
    assert link(address, address).endswith(f'">{address[:LONGEST_LABEL]}…</a>')


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["Who said that the morning boats are full?", "ferry"])
def test_what_turns_the_direction_of_writing_ends_with_its_quotation(visit: Visit, asked: str) -> None:
    line = visit.ask(asked, 1).locator("blockquote, .listing .line").first
    line.locator(".words, bdi").first.evaluate("words => words.textContent = 'b\\u202eats'")
    edges = "line => ['.marker', '.copy'].map((css) => line.querySelector(css).getBoundingClientRect().left)"
    marker, button = line.evaluate(edges)
    assert marker < button


@pytest.mark.slow
def test_help_that_is_longer_than_the_screen_is_scrolled_by_keyboard(browser: Any, address: str) -> None:
    with Visit(browser, address, viewport={"width": 720, "height": 450}) as short:
        short.page.get_by_role("button", name="Help").click()
        short.page.keyboard.press("Tab")
        short.page.keyboard.press("End")
        short.page.wait_for_function("document.activeElement.id === 'keys' && document.getElementById('keys').scrollTop > 0")
