"""What is done for one kind of question only earns its place: known questions that fail when it is switched off, and pass when it is on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import SAMPLE

from assistant.assistant import Assistant
from eval.ablation import SPECIALS, without
from eval.bundled import add_sample
from eval.cases import Case, load_suite
from eval.runner import run_suite
from index.archive import Archive
from index.settings import IndexSettings

SUITE = SAMPLE.parent / "suites" / "specials.jsonl"
ENOUGH = 4
"""Known questions of each special."""
OWN = 2
"""Of them, those that at the least nothing else answers as they are to be: the probability refuses most false premises by itself."""


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return load_suite(SUITE)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create_or_open(tmp_path_factory.mktemp("specials") / "archive", IndexSettings()) as archive:
        add_sample(SAMPLE, archive)
        yield archive


def failing(cases: tuple[Case, ...], archive: Archive) -> list[str]:
    return [result.case.id for result in run_suite(cases, Assistant(archive)).cases if not result.measures["passed"]]


def test_every_special_has_questions_and_every_question_a_special(cases: tuple[Case, ...]) -> None:
    kinds = Counter(case.kind for case in cases)
    assert set(kinds) == set(SPECIALS)
    assert min(kinds.values()) >= ENOUGH


def test_no_question_is_asked_twice(cases: tuple[Case, ...]) -> None:
    known = {case.question.casefold() for case in load_suite(SUITE.with_name("sample.jsonl")) if not case.history}
    asked = [case.question.casefold() for case in cases]
    assert len(set(asked)) == len(asked)
    assert known.isdisjoint(asked)


def test_every_quotation_stands_at_its_offsets(cases: tuple[Case, ...]) -> None:
    texts = {path.name: path.read_bytes().decode() for path in Path(SAMPLE).iterdir()}
    spans = [span for case in cases for span in case.evidence]
    assert [span.quote for span in spans if texts[span.file][span.start : span.end] != span.quote] == []


@pytest.mark.slow
def test_all_questions_pass_with_all_specials(cases: tuple[Case, ...], sample: Archive) -> None:
    assert failing(cases, sample) == []


@pytest.mark.slow
@pytest.mark.parametrize("special", SPECIALS)
def test_its_questions_fail_without_it(special: str, cases: tuple[Case, ...], sample: Archive) -> None:
    own = tuple(case for case in cases if case.kind == special)
    with without(SPECIALS[special]):
        assert len(failing(own, sample)) >= OWN
