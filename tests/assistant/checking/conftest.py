"""A small archive to hold drafts against, and what a check of a text gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from checked_news import checked_archive

from assistant.checking.checker import check
from assistant.checking.findings import Checked, DraftText
from index.archive import Archive

Judge = Callable[[str], Checked]


@pytest.fixture(scope="session")
def news() -> Iterator[Archive]:
    with Archive.open(checked_archive()) as archive:
        yield archive


@pytest.fixture(scope="session")
def judge(news: Archive) -> Judge:
    def judged(text: str) -> Checked:
        with news.snapshot() as seen:
            return check(DraftText("-", text), seen)

    return judged
