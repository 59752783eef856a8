"""What a question may cost: statements, calls of the model, and no rule over the text of an article; whatever others write meanwhile."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hashing import HashingEmbedder
from parts import generation
from places import ROOT, SAMPLE

import index.timex.expressions
from assistant.assistant import Assistant
from eval.cases import load_suite
from index.archive import Archive
from index.store.catalog import Catalog

STATEMENTS = 13
"""With a look at another time beside what is not surely answered; all others take at most 12."""
CALLS = 2


class Counting(HashingEmbedder):
    """Counts how often it is asked."""

    calls = 0

    def encode(self, texts: list[str]):  # type: ignore[no-untyped-def]
        self.calls += 1
        return super().encode(texts)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, Counting]]:
    embedder = Counting()
    with Archive.create_or_open(tmp_path_factory.mktemp("sample") / "archive", embedder=embedder) as archive:
        archive.add([str(SAMPLE)])
        yield archive, embedder


@contextmanager
def statements(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The statements that are run meanwhile; opening and ending a transaction is none, nor is what SQLite asks itself."""
    run: list[str] = []
    connect = Catalog._connect

    def traced(catalog: Catalog) -> sqlite3.Connection:
        connection = connect(catalog)
        connection.set_trace_callback(lambda sql: run.append(sql) if not sql.startswith(("--", "BEGIN", "ROLLBACK", "PRAGMA")) else None)
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(Catalog, "_connect", traced)
        yield run


QUESTIONS = [case for case in load_suite(ROOT / "eval" / "suites" / "sample.jsonl") if not case.history]


def test_every_known_question_keeps_to_its_budget(sample: tuple[Archive, Counting], monkeypatch: pytest.MonkeyPatch) -> None:
    filled, embedder = sample
    over: dict[str, tuple[int, int]] = {}
    with statements(monkeypatch) as run, Archive.open(filled.path, embedder=embedder) as archive:
        assistant = Assistant(archive)
        assistant.ask("Who opens the vector store?")
        for case in QUESTIONS:
            run.clear()
            embedder.calls = 0
            assistant.ask(case.question)
            if len(run) > STATEMENTS or embedder.calls > CALLS:
                over[case.question] = (len(run), embedder.calls)
    assert len(QUESTIONS) > 100
    assert over == {}


def test_no_rule_for_time_runs_over_the_text_of_an_article(sample: tuple[Archive, Counting], monkeypatch: pytest.MonkeyPatch) -> None:
    archive, _ = sample
    texts = [article.text for article in archive.articles()]
    looked: list[str] = []
    find = index.timex.expressions.find

    def noted(text: str, *args: object, **named: object) -> object:
        looked.append(text)
        return find(text, *args, **named)  # type: ignore[arg-type]

    places = [
        module
        for name, module in list(sys.modules.items())
        if name.startswith(("index.", "assistant.")) and getattr(module, "find", None) is find
    ]
    for module in places:
        monkeypatch.setattr(module, "find", noted)
    assert len(places) > 5
    for case in QUESTIONS:
        Assistant(archive).ask(case.question)
    assert looked, "questions are read"
    assert [text for text in looked if len(text) > 25 and any(text in article for article in texts)] == []


WRITING = """
import sys; from pathlib import Path
sys.path[:0] = {path!r}
from hashing import HashingEmbedder
from index.archive import Archive
with Archive.create_or_open(Path({archive!r}), embedder=HashingEmbedder()) as archive:
    for turn in range(10_000):
        note = Path({folder!r}) / f"note{{turn % 3}}.txt"
        note.write_text(f"Note {{turn}}\\n\\nThe tide rose by {{turn}} metres in the harbour of Velden.\\n", encoding="utf-8")
        archive.add([str(note)])
        archive.remove([archive.articles()[-1].id])
        print(turn, flush=True)
"""


@pytest.mark.slow
def test_asking_beside_a_process_that_writes(tmp_path: Path) -> None:
    """What was found and is then gone before it is looked at must not fail the question: it sees one state."""
    (tmp_path / "notes").mkdir()
    place = tmp_path / "archive"
    with Archive.create_or_open(place, embedder=HashingEmbedder()) as archive:
        archive.add([str(SAMPLE)])
    code = WRITING.format(path=[str(ROOT), str(ROOT / "tests" / "support")], archive=str(place), folder=str(tmp_path / "notes"))
    writer = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert writer.stdout is not None and writer.stdout.readline()
        with Archive.open(place, embedder=HashingEmbedder()) as archive:
            assistant = Assistant(archive)
            generations = set()
            for turn in range(300):
                answer = assistant.ask(QUESTIONS[turn % len(QUESTIONS)].question if turn % 2 else "How high did the tide rise in Velden?")
                generations.add(generation(archive))
                assert all(citation.quote for citation in answer.citations)
        assert len(generations) > 20, "nothing was written meanwhile"
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()
