"""Outcomes, forms, readings and windows of the page in a real browser: what can be read, told apart, and touched."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import EXAMPLE, PHONE, Visit
from playwright.sync_api import expect

from assistant.wording import MAY_ANSWER, NOT_FOUND, UNCERTAIN

pytestmark = pytest.mark.slow

UNSURE = "What does a return ticket for the ferry cost?"
UNTOLD = "Which spacecraft landed on Europa?"
LAST_WEEK = "What did the harbour master say last week?"
ASKED = (EXAMPLE, UNSURE, UNTOLD, "ferry", "what is the newest article?", "help")
BORDER = "e => { const s = getComputedStyle(e); return [s.borderInlineStartStyle, s.borderInlineStartColor, s.color].join(' ') }"
FAINT = """() => {
  const part = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const light = rgb => 0.2126 * part(rgb[0]) + 0.7152 * part(rgb[1]) + 0.0722 * part(rgb[2]);
  const numbers = words => words.match(/[\\d.]+/g).map(Number);
  const ground = e => {
    const own = numbers(getComputedStyle(e).backgroundColor);
    return own.length < 4 || own[3] === 1 ? own : ground(e.parentElement);
  };
  const faint = new Set();
  for (const e of document.querySelectorAll('.turn *, .sources:not([hidden]) *, #composer *')) {
    if (!e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const [a, b] = [light(numbers(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) faint.add(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
  }
  return [...faint];
}"""
SMALL = """() => [...document.querySelectorAll(':is(.turn, .card, .masthead, #composer) :is(a, button, summary, input, textarea)')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height > 0)
  .filter(e => e.getBoundingClientRect().height < 23.9 || e.getBoundingClientRect().width < 23.9)
  .map(e => `${e.tagName}.${e.className} ${e.getBoundingClientRect().width} x ${e.getBoundingClientRect().height}`)"""


def test_what_may_answer_is_no_answer_to_the_eye_nor_in_words(visit: Visit) -> None:
    unsure = visit.ask(UNSURE, 1)
    assert unsure.locator(".verdict").inner_text().startswith(UNCERTAIN)
    rows = unsure.locator(".candidates li")
    assert rows.count() >= 1
    assert rows.locator(".perhaps").all_inner_texts() == [MAY_ANSWER] * rows.count()
    assert unsure.locator(".answering").count() == 0
    assert unsure.locator(".near-lead").inner_text() == "What else came near:"
    rows.first.locator(".marker").click()
    card = visit.page.locator(".sources.uncertain #cite-A1-1.current")
    card.wait_for()
    assert card.locator("mark").all_text_contents() == [rows.first.locator(".words").text_content()]
    unsure.locator(".near").first.click()
    visit.page.locator("#near-A1-1.current").wait_for()


def test_the_outcomes_look_different(visit: Visit) -> None:
    looks = [
        visit.ask(EXAMPLE, 1).locator("blockquote").first.evaluate(BORDER),
        visit.ask(UNSURE, 2).locator(".candidates li").first.evaluate(BORDER),
        visit.ask(UNTOLD, 3).locator(".refusal").evaluate(BORDER),
    ]
    assert [look.split()[0] for look in looks] == ["solid", "dashed", "solid"]
    assert len(set(looks)) == 3


def test_a_refusal_says_what_was_searched_and_what_came_nearest(visit: Visit) -> None:
    answer = visit.ask(UNTOLD, 1)
    words = answer.inner_text()
    assert words.index(NOT_FOUND) < words.index("Searched: ") < words.index("What came nearest:")
    assert "do not answer" not in words
    answer.locator(".near").first.click()
    visit.page.locator(".sources.not_found #near-A1-1.current").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_outcomes_and_forms_can_be_read_and_touched(browser: Any, address: str, scheme: str) -> None:
    with Visit(browser, address, viewport=PHONE, color_scheme=scheme) as visit:
        for number, question in enumerate((*ASKED, LAST_WEEK), 1):
            visit.ask(question, number)
            assert visit.page.evaluate(FAINT) == []
            assert visit.page.evaluate(SMALL) == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert not visit.complaints


def test_how_a_follow_up_was_read_is_said_above_its_answer(visit: Visit) -> None:
    expect(visit.example().locator(".reading")).to_have_count(0)
    answer = visit.ask("What did he say about the ferry?", 2)
    assert answer.locator(".reading").inner_text() == "Read as: What did Marten Vael say about the ferry?"


def test_days_behind_the_archive_are_counted_from_its_last_one_by_a_click(visit: Visit) -> None:
    refused = visit.ask(LAST_WEEK, 1)
    assert "The archive ends on 24 May 2022; counted from that day, “last week” is between 16 and 22 May 2022." in refused.inner_text()
    visit.page.get_by_role("button", name="Count from 24 May 2022").click()
    visit.page.locator(".chip.window", has_text="between 16 and 22 May 2022").wait_for()
    expect(visit.page.locator(".chip.today")).to_contain_text("24 May 2022")
    again = visit.answered(1)
    expect(again.locator(".searched")).to_contain_text("between 16 and 22 May 2022")
    assert visit.page.locator(".turn").count() == 1, "the same question is answered in its place"
    expect(visit.page.get_by_role("button", name="Count from")).to_have_count(0)
    visit.page.get_by_role("button", name="Filters").click()
    expect(visit.page.get_by_label("Today is")).to_have_value("2022-05-24")


def test_an_ignored_window_is_gone_from_the_question_and_from_the_page(visit: Visit) -> None:
    visit.ask("What was decided on 6 January 2022 about Kazakhstan?", 1)
    expect(visit.page.locator(".chip")).to_contain_text("6 January 2022")
    visit.page.get_by_role("button", name="Remove the window").click()
    answer = visit.answered(2)
    expect(visit.page.locator("#answer-A2 .question")).to_contain_text("What was decided about Kazakhstan?")
    assert "6 January 2022" not in answer.locator(".searched").inner_text()
    expect(visit.page.locator(".chip")).to_have_count(0)


def test_what_is_typed_while_an_answer_comes_stays_in_the_box(visit: Visit) -> None:
    box = visit.page.locator("#question textarea")
    box.fill(UNTOLD)
    box.press("Enter")
    expect(box).to_have_value("")  # nobody types within the same instant
    box.press_sequentially(EXAMPLE, delay=15)
    visit.answered(1)
    assert box.input_value() == EXAMPLE
    box.press("Enter")
    assert "Marten Vael" in visit.answered(2).inner_text()
    expect(box).to_have_value("")


def test_an_edited_window_stands_in_the_boxes(visit: Visit) -> None:
    visit.ask("What was decided on 6 January 2022 about Kazakhstan?", 1)
    visit.page.locator(".chip.window .edits").click()
    expect(visit.page.get_by_label("Published since")).to_have_value("2022-01-06")
    box = visit.page.locator("#question textarea")
    expect(box).to_have_value("What was decided about Kazakhstan?")
    visit.page.get_by_label("Published until").fill("8 January 2022")
    box.press("Enter")
    visit.page.locator("#answer-A1 .searched", has_text="between 6 and 8 January 2022").wait_for()
    assert visit.page.locator(".turn").count() == 1, "the question in other days takes the place of the first"
