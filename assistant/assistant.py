"""ASK: a question goes in, an answer whose every statement is a verified quotation comes out. The whole path in one screen."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant import citations, compose
from assistant.extractive import Reader, choose, choose_for_parts
from assistant.question import understand
from assistant.refusal import ANSWER_FROM, confidence
from assistant.retrieval import Retriever
from assistant.settings import AskSettings
from assistant.types import Answer, Query, Turn
from index.archive import Archive
from index.types import Filter, Hit


class Assistant:
    """Answers questions from one archive. Holds no conversation: the earlier turns are handed in with each question."""

    def __init__(self, archive: Archive, settings: AskSettings | None = None) -> None:
        self.archive = archive
        self.settings = settings or AskSettings()
        self._retriever = Retriever(archive)
        self._reader = Reader(archive)

    def ask(self, question: str, history: Sequence[Turn] = (), *, filter: Filter | None = None, as_of: date | None = None) -> Answer:
        """One answer. Raises QuestionError for a question that cannot be asked, ArchiveError when the archive fails."""
        clock = _Clock()
        query = self.understand(question, history, filter=filter, as_of=as_of)
        clock.stop("understand")
        found = self._retriever.find(query)
        parts = self._retriever.find_parts(query) if query.parts else []
        clock.stop("retrieve")
        units = self._reader.read(query, found)
        sure = confidence(query.standalone, found, units)
        if query.parts:
            lists = [self._reader.read(query, one, part) for one, part in zip(parts, query.parts, strict=True)]
            chosen = choose_for_parts(lists, self.settings.max_statements) or choose(units, 1)
        else:
            chosen = choose(units, self.settings.max_statements)
        searched = self.archive.counts(query.filter)
        clock.stop("read")
        if sure < ANSWER_FROM or not chosen:
            answer = compose.not_found(query, found, searched, sure)
        else:
            answer = compose.answered(query, found, chosen, searched, sure)
            citations.verify(answer, {unit.article.id: unit.article for unit in chosen})
        clock.stop("compose")
        return replace(answer, timings_ms=clock.times)

    def stream(
        self, question: str, history: Sequence[Turn] = (), *, filter: Filter | None = None, as_of: date | None = None
    ) -> Iterator[Answer]:
        """Growing answers, statement by statement; only what is verified is ever shown. The last one is what `ask` returns."""
        answer = self.ask(question, history, filter=filter, as_of=as_of)
        for shown in range(1, len(answer.statements)):
            yield compose.first_statements(answer, shown)
        yield answer

    def search(
        self, question: str, history: Sequence[Turn] = (), *, filter: Filter | None = None, as_of: date | None = None, k: int = 10
    ) -> tuple[Hit, ...]:
        """The `k` best passages, best first."""
        return self._retriever.search(self.understand(question, history, filter=filter, as_of=as_of), k)

    def understand(self, question: str, history: Sequence[Turn] = (), *, filter: Filter | None = None, as_of: date | None = None) -> Query:
        """The question as it is searched for."""
        return understand(question, history, filter=filter, as_of=as_of or self.settings.as_of, sources=self.archive.sources())


class _Clock:
    """Milliseconds of each stage."""

    def __init__(self) -> None:
        self._begun = self._last = time.perf_counter()
        self.times: dict[str, float] = {}

    def stop(self, stage: str) -> None:
        now = time.perf_counter()
        self.times[stage] = 1000 * (now - self._last)
        self.times["total"] = 1000 * (now - self._begun)
        self._last = now
