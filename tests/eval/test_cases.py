"""The loader of known questions: what it reads, what it refuses and in which words, and the check against an archive."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from scripted import ARTICLES, FERRY, FILE, MUSEUM, PRICE, TEXT, write_suite

from eval.cases import GoldSpan, Mode, check_against, load_suite, suite_digest
from index.errors import MissingInputError, SuiteError, UnreadableInputError

EVIDENCE = {"file": "a/briefs.txt", "quote": "four crowns", "start": 100, "end": 111}
GOOD: dict[str, Any] = {"id": "q1", "question": "What is the fare?", "kind": "fact", "answers": ["four crowns"], "evidence": [EVIDENCE]}


def line(**changes: object) -> dict[str, object]:
    """A good case with changes; a key set to `...` is left out."""
    return {key: value for key, value in (GOOD | changes).items() if value is not ...}


def test_only_id_question_kind_answers_and_evidence_are_needed(tmp_path: Path) -> None:
    (case,) = write_suite(tmp_path / "s.jsonl", GOOD)
    assert (case.id, case.question, case.kind, case.answers) == ("q1", "What is the fare?", "fact", ("four crowns",))
    assert case.evidence == (GoldSpan("a/briefs.txt", "four crowns", 100, 111),)
    assert (case.evidence_mode, case.history, case.published, case.speaker) == (Mode.ANY, (), None, None)
    assert case.parts == (("four crowns",),)
    assert case.is_answerable


def test_every_optional_key_is_read_and_unknown_ones_are_passed_over(tmp_path: Path) -> None:
    optional = {"answer_parts": [["four", "4"], ["crowns"]], "evidence_mode": "all", "history": ["Is there a ferry?"]}
    (case,) = write_suite(tmp_path / "s.jsonl", line(**optional, published="2021-05-04", speaker="Ada Brenn", note="mine"))
    assert case.parts == (("four", "4"), ("crowns",))
    assert case.evidence_mode is Mode.ALL
    assert (case.history, case.published, case.speaker) == (("Is there a ferry?",), date(2021, 5, 4), "Ada Brenn")


def test_what_must_be_said_and_in_which_order_may_be_asked_for(tmp_path: Path) -> None:
    (case,) = write_suite(tmp_path / "s.jsonl", line(says=["no price of a return"], in_order=True, evidence=[EVIDENCE, EVIDENCE]))
    assert (case.says, case.in_order) == (("no price of a return",), True)
    (plain,) = write_suite(tmp_path / "s.jsonl", GOOD)
    assert (plain.says, plain.in_order) == ((), False)


def test_null_stands_for_an_absent_optional_key(tmp_path: Path) -> None:
    nulls = dict.fromkeys(("answer_parts", "evidence_mode", "history", "published", "speaker"))
    assert write_suite(tmp_path / "a.jsonl", line(**nulls)) == write_suite(tmp_path / "b.jsonl", GOOD)


def test_a_case_without_answers_and_evidence_is_unanswerable(tmp_path: Path) -> None:
    (case,) = write_suite(tmp_path / "s.jsonl", line(answers=[], evidence=[], kind="false premise"))
    assert not case.is_answerable


def test_blank_lines_a_byte_order_mark_and_line_separators_in_texts_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    question = "Which\u2028fare?"
    path.write_text("\ufeff" + json.dumps(line(question=question), ensure_ascii=False) + "\r\n\n", encoding="utf-8")
    assert [case.question for case in load_suite(path)] == [question]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("{not json", "not valid JSON"),
        ("[1]", "a JSON list, not an object"),
        (line(id=...), 'no "id"'),
        (line(id=" "), '"id" holds an empty text'),
        (line(id=7), '"id" holds 7, not a text'),
        (line(question=""), "case 'q1': \"question\" holds an empty text"),
        (line(question=...), 'no "question"'),
        (line(kind=...), 'no "kind"'),
        (line(kind="all"), "taken by the figures over every kind"),
        (line(kind="unanswerable"), 'kind "unanswerable" with answers'),
        (line(answers=...), 'no "answers"'),
        (line(answers="four"), '"answers" is not a list'),
        (line(answers=None), '"answers" is not a list'),
        (line(answers=[4]), '"answers" holds 4, not a text'),
        (line(answers=[]), "evidence without answers"),
        (line(evidence=...), 'no "evidence"'),
        (line(evidence=[]), "answers without evidence"),
        (line(evidence=["four crowns"]), "is not complete"),
        (line(evidence=[{"file": "briefs.txt", "quote": "four crowns", "start": 100}]), "is not complete"),
        (line(evidence=[EVIDENCE | {"end": 112}]), "evidence 100-112 is 12 characters long and its quote 11"),
        (line(evidence=[EVIDENCE | {"start": 100.0}]), "evidence from 100.0 to 111"),
        (line(evidence=[EVIDENCE | {"start": -1, "end": 10}]), "evidence from -1 to 10"),
        (line(evidence=[EVIDENCE | {"start": True, "end": 12}]), "evidence from True to 12"),
        (line(evidence=[EVIDENCE | {"quote": "", "end": 100}]), '"quote" holds an empty text'),
        (line(evidence_mode="some"), '"evidence_mode" is "some"; write "any" or "all"'),
        (line(evidence_mode=["any"]), '"evidence_mode" is ["any"]'),
        (line(answer_parts=["four", "crowns"]), '"answer_parts" is not a list of lists'),
        (line(answer_parts=[[]]), '"answer_parts" is not a list of lists'),
        (line(answer_parts=[["four"], [4]]), '"answer_parts" holds 4, not a text'),
        (line(answers=[], evidence=[], answer_parts=[["four"]]), "answer_parts without answers"),
        (line(published="May 2021"), '"published" is "May 2021", not a day'),
        (line(published="20210504"), '"published" is "20210504", not a day'),
        (line(published=20210504), '"published" is 20210504, not a day'),
        (line(history="Is there a ferry?"), '"history" is not a list'),
        (line(history=[{"question": "Is there a ferry?"}]), '"history" holds'),
        (line(speaker=3), '"speaker" holds 3'),
        (line(says="four"), '"says" is not a list'),
        (line(in_order="yes"), '"in_order" is "yes"; write true or false'),
        (line(in_order=True), '"in_order" with fewer than two pieces of evidence'),
    ],
)
def test_a_broken_line_is_refused_by_file_line_and_remedy(tmp_path: Path, bad: dict[str, object] | str, says: str) -> None:
    path = tmp_path / "s.jsonl"
    with pytest.raises(SuiteError) as caught:
        write_suite(path, line(id="first"), "", bad)
    message = str(caught.value)
    assert message.startswith(f"{path}, line 3")
    assert says in message
    assert "; " in message and message.endswith(".")


def test_an_id_used_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"line 2, case 'q1': the id stands in line 1 already"):
        write_suite(tmp_path / "s.jsonl", GOOD, line(question="Another?"))


def test_an_empty_suite_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="holds no case"):
        write_suite(tmp_path / "s.jsonl", "", " ")


def test_a_suite_that_is_not_there_not_a_file_or_not_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="There is no suite"):
        load_suite(tmp_path / "none.jsonl")
    with pytest.raises(UnreadableInputError, match="cannot be read"):
        load_suite(tmp_path)
    (tmp_path / "latin.jsonl").write_bytes('{"id": "é"}'.encode("latin-1"))
    with pytest.raises(SuiteError, match=r"is not UTF-8 \(byte 8\)"):
        load_suite(tmp_path / "latin.jsonl")


def test_the_digest_follows_what_is_asked_and_wanted_and_nothing_else(tmp_path: Path) -> None:
    plain = write_suite(tmp_path / "a.jsonl", GOOD)
    turned = write_suite(tmp_path / "b.jsonl", "", dict(reversed(line(note="mine").items())))
    assert suite_digest(plain) == suite_digest(turned)
    changed = [line(question="What is the price?"), line(evidence_mode="all"), line(published="2021-05-04"), line(history=["So?"])]
    digests = {suite_digest(write_suite(tmp_path / "c.jsonl", other)) for other in changed}
    assert len(digests | {suite_digest(plain)}) == 5


def test_a_suite_without_the_later_keys_keeps_the_digest_that_its_floors_name(tmp_path: Path) -> None:
    assert suite_digest(write_suite(tmp_path / "a.jsonl", GOOD)) == "b85c04e128280fa67b767517cca4f569b5bf6c4cb6520ba1641d9d392e0c6b8c"
    wanting = write_suite(tmp_path / "b.jsonl", line(says=["four"]))
    assert suite_digest(wanting) != suite_digest(write_suite(tmp_path / "a.jsonl", GOOD))


def test_gold_quotations_that_stand_in_the_archive_raise_no_complaint() -> None:
    assert check_against([PRICE], ARTICLES) == ()


@pytest.mark.parametrize(
    ("span", "says"),
    [
        (GoldSpan("other.txt", "four crowns", 0, 11), "the archive holds no article of that file"),
        (GoldSpan(FILE, "four crowns", 3, 14), f"does not stand at 3-14 of {FILE}, but at {TEXT.index('four crowns')}"),
        (GoldSpan(FILE, "five crowns", 3, 14), "and nowhere else in its articles"),
        (GoldSpan(FILE, f"{FERRY[-8:]}{MUSEUM[:6]}", len(FERRY) - 8, len(FERRY) + 6), "and nowhere else in its articles"),
    ],
)
def test_a_gold_quotation_that_is_elsewhere_is_named(span: GoldSpan, says: str) -> None:
    (problem,) = check_against([replace(PRICE, evidence=(*PRICE.evidence, span))], ARTICLES)
    assert problem.startswith("case 'price': ")
    assert says in problem
