"""A model's answer read while it grows: each statement as soon as its last brace is there, and nothing of what is no answer."""

from __future__ import annotations

import json

import pytest

from assistant.generation.drafts import MAX_ANSWER, Draft, DraftQuote, DraftStatement

ONE = {"claim": 'He said "yes" {twice}.', "quotes": [{"id": "p1", "quote": "yes, ] and yes"}]}
TWO = {"claim": "She said no.", "quotes": []}
STATEMENTS = [DraftStatement(ONE["claim"], (DraftQuote("p1", "yes, ] and yes"),)), DraftStatement("She said no.", ())]  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize("indent", [None, 2])
def test_each_statement_comes_as_soon_as_it_is_complete(size: int, indent: int | None) -> None:
    answer = "Sure:\n" + json.dumps({"statements": [ONE, TWO]}, indent=indent) + "\nDone."
    draft, found = Draft(), []
    for at in range(0, len(answer), size):
        for statement in draft.read(answer[at : at + size]):
            found.append(statement)
            if size == 1:
                assert answer[at] == "}"
    assert found == STATEMENTS
    assert draft.is_usable and draft.is_done


@pytest.mark.parametrize("answer", ['{"statements": []}', '{"note": "x", "statements" : [ ]}', '<think>hm</think> {"statements": []}'])
def test_that_nothing_was_found_is_an_answer(answer: str) -> None:
    draft = Draft()
    assert list(draft.read(answer)) == []
    assert draft.is_usable and draft.well_formed == 0


@pytest.mark.parametrize(
    "answer",
    ["", "no", "{}", "[]", '{"statements": {}}',
     '{"statements": [1]}', '{"statements": [{"claim": 1, "quotes": []}]}', '{"statements": [{}]}',
     '{"statements": [{"claim": "x"}]}', '{"statements": [{"claim": "x", "quotes": [1]}]}', '{"statements": [{"claim": "x" "quotes": []}]}',
     '<think>{"statements": []}', '{"statements": [' + '{"claim": ' * 5000 + "}" * 5000 + "]}"],
)  # fmt: skip
def test_what_is_no_answer_is_not_usable(answer: str) -> None:
    draft = Draft()
    assert list(draft.read(answer)) == []
    assert not draft.is_usable


def test_an_endless_answer_is_cut() -> None:
    draft = Draft()
    for _ in range(100):
        assert list(draft.read("word " * 200)) == []
    assert draft.is_done and not draft.is_usable
    assert len(draft.text) == MAX_ANSWER
