"""Answers, lists and scripts that come late or in another order, in a real browser: what is newer stays, and nothing waits for ever."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from browsing import EXAMPLE, Visit, began
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

BOX = "#question textarea"
OTHER = "When is the exercise Union Resolve 2022?"
RELEASE = "dispatchEvent(new Event('release'))"
ENDS_LATE = """
const real = fetch;
globalThis.fetch = async (...asked) => {
  const answer = await real(...asked);
  if (!/call\\/ask\\/./.test(asked[0])) return answer;
  const { signal } = asked[1];
  const released = new Promise((done, fail) => {
    addEventListener("release", done, { once: true });
    signal.addEventListener("abort", () => fail(signal.reason));
  });
  released.catch(() => null);
  const [decoder, encoder] = [new TextDecoder(), new TextEncoder()];
  let rest = "";
  const holds = async (piece, out) => {
    const events = (rest + decoder.decode(piece, { stream: true })).split(/(?<=\\n\\n)/);
    rest = events.at(-1).endsWith("\\n\\n") ? "" : events.pop();
    for (const one of events) {
      if (one.startsWith("event: complete")) await released;
      out.enqueue(encoder.encode(one));
    }
  };
  return new Response(answer.body.pipeThrough(new TransformStream({ transform: holds })), answer);
};
"""
"""A script: the stream of an answer ends no sooner than it is released, though all of the answer has come."""
OPENS_LATE = """
const real = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...asked) {
  const request = real.apply(this, asked);
  const late = {};
  request.onsuccess = () => addEventListener("release", () => ((late.result = request.result), late.onsuccess()), { once: true });
  return late;
};
"""
"""A script: what the browser keeps can be read no sooner than it is released."""


class Held:
    """The first answer of an address, as the server gives it then, held back until it is released."""

    def __init__(self, page: Any, address: str) -> None:
        self._page = page
        self._kept: list[tuple[Any, Any]] = []
        self._is_taken = False
        page.route(address, self._hold)

    def _hold(self, route: Any) -> None:
        if self._is_taken:
            return route.continue_()
        self._is_taken = True
        self._kept.append((route, route.fetch()))

    def is_there(self) -> None:
        """Wait until the server has given it."""
        while not self._kept:
            self._page.wait_for_timeout(50)

    def release(self) -> None:
        """Let the page have it."""
        [(route, answer)] = self._kept
        with self._page.expect_event("requestfinished", lambda request: request == route.request):
            route.fulfill(response=answer)


def send(page: Any, question: str) -> None:
    page.fill(BOX, question)
    page.press(BOX, "Enter")


def are_questions(page: Any, *questions: str) -> None:
    expect(page.locator(".turn .question")).to_have_text([f"You asked: {one}" for one in questions])


def asked_of_a_late_stream(visit: Visit) -> None:
    """The example is asked, in a page whose streams end late."""
    visit.page.add_init_script(ENDS_LATE)
    visit.page.reload()
    began(visit.page)
    send(visit.page, EXAMPLE)


def test_a_question_takes_the_place_of_one_whose_stream_has_not_ended(visit: Visit) -> None:
    asked_of_a_late_stream(visit)
    visit.page.locator("#answer-A1 .marker").first.wait_for()
    visit.page.locator("[data-act=edit]").click()
    send(visit.page, OTHER)
    are_questions(visit.page, OTHER)
    visit.page.locator("#answer-A1 .busy").wait_for()
    visit.page.evaluate(RELEASE)
    visit.page.locator("#answer-A1 .searched").wait_for()
    visit.page.evaluate(RELEASE)
    expect(visit.answered(1).locator(".marker").first).to_be_visible()


def test_a_whole_answer_is_not_stopped(visit: Visit) -> None:
    asked_of_a_late_stream(visit)
    visit.page.locator("#answer-A1 .answer:not(:has(.busy)) .marker").first.wait_for()
    visit.page.get_by_role("button", name="Stop").click()
    expect(visit.answered(1).locator(".problem")).to_have_count(0)


def test_the_open_conversation_can_be_opened_while_its_answer_comes(visit: Visit) -> None:
    visit.page.route("**/call/ask", lambda route: waiting.append(route))
    waiting: list[Any] = []
    send(visit.page, EXAMPLE)
    visit.page.locator("#answer-A1 .busy").wait_for()
    visit.page.get_by_role("button", name=re.compile("^Earlier")).click()
    visit.page.locator("[data-conversation]").click()
    expect(visit.page.locator("#earlier")).to_be_hidden()
    are_questions(visit.page, EXAMPLE)
    waiting.pop().continue_()
    expect(visit.answered(1)).to_contain_text("Marten Vael")
    assert waiting == [], "it was asked once"


def test_a_question_that_is_sent_while_the_conversation_opens_goes_on_with_it(visit: Visit) -> None:
    visit.example()
    visit.page.add_init_script(OPENS_LATE)
    visit.page.reload()
    began(visit.page)
    send(visit.page, OTHER)
    expect(visit.page.locator(BOX)).to_have_value("")
    visit.page.evaluate(RELEASE)
    visit.answered(2)
    are_questions(visit.page, EXAMPLE, OTHER)


def test_chips_that_come_late_are_none_of_a_new_conversation(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Filters").click()
    visit.page.get_by_label("Outlet", exact=True).select_option("Saltreach Wire")
    visit.page.locator(".chip.outlet").wait_for()
    visit.example()
    chips = Held(visit.page, "**/dateline/chips")
    visit.page.reload()
    chips.is_there()
    visit.page.get_by_role("button", name="New conversation").click()
    chips.release()
    visit.ask(OTHER, 1)
    expect(visit.page.locator(".chip.outlet")).to_have_count(0)


def test_the_head_of_the_page_shows_what_was_asked_for_last(visit: Visit) -> None:
    def changed(route: Any) -> None:
        route.fulfill(json={**json.loads(route.fetch().text()), "facts": "<p>newest</p>"})

    frame = Held(visit.page, "**/dateline/frame")
    visit.page.evaluate("document.dispatchEvent(new CustomEvent('dateline:archive'))")
    frame.is_there()
    visit.page.route("**/dateline/frame", changed)
    visit.page.evaluate("document.dispatchEvent(new CustomEvent('dateline:archive'))")
    expect(visit.page.locator("#facts")).to_have_text("newest")
    frame.release()
    visit.example()
    expect(visit.page.locator("#facts")).to_have_text("newest")


def test_a_conversation_is_renamed_and_deleted_while_another_goes_on(visit: Visit) -> None:
    visit.example()
    goes_on = "document.dispatchEvent(new CustomEvent('dateline:conversation'))"
    visit.page.get_by_role("button", name=re.compile("^Earlier")).click()
    visit.page.get_by_role("button", name="Rename").click()
    visit.page.get_by_label("Name of the conversation").fill("Boats")
    visit.page.evaluate(f"{goes_on}; new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("[data-conversation] .name")).to_have_text(["Boats"])
    delete = visit.page.get_by_role("button", name="Delete")
    delete.click()
    expect(delete).to_have_text("Delete for good?")
    visit.page.evaluate(f"{goes_on}; new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(delete).to_be_focused()
    delete.click()
    expect(visit.page.locator("[data-conversation]")).to_have_count(0)


def test_what_is_typed_before_the_scripts_are_there_stays(visit: Visit, address: str) -> None:
    page = visit.opened()
    waiting: list[Any] = []
    page.route("**/dateline/start.js", lambda route: waiting.append(route))
    page.goto(address, wait_until="commit")
    page.fill(BOX, "typed early")
    while not waiting:
        page.wait_for_timeout(50)
    waiting.pop().continue_()
    began(page)
    expect(page.locator(BOX)).to_have_value("typed early")


def test_the_timeline_of_what_was_found_is_fetched_once(visit: Visit) -> None:
    visit.page.locator("nav [data-view=archive]").click()
    visit.page.locator("#view-archive input[type=search]").fill("ferry")
    visit.page.locator("#view-archive .count", has_text="with “ferry”").locator("[data-view=timeline]").click()
    expect(visit.page.locator("#view-timeline input[name=words]")).to_have_value("ferry")
    expect(visit.page.locator("#view-timeline .line li").first).to_be_visible()
    assert len([url for url in visit.requests if url.partition("?")[0].endswith("/dateline/timeline")]) == 1


@pytest.fixture
def found(visit: Visit) -> Any:
    """The archive view with the one article about the longest bench found."""
    visit.page.locator("nav [data-view=archive]").click()
    visit.page.locator("#view-archive input[type=search]").fill("seagrass")
    visit.page.locator("#view-archive .count", has_text="with “seagrass”").wait_for()
    return visit.page.locator("#view-archive")


AGAIN = "document.querySelector('#finding').dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))"


def test_a_list_that_was_made_before_an_article_was_removed_does_not_bring_it_back(visit: Visit, found: Any) -> None:
    before = Held(visit.page, "**/archive/found*")
    visit.page.evaluate(AGAIN)
    before.is_there()
    found.locator("[data-remove]").first.click()
    undo = found.locator("[data-keep]")
    expect(undo).to_be_focused()
    with visit.page.expect_request("**/archive/found*"):  # it is asked for anew
        before.release()
    expect(undo).to_be_focused()
    undo.click()
    expect(found.locator(".said")).to_have_text("Kept.")


def test_a_date_that_is_being_corrected_outlasts_a_new_list(visit: Visit, found: Any) -> None:
    found.locator("[data-correct]").first.click()
    day = found.locator(".correcting input")
    day.fill("5 May")
    with visit.page.expect_response("**/archive/found*"):
        visit.page.evaluate(AGAIN)
    visit.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(day).to_have_value("5 May")
    expect(day).to_be_focused()
    found.locator("[data-close]").click()
    expect(found.locator("[data-correct]").first).to_be_focused()
