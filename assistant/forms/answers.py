"""Answers to what is no question to the articles: dated lists, facts about the archive, what can be asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.citations import cite
from assistant.compose import EXTRACTIVE, answer_of, lead, notes_of
from assistant.forms import bylines, catalogue, guide, listing, sayings, shelf
from assistant.forms.classifier import Wish
from assistant.forms.language import ENGLISH
from assistant.forms.listing import Listing
from assistant.forms.sayings import Saying
from assistant.forms.subject import speaker_and_matter, subject_of
from assistant.forms.typed import Typed
from assistant.retrieval.retriever import Retriever
from assistant.types import Answer, Citation, Form, Lead, Query, Quotation, Remark, Statement, Window
from index import timex
from index.store.snapshot import Snapshot
from index.wording import counted

MOST_LISTED = 15
"""Articles of a list; of more, those that speak of the subject most."""
MOST_SAID = 30
"""Statements of a list; of more, the first."""
COUNTED_FROM = (0, 1, 2, 3, 7, 14, 31, 62, 366)
"""Days after the first day of a window among which one is that its words may have been counted from."""
_THAT_STORY = re.compile(r"\b(?:in|from|of)\s+(?:that|this|the|the\s+same)\s+(?:story|article|report|piece)\W*$", re.IGNORECASE)
LISTED = 0.95
"""How sure it is that a list of what holds the words that were typed is what was wanted."""


def in_form(typed: Typed, query: Query, seen: Snapshot, retriever: Retriever) -> Answer | None:
    """The answer in the form that was wished for; None for a question, and where there is nothing to list."""
    if typed.language != ENGLISH and guide.is_foreign(typed.language, seen):
        return _told(_plain(query), seen, Form.HELP, guide.foreign(typed.language, seen), examples=guide.examples(seen))
    if by := bylines.told(query, seen, retriever):
        return by
    if listed := shelf.told(typed, _of_days(query, seen), seen):
        return listed
    if typed.wish.is_of_dateline:
        asked = () if typed.wish is Wish.THANKS else guide.examples(seen)
        return _told(_plain(query), seen, Form.HELP, guide.help_for(typed, seen), examples=asked)
    if typed.wish.is_of_archive:
        query = _of_days(query, seen)
        found = catalogue.told(typed, query, seen, retriever)
        return _told(query, seen, Form.ARCHIVE, found.paragraphs, found.cited) if found else None
    if typed.wish is Wish.SAYINGS:
        speaker, matter = speaker_and_matter(listing.without_limits(query), typed.mend)
        of = query.near[:1] if _THAT_STORY.search(query.asked) else ()
        is_limited = of or speaker or matter or query.sources or query.window
        said = sayings.said(speaker, matter, query, seen, retriever, of) if is_limited else []
        return _said(query, seen, said) if said else None
    if typed.wish in (Wish.TOPIC, Wish.SUMMARY):
        subject = subject_of(listing.without_limits(query), ("summary",) if typed.wish is Wish.SUMMARY else (), typed.mend)
        on = listing.on(subject, query, seen, retriever) if subject else None
        return _listed(subject, query, seen, on) if on else None
    return None


def _plain(query: Query) -> Query:
    """The query of what asks nothing of the articles: as it was typed, of no days."""
    return Query(query.question, query.question, query.question, query.question)


def _of_days(query: Query, seen: Snapshot) -> Query:
    """The query of the days that its words name: "from December" asks for the articles of December, and not of all that came after it.

    Days that are still to come are those of articles as well, where the archive has such.
    """
    window = query.window
    if window is None and (days := timex.stated_window(query.asked, seen.facts.days[1] or date.today())):
        window = Window(*days)
        query = replace(query, window=window)
    words = window.from_words if window else None
    if not window or not words or not window.since or window.until or not re.match(r"from\b", words, re.IGNORECASE):
        return query
    said = re.sub(r"^from\b", "in", words, flags=re.IGNORECASE)
    # "From yesterday" and "from last month" were counted from a day that is not known here.
    counted_from = (window.since + timedelta(days=days) for days in COUNTED_FROM)
    every = (timex.stated_window(said, day) for day in counted_from)
    inside = next((found for found in every if found and found[0] == window.since and found[1]), None)
    return replace(query, window=Window(inside[0], inside[1], words)) if inside else query


def _told(
    query: Query, seen: Snapshot, form: Form, told: Sequence[Remark], cited: tuple[Citation, ...] = (), examples: tuple[str, ...] = ()
) -> Answer:
    return replace(_answer(query, seen, form, (), cited, ()), told=tuple(told), examples=examples)


def _listed(subject: str, query: Query, seen: Snapshot, on: Listing) -> Answer:
    lines = listing.in_order(on.lines[:MOST_LISTED])
    subject = subject_of(" ".join(word for word in subject.split() if word.casefold() not in on.left_out)) or subject
    cited, statements = [], []
    for number, line in enumerate(lines, 1):
        start, end = line.sentence.start, line.sentence.end
        cited.append(cite(number, line.article, line.passage, start, end, line.speaker))
        statements.append(_statement(cited[-1], lead(line.article, None)))
    notes = [_order(len(on.lines), len(lines), "article", f" on “{subject}”", "those that speak of it most")]
    notes += [f"Left out, being copies of these stories: {counted(on.copies, 'article')}."] if on.copies else []
    notes += [f"“{word}” stands nowhere in the archive." for word in on.left_out]
    return replace(_answer(query, seen, Form.ARTICLES, tuple(statements), tuple(cited), notes), confidence=LISTED)


def _said(query: Query, seen: Snapshot, said: Sequence[Saying]) -> Answer:
    cited, statements = [], []
    for number, one in enumerate(said[:MOST_SAID], 1):
        cited.append(cite(number, one.article, one.passage, one.start, one.end, one.speaker))
        statements.append(_statement(cited[-1], lead(one.article, one.speaker)))
    notes = [_order(len(said), len(statements), "statement", "", "the first of them")]
    return replace(_answer(query, seen, Form.QUOTATIONS, tuple(statements), tuple(cited), notes), confidence=LISTED)


def _statement(cited: Citation, whose: Lead) -> Statement:
    return Statement((cited.number,), (whose,), (Quotation(cited.number, cited.quote),))


def _order(total: int, shown: int, what: str, of: str, which: str) -> str:
    if shown < total:
        return f"{shown} of {counted(total, what)}{of}, {which}, oldest first; name days or another word to see others."
    return f"{counted(total, what)}{of}, oldest first." if total > 1 else f"{counted(total, what)}{of}."


def _answer(
    query: Query, seen: Snapshot, form: Form, statements: tuple[Statement, ...], cited: tuple[Citation, ...], notes: Sequence[str]
) -> Answer:
    said = (*notes_of(query), *notes)
    return replace(answer_of(query, statements, cited, seen.counts(query.filter), 1.0, EXTRACTIVE, said), form=form)
