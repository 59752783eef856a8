"""The sources beside an answer as HTML: a card for each citation and for each passage that came near, with its dating and its place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.selectors import fragment_link
from assistant.types import Citation, Status
from index.errors import CitationError
from index.types import Basis, Dating, Evidence, Hit
from index.wording import counted
from ui.conversation import Exchange
from ui.markup import emphasised, escaped, isolated, label, link
from ui.quoting import copy_button, headline_link
from ui.render import date_badge, fallen_html, outlet_html

_PERHAPS = "What may answer, and what else came near"
_HOW = {
    Basis.CORRECTED: "Date corrected by the user",
    Basis.STATED: "The source states this date",
    Basis.GIVEN: "Date given by who added the file",
    Basis.INFERRED: "Date inferred",
    Basis.UNKNOWN: "Date unknown: nothing in the text tells it",
}


def _characters(evidence: Evidence) -> str:
    """Where the words stand in the document; nothing for words of a file's metadata."""
    return "" if evidence.start is None or evidence.end is None else f", characters {evidence.start:,}–{evidence.end:,}"


def _dating(dating: Dating) -> str:
    # Two neighbours both say which way the items of a file run.
    reasons = list(dict.fromkeys(reason for evidence in dating.evidence for reason in evidence.why.split("; ")))
    how = _HOW[dating.basis] + (f": {label('; '.join(reasons))}" if reasons and dating.basis is Basis.INFERRED else "")
    if not dating.evidence:
        return f'<p class="how">{escaped(how)}.</p>'
    rows = "".join(
        f'<li><q dir="auto">{escaped(evidence.quote)}</q> <span class="why">{isolated(evidence.why)}{_characters(evidence)}</span></li>'
        for evidence in dating.evidence
    )
    return f'<details class="how"><summary>{escaped(how)}</summary><ul>{rows}</ul></details>'


def _place(file: str, start: int, words: str, url: str | None, page: int | None = None, author: str | None = None) -> str:
    """Where words stand; the link is one that a browser opens at them."""
    byline = f"<dt>By</dt><dd>{isolated(author)}</dd>" if author else ""
    leaf = f", page {page}" if page else ""
    address = f"<dt>Link</dt><dd>{link(fragment_link(url, words) or url, label(url))}</dd>" if url else ""
    end = start + len(words)
    return f'<dl class="place">{byline}<dt>File</dt><dd>{isolated(file)}{leaf}, characters {start:,}–{end:,}</dd>{address}</dl>'


@dataclass(frozen=True, slots=True)
class _Card:
    """One source: the id of its card, the sign before its headline, and its parts as HTML."""

    key: str
    sign: str
    headline: str
    outlet: str
    dating: Dating
    passage: str
    place: str
    copy: str = ""
    fallen: str = ""

    def html(self, turn: int) -> str:
        """The card, of the answer of that number."""
        return (
            f'<article class="card" id="{self.key}" tabindex="-1" aria-labelledby="{self.key}-title">'
            f'<header><span class="number" aria-hidden="true">{self.sign}</span> <h3 id="{self.key}-title" dir="auto">{self.headline}</h3>'
            f'<p class="meta">{self.outlet} {date_badge(self.dating)}{self.copy}</p></header>{fallen_html(self.fallen)}'
            f'<p class="passage" dir="auto">{self.passage}</p>{_dating(self.dating)}{self.place}'
            f'<a class="back" href="#answer-A{turn}">Back to the answer</a></article>'
        )


def quoted_passage(citation: Citation) -> str:
    """The passage around a quotation with the quoted words in `<mark>`; raises CitationError when they do not stand there."""
    base, text = citation.passage_start, citation.passage_text
    if not base <= citation.start < citation.end or text[citation.start - base : citation.end - base] != citation.quote:
        raise CitationError(f"Quotation {citation.number} does not stand in its passage of {citation.file}; run dateline verify --repair.")
    before, after = text[: citation.start - base], text[citation.end - base :]
    quote = emphasised(citation.quote, citation.start, citation.highlights)
    return f'{escaped(before)}<mark class="quoted">{quote}</mark>{escaped(after)}'


def _citation_card(citation: Citation, turn: int, fallen: str) -> str:
    return _Card(
        key=f"cite-A{turn}-{citation.number}",
        sign=str(citation.number),
        headline=headline_link(citation.title, citation.article_id, citation.start, citation.end),
        outlet=outlet_html(citation.source, citation.source_basis),
        dating=citation.published,
        passage=quoted_passage(citation),
        place=_place(citation.file, citation.start, citation.quote, citation.url, citation.page, citation.author),
        copy=copy_button(citation),
        fallen=fallen,
    ).html(turn)


def _nearest_card(number: int, hit: Hit, turn: int) -> str:
    article, passage = hit.article, hit.passage
    return _Card(
        key=f"near-A{turn}-{number}",
        sign="≈",
        headline=headline_link(article.title, article.id, passage.start, passage.end),
        outlet=outlet_html(article.source, article.source_basis),
        dating=article.published,
        passage=escaped(passage.text),
        place=_place(article.file, passage.start, passage.text, article.url, article.page(passage.start), article.author),
    ).html(turn)


def sources_html(exchange: Exchange) -> str:
    """The sources of one answer: a card for each citation, and for each passage that came near; empty without either."""
    answer, turn = exchange.answer, exchange.number
    if answer is None or not (answer.citations or answer.nearest):
        return ""
    perhaps = answer.status is Status.UNCERTAIN
    cited = [replace(citation, highlights=()) if perhaps else citation for citation in answer.citations]
    cards = [_citation_card(citation, turn, exchange.fallen.get(citation.number, "")) for citation in cited]
    cards += [_nearest_card(number, hit, turn) for number, hit in enumerate(answer.nearest, 1)]
    heading = _PERHAPS if perhaps else counted(len(cards), "source") if cited else "What came nearest"
    return (
        f'<section class="sources {answer.status.value}" id="sources-A{turn}" aria-labelledby="sources-A{turn}-title">'
        f'<h2 id="sources-A{turn}-title">{heading}</h2><p class="for" dir="auto">{escaped(exchange.question)}</p>{"".join(cards)}</section>'
    )
