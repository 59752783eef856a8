"""Writes one after the other: what a person waits for goes first, and nobody waits for ever."""

from __future__ import annotations

import threading

import pytest

from index.errors import ArchiveLockedError, UnknownArticleError
from ui import writes
from ui.writes import Writes


def test_what_a_person_has_clicked_goes_before_what_waits_in_turn() -> None:
    queue, gate, done = Writes(), threading.Event(), list[str]()
    queue.in_turn(gate.wait)
    queue.in_turn(lambda: done.append("file"))
    clicked = queue.at_once(lambda: done.append("correction"))
    gate.set()
    clicked.result(10)
    queue.in_turn(lambda: None).result(10)
    assert done == ["correction", "file"]


def test_what_goes_wrong_is_raised_where_it_is_waited_for_and_the_next_is_done() -> None:
    def fails() -> None:
        raise UnknownArticleError("there is no article x")

    queue = Writes()
    with pytest.raises(UnknownArticleError):
        queue.done(fails)
    assert queue.done(lambda: 3) == 3


def test_who_waits_too_long_is_told_so_and_nothing_is_done_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writes, "PATIENCE", 0.05)
    queue, gate, done = Writes(), threading.Event(), list[str]()
    queue.in_turn(gate.wait)
    with pytest.raises(ArchiveLockedError, match="Files are being added"):
        queue.done(lambda: done.append("too late"))
    gate.set()
    queue.in_turn(lambda: None).result(10)
    assert done == []
