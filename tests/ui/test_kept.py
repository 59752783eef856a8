"""An answer goes to the browser and comes back as it was, whatever its form; anything else that comes is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from index.archive import Archive
from index.errors import InputError
from ui.kept import answer_of, kept

QUESTIONS = (
    "How many people will the glassworks at Hallow Bay hire by the summer?",
    "Which spacecraft landed on Europa?",
    "What did the harbour master say last week?",
    "harbour",
    "help",
    "what is the newest article?",
)


@pytest.fixture
def assistant(archive: Archive, files: Path) -> Assistant:
    archive.add([str(files)], source="The Arden Post")
    return Assistant(archive)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_comes_back_as_it_was(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    back = answer_of(json.loads(json.dumps(kept(answer))))
    bare = tuple(replace(hit, article=replace(hit.article, text="")) for hit in answer.nearest)
    assert back == replace(answer, nearest=bare)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "sure"},
        {"citations": {}},
        {"confidence": "0.9"},
        {"window": {"since": "soon", "until": None, "from_words": None}},
        {"unheard_of": 1},
        {"told": [{"parts": [None]}]},
    ],
)
def test_what_is_no_answer_is_refused(assistant: Assistant, change: dict[str, Any]) -> None:
    document = kept(assistant.ask(QUESTIONS[0]))
    assert answer_of(document)
    for broken in ({**document, **change}, [document], None, "answer"):
        with pytest.raises(InputError, match="ask its question again"):
            answer_of(broken)
