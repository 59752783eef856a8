"""The composer and the frame of the page in a real browser: always on the screen, with every limit in sight, by mouse and by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import EXAMPLE, Visit, began
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

SIZES = [(1440, 900), (1440, 500), (1024, 768), (768, 1024), (375, 812), (720, 450)]
INSIDE = """css => { const box = document.querySelector(css).getBoundingClientRect();
  return box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1; }"""
ONE_COLUMN = (
    "() => document.querySelector('#tools').getBoundingClientRect().top >= document.querySelector('#ask').getBoundingClientRect().bottom"
)


def resized(page: Any, width: int, height: int) -> None:
    """Give the window another size, and let the page be laid out in it."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("([width, height]) => innerWidth === width && innerHeight === height", arg=[width, height])
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_the_box_never_leaves_the_screen(visit: Visit) -> None:
    visit.ask("What happened on 17 January 2022?", 1)
    visit.page.get_by_role("button", name="Filters").click()
    visit.page.get_by_label("Published since").wait_for()
    for width, height in SIZES:
        resized(visit.page, width, height)
        for css in ("#question textarea", "#send", "#limits", "#fresh", "nav [data-view=evaluation]"):
            assert visit.page.evaluate(INSIDE, css), (css, width, height)
        assert visit.page.evaluate(ONE_COLUMN)
        assert visit.page.evaluate("document.scrollingElement.scrollHeight <= innerHeight + 1")
        assert visit.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        assert visit.page.evaluate("document.querySelector('#talk').getBoundingClientRect().height > 40")


def test_the_head_of_the_page_is_one_line_from_1280_on(visit: Visit) -> None:
    for width in (1280, 1440, 1920):
        resized(visit.page, width, 800)
        assert visit.page.locator("#masthead").bounding_box()["height"] < 60


def test_filters_in_force_are_in_sight_and_a_new_conversation_has_none(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Filters").click()
    visit.page.get_by_label("Published since").fill("May 2021")
    visit.page.get_by_label("Published until").fill("5 January 2022")
    visit.page.get_by_label("Outlet", exact=True).select_option("Saltreach Wire")
    visit.page.locator(".chip.outlet").wait_for()
    visit.page.get_by_role("button", name="Filters").click()
    expect(visit.page.get_by_label("Published until")).to_be_hidden()
    chips = visit.page.locator(".chip")
    expect(chips.locator(".edits")).to_have_text(["Published between 1 May 2021 and 5 January 2022", "Outlet Saltreach Wire"])
    assert "between 1 May 2021 and 5 January 2022, Saltreach Wire only." in visit.ask(EXAMPLE, 1).locator(".searched").inner_text()
    visit.page.get_by_role("button", name="Remove the outlet Saltreach Wire").click()
    visit.page.locator(".chip.outlet").wait_for(state="detached")
    visit.page.reload()
    visit.page.locator(".chip.published").wait_for()
    visit.page.get_by_role("button", name="New conversation").click()
    expect(chips).to_have_count(0)
    assert "only" not in visit.ask(EXAMPLE, 1).locator(".searched").inner_text()


def test_a_date_that_cannot_be_read_holds_the_question_back(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Filters").click()
    visit.page.get_by_label("Published since").fill("soon")
    visit.page.fill("#question textarea", EXAMPLE)
    visit.page.press("#question textarea", "Enter")
    expect(visit.page.locator("#wrong .problem")).to_contain_text("“soon” in “Published since” is not a date that I can read")
    expect(visit.page.locator("#question textarea")).to_have_value(EXAMPLE)
    assert visit.page.locator(".turn, .chip").count() == 0


def test_a_question_that_is_too_long_is_said_to_be_and_a_long_one_is_folded(visit: Visit) -> None:
    long = "Who said that the boats are full? " * 70
    visit.page.fill("#question textarea", long)
    expect(visit.page.locator("#toolong")).to_contain_text("2,380 characters, and a question may have 2,000")
    visit.page.press("#question textarea", "Enter")
    assert (visit.page.locator(".turn").count(), visit.page.input_value("#question textarea")) == (0, long)
    visit.ask(long[:1_900], 1)
    assert visit.page.locator("#answer-A1 .question").bounding_box()["height"] < 120
    visit.page.locator("#answer-A1 summary").click()
    expect(visit.page.locator("#answer-A1 .whole")).to_be_visible()
    assert visit.page.locator("#answer-A1 .whole").inner_text().strip() == long[:1_900].strip()


def test_keys_lead_to_the_box_to_the_last_question_and_to_help(visit: Visit) -> None:
    visit.example()
    visit.page.locator("#answer-A1").focus()
    visit.page.keyboard.press("?")
    visit.page.locator("#keys").wait_for()
    visit.page.keyboard.press("Escape")
    visit.page.locator("#keys").wait_for(state="hidden")
    visit.page.keyboard.press("/")
    expect(visit.page.locator("#words")).to_be_focused()
    visit.page.keyboard.press("ArrowUp")
    expect(visit.page.locator("#question textarea")).to_have_value(EXAMPLE)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_marker_shows_its_quotation_outlet_and_date(visit: Visit, by: str) -> None:
    marker = visit.example().locator(".marker").first
    if by == "mouse":
        marker.hover()
    else:
        visit.page.locator("#answer-A1").focus()
        visit.page.keyboard.press("Tab")
    hint = visit.page.locator("#hint")
    expect(hint).to_be_visible()
    visit.page.evaluate("document.dispatchEvent(new Event('scroll'))")  # as when an answer scrolls into view by itself
    expect(hint).to_be_visible()
    expect(hint).to_contain_text("morning boats are full")
    for part in ("date", "outlet"):
        expect(hint).to_contain_text(visit.page.locator(f"#cite-A1-1 .meta .{part}").inner_text())
    visit.page.keyboard.press("Escape")
    expect(hint).to_be_hidden()


COPY = """css => { getSelection().selectAllChildren(document.querySelector(css)); document.execCommand('copy');
  return navigator.clipboard.readText(); }"""


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_what_is_copied_is_clean_and_carries_its_sources(visit: Visit) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer = visit.example()
    quotation = squeezed(answer.locator(".words").first.text_content())
    card = visit.page.locator("#cite-A1-1")
    link = card.locator("h3 a").evaluate("link => link.href")
    outlet, date = card.locator(".meta .outlet").inner_text(), card.locator(".meta .date").inner_text()
    whole = squeezed(visit.page.evaluate(COPY, "#answer-A1 .statement"))
    assert f"{quotation} [1] " in whole
    assert f" [1] “{card.locator('h3').inner_text()}”, {outlet}, {date}, {link}" in whole
    assert "Copy" not in whole
    part = squeezed(visit.page.evaluate(COPY, "#answer-A1 .words"))
    assert part.startswith(f"“{quotation}” (") and outlet in part and date in part and link in part
    copies = answer.locator("[data-copy]").first
    label = copies.inner_text()
    copies.click()
    expect(copies).to_have_text("Copied")
    copies.click()
    visit.page.wait_for_function("document.querySelector('#told').textContent === 'Copied.'")
    day, _, basis = date.rstrip(")").partition(" (")
    assert squeezed(visit.page.evaluate("navigator.clipboard.readText()")) == f"“{quotation}” ({outlet}, {day}, {basis}), {link}"
    expect(copies).to_have_text(label)


def test_printed_are_all_sources_and_no_composer(visit: Visit) -> None:
    visit.example()
    visit.ask("When is the exercise Union Resolve 2022?", 2)
    visit.page.emulate_media(media="print")
    for number in (1, 2):
        expect(visit.page.locator(f"#sources-A{number}")).to_be_visible()
    expect(visit.page.locator("#composer")).to_be_hidden()
    assert visit.page.locator(".turn").last.bounding_box()["height"] > 0
    cards = visit.page.locator(".card").first.bounding_box()
    assert cards["y"] >= visit.page.locator(".turn").last.bounding_box()["y"]
    assert visit.page.evaluate("document.querySelector('#desk').getBoundingClientRect().height > innerHeight")


def test_colours_and_size_of_text_are_set_and_kept(visit: Visit) -> None:
    def ground(page: Any) -> list[float]:
        rgb = page.evaluate("getComputedStyle(document.querySelector('.gradio-container')).backgroundColor")
        return [float(part) for part in rgb[4:-1].split(",")]

    assert min(ground(visit.page)) > 200
    size = visit.page.locator("#welcome p").first.bounding_box()["height"]
    visit.page.locator("nav [data-view=archive]").click()
    headline = visit.page.locator("#view-archive h4 a").first
    headline.wait_for()
    row = headline.bounding_box()["height"]
    visit.page.locator("nav [data-view=ask]").click()
    visit.page.get_by_role("button", name="Settings").click()
    visit.page.get_by_label("Dark").check()
    visit.page.get_by_label("Larger").check()
    visit.page.wait_for_function("document.documentElement.dataset.theme === 'dark' && document.documentElement.dataset.size")
    assert max(ground(visit.page)) < 60
    visit.page.reload()
    began(visit.page)
    visit.page.locator("#examples button").first.wait_for()
    assert max(ground(visit.page)) < 60
    assert visit.page.locator("#welcome p").first.bounding_box()["height"] > size
    visit.page.get_by_role("button", name="Settings").click()
    expect(visit.page.get_by_label("Dark")).to_be_checked()
    visit.page.keyboard.press("Escape")
    visit.page.locator("nav [data-view=archive]").click()
    headline.wait_for()
    assert headline.bounding_box()["height"] > row


def test_settings_lead_to_the_day_that_is_counted_from(visit: Visit) -> None:
    visit.page.locator("nav [data-view=timeline]").click()
    visit.page.get_by_role("button", name="Settings").click()
    expect(visit.page.locator("#settings")).to_contain_text("without a language model")
    visit.page.get_by_role("button", name="Count from another day").click()
    expect(visit.page.locator("#settings")).to_be_hidden()
    expect(visit.page.locator("#today")).to_be_focused()


def test_a_topic_has_its_months_over_its_list(visit: Visit) -> None:
    answer = visit.ask("ferry", 1)
    months = answer.locator(".months li")
    expect(months.first.locator(".sr")).to_have_text("December 2021: 1 article")
    assert months.count() >= 2
