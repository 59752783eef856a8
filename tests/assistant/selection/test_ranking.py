"""Passages for those who ask for passages: the likeliest and the nearest take turns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.retrieval.candidates import Found
from assistant.retrieval.retriever import Retriever
from assistant.selection.features import FEATURES
from assistant.selection.probability import Learnt
from assistant.selection.ranking import ranked
from assistant.types import Query
from index.archive import Archive

QUESTION = "How many names does the petition against the tram line have?"
EQUAL = Learnt("words:1", "nothing", tuple(0.0 for _ in FEATURES), 0.0, 0.1)
FARTHEST = replace(EQUAL, weights=tuple(-50.0 if name == "cosine" else 0.0 for name in FEATURES))


@pytest.fixture
def found(archive: Archive, files: Path) -> tuple[Query, Found]:
    archive.add([str(files)])
    query = Assistant(archive).understand(QUESTION)
    with archive.snapshot() as seen:
        return query, Retriever(seen).find(query)


def test_where_all_are_as_likely_the_nearest_come_first(found: tuple[Query, Found]) -> None:
    assert ranked(*found, EQUAL) == found[1].candidates


def test_a_likelier_one_comes_before_the_nearest_and_none_is_lost(found: tuple[Query, Found]) -> None:
    candidates = found[1].candidates
    assert len(candidates) > 2
    first, second, *_ = put = ranked(*found, FARTHEST)
    assert first != candidates[0] == second
    assert sorted(one.card.id for one in put) == sorted(one.card.id for one in candidates)
