"""The bench: its arithmetic, the shape of its document, its table, the articles that it makes, and what it leaves out."""

from __future__ import annotations

import json
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from eval import bench
from eval.bench_process import filter_of, run
from eval.bench_report import WIDTH, table
from eval.generated import OUTLETS, Generator
from eval.pipelines import texts_of
from eval.stand_in import StandIn
from index.archive import Archive
from index.errors import ArchiveError, InputError
from index.types import EVERYTHING, Filter

SPENT = {"wall": 2.0, "cpu": 1.0}
COST = {"wall": 9.0, "cpu": 6.0, "memory": 500.0}
CHEAP = {"wall": 3.0, "cpu": 1.5, "memory": None}


def document(**sizes: float) -> dict[str, object]:
    asked = [
        {"text_mb": 0.5, "dateline": {"passages": int(passages), "memory_mb": 99.0, "disk_mb": {"catalog": 3.0, "vectors": 1.0}}}
        for passages in sizes.values()
    ]
    for at, one in enumerate(asked, 1):
        one["dateline"] |= {kind: {"p50_ms": 10.0 * at, "p95_ms": 20.0, "cpu_p50_ms": 5.0} for kind in bench.KINDS}  # type: ignore[operator]
    ingest = {"passages": 1234, "add": SPENT, "disk_mb": {"all": 2.0}}
    cold = {"dateline": CHEAP, "tutorial": COST}
    both = {"dateline": ingest, "tutorial": ingest}
    return {"texts": "made up", "cold": cold, "ingest": both, "sizes": asked, "ratios": bench.ratios(cold, both), "notes": ["Said."]}


def test_ratios_are_of_processor_time_and_need_the_other_pipeline() -> None:
    ingest = {"dateline": {"add": {"wall": 9.0, "cpu": 3.0}}, "tutorial": {"add": {"wall": 1.0, "cpu": 2.0}}}
    assert bench.ratios({"dateline": CHEAP, "tutorial": COST}, ingest) == {"cold ask": 0.25, "ingest": 1.5}
    assert bench.ratios({"dateline": CHEAP | {"cpu": None}, "tutorial": COST}, ingest) == {"ingest": 1.5}
    assert bench.ratios({"dateline": CHEAP}, {"dateline": ingest["dateline"]}) == {}


def test_a_summary_is_of_milliseconds() -> None:
    spent = [{"wall": wall, "cpu": wall / 10} for wall in (0.003, 0.001, 0.002)]
    assert bench.summary(spent) == {"p50_ms": 2.0, "p95_ms": 2.9, "cpu_p50_ms": 0.2}


def test_the_table_has_a_column_for_each_pipeline_and_a_curve() -> None:
    lines = table(document(small=1000, large=10_000)).splitlines()  # type: ignore[arg-type]
    assert lines[0] == "cold ask: 0.25 times the tutorial's processor time"
    said = {line[:WIDTH].strip(): line[WIDTH:].split() for line in lines}
    assert said["cold ask, CPU s"] == ["1.50", "6.00"]
    assert said["cold ask, MB"] == ["500"]
    assert said["passages or chunks"] == ["1,234", "1,234"]
    assert said["whole answer, ms p50 / p95"] == ["20", "/", "20"]
    assert said["disk, MB"] == ["4.00"]
    assert said["disk, times the text"] == ["8.00"]
    assert [line for line in lines if "#" in line] == [f"     1,000 {'#' * 20} 10", f"    10,000 {'#' * 40} 20"]
    assert lines[-1] == "Said."
    assert "#" not in table(document(only=1000))  # type: ignore[arg-type]


def test_articles_are_the_same_for_a_seed_and_go_in_as_they_are_stated(tmp_path: Path) -> None:
    first = list(islice(Generator().articles(), 3))
    assert first == list(islice(Generator().articles(), 3)) != list(islice(Generator(1).articles(), 3))
    written = {word.strip(".,") for one in islice(Generator().articles(), 50) for word in one["text"].lower().split()}
    asked = [word for question in Generator(1).questions(10) for word in question.rstrip("?").split()[-4:]]
    assert sum(word in written for word in asked) > len(asked) / 2
    [file] = Generator().write(tmp_path / "texts", 3)
    assert texts_of(Path(file)) == [one["text"] for one in first]
    with Archive.create_or_open(tmp_path / "archive", embedder=StandIn()) as archive:
        archive.add([file])
        found = {one.title: one for one in archive.articles()}
        assert {title: (one.source, one.published.day) for title, one in found.items()} == {
            one["title"]: (one["source"], date.fromisoformat(one["date"])) for one in first
        }


def test_the_stand_in_gives_unit_vectors_that_are_near_for_shared_words() -> None:
    vectors = StandIn().encode(["the ferry sails", "the ferry stays", "nothing else", ""])
    assert vectors.shape == (4, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0)
    assert vectors[0] @ vectors[1] > 0.5 > abs(vectors[0] @ vectors[2])
    assert StandIn().embed_query("the ferry sails") == StandIn().embed_documents(["the ferry sails"])[0]


@pytest.mark.parametrize("pipeline", ["dateline", "tutorial"])
def test_a_process_says_what_each_step_took(pipeline: str, tmp_path: Path) -> None:
    files = Generator().write(tmp_path / "texts", 2)
    task = {"pipeline": pipeline, "folder": str(tmp_path / "made"), "files": files, "stand_in": True, "filters": bench.FILTERS}
    said = json.loads(json.dumps(run(task | {"questions": Generator().questions(2)})))
    assert said.keys() == {"load", "add", "passages", "ask", "search", "month", "outlet"}
    assert said["passages"] > 2
    assert [one.keys() for one in said["outlet"]] == [{"wall", "cpu"}] * 2
    if pipeline == "dateline":
        recalled = run(task | {"files": [], "questions": [], "recall": Generator().questions(3)})["recall"]
        assert recalled == {"search": 1.0, "month": recalled["month"], "outlet": 1.0}
    assert run(task | {"files": [], "questions": [], "once": "What was said?"}).keys() == {"load"}


def test_a_filter_is_read_as_a_task_gives_it() -> None:
    assert filter_of(bench.FILTERS["month"]) == Filter(since=date(2031, 5, 1), until=date(2031, 5, 31))
    assert filter_of(bench.FILTERS["outlet"]) == Filter(sources=(OUTLETS[0],))
    assert filter_of({}) == EVERYTHING


def test_without_the_tutorials_parts_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "news.txt").write_text("Ferry sails\n\nThe ferry of Velden sails again, the port said.\n", encoding="utf-8")
    monkeypatch.setattr(bench, "find_spec", lambda name: None)
    found = json.loads(json.dumps(bench.bench([], tmp_path)))
    assert found.keys() == {"machine", "texts", "cold", "ingest", "sizes", "ratios", "notes"}
    assert (found["notes"], found["ratios"], found["sizes"]) == ([bench.ABSENT], {}, [])
    assert found["cold"].keys() == found["ingest"].keys() == {"dateline"}
    assert found["ingest"]["dateline"]["passages"] == 1
    on_disk = found["ingest"]["dateline"]["disk_mb"]
    assert min(on_disk[part] for part in ("articles", "vectors of passages", "index of words", "vector store")) > 0
    assert found["cold"]["dateline"]["wall"] > 0


def test_what_cannot_be_measured_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        bench.bench([], tmp_path)
    with pytest.raises(ArchiveError, match="KeyError"):
        bench._process({"pipeline": "none"})
