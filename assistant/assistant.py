"""ASK: a question goes in, an answer whose every statement is a verified quotation comes out. The whole path in one screen."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant import citations, compose, generation, overview
from assistant.extractive import Reader, Unit, choose, choose_for_parts
from assistant.question import understand
from assistant.refusal import ANSWER_FROM, confidence
from assistant.retrieval import Found, Retriever
from assistant.settings import AskSettings
from assistant.spelling import begins_another, nearest_term
from assistant.types import Answer, Query, Turn
from index.archive import Archive, Counts
from index.errors import GenerationError
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
        searched = self.archive.counts(query.filter)
        clock.stop("understand")
        found = self._retriever.find(query)
        parts = self._retriever.find_parts(query)
        clock.stop("retrieve")
        units = self._reader.read(query, found)
        part_units = [self._reader.read(part, one) for part, one in zip(query.parts, parts, strict=True)]
        chosen = choose_for_parts(part_units, self.settings.max_statements) or choose(units, self.settings.max_statements)
        sure = confidence(query.standalone, found, units)
        notes: tuple[str, ...] = ()
        if overview.asks_for_overview(query) and (begun := overview.leads(query, found, self.settings.max_statements)):
            chosen, sure, notes = begun, overview.SURE, overview.note(query, found, begun)
        clock.stop("read")
        if sure < ANSWER_FROM or not chosen:
            answer = compose.not_found(query, found, searched, sure)
        elif self.settings.model:
            answer = self._generated(query, found, chosen, searched, sure)
        else:
            answer = compose.answered(query, chosen, searched, sure, (*notes, *self._carried(chosen)))
        citations.verify(
            answer, {article.id: article for article in [candidate.article for one in (found, *parts) for candidate in one.candidates]}
        )
        clock.stop("answer")
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

    def _generated(self, query: Query, found: Found, chosen: Sequence[Unit], searched: Counts, sure: float) -> Answer:
        """What a language model drafts, as far as it stands in the archive; the extractive answer where it fails."""
        offered = generation.opaque_ids([candidate.as_hit() for candidate in found.candidates])
        try:
            kept, dropped = generation.supported(generation.draft(query, offered, self.settings), offered)
        except GenerationError as error:
            return compose.answered(query, chosen, searched, sure, notes=(str(error),))
        if kept:
            return compose.generated(query, kept, searched, sure, self.settings.model or "", dropped)
        if dropped:
            note = "Nothing that the language model wrote stands in the archive; the extractive answer is shown instead."
            return compose.answered(query, chosen, searched, sure, notes=(*dropped, note))
        return replace(compose.not_found(query, found, searched, sure), answerer=self.settings.model or "")

    def _carried(self, chosen: Sequence[Unit]) -> tuple[str, ...]:
        """Which other outlets carried a story that is quoted, and whether a newer version of it is there."""
        notes = []
        for number, unit in enumerate(chosen, 1):
            if copies := self.archive.copies(unit.article.id):
                notes.append(compose.carried_words(number, copies))
            if versions := self.archive.versions(unit.article.id):
                notes.append(compose.version_words(number, unit.article, versions))
        return tuple(note for note in notes if note)

    def understand(self, question: str, history: Sequence[Turn] = (), *, filter: Filter | None = None, as_of: date | None = None) -> Query:
        """The question as it is searched for."""
        return understand(
            question,
            history,
            filter=filter,
            as_of=as_of or self.settings.as_of,
            sources=self.archive.sources(),
            latest=self.archive.days()[1],
            respell=self._respell,
        )

    def _respell(self, word: str) -> str | None:
        """The archive's word for a misspelt one: it stands nowhere in the archive, and is no word that the model knows."""
        if self.archive.document_frequency(word) or self.archive.embedder.is_word(word.casefold()):
            return None
        return None if begins_another(word.casefold(), self.archive.terms) else nearest_term(word.casefold(), self.archive.terms)


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
