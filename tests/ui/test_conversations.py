"""Conversations of the page in a real browser: kept, waiting their turn, left and found again, and taken along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import EXAMPLE, Visit
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

OTHER = "When is the exercise Union Resolve 2022?"
FLAT = 0.2


def turns(visit: Visit, count: int) -> None:
    """Wait for that many questions, each answered."""
    visit.page.wait_for_function(
        "n => document.querySelectorAll('.turn').length === n && !document.querySelector('.busy, #stop:not([hidden])')",
        arg=count,
    )


def are_questions(page: Any, *questions: str) -> None:
    """Wait until these are the questions of the page, in this order."""
    expect(page.locator(".turn .question")).to_have_text([f"You asked: {one}" for one in questions])


def earlier(page: Any) -> Any:
    """The earlier conversations, listed."""
    page.get_by_role("button", name=re.compile("^Earlier")).click()
    return page.locator("[data-conversation]")


@pytest.fixture
def held(visit: Visit) -> Iterator[Visit]:
    """A visit to which no answer comes before `visit.page.unroute_all` lets it."""
    visit.page.route("**/call/ask/*", lambda route: None)
    yield visit


def test_reload_and_back_keep_the_conversation_and_what_was_typed(visit: Visit) -> None:
    visit.example()
    visit.ask(OTHER, 2)
    visit.page.fill("#question textarea", "Who se")
    visit.page.reload()
    turns(visit, 2)
    expect(visit.page.locator("#question textarea")).to_have_value("Who se")
    visit.page.locator("nav [data-view=timeline]").click()
    expect(visit.page.locator("#answer-A2")).to_be_hidden()
    visit.page.go_back()
    expect(visit.page.locator("#answer-A2")).to_be_visible()
    visit.page.goto("about:blank")
    visit.page.go_back()
    turns(visit, 2)
    are_questions(visit.page, EXAMPLE, OTHER)
    expect(visit.page.locator("#answer-A1")).to_contain_text("Marten Vael")


def test_a_question_whose_answer_was_coming_at_a_reload_is_answered_after_it(held: Visit) -> None:
    held.page.fill("#question textarea", EXAMPLE)
    held.page.press("#question textarea", "Enter")
    held.page.locator(".turn .busy").wait_for()
    held.page.unroute_all()
    held.page.reload()
    turns(held, 1)
    assert "Marten Vael" in held.answered(1).inner_text()


def test_a_question_sent_early_waits_its_turn(held: Visit) -> None:
    held.page.fill("#question textarea", EXAMPLE)
    with held.page.expect_request("**/call/ask/*"):
        held.page.press("#question textarea", "Enter")
    held.page.fill("#question textarea", OTHER)
    held.page.press("#question textarea", "Enter")
    expect(held.page.locator(".turn .busy")).to_have_count(2)
    held.page.get_by_role("button", name="Stop").click()
    held.page.locator("#answer-A1 .problem").wait_for()  # before anything could be answered
    held.page.unroute_all()
    turns(held, 2)
    are_questions(held.page, EXAMPLE, OTHER)
    expect(held.page.locator("#answer-A1 .problem")).to_have_text("Stopped.")
    expect(held.page.locator("#answer-A2 .marker").first).to_be_visible()
    held.page.locator("#answer-A1 [data-act=again]").click()
    turns(held, 3)
    assert "Marten Vael" in held.answered(3).inner_text()


def test_a_server_that_is_away_is_said_and_the_question_is_asked_again(visit: Visit) -> None:
    visit.page.route("**/call/ask", lambda route: route.abort())
    visit.page.route("**/dateline/reopened", lambda route: route.abort())
    assert "The server does not answer" in visit.ask(EXAMPLE, 1).locator(".problem").inner_text()
    visit.page.unroute_all()
    visit.page.locator("[data-act=again]").click()
    visit.page.locator("#answer-A1 .marker").first.wait_for()
    expect(visit.page.locator(".problem")).to_have_count(0)


def test_a_new_conversation_leaves_the_old_one_to_be_opened_renamed_and_deleted(visit: Visit) -> None:
    visit.example()
    visit.page.get_by_role("button", name="New conversation").click()
    expect(visit.page.locator(".turn, .card")).to_have_count(0)
    visit.ask(OTHER, 1)
    rows = earlier(visit.page)
    expect(rows.locator(".name")).to_have_text([OTHER, EXAMPLE])
    rows.nth(1).click()
    are_questions(visit.page, EXAMPLE)
    rows = earlier(visit.page)
    visit.page.get_by_role("button", name=f"Rename: {EXAMPLE}").click()
    visit.page.get_by_label("Name of the conversation").fill("Boats")
    visit.page.keyboard.press("Enter")
    rows.filter(has_text="Boats").wait_for()
    visit.page.get_by_role("button", name=f"Delete: {OTHER}").click()
    visit.page.get_by_role("button", name=f"Delete for good? {OTHER}").click()
    expect(rows.locator(".name")).to_have_text(["Boats"])
    visit.page.reload()
    turns(visit, 1)
    expect(earlier(visit.page).locator(".name")).to_have_text(["Boats"])


def test_nobody_sees_the_conversations_of_another(browser: Any, visit: Visit, address: str) -> None:
    visit.example()
    with Visit(browser, address) as other:
        rows = earlier(other.page)
        other.page.get_by_text("None yet. Conversations are kept in this browser only.").wait_for()
        other.ask(OTHER, 1)
        expect(rows.locator(".name")).to_have_text([OTHER])


ALTER = """() => new Promise(done => { indexedDB.open('dateline').onsuccess = ({ target: { result: base } }) => {
  const stores = base.transaction(['conversations', 'exchanges'], 'readwrite');
  let altered = 0;
  stores.objectStore('exchanges').openCursor().onsuccess = ({ target: { result: at } }) => {
    if (!at) return;
    const one = at.value;
    if (one.answer) altered += 1;
    if (one.answer) one.answer.citations[0].article_id = 'gone';
    if (one.answer) one.answer.citations[0].quote = 'Nobody said this.';
    at.update(one); at.continue();
  };
  stores.oncomplete = () => { base.close(); done(altered); };
}; })"""


def test_on_another_visit_every_quotation_is_looked_up_anew(visit: Visit) -> None:
    visit.example()
    visit.page.wait_for_function(ALTER)  # what is kept is written behind what is shown
    total = visit.page.locator("#answer-A1 .marker").count()
    other = visit.tab(visit.page.url)  # which is another visit of the same browser
    earlier(other).click()
    expect(other.locator("#standing .problem")).to_contain_text(f"1 of {total} quotation")
    expect(other.locator("#answer-A1 .fallen").first).to_contain_text("The archive no longer holds article gone")


def test_two_tabs_that_go_on_with_one_conversation_lose_nothing_of_it(visit: Visit) -> None:
    visit.example()
    other = visit.tab(visit.page.url)
    earlier(other).click()
    other.locator("#answer-A1 .marker").first.wait_for()
    other.fill("#question textarea", "ferry")
    other.press("#question textarea", "Enter")
    other.locator("#answer-A2 .marker").first.wait_for()
    visit.ask(OTHER, 2)
    turns(visit, 2)
    visit.page.reload()
    turns(visit, 3)
    visit.page.locator("#answer-A3 .marker").first.wait_for()
    are_questions(visit.page, EXAMPLE, "ferry", OTHER)


def test_a_link_to_an_answer_leads_there(visit: Visit) -> None:
    visit.example()
    visit.ask(OTHER, 2)
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.locator("#answer-A1 [data-act=link]").click()
    expect(visit.page.locator("#told")).to_have_text("Copied: it opens in this browser")
    # What the button says for a moment may be over already; that it said something is not.
    expect(visit.page.locator("#answer-A1 [data-act=link]")).to_have_attribute("data-words", "Link to this answer")
    link = visit.page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("&a=1")
    other = visit.tab(link)
    other.locator("#answer-A1 .marker").first.wait_for()
    other.wait_for_function("document.querySelector('#sources-A2')?.hidden && !document.querySelector('#sources-A1').hidden")


def test_the_last_question_is_edited_in_its_place(visit: Visit) -> None:
    visit.example()
    visit.page.locator("[data-act=edit]").click()
    expect(visit.page.locator("#question textarea")).to_have_value(EXAMPLE)
    expect(visit.page.locator(".chip.editing")).to_contain_text("Editing")
    visit.page.fill("#question textarea", OTHER)
    visit.page.press("#question textarea", "Enter")
    are_questions(visit.page, OTHER)
    turns(visit, 1)
    are_questions(visit.page, OTHER)


@pytest.mark.timeout(900)  # two dozen questions
def test_the_bytes_of_an_answer_stay_the_same_however_long_the_conversation(visit: Visit) -> None:
    """Counted are the question as sent and the last state of its answer: how many states come before depends on the machine's hurry."""
    answers: list[int] = []
    for number, question in enumerate([EXAMPLE, OTHER] * 12, 1):
        with (
            visit.page.expect_request("**/call/ask") as sent,
            visit.page.expect_event("requestfinished", lambda request: "/call/ask/" in request.url) as streamed,
        ):
            visit.ask(question, number)
        states = [line for line in streamed.value.response().body().split(b"\n") if line.startswith(b"data: [")]
        answers.append(len(sent.value.post_data_buffer) + len(states[-1]))
    # The first ones have less to lean on, and send less.
    assert max(answers[6::2]) < answers[4] * (1 + FLAT)
    assert max(answers[7::2]) < answers[5] * (1 + FLAT)
