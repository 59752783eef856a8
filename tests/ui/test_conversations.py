"""Conversations of the page in a real browser: kept, waiting their turn, left and found again, and taken along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import EXAMPLE, Visit

pytestmark = pytest.mark.slow

OTHER = "When is the exercise Union Resolve 2022?"
FLAT = 0.2


def turns(visit: Visit, count: int) -> None:
    """Wait for that many questions, each answered."""
    visit.page.wait_for_function(
        "n => document.querySelectorAll('.turn').length === n && !document.querySelector('.busy')", arg=count, timeout=30_000
    )


def questions(visit: Visit) -> list[str]:
    return [one.removeprefix("You asked: ") for one in visit.page.locator(".turn .question").all_text_contents()]


def earlier(visit: Visit) -> Any:
    visit.page.get_by_role("button", name=re.compile("^Earlier")).click()
    return visit.page.locator("[data-conversation]")


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
    assert visit.page.input_value("#question textarea") == "Who se"
    visit.page.locator("nav [data-view=timeline]").click()
    visit.page.go_back()
    visit.page.locator("#answer-A2").wait_for()
    visit.page.goto("about:blank")
    visit.page.go_back()
    turns(visit, 2)
    assert questions(visit) == [EXAMPLE, OTHER]
    assert "Marten Vael" in visit.page.locator("#answer-A1").inner_text()


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
    held.page.locator("#answer-A2 .busy").wait_for()
    assert held.page.locator(".turn .busy").count() == 2
    held.page.get_by_role("button", name="Stop").click()
    held.page.locator("#answer-A1 .problem").wait_for()  # before anything could be answered
    held.page.unroute_all()
    turns(held, 2)
    assert questions(held) == [EXAMPLE, OTHER]
    assert held.page.locator("#answer-A1 .problem").inner_text() == "Stopped."
    assert held.page.locator("#answer-A2 .marker").count() > 0
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
    assert visit.page.locator(".problem").count() == 0


def test_a_new_conversation_leaves_the_old_one_to_be_opened_renamed_and_deleted(visit: Visit) -> None:
    visit.example()
    visit.page.get_by_role("button", name="New conversation").click()
    assert visit.page.locator(".turn, .card").count() == 0
    visit.ask(OTHER, 1)
    rows = earlier(visit)
    rows.nth(1).wait_for()
    assert [row.split("\n")[0] for row in rows.all_inner_texts()] == [OTHER, EXAMPLE]
    rows.nth(1).click()
    visit.page.locator("#answer-A1 .question", has_text=EXAMPLE).wait_for()
    assert questions(visit) == [EXAMPLE]
    rows = earlier(visit)
    visit.page.get_by_role("button", name=f"Rename: {EXAMPLE}").click()
    visit.page.get_by_label("Name of the conversation").fill("Boats")
    visit.page.keyboard.press("Enter")
    rows.filter(has_text="Boats").wait_for()
    visit.page.get_by_role("button", name=f"Delete: {OTHER}").click()
    visit.page.get_by_role("button", name=f"Delete for good? {OTHER}").click()
    rows.filter(has_text=OTHER).wait_for(state="detached")
    visit.page.reload()
    turns(visit, 1)
    rows = earlier(visit)
    rows.first.wait_for()
    assert [row.startswith("Boats") for row in rows.all_inner_texts()] == [True]


def test_nobody_sees_the_conversations_of_another(browser: Any, visit: Visit, address: str) -> None:
    visit.example()
    with Visit(browser, address) as other:
        assert other.page.locator(".turn").count() == 0
        assert earlier(other).count() == 0


ALTER = """() => new Promise(done => { indexedDB.open('dateline').onsuccess = ({ target: { result: base } }) => {
  const stores = base.transaction(['conversations', 'exchanges'], 'readwrite');
  stores.objectStore('exchanges').openCursor().onsuccess = ({ target: { result: at } }) => {
    if (!at) return;
    const one = at.value;
    if (one.answer) one.answer.citations[0].article_id = 'gone';
    if (one.answer) one.answer.citations[0].quote = 'Nobody said this.';
    at.update(one); at.continue();
  };
  stores.oncomplete = () => done();
}; })"""


def test_on_another_visit_every_quotation_is_looked_up_anew(visit: Visit) -> None:
    visit.example()
    visit.page.evaluate(ALTER)
    total = visit.page.locator("#answer-A1 .marker").count()
    other = visit.context.new_page()  # another tab is another visit of the same browser
    other.goto(visit.page.url)
    other.get_by_role("button", name=re.compile("^Earlier")).click()
    other.locator("[data-conversation]").click()
    other.locator("#standing .problem").wait_for()
    assert f"1 of {total} quotation" in other.locator("#standing").inner_text()
    assert "The archive no longer holds article gone" in other.locator("#answer-A1 .fallen").first.inner_text()


def test_two_tabs_that_go_on_with_one_conversation_lose_nothing_of_it(visit: Visit) -> None:
    visit.example()
    other = visit.context.new_page()
    other.goto(visit.page.url)
    other.get_by_role("button", name=re.compile("^Earlier")).click()
    other.locator("[data-conversation]").click()
    other.locator("#answer-A1 .marker").first.wait_for()
    other.fill("#question textarea", "ferry")
    other.press("#question textarea", "Enter")
    other.locator("#answer-A2 .marker").first.wait_for()
    visit.ask(OTHER, 2)
    turns(visit, 2)
    visit.page.reload()
    turns(visit, 3)
    visit.page.locator("#answer-A3 .marker").first.wait_for()
    assert sorted(questions(visit)) == sorted([EXAMPLE, "ferry", OTHER])


def test_a_link_to_an_answer_leads_there(visit: Visit) -> None:
    visit.example()
    visit.ask(OTHER, 2)
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.locator("#answer-A1 [data-act=link]").click()
    visit.page.wait_for_function("document.querySelector('#told').textContent !== ''")
    link = visit.page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("&a=1")
    other = visit.context.new_page()
    other.goto(link)
    other.locator("#answer-A1 .marker").first.wait_for()
    other.wait_for_function("document.querySelector('#sources-A2')?.hidden && !document.querySelector('#sources-A1').hidden")


def test_the_last_question_is_edited_in_its_place(visit: Visit) -> None:
    visit.example()
    visit.page.locator("[data-act=edit]").click()
    assert visit.page.input_value("#question textarea") == EXAMPLE
    assert "Editing" in visit.page.locator(".chip.editing").inner_text()
    visit.page.fill("#question textarea", OTHER)
    visit.page.press("#question textarea", "Enter")
    visit.page.locator("#answer-A1 .question", has_text=OTHER).wait_for()
    turns(visit, 1)
    assert questions(visit) == [OTHER]


def test_the_bytes_of_an_answer_stay_the_same_however_long_the_conversation(visit: Visit) -> None:
    sizes: list[int] = []

    def counted(request: Any) -> None:
        if "/call/ask" in request.url:
            sized = request.sizes()
            sizes.append(sized["requestBodySize"] + sized["responseBodySize"])

    visit.page.on("requestfinished", counted)
    asked = [EXAMPLE, OTHER] * 12
    for number, question in enumerate(asked, 1):
        visit.ask(question, number)
    turns(visit, len(asked))
    visit.page.wait_for_timeout(300)
    answers = [sum(sizes[at : at + 2]) for at in range(0, len(sizes), 2)]
    assert len(answers) == len(asked)
    assert answers[22] < answers[10] * (1 + FLAT)
    assert answers[23] < answers[11] * (1 + FLAT)
