"""Sentences are embedded when a question reads them, once for all questions that follow, and no more is kept than is allowed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from hashing import HashingEmbedder

from assistant.assistant import Assistant
from index.archive import Archive
from index.store.sentence_vectors import SentenceVectors


def test_what_is_asked_again_is_not_embedded_again(hashing: HashingEmbedder) -> None:
    kept = SentenceVectors()
    first = kept.of(["The ferry sails.", "It rains.", "It rains."], lambda: hashing)
    assert hashing.texts == ["The ferry sails.", "It rains."]
    again = kept.of(["It rains.", "The pier is closed."], lambda: hashing)
    assert hashing.texts == ["The ferry sails.", "It rains.", "The pier is closed."]
    assert np.array_equal(again["It rains."], first["It rains."])
    assert np.array_equal(again["The pier is closed."], hashing.encode(["The pier is closed."])[0])


def test_those_last_asked_for_are_kept(hashing: HashingEmbedder) -> None:
    kept = SentenceVectors(kept=2)
    kept.of(["one", "two"], lambda: hashing)
    kept.of(["one"], lambda: hashing)
    kept.of(["three"], lambda: hashing)
    hashing.texts.clear()
    assert set(kept.of(["one", "three"], lambda: hashing)) == {"one", "three"}
    assert hashing.texts == []
    kept.of(["two"], lambda: hashing)
    assert hashing.texts == ["two"]


def test_a_question_asked_again_embeds_no_sentence(open_archive: Callable[[], Archive], files: Path, hashing: HashingEmbedder) -> None:
    with open_archive() as archive:
        archive.add([str(files)])
        hashing.texts.clear()
        Assistant(archive).ask("When do ferries sail again?")
        assert "Ferries sail again from noon." in hashing.texts
        hashing.texts.clear()
        Assistant(archive).ask("When do ferries sail again?")
        assert hashing.texts == ["When do ferries sail again?"]
