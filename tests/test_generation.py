"""The language model on its leash: what it drafts is verified, what it invents is dropped, and its failure is never the user's."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from model_server import Reply, serving

from assistant.assistant import Assistant
from assistant.generation import Draft, supported
from assistant.settings import AskSettings
from assistant.types import Answer, Status
from index.archive import Archive
from index.errors import SettingsError
from index.passages import passages_of
from index.types import Article, Dating, Hit

TEXT = "The port authority said on Monday that 14 ferries will sail again from noon. The storm did not damage the outer wall."
ARTICLE = Article("a1", "Harbour Reopens", TEXT, "news.txt", 0, Dating())
OFFERED = [("p1", Hit(passages_of(ARTICLE)[0], ARTICLE, 1.0))]
QUESTION = "How many ferries will sail again from the harbour of Port Arden, and did the storm close it?"


def drafted(claim: str, quote: str, passage: str = "p1") -> Draft:
    return Draft.model_validate({"statements": [{"claim": claim, "quotes": [{"id": passage, "quote": quote}]}]})


def test_a_supported_claim_is_kept_with_the_span_of_its_words() -> None:
    kept, dropped = supported(drafted("The port authority said 14 ferries will sail.", "14 ferries will sail again"), OFFERED)
    assert not dropped
    ((hit, start, end),) = kept[0].quotes
    assert hit.article.slice(start, end) == "14 ferries will sail again"


@pytest.mark.parametrize(
    ("claim", "quote", "passage"),
    [
        ("The storm damaged the wall.", "The storm did damage the outer wall", "p1"),
        ("The authority said 15 ferries will sail.", "14 ferries will sail again", "p1"),
        ("The authority said 14 ferries will sail.", "15 ferries will sail again", "p1"),
        ("Mayor Brandt said 14 ferries will sail.", "14 ferries will sail again", "p1"),
        ("14 ferries will sail.", "14 ferries will sail again", "p2"),
        ("14 ferries will sail.", "14 ferries [of the port] will sail again", "p1"),
        ("14 ferries will sail.", "14 ferries ... from noon", "p1"),
        ("14 ferries sail on Tuesday.", "14 ferries will sail again", "p1"),
        ("14 ferries will sail.", "ferries", "p1"),
        ("14 ferries will sail.", "", "p1"),
        ("14 ferries will sail.", "sail again from noon. The storm damaged", "p1"),
    ],
)
def test_what_does_not_stand_in_the_passage_is_dropped_and_said(claim: str, quote: str, passage: str) -> None:
    kept, dropped = supported(drafted(claim, quote, passage), OFFERED)
    assert kept == []
    assert dropped


@pytest.fixture
def asked(archive: Archive, files: object) -> Callable[..., Answer]:
    archive.add([str(files)])

    def ask(*replies: Reply, delay: float = 0.0, timeout: float = 5.0) -> Answer:
        with serving(*replies, delay=delay) as server:
            settings = AskSettings(model="openai:scripted", base_url=server.url, model_timeout=timeout)
            return Assistant(archive, settings).ask("When did the harbour of Port Arden reopen after the storm?")

    return ask


def first_id(prompt: str) -> str:
    found = re.search(r'<passage id="(p\w+)" headline="Harbour reopens', prompt)
    assert found
    return found.group(1)


def faithful(prompt: str) -> str:
    quote = "The harbour of Port Arden reopened on Monday"
    claim = "The port authority said that the harbour of Port Arden reopened on Monday."
    return json.dumps({"statements": [{"claim": claim, "quotes": [{"id": first_id(prompt), "quote": quote}]}]})


@pytest.mark.slow
def test_a_faithful_model_is_shown_with_its_name(asked: Callable[..., Answer]) -> None:
    answer = asked(faithful)
    assert answer.answerer == "openai:scripted"
    assert answer.status is Status.ANSWERED
    assert [citation.quote for citation in answer.citations] == ["The harbour of Port Arden reopened on Monday"]
    assert "reopened on Monday" in answer.text


@pytest.mark.slow
def test_json_in_a_fence_or_after_one_repair_is_accepted(asked: Callable[..., Answer]) -> None:
    assert asked(lambda prompt: f"Here it is:\n```json\n{faithful(prompt)}\n```").answerer == "openai:scripted"
    assert asked("not JSON at all", faithful).answerer == "openai:scripted"


@pytest.mark.slow
@pytest.mark.parametrize("reply", ["nonsense", "", '{"statements": 3}', '{"claim": "x"', 500, 429, 404])
def test_a_model_that_fails_leaves_the_extractive_answer(asked: Callable[..., Answer], reply: Reply) -> None:
    answer = asked(reply)
    assert answer.answerer == "extractive"
    assert answer.citations
    assert "openai:scripted" in answer.notes[-1]


@pytest.mark.slow
def test_a_model_that_stalls_leaves_the_extractive_answer(asked: Callable[..., Answer]) -> None:
    answer = asked(faithful, delay=3.0, timeout=0.5)
    assert answer.answerer == "extractive" and answer.citations


@pytest.mark.slow
def test_nothing_that_was_invented_reaches_the_answer(asked: Callable[..., Answer]) -> None:
    def invents(prompt: str) -> str:
        quote = "The harbour of Port Arden reopened on Tuesday"
        return json.dumps({"statements": [{"claim": "It reopened on Tuesday.", "quotes": [{"id": first_id(prompt), "quote": quote}]}]})

    answer = asked(invents)
    assert "Tuesday" not in answer.text
    assert answer.answerer == "extractive"
    assert any("does not stand" in note for note in answer.notes)


@pytest.mark.slow
def test_a_model_may_refuse(asked: Callable[..., Answer]) -> None:
    answer = asked('{"statements": []}')
    assert answer.status is Status.NOT_FOUND
    assert answer.answerer == "openai:scripted"
    assert answer.nearest


@pytest.mark.slow
def test_passages_are_offered_escaped_and_dated(archive: Archive, files: object, asked: Callable[..., Answer]) -> None:
    with serving('{"statements": []}') as server:
        Assistant(archive, AskSettings(model="openai:scripted", base_url=server.url)).ask(
            "When did the harbour of Port Arden reopen after the storm?"
        )
        (prompt,) = server.prompts
    assert 'headline="Harbour reopens after storm"' in prompt
    assert 'date="date unknown"' in prompt or 'date="' in prompt


def test_a_model_without_a_provider_is_a_setting_that_cannot_be_used(archive: Archive, files: object) -> None:
    archive.add([str(files)])
    with pytest.raises(SettingsError, match="provider:name"):
        Assistant(archive, AskSettings(model="scripted")).ask("When did the harbour of Port Arden reopen after the storm?")
