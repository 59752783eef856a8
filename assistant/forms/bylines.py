"""Questions about who wrote what: `What did Ida Quill write about ferries?`, `articles by Tom Arvid`, `who wrote about the bridge?`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.compose import EXTRACTIVE, answer_of, lead, notes_of
from assistant.forms import catalogue, listing
from assistant.forms.subject import subject_of
from assistant.retrieval.retriever import Retriever
from assistant.types import Answer, Citation, Form, Query, Quotation, Remark, Statement
from index.store.snapshot import Snapshot
from index.wording import counted
from index.words.bylines import is_by, names, unknown_author

MOST = 15
"""Articles that are listed; of more, the newest."""
MOST_AUTHORS = 8
_TEXTS = r"(?:articles?|stories|story|reports?|pieces?|columns?|texts?|analys[ei]s|coverage|reporting)"
_ON = r"(?:about|on|of|over|regarding|concerning)"
_WROTE = r"(?:write|wrote|written|author(?:ed)?|publish(?:ed)?|filed?|report(?:ed)?)"
_BY_NAME = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:what|which\s+{_TEXTS})\s+(?:did|does|has|have)\s+(?P<name>.+?)\s+(?:ever\s+)?{_WROTE}(?:\s+{_ON}\s+(?P<subject>.+?))?\W*$",
        rf"^(?:(?:everything|anything|all|what)\s+(?:that\s+)?)(?P<name>.+?)\s+(?:has\s+|have\s+)?(?:wrote|written)(?:\s+{_ON}\s+(?P<subject>.+?))?\W*$",
        rf"^(?:\W*[\w'’]+\s+){{0,5}}?{_TEXTS}\s+(?:(?:written|authored|filed)\s+)?by\s+(?P<name>.+?)(?:\s+{_ON}\s+(?P<subject>.+?))?\W*$",
        rf"^(?:\W*[\w'’]+\s+){{0,5}}?{_TEXTS}\s+{_ON}\s+(?P<subject>.+?)\s+(?:(?:written|authored|filed)\s+)?by\s+(?P<name>.+?)\W*$",
    )
)
_WHO = re.compile(
    rf"^who\s+(?:(?:wrote|has\s+written|writes|reported|has\s+reported)\s+{_ON}"
    rf"|(?:wrote|has\s+written|authored)\s+(?:the|an|a|this|that|these|those)?\s*{_TEXTS}\s+{_ON})\s+(?P<subject>.+?)\W*$",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:[ .'’-]+[^\W\d_][\w.'’-]*){0,4}")


@dataclass(frozen=True, slots=True)
class BylineQuestion:
    """Whose articles are asked for ("" where it is asked who wrote), and on what ("" for anything)."""

    name: str
    subject: str


def told(query: Query, seen: Snapshot, retriever: Retriever) -> Answer | None:
    """The answer to a question about bylines; None for any other question, and for names that no byline has and that may be no names."""
    asked = asked_of(listing.without_limits(query))
    if asked is None:
        return None
    authors = seen.authors()
    if not asked.name:
        return _writers(asked.subject, query, seen, retriever) if authors else None
    known = [name for name in authors if is_by(name, asked.name)]
    if known:
        limited = replace(query, filter=replace(query.filter, authors=(asked.name,)))
        return _articles(asked, known, limited, seen, retriever)
    is_person = authors and _CAPITAL.fullmatch(asked.name) and asked.name not in seen.facts.sources
    return plain(query, seen, [Remark.of(unknown_author(asked.name, authors))]) if is_person and _may_be_byline(query.asked) else None


def asked_of(text: str) -> BylineQuestion | None:
    """What a question asks about bylines; None where it asks something else."""
    flat = " ".join(text.split())
    if match := _WHO.match(flat):
        return BylineQuestion("", subject_of(match["subject"]) or match["subject"])
    for pattern in _BY_NAME:
        if match := pattern.match(flat):
            subject = match["subject"] or ""
            return BylineQuestion(match["name"].strip(" ,"), subject_of(subject) if subject else "")
    return None


def _may_be_byline(asked: str) -> bool:
    """Whether a question is about writing, and not about what somebody may have done or said."""
    return re.search(rf"\b(?:write|wrote|written|{_TEXTS}\s+(?:written\s+|authored\s+)?by)\b", asked, re.IGNORECASE) is not None


def _articles(asked: BylineQuestion, known: Sequence[str], query: Query, seen: Snapshot, retriever: Retriever) -> Answer:
    """The articles of somebody, dated, oldest first."""
    whose = " and ".join(known[:3])
    limits = listing.limits_of(query)
    if not asked.subject:
        ids = seen.article_ids(limits)
        found = sorted((seen.articles(ids)), key=lambda article: listing.when(article, 0))
        cited = [catalogue.cited_article(number, article, seen) for number, article in enumerate(found[-MOST:], 1)]
        return a_list(cited, len(found), f"by {whose}", query, seen)
    on = listing.on(asked.subject, query, seen, retriever)
    if on is None:
        count = seen.counts(limits).articles
        said = f"The archive holds {counted(count, 'article')} by {whose}; none of them is on “{asked.subject}”."
        return plain(query, seen, [Remark.of(said)])
    lines = listing.in_order(on.lines[:MOST])
    cited = [catalogue.cited_article(number, line.article, seen) for number, line in enumerate(lines, 1)]
    return a_list(cited, len(on.lines), f"by {whose} on “{asked.subject}”", query, seen)


def _writers(subject: str, query: Query, seen: Snapshot, retriever: Retriever) -> Answer | None:
    """Who wrote about something: each byline with its articles on that."""
    on = listing.on(subject, query, seen, retriever)
    if on is None:
        return None
    cited: list[Citation] = []
    of: dict[str, list[int]] = {}
    nameless = 0
    for line in listing.in_order(on.lines[:MOST]):
        people = names(line.article.author)
        nameless += not people
        if people:
            cited.append(catalogue.cited_article(len(cited) + 1, line.article, seen))
        for name in people:
            of.setdefault(name, []).append(len(cited))
    paragraphs = [
        _writer(name, [cited[number - 1] for number in of[name]]) for name in sorted(of, key=lambda name: -len(of[name]))[:MOST_AUTHORS]
    ]
    if nameless or not of:
        said = f"{counted(nameless, 'article')} on “{subject}” {'names' if nameless == 1 else 'name'} nobody as the author."
        paragraphs.append(Remark.of(said))
    return replace(plain(query, seen, paragraphs), citations=tuple(cited))


def _writer(name: str, cited: Sequence[Citation]) -> Remark:
    parts: list[Remark | str] = [f"{name} wrote "]
    for place, one in enumerate(cited):
        parts += [" and " if place and place == len(cited) - 1 else ", " if place else "", catalogue.named(one)]
    return Remark.of(*parts, ".")


def a_list(cited: Sequence[Citation], total: int, which: str, query: Query, seen: Snapshot) -> Answer:
    """Articles, oldest first, of `total` in all, each by its first sentence; `which` says which they are."""
    articles = {article.id: article for article in seen.articles([one.article_id for one in cited])}
    statements = tuple(
        Statement((one.number,), (lead(articles[one.article_id], None),), (Quotation(one.number, one.quote),)) for one in cited
    )
    all_of = f"{counted(total, 'article')} {which}".strip()
    shown = f"{len(cited)} of {all_of}, the newest" if len(cited) < total else all_of
    note = f"{shown}, oldest first." if sum(one.published.is_known for one in cited) > 1 else f"{shown}."
    return _answer(Form.ARTICLES, statements, tuple(cited), query, seen, [note])


def plain(query: Query, seen: Snapshot, paragraphs: Sequence[Remark]) -> Answer:
    """A fact about the archive, in paragraphs."""
    return replace(_answer(Form.ARCHIVE, (), (), query, seen, []), told=tuple(paragraphs))


def _answer(
    form: Form, statements: tuple[Statement, ...], cited: tuple[Citation, ...], query: Query, seen: Snapshot, notes: Sequence[str]
) -> Answer:
    counts = seen.counts(query.filter)
    return replace(answer_of(query, statements, cited, counts, 1.0, EXTRACTIVE, (*notes_of(query), *notes)), form=form)
