"""A page of the web chat in a real browser, as one visitor sees it."""

from __future__ import annotations

from typing import Any

EXAMPLE = "Who said that the morning boats are full?"
PHONE = {"width": 390, "height": 844}


class Visit:
    """One visitor's page, with every request that it made and everything that it complained of."""

    def __init__(self, browser: Any, address: str, *, ready: str = "#examples button", **context: Any) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **context})
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)
        self.page.wait_for_selector(ready)

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def answered(self, number: int) -> Any:
        """The finished answer of the turn."""
        answer = self.page.locator(f"#answer-A{number} .answer:not(:has(.busy))")
        answer.locator(".searched, .told, .problem").first.wait_for()
        return answer

    def example(self) -> Any:
        self.page.get_by_role("button", name=EXAMPLE).click()
        return self.answered(1)

    def ask(self, question: str, number: int) -> Any:
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        return self.answered(number)
