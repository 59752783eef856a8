"""ASK: a question goes in, an answer whose every statement is a verified quotation comes out. The whole path in one screen."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant import citations, compose
from assistant.forms.answers import in_form
from assistant.forms.typed import as_read, is_told_by, typed
from assistant.query.names import Names
from assistant.query.parts import hardly_told
from assistant.query.question import Known, understand
from assistant.query.spelling import respelt
from assistant.retelling import told_again
from assistant.retrieval.candidates import Found, opened, take_turns
from assistant.retrieval.retriever import Retriever
from assistant.selection.pair_reader import Rereader, pair_reader
from assistant.selection.probability import Learnt, weights_for
from assistant.selection.ranking import ranked
from assistant.selection.remarks import doubtful_words
from assistant.selection.reranker import Reranker
from assistant.selection.selector import Selection, Selector, in_other_words, look_for_all
from assistant.selection.units import Unit
from assistant.settings import AskSettings
from assistant.types import Answer, Query, Status, Turn
from assistant.words.terms import content_words
from assistant.words.vocabulary import Vocabulary
from index.archive import Archive
from index.reports import Counts
from index.store.snapshot import Snapshot
from index.types import Filter, Hit

if TYPE_CHECKING:
    from assistant.generation.voices import Offered


class Assistant:
    """Answers questions from one archive. Holds no conversation: the earlier turns are handed in with each question."""

    def __init__(self, archive: Archive, settings: AskSettings | None = None) -> None:
        self.archive = archive
        self.settings = settings or AskSettings()

    def ask(
        self, question: str, history: Sequence[Turn] = (), *, filter: Filter | None = None, as_of: date | None = None, literal: bool = False
    ) -> Answer:
        """One answer; with `literal` no word of the question is taken for a misspelt one, and it is read in one way only.

        Raises QuestionError for a question that cannot be asked, ArchiveError when the archive fails.
        """
        *_, answer = self._answers(question, history, filter, as_of, literal)
        return answer

    def _answers(
        self, question: str, history: Sequence[Turn], filter: Filter | None, as_of: date | None, literal: bool
    ) -> Iterator[Answer]:
        """The answer as it grows, each state verified; without a language model there is but one."""
        clock = _Clock()
        with self.archive.snapshot() as seen:
            vocabulary = Vocabulary(seen)
            form = typed(question, history, vocabulary)
            query = self._understood(seen, vocabulary, question, form.history, filter, as_of, literal)
            form = as_read(form, query)
            searched = seen.counts(query.filter)
            clock.stop("understand")
            if query.about:
                yield self._told_again(query, history, seen, searched, clock)
                return
            retriever = Retriever(seen, vocabulary)
            if other := in_form(form, query, seen, retriever):
                citations.verify(other, citations.ReadAnew(seen.articles({cited.article_id for cited in other.citations})))
                clock.stop("answer")
                yield replace(other, timings_ms=dict(clock.times))
                return
            query = self._reworded(query, history)
            look_for_all(query, retriever)
            found, parts = retriever.find(query), retriever.find_parts(query)
            clock.stop("retrieve")
            weights, note = weights_for(self.archive.path, seen.meta("embedder"))
            weights = weights.among(searched.articles)
            selector = Selector(seen, retriever, self.settings.max_statements, weights, self._rereader(seen, weights))
            selection = selector.select(query, found, parts)
            if selection.status is not Status.ANSWERED and (likelier := _read_otherwise(query, retriever, selector)):
                (query, found, selection), parts = likelier, []
            clock.stop("read")
            others = [retriever.find(one) for one in in_other_words(query)]
            is_told = selection.status is Status.ANSWERED and self.settings.model
            offered = self._offered((found, *parts, *others), selection.units) if is_told else []
            quotable = {unit.article.id for unit in selection.units} | {one.hit.article.id for one in offered}
            stored = citations.ReadAnew(seen.articles(quotable) if quotable else ())
        plain = _composed(query, found, searched, selection)
        growing = self._generated(query, found, offered, plain, searched, as_of) if offered else iter([plain])
        for answer in growing:
            citations.verify(answer, stored)
            answer = answer.with_notes(note) if note else answer
            clock.stop("answer")
            yield replace(answer, timings_ms=dict(clock.times))

    def _rereader(self, seen: Snapshot, weights: Learnt) -> Rereader | None:
        """What reads the likeliest sentences again: the model that is named, or what was learnt beside the archive's."""
        if self.settings.reranker:
            return Reranker(self.settings.reranker)
        is_learnt = weights.reading is not None and weights.model == seen.meta("embedder")
        return pair_reader(self.archive.embedder, weights) if is_learnt else None

    def _reworded(self, query: Query, history: Sequence[Turn]) -> Query:
        """The question as a language model makes it stand alone, and its other wordings; as it is without one."""
        if not self.settings.model:
            return query
        from assistant.generation.wordings import reworded

        said = reworded(query, history, self.settings)
        if said.standalone and not query.parts:
            query = replace(query, asked=said.standalone, standalone=said.standalone, reading=said.standalone, background=())
        return replace(query, wordings=(*query.wordings, *said.wordings))

    def _told_again(self, query: Query, history: Sequence[Turn], seen: Snapshot, searched: Counts, clock: _Clock) -> Answer:
        """What is asked about the last answer, verified like every other one."""
        answer = told_again(query, history, seen, searched)
        citations.verify(answer, citations.ReadAnew(seen.articles({citation.article_id for citation in answer.citations})))
        clock.stop("answer")
        return replace(answer, timings_ms=dict(clock.times))

    def stream(
        self, question: str, history: Sequence[Turn] = (), *, filter: Filter | None = None, as_of: date | None = None, literal: bool = False
    ) -> Iterator[Answer]:
        """Growing answers, statement by statement; only what is verified is ever shown. The last one is what `ask` returns."""
        shown = 0
        for answer in self._answers(question, history, filter, as_of, literal):
            for count in range(shown + 1, len(answer.statements)):
                yield compose.first_statements(answer, count)
            shown = len(answer.statements)
            yield answer

    def search(
        self, question: str, history: Sequence[Turn] = (), *, filter: Filter | None = None, as_of: date | None = None, k: int = 10
    ) -> tuple[Hit, ...]:
        """The `k` best passages, best first."""
        with self.archive.snapshot() as seen:
            vocabulary = Vocabulary(seen)
            query = self._understood(seen, vocabulary, question, history, filter, as_of)
            weights, _ = weights_for(self.archive.path, seen.meta("embedder"))
            return Retriever(seen, vocabulary).search(query, k, lambda asked, found: ranked(asked, found, weights))

    def understand(self, question: str, history: Sequence[Turn] = (), *, filter: Filter | None = None, as_of: date | None = None) -> Query:
        """The question as it is searched for."""
        with self.archive.snapshot() as seen:
            return self._understood(seen, Vocabulary(seen), question, history, filter, as_of)

    def _understood(
        self,
        seen: Snapshot,
        vocabulary: Vocabulary,
        question: str,
        history: Sequence[Turn],
        filter: Filter | None,
        as_of: date | None,
        literal: bool = False,
    ) -> Query:
        texts = [question, *(turn.reading for turn in history)]
        vocabulary.learn(texts)
        known = Known(
            sources=seen.facts.sources,
            latest=seen.facts.days[1],
            respell=lambda word: None if literal or is_told_by(word) else respelt(word, vocabulary, seen),
            is_name=Names(seen, texts).is_name,
            articles=lambda ids: {article.id: article for article in seen.articles(ids)},
            is_held=lambda word: vocabulary.frequency(word) > 0,
            told_on=lambda text: seen.days_of(vocabulary.rarest(content_words(text)) if text else None),
        )
        query = understand(question, history, known, filter=filter, as_of=as_of or self.settings.as_of)
        return replace(query, otherwise=None) if literal else query

    def _offered(self, found: Sequence[Found], chosen: Sequence[Unit]) -> list[Offered]:
        """What a language model is shown: the sentences chosen without it in their passages, then the best passages of each part."""
        from assistant.generation.model import OFFERED, offer

        turns = opened(take_turns([one.candidates for one in found], OFFERED))
        of_chosen = ((Hit(unit.passage, unit.article, unit.probability), unit.reading) for unit in chosen)
        return offer([*of_chosen, *((candidate.as_hit(), candidate.reading) for candidate in turns)])

    def _generated(
        self, query: Query, found: Found, offered: Sequence[Offered], plain: Answer, searched: Counts, as_of: date | None
    ) -> Iterator[Answer]:
        """What a language model answers, as far as it stands in the archive; `plain`, the answer without it, where nothing of it does."""
        from assistant.generation.model import generate

        model = self.settings.model or ""
        for progress in generate(query, offered, self.settings, as_of or self.settings.as_of or date.today()):
            notes = (*progress.dropped, *([f"{progress.failure}; what it had said before was verified."] if progress.failure else []))
            if progress.kept:
                yield compose.generated(query, progress.kept, searched, plain.confidence, model, notes)
            elif progress.failure:
                yield plain.with_notes(*progress.dropped, f"{progress.failure}; the extractive answer is shown instead.")
            elif progress.dropped:
                note = f"Nothing that the language model {model} wrote stands in the archive; the extractive answer is shown instead."
                yield plain.with_notes(*progress.dropped, note)
            else:
                silent = compose.not_found(query, found, searched, plain.confidence)
                note = f"The language model {model} found no answer in the passages that came nearest."
                yield replace(silent.with_notes(note), answerer=model)


def _read_otherwise(query: Query, retriever: Retriever, selector: Selector) -> tuple[Query, Found, Selection] | None:
    """The other reading of a question in a conversation, with what it found, where that is answered; None where it is not."""
    if query.otherwise is None:
        return None
    found = retriever.find(query.otherwise)
    selection = selector.select(query.otherwise, found, ())
    return (query.otherwise, found, selection) if selection.status is Status.ANSWERED else None


def _composed(query: Query, found: Found, searched: Counts, selection: Selection) -> Answer:
    """The answer without a language model, what may be one, or the refusal."""
    if selection.status is Status.NOT_FOUND:
        return compose.not_found(query, found, searched, selection.sure, selection.aside, selection.nearest)
    answer = compose.answered(query, selection.units, searched, selection.sure, selection.notes, selection.order)
    if selection.status is Status.ANSWERED:
        return answer
    return compose.uncertain(answer.with_notes(*_left_open(query, answer)), found, selection.aside, selection.nearest)


def _left_open(query: Query, answer: Answer) -> list[str]:
    """Which parts of a compound question the passages shown hardly speak of; none where that was said already."""
    notes = [doubtful_words(part) for part in query.parts]
    hardly = hardly_told([part.asked for part in query.parts], [f"{cited.title} {cited.quote}" for cited in answer.citations])
    return [] if set(notes) & set(answer.notes) else [note for note, is_open in zip(notes, hardly, strict=True) if is_open]


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
