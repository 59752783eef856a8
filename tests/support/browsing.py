"""A page of the web chat in a real browser, as one visitor sees it."""

from __future__ import annotations

import os
from typing import Any

from playwright.sync_api import expect

EXAMPLE = "Who said that the morning boats are full?"
PHONE = {"width": 390, "height": 844}
PATIENCE = 90_000
"""Milliseconds that a page is waited for: only a page that never gets there takes them, however slow the machine."""
SLOWED = float(os.environ.get("DATELINE_TEST_SLOWED", "1"))
"""How many times slower than it is the browser is made, to find tests that read before the page is there: DATELINE_TEST_SLOWED=8."""

expect.set_options(timeout=PATIENCE)


class Visit:
    """One visitor's page, with every request that it made and everything that it complained of.

    What follows on an action is waited for with `expect`: nothing is read from a page that may still be busy with it.
    """

    def __init__(self, browser: Any, address: str, *, ready: str = "#examples button", **context: Any) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        # Without motion a page that scrolls has done so in the next frame, and a click does not run after its target.
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, "reduced_motion": "reduce", **context})
        self.context.set_default_timeout(PATIENCE)
        self.page = self.opened()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)
        self.page.wait_for_selector(ready)
        if self.page.locator("#desk").count():  # a form to log in has none
            began(self.page)

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def opened(self) -> Any:
        """An empty page in a tab of its own."""
        page = self.context.new_page()
        if SLOWED > 1:
            self.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        return page

    def tab(self, address: str) -> Any:
        """Another tab of the same browser, at an address."""
        page = self.opened()
        page.goto(address)
        began(page)
        return page

    def answered(self, number: int) -> Any:
        """The finished answer of the turn, when nothing more comes of it."""
        answer = self.page.locator(f"#answer-A{number} .answer:not(:has(.busy))")
        answer.locator(".searched, .told, .problem").first.wait_for()
        expect(self.page.locator("#stop")).to_be_hidden()
        return answer

    def example(self) -> Any:
        self.page.get_by_role("button", name=EXAMPLE).click()
        return self.answered(1)

    def ask(self, question: str, number: int) -> Any:
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        return self.answered(number)


def began(page: Any) -> None:
    """Wait until the scripts of a page listen: before, a click on it may be none."""
    page.locator("#desk[data-ready]").wait_for(state="attached")
