"""A question asked otherwise, in letters, marks or order, is the same question: it is answered with the same citations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from harbour_news import BUSES, DAY, WALL
from hashing import HashingEmbedder
from invented_files import DIGEST, NOTE

from assistant.assistant import Assistant
from assistant.types import Answer, Status
from index.archive import Archive

TODAY = date(2031, 6, 1)
ANSWERED = (
    "When did the harbour of Port Arden reopen?",
    "How many hours did the chess final last?",
    "Who told reporters that they are relieved?",
    "How many ferries did Jonas Lund count?",
    "What did Ada Brandt say about the pier?",
    "Why was the road over the Tarn pass closed?",
    "How many names does the petition against the tram line have?",
    "When did Port Arden’s harbour reopen?",
)
NEAR_MISSES = ("Which orchestra played Bruckner in Zagreb?", "Who is the president of Norland?")
COMPOUND = (
    ("how many hours did the chess final last", "how many ferries did Jonas Lund count"),
    ("when did the harbour of Port Arden reopen", "what was the prize of the chess final"),
    ("how many names does the petition against the tram line have", "who is the harbour master of Port Arden"),
)
SAME: dict[str, Callable[[str], str]] = {
    "in lower case": str.lower,
    "in capitals": str.upper,
    "without its question mark": lambda asked: asked.rstrip("?"),
    "among white space": lambda asked: f" \t{asked.replace(' ', '  ')} \n",
    "with straight apostrophes": lambda asked: asked.replace("’", "'"),
    "begun small": lambda asked: asked[0].lower() + asked[1:],
    "with two question marks": lambda asked: f"{asked}?",
}

RECASED = ("in lower case", "in capitals")
"""Where the names of a question are not seen by their capitals: the likeliest statement may have a sentence more or less, and what is said
beside it may be another."""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("news")
    for name, text in {"digest": DIGEST, "note": NOTE, "wall": WALL, "buses": BUSES}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    with Archive.create_or_open(tmp_path_factory.mktemp("archive"), embedder=HashingEmbedder()) as archive:
        archive.add([str(folder / "digest.txt"), str(folder / "note.txt")], source="The Arden Post")
        archive.add([str(folder / "wall.txt"), str(folder / "buses.txt")], published=DAY)
        yield Assistant(archive)


def cited(answer: Answer) -> tuple[Status, list[tuple[str, int, int]]]:
    return answer.status, [(citation.article_id, citation.start, citation.end) for citation in answer.citations]


@pytest.mark.parametrize("said", SAME)
@pytest.mark.parametrize("question", ANSWERED)
def test_an_answered_question_asked_otherwise_has_the_same_citations(assistant: Assistant, question: str, said: str) -> None:
    plain = assistant.ask(question, as_of=TODAY)
    assert plain.status is Status.ANSWERED and plain.citations
    status, spans = cited(assistant.ask(SAME[said](question), as_of=TODAY))
    if said in RECASED:
        assert (status, spans[0][:2]) == (plain.status, cited(plain)[1][0][:2])
    else:
        assert (status, spans) == cited(plain)


@pytest.mark.parametrize("said", SAME)
@pytest.mark.parametrize("question", NEAR_MISSES)
def test_what_is_not_answered_is_not_answered_however_it_is_asked(assistant: Assistant, question: str, said: str) -> None:
    assert assistant.ask(SAME[said](question), as_of=TODAY).status is not Status.ANSWERED


@pytest.mark.parametrize("joint", [", and ", "? ", "; ", " and "])
@pytest.mark.parametrize(("one", "other"), COMPOUND)
def test_the_order_of_the_parts_changes_only_the_order_of_the_answer(assistant: Assistant, one: str, other: str, joint: str) -> None:
    status, forth = cited(assistant.ask(f"{one}{joint}{other}?", as_of=TODAY))
    back = cited(assistant.ask(f"{other}{joint}{one}?", as_of=TODAY))
    assert status is Status.ANSWERED and len(forth) >= 2
    assert (status, sorted(forth)) == (back[0], sorted(back[1]))
    for part, citation in ((one, forth[0]), (other, back[1][0])):
        assert citation in cited(assistant.ask(f"{part}?", as_of=TODAY))[1]


@pytest.mark.parametrize("question", ANSWERED)
def test_a_passage_is_ranked_first_however_the_question_is_written(assistant: Assistant, question: str) -> None:
    first = assistant.search(question, as_of=TODAY)[0].passage.id
    assert {assistant.search(said(question), as_of=TODAY)[0].passage.id for said in SAME.values()} == {first}
