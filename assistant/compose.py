"""Chosen sentences to an `Answer`: who says it, when, the words, the number of the citation; or the refusal and what came nearest."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from assistant.citations import cite
from assistant.retrieval.candidates import Candidate, Found
from assistant.selection.units import Unit, highlights
from assistant.types import Answer, Citation, Lead, Query, Quotation, Remark, Searched, Statement, Status
from assistant.wording import offer_words, window_words
from index.archive import Counts
from index.types import Article, Hit

if TYPE_CHECKING:
    from assistant.generation.support import Supported

EXTRACTIVE = "extractive"
NEAREST = 3
"""Passages shown with a refusal."""


def answered(
    query: Query,
    chosen: Sequence[Unit],
    counts: Counts,
    confidence: float,
    notes: Sequence[Remark | str] = (),
    order: Remark | None = None,
) -> Answer:
    """An answer of one statement per unit, each with its citation; `order`, a remark on all of them, is stated first."""
    cited = tuple(
        cite(number, unit.article, unit.passage, unit.start, unit.end, unit.speaker, highlights(unit, query.asked))
        for number, unit in enumerate(chosen, 1)
    )
    statements = tuple(
        Statement((citation.number,), (lead(unit.article, unit.speaker),), (Quotation(citation.number, citation.quote),))
        for citation, unit in zip(cited, chosen, strict=True)
    )
    if order and query.window and query.window.from_words:
        query = replace(query, window=None)  # "before 12 January" names one of the two events there; nothing was searched by it
    if order:
        statements = (Statement(tuple(citation.number for citation in cited), remark=order), *statements)
    return answer_of(query, statements, cited, counts, confidence, EXTRACTIVE, (*notes_of(query), *notes))


def uncertain(answer: Answer, found: Found, aside: str = "", nearest: Sequence[Candidate] = ()) -> Answer:
    """The same passages as what may answer, with nothing claimed, and beside them others that came near, those of `aside` first."""
    quoted = {(cited.article_id, cited.passage_start) for cited in answer.citations}
    return replace(answer, status=Status.UNCERTAIN, nearest=_nearest(found, nearest, quoted), asides=(aside,) if aside else ())


def generated(query: Query, kept: Sequence[Supported], counts: Counts, confidence: float, model: str, dropped: Sequence[str]) -> Answer:
    """An answer of a language model's claims, each carried by verified quotations and led out by whose they are."""
    cited: dict[tuple[str, int, int], Citation] = {}  # words that carry two claims are cited once
    statements: list[Statement] = []
    for one in kept:
        places = [(quote.article.id, quote.start, quote.end) for quote in one.quotes]
        for place, quote in zip(places, one.quotes, strict=True):
            passage, speaker = quote.offered.hit.passage, quote.speaker
            cited.setdefault(place, cite(len(cited) + 1, quote.article, passage, quote.start, quote.end, speaker))
        leads = dict.fromkeys(lead(quote.article, quote.speaker) for quote in one.quotes)
        numbers = dict.fromkeys(cited[place].number for place in places)
        statements.append(Statement(tuple(numbers), tuple(leads), remark=Remark.of(one.claim)))
    return answer_of(query, tuple(statements), tuple(cited.values()), counts, confidence, model, (*notes_of(query), *dropped))


def answer_of(
    query: Query,
    statements: tuple[Statement, ...],
    cited: tuple[Citation, ...],
    counts: Counts,
    confidence: float,
    answerer: str,
    notes: Sequence[Remark | str],
) -> Answer:
    """An answer of these statements to a question, with what it was asked of and what is said beside it."""
    return Answer(
        question=query.question,
        standalone_question=query.reading,
        status=Status.ANSWERED,
        statements=statements,
        citations=cited,
        window=query.window,
        sources=query.sources,
        searched=_searched(counts),
        nearest=(),
        answerer=answerer,
        confidence=confidence,
        remarks=tuple(map(Remark.of, notes)),
    )


def not_found(query: Query, found: Found, counts: Counts, confidence: float, aside: str = "", nearest: Sequence[Candidate] = ()) -> Answer:
    """The refusal: what was searched, and the passages that came nearest; those that `aside` speaks of go before the others."""
    asides = [aside] if aside else []
    if query.window and query.window.from_words and not found.candidates:
        asides.insert(0, f"Nothing in it was published {window_words(query.window)} or speaks of that time (“{query.window.from_words}”).")
    if query.offer and not found.candidates:
        asides.append(offer_words(query.offer))
    return Answer(
        question=query.question,
        standalone_question=query.reading,
        status=Status.NOT_FOUND,
        statements=(),
        citations=(),
        window=query.window,
        sources=query.sources,
        searched=_searched(counts),
        nearest=_nearest(found, nearest),
        answerer=EXTRACTIVE,
        confidence=confidence,
        remarks=tuple(map(Remark.of, notes_of(query))),
        asides=tuple(asides),
        offer=query.offer,
    )


def _nearest(found: Found, before: Sequence[Candidate], quoted: Container[tuple[str, int]] = ()) -> tuple[Hit, ...]:
    """The best passages, those of `before` before all others, without those that are `quoted`: by article and where they begin."""
    once = {candidate.card.id: candidate for candidate in (*before, *found.candidates)}
    hits = (candidate.as_hit() for candidate in once.values())  # read one by one: most of them were never opened
    return tuple(islice((hit for hit in hits if (hit.article.id, hit.passage.start) not in quoted), NEAREST))


def first_statements(answer: Answer, count: int) -> Answer:
    """The same answer with its first `count` statements only, for showing it as it grows."""
    statements = answer.statements[:count]
    numbers = {number for statement in statements for number in statement.citations}
    return replace(answer, statements=statements, citations=tuple(c for c in answer.citations if c.number in numbers))


def lead(article: Article, speaker: str | None) -> Lead:
    """Who says it and when: the speaker, else the headline and its outlet, else the outlet or file; and the date."""
    if speaker:
        return Lead(article.published, speaker=speaker)
    if article.title:
        return Lead(article.published, headline=article.title, outlet=article.source)
    return Lead(article.published, outlet=article.source, file=None if article.source else PurePath(article.file).name)


def _searched(counts: Counts) -> Searched:
    return Searched(counts.articles, counts.passages, counts.undated_left_out)


def notes_of(query: Query) -> tuple[str, ...]:
    """How misspelt words of the question were read, and whose articles alone were searched."""
    only = [f"Only articles by {' and '.join(query.filter.authors)} were searched."] if query.filter.authors else []
    return (*(f"“{typed}” was read as “{word}”." for typed, word in query.respelt), *only)
