"""What each part of the answering is worth: the known questions asked with one part put out at a time, beside the stock pipeline.

    python -m eval.ablation SUITE.jsonl ARCHIVE

writes a Markdown table: evidence@1/4/10, answer match, citation recall and precision, speaker match, what is right of what was answered
and at which coverage, area under the curve of right against not right, and the median time of a question in ratio to the stock pipeline's
in the same run.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from assistant import assistant
from assistant.assistant import Assistant
from assistant.query import parts, question
from assistant.retrieval import candidates as ranking
from assistant.retrieval import retriever
from assistant.selection import asked, choosing, doubts, selector, sequence, units
from assistant.selection.features import FEATURES, Features
from assistant.selection.probability import Learnt
from assistant.selection.selector import Selector
from eval.cases import Case, load_suite
from eval.intervals import auc
from eval.runner import run_suite
from eval.stock import StockPipeline
from index.archive import Archive
from index.errors import DatelineError
from index.prose.reading import Reading
from index.settings import IndexSettings
from index.store.snapshot import Snapshot

COLUMNS = (
    *("evidence@1", "evidence@4", "evidence@10", "answer_match", "citation_recall", "citation_precision", "speaker_match"),
    *("right_when_answered", "coverage", "right_auc"),
)

Change = tuple[Any, str, Any]
"""Whose attribute is put out, its name, and what stands in for it."""


def _without(*begun: str) -> tuple[Change, ...]:
    """Figures whose names begin so count as if they were 0 of every unit, as the weights that are left were fitted beside them."""
    matrix = Features.matrix
    kept = [not any(one.startswith(begun) for one in name.split(" x ")) for name in FEATURES]
    return ((Features, "matrix", lambda self: matrix(self) * kept),)


def _nothing(_: Snapshot, asks: Sequence[Any], k: int) -> list[list[tuple[str, float]]]:
    """What a ranker finds that is put out."""
    return [[] for _ in asks]


SPECIALS: dict[str, tuple[Change, ...]] = {
    "order": ((sequence, "events_of", lambda asked: None),),
    "course": ((Selector, "_course", lambda *_: None),),
    "differing": ((Selector, "_differing", lambda *_: None),),
    "overview": ((Selector, "_overview", lambda *_: None),),
    "premise": ((selector, "contradiction", lambda *_: None),),
    "missing": ((selector, "is_missing", lambda *_: False),),
    "elsewhen": ((Selector, "_elsewhen", lambda self, query, refused: refused),),
    "unnamed": ((doubts, "unnamed", lambda *_: ""), (selector, "unnamed", lambda *_: "")),
    "unheard": ((doubts, "unheard", lambda *_: ""),),
    "untold": ((doubts, "untold", lambda *_: ""),),
    "unmentioned": ((doubts, "unmentioned", lambda *_: ""),),
    "latest": ((selector, "later_first", lambda asked, units: list(units)), (selector, "asks_for_latest", lambda asked: False)),
}
"""What is done for one kind of question only, by the kind of its cases in `eval/suites/specials.jsonl`: each must earn its place there."""

ABLATIONS: dict[str, tuple[Change, ...]] = {
    "all parts": (),
    "misspelt words left as typed": ((assistant, "respelt", lambda word, vocabulary, seen: None),),
    "follow-ups asked alone": ((question, "background_of", lambda *_: ()), (question, "_otherwise", lambda *_: None)),
    "questions of a conversation read once": ((question, "_otherwise", lambda *_: None),),
    "compound questions asked whole": ((question, "parts_of", lambda *_: ()),),
    "two things in few words asked whole": ((parts, "parted", lambda asked: [asked]),),
    "no windows": ((question, "window_of", lambda *_: None),),
    "no lexical index": ((Snapshot, "lexical", _nothing),),
    "no vectors of passages": ((Snapshot, "dense", _nothing), (ranking, "DENSE_WEIGHT", 0.0)),
    "no vectors of sentences": ((ranking, "SENTENCE_WEIGHT", 0.0), *_without("cosine")),
    "passages as they are indexed": ((retriever, "with_surroundings", lambda hits, spans_of, k: tuple(hits)[:k]),),
    "every copy of a story": ((retriever, "_once", lambda ranked: ranked),),
    "no kinds of answer": ((asked, "asked_for", lambda text: ()), (units, "asked_for", lambda text: ())),
    "no names of the question": _without("names"),
    "no other words of the question": _without("rest", "rarest", "worst", "nowhere", "verb", "all", "pairs", "head", "order"),
    "no words alike": _without("meant", "worst_meant", "second_meant", "verb_meant", "head_meant", "far_from_answer", "untold_meant"),
    "nothing new in a unit": _without("new_names", "no_new_name", "new_numbers", "keywords"),
    "what is lacked no figure": _without("unnamed", "untold", "unheard"),
    "no staying with the story": ((ranking, "NEAR_WEIGHT", 0.0), (choosing, "ELSEWHERE", 1.0)),
    "no ranks": _without("rank", "dense_rank", "lexical_rank"),
    "nothing read again": ((Assistant, "_rereader", lambda *_: None),),
    "as likely in a large archive": ((Learnt, "among", lambda self, articles: self),),
    "two voices together": ((units, "ALONE", math.inf),),
    "speakers off": ((Reading, "speaker", lambda self, ordinal: None),),
    "no speaker match": _without("speaks", "unspoken", "others_speak"),
    "one statement only": ((selector, "ORDINARY", 1), (choosing, "WORTH", 1.1)),
    "never refusing": ((selector, "ANSWER_FROM", 0.0),),
    "no order of two events": SPECIALS["order"],
    "no course of events": SPECIALS["course"],
    "no figures by date": SPECIALS["differing"],
    "no overview of days": SPECIALS["overview"],
    "premises taken for granted": SPECIALS["premise"],
    "missing parts not told": SPECIALS["missing"],
    "no passage of another time": SPECIALS["elsewhen"],
    "another's name no doubt": SPECIALS["unnamed"],
    "another's words no doubt": SPECIALS["unheard"],
    "what nothing tells of no doubt": SPECIALS["untold"],
    "what nobody speaks of no doubt": SPECIALS["unmentioned"],
    "later articles no likelier": SPECIALS["latest"],
    "figures set aside not told": ((selector, "with_correction", lambda asked, shown, found: (shown, ())),),
    "no specials at all": tuple(change for changes in SPECIALS.values() for change in changes),
}


@contextmanager
def without(changes: Sequence[Change]) -> Iterator[None]:
    """Put the parts out while the block runs."""
    with ExitStack() as stack:
        for owner, name, value in changes:
            stack.enter_context(patch.object(owner, name, value))
        yield


def measure(
    cases: Sequence[Case], archive: Archive, names: Sequence[str] = tuple(ABLATIONS)
) -> Iterator[tuple[str, dict[str, float], float]]:
    """The stock pipeline, then each ablation named: its name, its figures, and its median seconds a question."""
    stock = StockPipeline(archive)
    figures, seconds, best = stock.run(cases)
    answerable = [score for score, case in zip(best, cases, strict=True) if case.is_answerable]
    others = [score for score, case in zip(best, cases, strict=True) if not case.is_answerable]
    yield "stock pipeline", figures | {"refusal_auc": auc(answerable, others)}, median(seconds)
    for name in names:
        with without(ABLATIONS[name]):
            result = run_suite(cases, Assistant(archive))
        overall = result.measures["all"]
        yield name, {column: overall[column].mean for column in COLUMNS if column in overall}, median(c.seconds for c in result.cases)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write the table, line by line."""
    parser = argparse.ArgumentParser(prog="python -m eval.ablation", description="What each part of the answering is worth.")
    parser.add_argument("suite", type=Path)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--only", action="append", choices=list(ABLATIONS), help="one part (again for another); default: all")
    given = parser.parse_args(arguments)
    write = sys.stdout.write
    try:
        with Archive.open(given.archive, IndexSettings()) as archive:
            write("| part put out | " + " | ".join(column.replace("_", " ") for column in COLUMNS) + " | time / stock |\n")
            write("|---|" + "---|" * (len(COLUMNS) + 1) + "\n")
            base = 0.0
            for name, figures, seconds in measure(load_suite(given.suite), archive, given.only or tuple(ABLATIONS)):
                base = base or seconds
                cells = [f"{figures[column]:.3f}" if column in figures else "" for column in COLUMNS]
                write(f"| {name} | " + " | ".join(cells) + f" | {seconds / base:.1f} |\n")
                sys.stdout.flush()
    except DatelineError as exc:
        parser.exit(1, f"{exc}\n")


if __name__ == "__main__":
    main()
