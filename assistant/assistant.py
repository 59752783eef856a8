"""ASK: a question goes in, an answer whose every statement is a verified quotation comes out. The whole path in one screen."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant import citations, compose
from assistant.generation.model import OFFERED, generate, offer
from assistant.query.question import understand
from assistant.query.spelling import nearest_word
from assistant.retrieval.retriever import Found, Retriever, take_turns
from assistant.selection.selector import Selector
from assistant.selection.units import Reader, Unit
from assistant.settings import AskSettings
from assistant.types import Answer, Query, Turn
from index.archive import Archive, Counts
from index.types import Filter, Hit


class Assistant:
    """Answers questions from one archive. Holds no conversation: the earlier turns are handed in with each question."""

    def __init__(self, archive: Archive, settings: AskSettings | None = None) -> None:
        self.archive = archive
        self.settings = settings or AskSettings()
        self._retriever = Retriever(archive)
        self._reader = Reader(archive)
        self._selector = Selector(archive, self._retriever, self._reader, self.settings.max_statements)

    def ask(self, question: str, history: Sequence[Turn] = (), *, filter: Filter | None = None, as_of: date | None = None) -> Answer:
        """One answer. Raises QuestionError for a question that cannot be asked, ArchiveError when the archive fails."""
        *_, answer = self._answers(question, history, filter, as_of)
        return answer

    def _answers(self, question: str, history: Sequence[Turn], filter: Filter | None, as_of: date | None) -> Iterator[Answer]:
        """The answer as it grows, each state verified; without a language model there is but one."""
        clock = _Clock()
        query = self.understand(question, history, filter=filter, as_of=as_of)
        searched = self.archive.counts(query.filter)
        clock.stop("understand")
        found = self._retriever.find(query)
        parts = self._retriever.find_parts(query)
        clock.stop("retrieve")
        selection = self._selector.select(query, found, parts)
        clock.stop("read")
        if not selection.answers:
            growing = iter([compose.not_found(query, found, searched, selection.sure, selection.aside, selection.nearest)])
        else:
            answer = compose.answered(query, selection.units, searched, selection.sure, selection.notes, selection.order)
            growing = (
                self._generated(query, (found, *parts), selection.units, answer, searched, as_of) if self.settings.model else iter([answer])
            )
        articles = {candidate.article.id: candidate.article for one in (found, *parts) for candidate in one.candidates}
        articles |= {unit.article.id: unit.article for unit in selection.units}
        for answer in growing:
            citations.verify(answer, articles)
            clock.stop("answer")
            yield replace(answer, timings_ms=dict(clock.times))

    def stream(
        self, question: str, history: Sequence[Turn] = (), *, filter: Filter | None = None, as_of: date | None = None
    ) -> Iterator[Answer]:
        """Growing answers, statement by statement; only what is verified is ever shown. The last one is what `ask` returns."""
        shown = 0
        for answer in self._answers(question, history, filter, as_of):
            for count in range(shown + 1, len(answer.statements)):
                yield compose.first_statements(answer, count)
            shown = len(answer.statements)
            yield answer

    def search(
        self, question: str, history: Sequence[Turn] = (), *, filter: Filter | None = None, as_of: date | None = None, k: int = 10
    ) -> tuple[Hit, ...]:
        """The `k` best passages, best first."""
        return self._retriever.search(self.understand(question, history, filter=filter, as_of=as_of), k)

    def _generated(
        self, query: Query, found: Sequence[Found], chosen: Sequence[Unit], plain: Answer, searched: Counts, as_of: date | None
    ) -> Iterator[Answer]:
        """What a language model answers, as far as it stands in the archive; `plain`, the answer without it, where nothing of it does."""
        model = self.settings.model or ""
        turns = take_turns([one.candidates for one in found], OFFERED)
        hits = [*(Hit(unit.passage, unit.article, unit.score) for unit in chosen), *(candidate.as_hit() for candidate in turns)]
        offered = offer(hits, lambda article: self.archive.sentences(article)[0])
        for progress in generate(query, offered, self.settings, as_of or self.settings.as_of or date.today()):
            notes = (*progress.dropped, *([f"{progress.failure}; what it had said before was verified."] if progress.failure else []))
            if progress.kept:
                yield compose.generated(query, progress.kept, searched, plain.confidence, model, notes)
            elif progress.failure:
                yield replace(
                    plain, notes=(*plain.notes, *progress.dropped, f"{progress.failure}; the extractive answer is shown instead.")
                )
            elif progress.dropped:
                note = f"Nothing that the language model {model} wrote stands in the archive; the extractive answer is shown instead."
                yield replace(plain, notes=(*plain.notes, *progress.dropped, note))
            else:
                silent = compose.not_found(query, found[0], searched, plain.confidence)
                note = f"The language model {model} found no answer in the passages that came nearest."
                yield replace(silent, answerer=model, notes=(*silent.notes, note))

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
        """The archive's word for a misspelt one that stands nowhere in it."""
        return None if self.archive.document_frequency(word) else nearest_word(word, self.archive.terms, self._texts)

    def _texts(self, term: str) -> Iterator[str]:
        """Two of the passages that hold a stem."""
        held = [passage for passage, _ in self.archive.lexical((term,), 2)]
        return (f"{article.title} {passage.text}" for passage, article in self.archive.load(held))


class _Clock:
    """Milliseconds of each stage."""

    def __init__(self) -> None:
        self._begun = self._last = time.perf_counter()
        self.times: dict[str, float] = {}

    def stop(self, stage: str) -> None:
        now = time.perf_counter()
        self.times[stage] = self.times.get(stage, 0.0) + 1000 * (now - self._last)
        self.times["total"] = 1000 * (now - self._begun)
        self._last = now
