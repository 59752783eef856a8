"""A page with a login in a real browser: in, limits by hand, an outlet corrected in place, and out again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import Visit, began
from commands import archive_of_two
from playwright.sync_api import Page, expect
from served_page import served

from ui.users import Users

pytestmark = pytest.mark.slow
PASSWORD = "ten letters at least"
NAME = "Town Gazette of Eastmere"


@pytest.fixture(scope="module")
def place(executable: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that others can reach and change, whose user is mara."""
    folder = shutil.copytree(archive_of_two(), tmp_path_factory.mktemp("login") / "two")
    Users(folder / "archive").add("mara", PASSWORD)
    with served(folder, "--host", "0.0.0.0", "--allow-adding") as (_, address):
        yield address


def log_in(page: Page) -> None:
    page.get_by_label("Name").fill("mara")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#examples button").first).to_be_visible()
    began(page)


@pytest.fixture(scope="module")
def session(browser: Any, place: str) -> Any:
    """The cookie of somebody who has logged in."""
    with Visit(browser, place, ready="form") as visit:
        log_in(visit.page)
        return visit.context.storage_state()


@pytest.fixture
def page(browser: Any, place: str, session: Any) -> Iterator[Page]:
    with Visit(browser, place, storage_state=session) as visit:
        yield visit.page
        assert not visit.complaints


def test_who_logs_in_by_the_form_is_in_until_they_log_out(browser: Any, place: str) -> None:
    with Visit(browser, place, ready="form") as visit:
        log_in(visit.page)
        visit.page.set_viewport_size({"width": 375, "height": 812})
        visit.page.get_by_role("button", name="Settings").click()
        visit.page.locator("#settings").get_by_role("button", name="Log out").click()
        expect(visit.page.get_by_role("alert")).to_have_text("You are logged out.")
        visit.page.goto(place)
        expect(visit.page.get_by_label("Password")).to_be_visible()


def test_a_byline_and_a_reading_are_chips_that_are_edited_and_crossed_out(page: Page) -> None:
    chips, byline = page.locator(".chip"), page.get_by_label("Byline", exact=True)
    page.get_by_role("button", name="Filters").click()
    byline.fill("Mara Lind")
    byline.press("Enter")
    expect(chips).to_have_text(["Byline Mara Lind×"])
    page.locator(".chip.author .edits").click()
    expect(byline).to_have_value("Mara Lind")
    byline.fill("Otto Lund")
    byline.press("Tab")
    page.get_by_label("Published since").fill("2021")
    page.get_by_label("Published since").press("Tab")
    expect(chips).to_have_text(["Published on or after 1 January 2021×", "Byline Otto Lund×"])
    page.locator(".chip.author .cross").click()
    expect(chips).to_have_count(1)
    page.get_by_label("Your question").fill("When will the harbuor bridge reopen?")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator(".chip.reading")).to_contain_text("harbour bridge")
    page.locator(".chip.reading .cross").click()
    expect(page.locator("#answer-A2 :is(.searched, .told)").first).to_be_visible()
    expect(page.locator(".chip.reading")).to_have_count(0)
    expect(page.locator("#answer-A2")).not_to_contain_text("Read as")


def test_an_outlet_is_corrected_in_its_row_and_taken_back_where_it_is_read(page: Page) -> None:
    page.locator("nav [data-view=archive]").click()
    row = page.locator("#view-archive [data-article]").first
    found = row.locator(".outlet").text_content()
    row.locator("[data-correct]").click()
    row.get_by_label("Outlet").fill(NAME)
    row.get_by_label("Outlet").press("Enter")
    expect(row.locator(".outlet")).to_have_text(f"{NAME} (corrected)")
    expect(row.locator(".said")).to_have_text("Saved as corrected.")
    row.locator("h4 a").click()
    reader = page.locator("#reader")
    expect(reader.locator(".meta .outlet")).to_have_text(f"{NAME} (corrected)")
    expect(reader.locator(".dating")).to_contain_text(f"found: {found}")
    reader.locator("[data-correct]").click()
    reader.locator("[data-take-back]").click()
    expect(reader.locator(".meta .outlet")).to_have_text(found or "")
    expect(reader.locator("[data-correct]")).to_be_focused()
    expect(row.locator(".outlet")).to_have_text(found or "")
