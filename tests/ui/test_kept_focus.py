"""By keyboard alone: whatever is pressed, the focus stays where it was or goes to where one would go on, in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import EXAMPLE, Visit
from places import ROOT

pytestmark = pytest.mark.slow
OTHER = "When is the exercise Union Resolve 2022?"


def press(visit: Visit, selector: str, key: str = "Enter") -> None:
    visit.page.locator(selector).first.focus()
    visit.page.keyboard.press(key)


def focused(visit: Visit, selector: str) -> Any:
    """Wait until that has the focus."""
    visit.page.wait_for_function("css => document.activeElement.matches(css)", arg=selector)
    return visit.page.locator(selector)


def test_an_earlier_conversation_is_renamed_and_deleted_and_the_keyboard_stays_in_the_list(visit: Visit) -> None:
    visit.example()
    visit.page.get_by_role("button", name="New conversation").click()
    visit.ask(OTHER, 1)
    press(visit, "#before")
    visit.page.locator("#earlier [data-conversation]").nth(1).wait_for()
    press(visit, f"#earlier [data-do=rename][aria-label*='{OTHER[:20]}']")
    visit.page.keyboard.type("Exercises")
    visit.page.keyboard.press("Enter")
    focused(visit, "[data-do=rename][aria-label='Rename: Exercises']")
    visit.page.keyboard.press("Enter")
    focused(visit, "#earlier input")
    visit.page.keyboard.press("Escape")
    focused(visit, "[data-do=rename][aria-label='Rename: Exercises']")
    press(visit, "[data-do=delete][aria-label='Delete: Exercises']")
    sure = focused(visit, "[data-do=delete][data-sure]")
    assert sure.get_attribute("aria-label") == "Delete for good? Exercises"  # begins with the words that are read on it
    visit.page.keyboard.press("Enter")
    assert EXAMPLE in focused(visit, "#earlier .open:only-of-type").inner_text()
    visit.page.keyboard.press("Escape")
    focused(visit, "#before")


def test_crossing_out_a_chip_leads_to_the_next_one_and_then_to_the_box(visit: Visit) -> None:
    visit.page.locator("#limits").click()
    visit.page.fill("#since", "2021")
    visit.page.press("#since", "Tab")
    visit.page.locator(".chip.published").wait_for()
    visit.page.fill("#today", "2022-05-24")
    visit.page.press("#today", "Tab")
    visit.page.locator(".chip.today").wait_for()
    press(visit, ".chip.published .cross")
    focused(visit, ".chip.today button")
    press(visit, ".chip.today .cross")
    focused(visit, "#words")


def test_asking_again_leaves_the_keyboard_at_the_answer(visit: Visit) -> None:
    visit.example()
    press(visit, "#answer-A1 [data-act=again]")
    visit.answered(1)
    focused(visit, "#answer-A1, #answer-A1 [data-act=again]")


def test_looking_at_all_days_again_leaves_the_keyboard_at_the_months(visit: Visit) -> None:
    visit.page.locator("nav [data-view=archive]").click()
    press(visit, "#view-archive .months li button:not(:disabled)")
    focused(visit, "#view-archive .months li button[aria-pressed=true]")
    press(visit, "#view-archive .months .all")
    visit.page.locator("#view-archive .months .all").wait_for(state="detached")
    focused(visit, "#view-archive .months li button")


@pytest.fixture
def known_questions(sample_archive: Path) -> Iterator[None]:
    """So many known questions in the archive that a run of them can be stopped."""
    suite = sample_archive / "suites" / "sample.jsonl"
    suite.parent.mkdir(exist_ok=True)
    shutil.copyfile(ROOT / "eval" / "suites" / "sample.jsonl", suite)
    yield
    suite.unlink()


@pytest.mark.usefixtures("known_questions")
def test_a_run_is_begun_and_stopped_by_keyboard(visit: Visit) -> None:
    visit.page.locator("nav [data-view=evaluation]").click()
    visit.page.locator("#suites select").select_option("sample")
    press(visit, "#suites .primary")
    focused(visit, "[data-stop-run]")
    visit.page.keyboard.press("Enter")
    focused(visit, "#suites .primary")
    assert re.search("stopped", visit.page.locator("#run-state").inner_text())


def test_on_a_short_screen_what_has_the_focus_is_not_under_the_box(browser: Any, address: str) -> None:
    with Visit(browser, address, viewport={"width": 720, "height": 450}) as short:
        examples = short.page.locator("#examples button")
        for _ in range(40):
            short.page.keyboard.press("Tab")
            if examples.last.evaluate("button => button === document.activeElement"):
                break
        bottom = "button => button.getBoundingClientRect().bottom - document.getElementById('composer').getBoundingClientRect().top"
        assert examples.last.evaluate("button => button === document.activeElement")
        assert examples.last.evaluate(bottom) <= 0
