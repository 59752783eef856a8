"""The timeline, the check of drafts and the evaluation in a real browser, by keyboard and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import PHONE, Visit
from playwright.sync_api import expect

pytestmark = pytest.mark.slow
DRAFT = (
    '"We are below our forecast, but the morning boats are not full, and that is where the need was," said Marten Vael.\n\n'
    "“Nobody will ever swim across the estuary again,” the mayor said.\n"
)


@pytest.fixture
def phone(browser: Any, address: str) -> Iterator[Visit]:
    with Visit(browser, address, viewport=PHONE) as opened:
        yield opened


def shown(visit: Visit, view: str) -> Any:
    visit.page.locator(f"nav [data-view={view}]").click()
    section = visit.page.locator(f"#view-{view}")
    section.locator("h2").wait_for()
    return section


def finished(visit: Visit, start: Any) -> str:
    """What the server says of a run that is over before its beginning is answered."""
    said = start.fetch().text()
    while "data-running" in said:
        said = visit.context.request.get(f"{visit.page.url.partition('?')[0]}dateline/evaluation/state").text()
    return str(said)


def fits(visit: Visit) -> None:
    """Nothing stands out sideways, once the page is laid out."""
    visit.page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")


def test_the_conversation_stands_along_its_days_and_each_entry_opens_its_words(visit: Visit) -> None:
    visit.ask("storm", 1)
    view = shown(visit, "timeline")
    view.locator(".line li").first.wait_for()
    days = visit.page.evaluate("[...document.querySelectorAll('.axis .marks i')].map((one) => parseFloat(one.style.left))")
    assert len(days) == view.locator(".line li").count() > 2
    assert days == sorted(days)
    view.locator(".line h4 a").first.focus()
    with visit.page.expect_response("**/timeline/conversation*"):
        visit.page.evaluate("document.dispatchEvent(new CustomEvent('dateline:conversation'))")  # the list is made anew under the focus
    visit.page.keyboard.press("ArrowDown")
    expect(view.locator(".line h4 a").nth(1)).to_be_focused()
    visit.page.keyboard.press("Enter")
    quoted = visit.page.locator("#reader mark.quoted")
    quoted.first.wait_for()
    assert view.locator(".line .said").nth(1).inner_text().endswith(" ".join(quoted.first.inner_text().split())[-40:])
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#reader")).to_be_hidden()
    visit.page.emulate_media(media="print")
    expect(view.locator(".line li").last).to_be_visible()
    expect(view.locator("#along")).to_be_hidden()
    visit.page.wait_for_function("document.getElementById('views').scrollHeight <= document.getElementById('views').clientHeight + 1")
    visit.page.emulate_media(media="screen")
    view.locator("[data-answer='1']").first.click()
    visit.page.locator("#answer-A1").wait_for(state="visible")
    assert visit.complaints == []


def test_articles_are_zoomed_by_month_and_undated_ones_stand_apart(phone: Visit) -> None:
    view = shown(phone, "timeline")
    view.locator(".undated li").first.wait_for()
    before = view.locator(".line li").count()
    view.locator("[data-zoom]").nth(1).click()
    view.locator("[data-zoom][aria-pressed=true]").wait_for()
    expect(view.locator(".count")).to_contain_text("January 2022")
    expect(view.locator(".undated")).to_have_count(0)
    assert 0 < view.locator(".line li").count() < before
    fits(phone)
    shown(phone, "archive").locator("input[type=search]").fill("ferry")
    phone.page.locator("#view-archive .count", has_text="with “ferry”").locator("[data-view=timeline]").click()
    expect(view.locator(".count")).to_contain_text("article")
    expect(view.locator("input[name=words]")).to_have_value("ferry")


def test_a_draft_is_checked_and_its_faults_are_shown_alone(visit: Visit) -> None:
    view = shown(visit, "check")
    view.locator("#draft").fill(DRAFT)
    view.get_by_role("button", name="Check", exact=True).click()
    fault = view.locator(".finding.v-altered")
    fault.wait_for()
    expect(fault.locator("del")).to_have_text(["not"])
    spot = view.locator(".spot.v-altered")
    assert spot.locator(".tag").inner_text() == "altered"
    assert spot.locator(".of").evaluate("(one) => getComputedStyle(one).textDecorationStyle") == "wavy"
    spot.focus()
    visit.page.keyboard.press("Enter")
    expect(fault).to_be_focused()
    expect(view.locator(".finding.v-not_in_archive").first).to_be_visible()
    view.locator("[data-only]").check()
    expect(view.locator(".finding.v-not_in_archive").first).to_be_hidden()
    expect(fault).to_be_visible()
    fault.locator("cite a").first.click()
    expect(visit.page.locator("#reader mark.quoted").first).to_contain_text("the morning boats are full")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#reader")).to_be_hidden()
    visit.page.set_viewport_size(PHONE)
    visit.page.wait_for_function("width => innerWidth === width", arg=PHONE["width"])
    fits(visit)
    assert visit.complaints == []


def test_a_judged_answer_is_asked_again_as_a_known_question(visit: Visit) -> None:
    visit.example()
    visit.page.locator("#answer-A1 [data-act=wrong-quotation]").click()
    form = visit.page.locator(".judging")
    form.locator("input[type=radio]").nth(1).check()
    form.locator("input[name=short]").fill("zebras")
    form.get_by_role("button", name="Note it").press("Enter")
    visit.page.locator(".noted", has_text="1 question").locator("a").click()
    view = visit.page.locator("#view-evaluation")
    view.get_by_role("button", name="Ask them all").click()
    expect(view.locator("#run .title")).to_be_focused()  # which is the last that happens when a run is over
    expect(view.locator("#run .summary")).to_contain_text("0 of 1 question passed")
    fits(visit)
    visit.page.route("**/evaluation/start*", lambda route: route.fulfill(body=finished(visit, route)))
    view.get_by_role("button", name="Ask them all").click()
    expect(view.locator("#run .title")).to_be_focused()
    failed = view.locator(".questions li.failed")
    expect(failed.locator("dl")).to_contain_text("zebras")
    failed.get_by_role("button", name="Open as a conversation").click()
    expect(visit.answered(1)).to_contain_text("Marten Vael")
    assert visit.complaints == []
