"""Markup as a browser reads it: its text, and whether its elements are closed in good order."""

from __future__ import annotations

from html.parser import HTMLParser


class Read(HTMLParser):
    """The text of a fragment, and whether each element is closed by its own end."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.text, self.open, self.is_sound = "", list[str](), True
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.is_sound &= bool(self.open) and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
