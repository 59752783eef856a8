"""One run of known questions: each case asked and searched, scored, and summed up by kind and over all."""

from __future__ import annotations

import json
import logging
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from time import perf_counter
from typing import Any, Protocol

from assistant.contract import answer_json, passage_json
from assistant.types import Answer, Citation, Status, Turn
from eval import calibration, intervals, measures
from eval.cases import RESERVED_KIND, Case, Mode, check_against, suite_digest
from eval.intervals import Estimate
from index.errors import DatelineError
from index.types import Article, Hit

_LOG = logging.getLogger(__name__)

_SECRET = re.compile(r"(key|token|secret|password)$")
_USER_OF_ADDRESS = re.compile(r"//[^/@\s]*@")

PASSAGES = 10  # the deepest cutoff of a measure: evidence@10, RR@10, nDCG@10

Progress = Callable[[str, int, int], None]  # id of the case just done, cases done, cases in all


class Described(Protocol):
    """How much an archive holds."""

    @property
    def articles(self) -> int:
        """Articles."""

    @property
    def passages(self) -> int:
        """Passages."""

    @property
    def fingerprint(self) -> str:
        """A digest of the content and of how it is cut and embedded."""


class Archived(Protocol):
    """What a run reads of an archive."""

    def articles(self) -> Sequence[Article]:
        """Every article, with its text."""

    def info(self) -> Described:
        """What it holds, in figures."""


class Asked(Protocol):
    """What a run needs of an assistant; `assistant.assistant.Assistant` is one."""

    @property
    def archive(self) -> Archived:
        """Where it looks."""

    @property
    def settings(self) -> Any:
        """A dataclass of how it answers."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """One cited answer, or that the archive does not say."""

    def search(self, question: str, history: Sequence[Turn] = (), *, k: int = PASSAGES) -> Sequence[Hit]:
        """The passages found, best first."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one case; `error` is a sentence where asking failed, and then there is neither answer nor passage."""

    case: Case
    answer: Answer | None
    passages: tuple[Hit, ...]
    measures: Mapping[str, float]  # only those that apply to the case
    seconds: float  # wall clock of the answer, without the search for the passages
    error: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """One run. `measures` maps each kind, and "all", to its figures by name."""

    cases: tuple[CaseResult, ...]
    measures: Mapping[str, Mapping[str, Estimate]]
    settings: Mapping[str, Any]
    fingerprint: str
    articles: int
    passages: int
    warnings: tuple[str, ...]  # gold quotations that do not stand in this archive


def run_suite(cases: Sequence[Case], assistant: Asked, progress: Progress | None = None) -> Result:
    """Ask every case and score it. A case that raises is recorded with its error, scores 0, and the run goes on."""
    articles = {article.id: article for article in assistant.archive.articles()}
    info = assistant.archive.info()
    results = []
    for done, case in enumerate(cases, start=1):
        results.append(_run_case(case, assistant, articles))
        if progress:
            progress(case.id, done, len(cases))
    return Result(
        cases=tuple(results),
        measures=summaries(results),
        settings=public_settings(assistant.settings),
        fingerprint=info.fingerprint,
        articles=info.articles,
        passages=info.passages,
        warnings=check_against(cases, articles.values()),
    )


def public_settings(settings: Any) -> dict[str, Any]:
    """The fields of a settings dataclass as JSON values, without secrets: a result file is there to be shared.

    Left out are fields that are hidden from their own repr or named after a key, token, secret or password; an address loses its user.
    """
    shown = {field.name: getattr(settings, field.name) for field in fields(settings) if field.repr and not _SECRET.search(field.name)}
    values: dict[str, Any] = json.loads(json.dumps(shown, default=str))
    return {name: _USER_OF_ADDRESS.sub("//", value) if isinstance(value, str) else value for name, value in values.items()}


def _run_case(case: Case, assistant: Asked, articles: Mapping[str, Article]) -> CaseResult:
    history = tuple(Turn(question=question) for question in case.history)
    answer: Answer | None = None
    hits: tuple[Hit, ...] = ()
    error = None
    started = perf_counter()
    try:
        answer = assistant.ask(case.question, history)
        seconds = perf_counter() - started
        hits = tuple(assistant.search(case.question, history, k=PASSAGES))[:PASSAGES]
    except Exception as exc:  # the boundary of a case: whatever breaks, the other cases are still asked
        seconds = perf_counter() - started
        error = str(exc) if isinstance(exc, DatelineError) else f"{type(exc).__name__}: {exc}"
        _LOG.warning("case %s failed: %s", case.id, error, exc_info=not isinstance(exc, DatelineError))
        answer, hits = None, ()
    return CaseResult(case, answer, hits, score_case(case, answer, hits, articles), seconds, error)


def score_case(case: Case, answer: Answer | None, hits: Sequence[Hit], articles: Mapping[str, Article]) -> dict[str, float]:
    """The measures that apply to a case, by name; no answer is the worst there is, in every one."""
    refused = answer is not None and answer.status is not Status.ANSWERED
    citations = answer.citations if answer else ()
    values = _answerable(case, answer, hits) if case.is_answerable else {"refusal_recall": float(refused), "passed": float(refused)}
    values["right"] = _right(case, answer)
    if case.says:
        values["says"] = measures.says([answer.text, *answer.notes] if answer else [], case.says)
        values["passed"] *= values["says"]
    if citations:
        pairs = [(citation.quote, _stored(citation, articles)) for citation in citations]
        values["quote_exactness"] = measures.exact_quotes(pairs) / len(citations)
    return values


def _right(case: Case, answer: Answer | None) -> float:
    """Whether what is shown is right, whatever is claimed of it: an acceptable answer stands there, and gold evidence is cited."""
    if answer is None or not case.is_answerable or not answer.statements:
        return 0.0
    quotes = measures.usable_quotes(answer.citations, len(answer.statements))
    said = measures.quoted_match(answer.text, [citation.quote for citation in answer.citations], case.parts)
    return float(said == 1.0 and measures.citation_recall(quotes, case.evidence, Mode.ANY) == 1.0)


def _answerable(case: Case, answer: Answer | None, hits: Sequence[Hit]) -> dict[str, float]:
    gold, mode = case.evidence, case.evidence_mode
    answered = answer is not None and answer.status is Status.ANSWERED
    citations = answer.citations if answer else ()
    text = answer.text if answer and answered else ""
    quotes = measures.usable_quotes(citations, len(answer.statements) if answer else 0)
    passages = [measures.Place(hit.article.file, hit.passage.start, hit.passage.end) for hit in hits]
    values = {f"evidence@{k}": measures.evidence_at(k, passages, gold, mode) for k in (1, 4, 10)}
    values |= {
        "RR@10": measures.reciprocal_rank(passages, gold),
        "nDCG@10": measures.ndcg(passages, gold, mode),
        "citation_recall": measures.citation_recall(quotes, gold, mode),
        "citation_span_recall": measures.citation_span_recall(quotes, gold),
        "citation_precision": measures.citation_precision(quotes, len(citations), gold),
        "answer_match": measures.answer_match(text, case.parts) if answered else 0.0,
        "quoted_match": measures.quoted_match(text, [c.quote for c in citations], case.parts) if answered else 0.0,
        "shown": measures.quoted_match(answer.text, [c.quote for c in citations], case.parts) if answer and answer.statements else 0.0,
        "not_found": float(answer is None or answer.status is Status.NOT_FOUND),
        "false_refusal": float(not answered),
    }
    if case.published:
        values["date_exact"] = measures.date_exact(quotes, gold, case.published)
        values["date_contains"] = measures.date_contains(quotes, gold, case.published)
    if case.speaker:
        values["speaker_match"] = measures.speaker_match(quotes, gold, case.speaker)
    values["passed"] = float(values["answer_match"] == values["citation_recall"] == 1.0)
    if case.in_order:
        values["in_order"] = measures.in_order(quotes, gold)
        values["passed"] *= values["in_order"]
    return values


def _stored(citation: Citation, articles: Mapping[str, Article]) -> str | None:
    article = articles.get(citation.article_id)
    if article is None or not article.start <= citation.start <= citation.end <= article.end:
        return None
    return article.slice(citation.start, citation.end)


def summaries(results: Sequence[CaseResult]) -> dict[str, dict[str, Estimate]]:
    """The figures over all cases and over each kind, kinds in the order of the suite."""
    kinds = dict.fromkeys(result.case.kind for result in results)
    groups = {RESERVED_KIND: list(results)} | {kind: [r for r in results if r.case.kind == kind] for kind in kinds}
    return {name: _summary(group) for name, group in groups.items()}


def _summary(results: Sequence[CaseResult]) -> dict[str, Estimate]:
    names = [name for name in dict.fromkeys(name for result in results for name in result.measures) if name != "right"]
    figures: dict[str, Estimate | None] = {
        name: intervals.mean([r.measures[name] for r in results if name in r.measures]) for name in names if name != "quote_exactness"
    }
    quoted = [(r.measures["quote_exactness"], len(r.answer.citations)) for r in results if r.answer and r.answer.citations]
    figures["quote_exactness"] = intervals.share([value * count for value, count in quoted], [float(count) for _, count in quoted])
    figures["refusal_auc"] = intervals.auc_estimate(
        [_confidence(r) for r in results if r.case.is_answerable], [_confidence(r) for r in results if not r.case.is_answerable]
    )
    figures |= _of_confidence(results)
    seconds = [r.seconds for r in results if r.error is None]
    figures["latency_p50"] = intervals.percentile(seconds, 50)
    figures["latency_p95"] = intervals.percentile(seconds, 95)
    return {name: figure for name, figure in figures.items() if figure is not None}


def _of_confidence(results: Sequence[CaseResult]) -> dict[str, Estimate | None]:
    """What is right of what was answered, and whether the confidence knows; only where there are answerable questions."""
    if not any(r.case.is_answerable for r in results):
        return {}
    right = [r.measures["right"] for r in results]
    given = [r.answer is not None and r.answer.status is Status.ANSWERED for r in results]
    sure = [r.answer.confidence if r.answer else 0.0 for r in results]
    hits = [bool(one) for one in right]
    points = calibration.curve(sure, hits, [r.case.is_answerable for r in results])
    return {
        "right_when_answered": intervals.mean([one for one, is_given in zip(right, given, strict=True) if is_given]),
        "coverage": intervals.mean([float(is_given) for r, is_given in zip(results, given, strict=True) if r.case.is_answerable]),
        "right_coverage_area": _alone(calibration.area(points), len(results)),
        "right_auc": intervals.auc_estimate(
            [_confidence(r) for r, hit in zip(results, hits, strict=True) if hit],
            [_confidence(r) for r, hit in zip(results, hits, strict=True) if not hit],
        ),
        "calibration_error": _alone(calibration.error(sure, hits), len(results)),
    }


def _alone(figure: float, n: int) -> Estimate:
    """A figure of the whole run that has no interval of its own."""
    return Estimate(figure, figure, figure, n)


def _confidence(result: CaseResult) -> float:
    """The score behind the refusal; a crash ranks on the wrong side of every answer, whichever side that is."""
    if result.answer is not None:
        return result.answer.confidence
    return -math.inf if result.case.is_answerable else math.inf


def result_json(result: Result) -> dict[str, Any]:
    """The run as one JSON document, complete enough to compare, report and score again without the suite or the archive."""
    return {
        "settings": dict(result.settings),
        "archive": {"fingerprint": result.fingerprint, "articles": result.articles, "passages": result.passages},
        "suite": {"sha256": suite_digest([r.case for r in result.cases]), "cases": len(result.cases)},
        "warnings": list(result.warnings),
        "measures": {kind: {name: asdict(figure) for name, figure in figures.items()} for kind, figures in result.measures.items()},
        "cases": [_case_json(r) for r in result.cases],
    }


def _case_json(result: CaseResult) -> dict[str, Any]:
    case = result.case
    return {
        "id": case.id,
        "kind": case.kind,
        "question": case.question,
        "history": list(case.history),
        "wanted": {"answers": list(case.answers), "parts": _lists(case.answer_parts), "evidence": [asdict(gold) for gold in case.evidence]},
        "answer": answer_json(result.answer) if result.answer else None,
        "passages": [passage_json(hit) for hit in result.passages],
        "measures": dict(result.measures),
        "seconds": round(result.seconds, 4),
        "error": result.error,
    }


def _lists(parts: Iterable[Iterable[str]]) -> list[list[str]]:
    return [list(part) for part in parts]
