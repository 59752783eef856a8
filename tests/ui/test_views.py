"""The timeline, the check of drafts and the evaluation in a real browser, by keyboard and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import PHONE, Visit

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


def is_wide(visit: Visit) -> bool:
    return bool(visit.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_the_conversation_stands_along_its_days_and_each_entry_opens_its_words(visit: Visit) -> None:
    visit.ask("storm", 1)
    view = shown(visit, "timeline")
    view.locator(".line li").first.wait_for()
    days = visit.page.evaluate("[...document.querySelectorAll('.axis .marks i')].map((one) => parseFloat(one.style.left))")
    assert len(days) == view.locator(".line li").count() > 2
    assert days == sorted(days)
    view.locator(".line h4 a").first.focus()
    visit.page.keyboard.press("ArrowDown")
    title = visit.page.evaluate("document.activeElement.textContent")
    assert title == view.locator(".line h4 a").nth(1).inner_text()
    visit.page.keyboard.press("Enter")
    quoted = visit.page.locator("#reader mark.quoted")
    quoted.first.wait_for()
    assert view.locator(".line .said").nth(1).inner_text().endswith(" ".join(quoted.first.inner_text().split())[-40:])
    visit.page.keyboard.press("Escape")
    visit.page.emulate_media(media="print")
    assert view.locator(".line li").last.is_visible()
    assert not view.locator("#along").is_visible()
    assert visit.page.evaluate("document.getElementById('views').scrollHeight <= document.getElementById('views').clientHeight + 1")
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
    assert 0 < view.locator(".line li").count() < before
    assert view.locator(".undated").count() == 0
    assert "January 2022" in view.locator(".count").inner_text()
    assert not is_wide(phone)
    shown(phone, "archive").locator("input[type=search]").fill("ferry")
    phone.page.locator("#view-archive .count", has_text="with “ferry”").locator("[data-view=timeline]").click()
    view.locator(".count", has_text="article").wait_for()
    assert view.locator("input[name=words]").input_value() == "ferry"


def test_a_draft_is_checked_and_its_faults_are_shown_alone(visit: Visit) -> None:
    view = shown(visit, "check")
    view.locator("#draft").fill(DRAFT)
    view.get_by_role("button", name="Check", exact=True).click()
    fault = view.locator(".finding.v-altered")
    fault.wait_for()
    assert fault.locator("del").all_inner_texts() == ["not"]
    spot = view.locator(".spot.v-altered")
    assert spot.locator(".tag").inner_text() == "altered"
    assert spot.locator(".of").evaluate("(one) => getComputedStyle(one).textDecorationStyle") == "wavy"
    spot.focus()
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.id") == fault.get_attribute("id")
    assert view.locator(".finding.v-not_in_archive").first.is_visible()
    view.locator("[data-only]").check()
    assert not view.locator(".finding.v-not_in_archive").first.is_visible()
    assert fault.is_visible()
    fault.locator("cite a").first.click()
    visit.page.locator("#reader mark.quoted").first.wait_for()
    assert "the morning boats are full" in visit.page.locator("#reader mark.quoted").first.inner_text()
    visit.page.keyboard.press("Escape")
    visit.page.set_viewport_size(PHONE)
    assert not is_wide(visit)
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
    view.locator("#run .title").wait_for()
    assert "0 of 1 question passed" in view.locator("#run .summary").inner_text()
    assert not is_wide(visit)
    failed = view.locator(".questions li.failed")
    assert "zebras" in failed.locator("dl").inner_text()
    failed.get_by_role("button", name="Open as a conversation").click()
    assert "Marten Vael" in visit.answered(1).inner_text()
    assert visit.complaints == []
