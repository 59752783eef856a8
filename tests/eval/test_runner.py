"""Runs of an assistant whose replies are written out: what it is asked, how each case is scored, and the document that comes of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

import pytest
from scripted import (
    ARTICLES,
    CASES,
    DAY,
    DIRECTOR,
    FERRY,
    PILOT,
    PRICE,
    TEXT,
    Reply,
    ScriptedArchive,
    ScriptedAssistant,
    all_right,
    answered,
    gold,
    refused,
)

from assistant.types import Answer, Remark, Statement, Turn
from eval.cases import GoldSpan, Mode
from eval.intervals import Estimate
from eval.runner import Result, result_json, run_suite, score_case
from index.errors import QuestionError

LOWER = {"false_refusal", "not_found", "calibration_error"}
TIMES = {"latency_p50", "latency_p95"}
HELD = {article.id: article for article in ARTICLES}


def run(**changes: Reply) -> Result:
    """A run in which every reply is right but those given, by id of the case."""
    questions = {case.id: case.question for case in CASES}
    return run_suite(CASES, ScriptedAssistant(all_right() | {questions[id]: reply for id, reply in changes.items()}))


def means(result: Result, kind: str = "all") -> dict[str, float]:
    return {name: figure.mean for name, figure in result.measures[kind].items()}


def test_an_assistant_that_is_always_right_scores_one() -> None:
    found = means(run())
    assert {name for name, value in found.items() if name not in LOWER | TIMES and value != 1.0} == set()
    assert found["false_refusal"] == 0.0


def test_an_assistant_that_is_always_wrong_scores_zero() -> None:
    misquoted = answered(PRICE.question, "Nine pounds.", "Ferry Returns", confidence=0.0)
    misquoted = replace(misquoted, citations=(replace(misquoted.citations[0], quote="Ferry Sinks!!"),))
    invented = replace(answered(PILOT.question, "A captain.", "Ferry Returns", confidence=1.0), citations=misquoted.citations)
    found = means(run(price=Reply(misquoted), director=Reply(refused(DIRECTOR.question, confidence=0.0)), pilot=Reply(invented)))
    assert {name for name, value in found.items() if name not in LOWER | TIMES | {"coverage"} and value != 0.0} == set()
    assert found["coverage"] == 0.5
    assert found["false_refusal"] == 0.5


def test_an_assistant_that_always_crashes_scores_the_worst_there_is() -> None:
    crash = Reply(RuntimeError("out of order"))
    result = run(price=crash, director=crash, pilot=crash)
    found = means(result)
    assert {name for name, value in found.items() if name not in LOWER and value != 0.0} == set()
    assert found["false_refusal"] == 1.0
    assert found["refusal_auc"] == 0.0
    assert TIMES.isdisjoint(found)
    assert [r.error for r in result.cases] == ["RuntimeError: out of order"] * 3


def test_one_crash_is_recorded_in_words_and_the_rest_goes_on() -> None:
    result = run(price=Reply(QuestionError("The question is too long; shorten it.")))
    assert [r.error for r in result.cases] == ["The question is too long; shorten it.", None, None]
    assert result.cases[0].answer is None
    assert means(result)["answer_match"] == 0.5
    assert means(result, "fact")["evidence@10"] == 0.0
    assert means(result, "follow-up")["evidence@10"] == 1.0


def test_a_search_that_crashes_takes_the_whole_case_with_it() -> None:
    class Unsearchable(ScriptedAssistant):
        def search(self, question: str, history: object = (), *, k: int = 10) -> list[object]:
            raise OSError("no such index")

    result = run_suite([PRICE], Unsearchable(all_right()))
    assert result.cases[0].error == "OSError: no such index"
    assert result.cases[0].measures["answer_match"] == 0.0


def test_an_interrupt_ends_the_run() -> None:
    class Interrupted(ScriptedAssistant):
        def ask(self, question: str, history: object = ()) -> Answer:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_suite(CASES, Interrupted(all_right()))


def test_earlier_questions_are_handed_on_as_turns_without_answers() -> None:
    assistant = ScriptedAssistant(all_right())
    run_suite(CASES, assistant)
    assert assistant.heard == [
        (PRICE.question, ()),
        (DIRECTOR.question, (Turn(question="When does it open?", answer=""),)),
        (PILOT.question, ()),
    ]


def test_progress_is_told_after_each_case() -> None:
    told: list[tuple[str, int, int]] = []
    run_suite(CASES, ScriptedAssistant(all_right()), lambda *step: told.append(step))
    assert told == [("price", 1, 3), ("director", 2, 3), ("pilot", 3, 3)]


def test_each_kind_has_the_measures_that_apply_to_it() -> None:
    result = run()
    assert list(result.measures) == ["all", "fact", "follow-up", "unanswerable"]
    assert "date_exact" in result.measures["fact"]
    assert "date_exact" not in result.measures["follow-up"]
    assert set(result.measures["unanswerable"]) == {"refusal_recall", "passed"} | TIMES
    assert result.measures["all"]["answer_match"].n == 2
    assert result.measures["all"]["passed"] == Estimate(1.0, 1.0, 1.0, 3)


def test_a_refusal_earns_nothing_for_what_its_text_holds() -> None:
    refusal = replace(refused(PRICE.question), asides=("Nor whether it is four crowns.",))
    assert score_case(PRICE, refusal, (), HELD)["answer_match"] == 0.0
    assert score_case(PRICE, refusal, (), HELD)["false_refusal"] == 1.0


def test_the_answer_may_stand_in_the_quotation_only_for_the_wider_reading() -> None:
    values = score_case(PRICE, answered(PRICE.question, "The fare is named.", PRICE.evidence[0].quote), (), HELD)
    assert (values["answer_match"], values["quoted_match"], values["passed"]) == (0.0, 1.0, 0.0)


def test_an_answer_of_five_statements_has_cited_nothing() -> None:
    answer = answered(PRICE.question, "four crowns", PRICE.evidence[0].quote)
    values = score_case(PRICE, replace(answer, statements=(Statement((1,), remark=Remark.of("four crowns")),) * 5), (), HELD)
    assert [values[name] for name in ("citation_recall", "citation_precision", "date_exact", "passed")] == [0.0] * 4
    assert values["quote_exactness"] == 1.0


def test_what_must_be_said_may_stand_in_a_note_and_fails_an_answer_and_a_refusal_that_lack_it() -> None:
    told = replace(
        answered(PRICE.question, "It is four crowns.", PRICE.evidence[0].quote), remarks=(Remark.of("Of returns it does not say."),)
    )
    case = replace(PRICE, says=("four crowns", "does not say"))
    assert score_case(case, told, (), HELD)["passed"] == 1.0
    assert score_case(case, replace(told, remarks=()), (), HELD)["passed"] == 0.0
    assert score_case(replace(PILOT, says=("does not say",)), refused(PILOT.question), (), HELD)["passed"] == 1.0
    assert score_case(replace(PILOT, says=("says “a captain”",)), refused(PILOT.question), (), HELD)["passed"] == 0.0


def test_evidence_that_has_an_order_must_be_cited_in_it() -> None:
    spans = tuple(gold(quote) for quote in ("Ferry Returns", "Tickets cost four crowns."))
    case = replace(PRICE, evidence=spans, evidence_mode=Mode.ALL, in_order=True)
    there, back = (answered(PRICE.question, "four crowns", *(span.quote for span in order)) for order in (spans, spans[::-1]))
    assert score_case(case, there, (), HELD)["passed"] == 1.0
    assert score_case(case, back, (), HELD)["passed"] == 0.0
    assert score_case(replace(case, in_order=False), back, (), HELD)["passed"] == 1.0


def test_quotes_are_checked_against_the_stored_text() -> None:
    right = answered(PRICE.question, "four crowns", "Tickets cost four crowns.", "Ada Brenn")
    wrong = replace(right.citations[1], quote="Ada Brent")
    outside = replace(right.citations[0], start=0, end=len(FERRY) + 5, quote=TEXT[: len(FERRY) + 5])
    unknown = replace(right.citations[0], article_id="nobody")
    exactness = [score_case(PRICE, replace(right, citations=(right.citations[0], c)), (), HELD)["quote_exactness"] for c in right.citations]
    assert exactness == [1.0, 1.0]
    for broken in (wrong, outside, unknown):
        assert score_case(PRICE, replace(right, citations=(right.citations[0], broken)), (), HELD)["quote_exactness"] == 0.5


def test_quote_exactness_is_over_citations_not_over_cases() -> None:
    three = answered(PRICE.question, "four crowns", "Ferry Returns", "Monday", "Tickets cost four crowns.")
    three = replace(three, citations=(*three.citations[:2], replace(three.citations[2], quote="Tickets cost nine crowns.")))
    exactness = run(price=Reply(three)).measures["all"]["quote_exactness"]
    assert (exactness.mean, exactness.n) == (pytest.approx(3 / 4), 4)


def test_a_gold_quotation_that_is_not_in_the_archive_is_a_warning() -> None:
    astray = replace(PRICE, evidence=(GoldSpan("elsewhere.txt", "four crowns", 0, 11),))
    assert run().warnings == ()
    (warning,) = run_suite([astray], ScriptedAssistant(all_right())).warnings
    assert warning.startswith("case 'price'")
    assert len(run_suite([PRICE], ScriptedAssistant(all_right(), archive=ScriptedArchive(()))).warnings) == 1


def test_a_result_holds_no_secrets() -> None:
    @dataclass(frozen=True)
    class Settings:
        model: str = "some:model"
        base_url: str = "https://ada:hunter2@models.example/v1"
        api_key: str = "hunter2"
        hidden: str = field(default="hunter2", repr=False)

    document = result_json(run_suite(CASES, ScriptedAssistant(all_right(), settings=Settings())))
    assert document["settings"] == {"model": "some:model", "base_url": "https://models.example/v1"}
    assert "hunter2" not in json.dumps(document)


def test_the_document_is_json_and_has_the_agreed_shape() -> None:
    document = result_json(run(director=Reply(ValueError("broken"), (gold("Ada Brenn"),))))
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert document["settings"] == {"model": None, "as_of": DAY.isoformat()}
    assert document["archive"] == {"fingerprint": "f1", "articles": 2, "passages": 4}
    assert set(document["measures"]["all"]["evidence@4"]) == {"mean", "low", "high", "n"}
    price, director, _ = document["cases"]
    assert {"id", "kind", "answer", "passages", "measures", "seconds", "error"} <= price.keys()
    assert (price["id"], price["kind"], price["error"]) == ("price", "fact", None)
    assert price["answer"]["confidence"] == 0.9
    assert price["answer"]["citations"][0]["quote"] == "Tickets cost four crowns."
    assert TEXT[price["passages"][0]["start"] : price["passages"][0]["end"]] == price["passages"][0]["text"]
    assert price["measures"]["evidence@1"] == 1.0
    assert price["seconds"] >= 0
    assert (director["answer"], director["passages"], director["error"]) == (None, [], "ValueError: broken")


def test_a_case_with_a_speaker_asks_whose_words_are_cited() -> None:
    reply = answered(PRICE.question, "Twelve pounds.", "Ferry Returns", confidence=1.0)
    place = reply.citations[0]
    case = replace(PRICE, speaker="Jonas Lund", evidence=(GoldSpan(place.file, place.quote, place.start, place.end),))
    spoken = replace(reply, citations=(replace(place, speaker="Jonas Lund"),))
    assert score_case(case, spoken, (), HELD)["speaker_match"] == 1.0
    assert score_case(case, reply, (), HELD)["speaker_match"] == 0.0
    assert score_case(case, None, (), HELD)["speaker_match"] == 0.0
    assert "speaker_match" not in score_case(PRICE, spoken, (), HELD)
