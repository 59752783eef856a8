"""Chosen sentences to an `Answer`: who says it, when, the words, the number of the citation; or the refusal and what came nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from assistant.citations import cite
from assistant.extractive import Unit, highlights
from assistant.generation import Supported
from assistant.retrieval import Found
from assistant.types import Answer, Citation, Query, Searched, Statement, Status
from assistant.wording import NOT_FOUND, date_words, searched_words, window_words
from index.archive import Counts
from index.types import Article

EXTRACTIVE = "extractive"
NEAREST = 3
"""Passages shown with a refusal."""


def answered(query: Query, chosen: Sequence[Unit], counts: Counts, confidence: float, notes: Sequence[str] = ()) -> Answer:
    """An answer of one statement per unit, each with its citation."""
    cited = tuple(
        cite(number, unit.article, unit.passage, unit.start, unit.end, unit.speaker, highlights(unit, query.asked))
        for number, unit in enumerate(chosen, 1)
    )
    statements = tuple(
        Statement(f"{lead_words(unit.article, unit.speaker)}: {unit.text}", (number,)) for number, unit in enumerate(chosen, 1)
    )
    return _answer(query, statements, cited, counts, confidence, EXTRACTIVE, (*_notes(query), *notes))


def generated(query: Query, kept: Sequence[Supported], counts: Counts, confidence: float, model: str, dropped: Sequence[str]) -> Answer:
    """An answer of a language model's claims, each carried by verified quotations and led out by whose they are."""
    cited: list[Citation] = []
    statements: list[Statement] = []
    for claim in kept:
        numbers = []
        for hit, start, end in claim.quotes:
            cited.append(cite(len(cited) + 1, hit.article, hit.passage, start, end))
            numbers.append(len(cited))
        lead = lead_words(claim.quotes[0][0].article, None)
        statements.append(Statement(f"{claim.claim} — {lead}", tuple(numbers)))
    return _answer(query, tuple(statements), tuple(cited), counts, confidence, model, (*_notes(query), *dropped))


def _answer(
    query: Query,
    statements: tuple[Statement, ...],
    cited: tuple[Citation, ...],
    counts: Counts,
    confidence: float,
    answerer: str,
    notes: tuple[str, ...],
) -> Answer:
    return Answer(
        question=query.question,
        standalone_question=query.standalone,
        status=Status.ANSWERED,
        text=_text(statements),
        statements=statements,
        citations=cited,
        window=query.window,
        sources=query.sources,
        searched=_searched(counts),
        nearest=(),
        answerer=answerer,
        confidence=confidence,
        notes=notes,
    )


def not_found(query: Query, found: Found, counts: Counts, confidence: float) -> Answer:
    """The refusal: what was searched, and the passages that came nearest."""
    searched = _searched(counts)
    set_by_hand = query.window if query.window and query.window.from_words is None else None
    sentences = [NOT_FOUND, searched_words(searched, set_by_hand, query.sources)]
    if query.window and query.window.from_words and not found.candidates:
        sentences.append(f"Nothing in it was published {window_words(query.window)} or speaks of that time (“{query.window.from_words}”).")
    return Answer(
        question=query.question,
        standalone_question=query.standalone,
        status=Status.NOT_FOUND,
        text=" ".join(sentences),
        statements=(),
        citations=(),
        window=query.window,
        sources=query.sources,
        searched=searched,
        nearest=tuple(candidate.as_hit() for candidate in found.candidates[:NEAREST]),
        answerer=EXTRACTIVE,
        confidence=confidence,
        notes=_notes(query),
    )


def first_statements(answer: Answer, count: int) -> Answer:
    """The same answer with its first `count` statements only, for showing it as it grows."""
    statements = answer.statements[:count]
    numbers = {number for statement in statements for number in statement.citations}
    return replace(
        answer, statements=statements, text=_text(statements), citations=tuple(c for c in answer.citations if c.number in numbers)
    )


def lead_words(article: Article, speaker: str | None) -> str:
    """Who says it and when: the speaker, else the headline and its outlet, else the outlet or file; then the date and how it is known."""
    if speaker:
        who = speaker
    elif article.title:
        who = f"“{' '.join(article.title.split())}”" + (f", {article.source}" if article.source else "")
    else:
        who = article.source or PurePath(article.file).name
    return f"{who}, {date_words(article.published)}"


def carried_words(number: int, copies: Sequence[Article]) -> str:
    """That a cited story stands in the archive more than once, and where."""
    places = dict.fromkeys(article.source or PurePath(article.file).name for article in copies)
    return f"The story of [{number}] was also carried by {', '.join(places)}."


def version_words(number: int, shown: Article, versions: Sequence[Article]) -> str:
    """That the archive holds a newer version of a cited story; empty when the one cited is the newest."""
    newest = versions[0]
    return "" if newest.id == shown.id else f"A newer version of [{number}] is of {date_words(newest.published)}."


def _text(statements: Sequence[Statement]) -> str:
    return "\n\n".join(statement.text + " " + "".join(f"[{number}]" for number in statement.citations) for statement in statements)


def _searched(counts: Counts) -> Searched:
    return Searched(counts.articles, counts.passages, counts.undated_left_out)


def _notes(query: Query) -> tuple[str, ...]:
    return tuple(f"“{typed}” was read as “{read}”." for typed, read in query.respelt)
