"""What limits a question by hand besides days: people of bylines, and asking it exactly as it was typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from index.archive import Archive
from index.errors import InputError
from ui.conversation import Filters
from ui.desk import Desk

NEWS = [
    {"title": "Quay mended", "text": "The harbour of Orrin was mended for nine crowns a yard.", "author": "Ada Brandt"},
    {"title": "Quay closed", "text": "The harbour of Orrin was closed for four weeks.", "author": "Otto Lund and Mette Sunde"},
    {"title": "Quay sold", "text": "The harbour of Orrin was sold for a crown.", "author": "Otto Lund"},
]
QUESTION = "How long was the harbour of Orrin closed?"


@pytest.fixture
def desk(archive: Archive, tmp_path: Path) -> Desk:
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(map(json.dumps, NEWS)), encoding="utf-8")
    archive.add([str(file)], jobs=1)
    return Desk(Assistant(archive), archive, None)


def asked(desk: Desk, question: str, **more: Any) -> dict[str, Any]:
    *_, state = desk.ask({"question": question, "number": 1, **more})
    return json.loads(json.dumps(state))  # type: ignore[no-any-return]


def test_a_byline_is_suggested_is_a_chip_and_limits_what_is_searched(desk: Desk) -> None:
    assert desk.frame()["authors"] == ["Otto Lund", "Ada Brandt", "Mette Sunde"]
    assert 'data-chip="author" data-value="Otto Lund"' in desk.chips({"authors": ["Otto Lund"]})
    counts = {
        names: asked(desk, QUESTION, filters={"authors": list(names)})["answer"]["searched"]["articles"]
        for names in ((), ("Otto Lund",), ("Ada Brandt", "Mette Sunde"), ("Nobody Else",))
    }
    assert counts == {(): 3, ("Otto Lund",): 2, ("Ada Brandt", "Mette Sunde"): 2, ("Nobody Else",): 0}


def test_filters_that_were_kept_before_there_were_bylines_are_read(desk: Desk) -> None:
    assert Filters.of({"outlets": ["The Post"]}).filter.authors == ()
    with pytest.raises(InputError):
        Filters.of({"authors": 3})


def test_a_question_is_asked_exactly_as_it_was_typed_where_that_is_wanted(desk: Desk) -> None:
    typed = QUESTION.replace("harbour", "habrour")
    read = asked(desk, typed)
    assert read["answer"]["standalone_question"] == QUESTION
    assert 'data-chip="reading"' in read["chips"]
    literal = asked(desk, typed, literal=True)
    assert literal["answer"]["standalone_question"] == typed
    assert 'data-chip="reading"' not in literal["chips"]
