"""Answers as HTML for the chat and the sources beside it: pure functions, everything that comes from an article or a user escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.types import Answer, Citation, Form, Lead, Remark, Statement, Status
from assistant.wording import (
    MAY_ANSWER,
    date_words,
    nearest_words,
    reading_words,
    refusal_words,
    searched_words,
    uncertain_words,
)
from index.errors import CitationError
from index.types import Article, Basis, Dating, Evidence, Hit
from index.wording import counted
from ui.conversation import Conversation, Exchange
from ui.markup import emphasised, escaped, inline, isolated, label, link

# A nearest passage in the message is a pointer to its card, not a text to read: about two lines.
_GLIMPSE = 180


def date_badge(dating: Dating) -> str:
    """The date in words with how it is known, as a badge that tells it by word and by colour."""
    return f'<span class="date {dating.basis.value}">{escaped(date_words(dating))}</span>'


def _title(title: str) -> str:
    return isolated(title) if label(title) else "Untitled"


# --- the message -------------------------------------------------------------------------------------------------------------


def _marker(citation: Citation, turn: int) -> str:
    hint = f"Source {citation.number}: {label(citation.title)}, {date_words(citation.published)}"
    key, hint = f"cite-A{turn}-{citation.number}", escaped(hint)
    return f'<a class="marker" href="#{key}" title="{hint}" aria-label="{hint}">{citation.number}</a>'


def _remark(remark: Remark, cited: Mapping[int, Citation], turn: int) -> str:
    """A remark in which each citation that it names is its marker, close to the word before it."""
    pieces = []
    for part, after in zip(remark.parts, [*remark.parts[1:], ""], strict=True):
        if isinstance(part, int):
            pieces.append(_marker(cited[part], turn))
        else:
            pieces.append(escaped(f"{inline(part).rstrip()}\u202f" if isinstance(after, int) else inline(part)))
    return "".join(pieces)


def _leads(leads: Sequence[Lead], name: str) -> str:
    """Whose words, and when: the names of speakers in an element `name`, dates as badges."""
    return "; ".join(_lead(lead, name) for lead in leads)


def _lead(lead: Lead, name: str) -> str:
    said = [
        f"<{name}>{isolated(lead.speaker)}</{name}>" if lead.speaker else "",
        f"“{isolated(lead.headline)}”" if lead.headline else "",
        *(isolated(place) for place in (lead.outlet, lead.file) if place),
        date_badge(lead.published),
    ]
    return ", ".join(filter(None, said))


def _byline(citation: Citation, leads: Sequence[Lead]) -> str:
    """Headline, outlet and date, as far as the leads do not say them."""
    parts = []
    if label(citation.title) and not any(lead.headline == citation.title for lead in leads):
        parts.append(f"<cite>{isolated(citation.title)}</cite>")
    if citation.source and not any(lead.outlet == citation.source for lead in leads):
        parts.append(f'<span class="outlet">{isolated(citation.source)}</span>')
    if not leads:
        parts.append(date_badge(citation.published))
    return f'<p class="byline">{"".join(parts)}</p>' if parts else ""


def _quotation(citation: Citation, leads: Sequence[Lead], turn: int) -> str:
    quote = f'<span class="words">{emphasised(citation.quote, citation.start, citation.highlights)}</span>'
    return f'<blockquote dir="auto"><p>{quote}\u202f{_marker(citation, turn)}</p></blockquote>{_byline(citation, leads)}'


def _statement(statement: Statement, cited: Mapping[int, Citation], turn: int) -> str:
    """A remark with whose words carry it, or quotations under whose they are; then the markers of citations without a place in it."""
    markers = "".join(f"\u202f{_marker(cited[number], turn)}" for number in statement.unnamed)
    if statement.remark:
        said = (_remark(statement.remark, cited, turn), _leads(statement.leads, "span"))
        return f'<div class="statement"><p class="prose" dir="auto">{" — ".join(filter(None, said))}{markers}</p></div>'
    lead = f'<p class="lead" dir="auto">{_leads(statement.leads, "b")}:</p>' if statement.leads else ""
    quotations = "".join(_quotation(cited[quotation.number], statement.leads, turn) for quotation in statement.quotations)
    rest = f'<p class="prose" dir="auto">{markers}</p>' if markers else ""
    return f'<div class="statement">{lead}{quotations}{rest}</div>'


def _candidates(answer: Answer, cited: Mapping[int, Citation], turn: int) -> str:
    """What may answer, each statement marked as that, in which no words are set off as the answering ones."""
    plain = {number: replace(one, highlights=()) for number, one in cited.items()}
    said = "".join(f'<p class="verdict">{escaped(label(words))}</p>' for words in uncertain_words(answer))
    mark = f'<p class="perhaps">{escaped(MAY_ANSWER)}</p>'
    rows = "".join(f"<li>{mark}{_statement(statement, plain, turn)}</li>" for statement in answer.statements)
    return f'{said}<ol class="candidates">{rows}</ol>'


def _nearest(answer: Answer, turn: int) -> str:
    rows = []
    for number, hit in enumerate(answer.nearest, 1):
        glimpse = " ".join(hit.passage.text.split())
        glimpse = glimpse if len(glimpse) <= _GLIMPSE else glimpse[:_GLIMPSE].rsplit(" ", 1)[0] + " …"
        title, date = _title(hit.article.title), date_badge(hit.article.published)
        rows.append(f'<li><a class="near" href="#near-A{turn}-{number}">{title}</a> {date}<p dir="auto">{escaped(glimpse)}</p></li>')
    return f'<p class="near-lead">{escaped(nearest_words(answer))}</p><ol class="nearest">{"".join(rows)}</ol>' if rows else ""


def _listing(answer: Answer, turn: int) -> str:
    """A dated list of articles: of each the day, the headline, the outlet and the sentence that was cut from it."""
    rows = []
    for cited in answer.articles:
        outlet = f'<span class="outlet">{isolated(cited.source)}</span>' if cited.source else ""
        head = f'{date_badge(cited.published)}<p class="headline" dir="auto"><cite>{_title(cited.title)}</cite>{outlet}</p>'
        line = f'<p class="line" dir="auto">{escaped(cited.quote)}\u202f{_marker(cited, turn)}</p>'
        rows.append(f"<li>{head}{line}</li>")
    return f'<ol class="listing">{"".join(rows)}</ol>'


def _told(answer: Answer, cited: Mapping[int, Citation], turn: int) -> str:
    """What Dateline says in its own words: paragraphs, and questions to be asked by a click."""
    said = "".join(f'<p class="told" dir="auto">{_remark(remark, cited, turn)}</p>' for remark in answer.told)
    asked = "".join(f'<li><button type="button" class="example">{escaped(label(one))}</button></li>' for one in answer.examples)
    return f'<div class="{answer.form.value}">{said}{f"<ul>{asked}</ul>" if asked else ""}</div>'


def answer_html(answer: Answer, turn: int) -> str:
    """The answer as a message: statements with quotations, what may answer, or the refusal; what was searched, what came near."""
    cited = {citation.number: citation for citation in answer.citations}
    read = reading_words(answer)
    reading = f'<p class="reading" dir="auto">{escaped(label(read))}</p>' if read else ""
    if answer.told:
        return reading + _told(answer, cited, turn)
    if answer.statements:
        if answer.status is Status.UNCERTAIN:
            body = _candidates(answer, cited, turn)
        elif answer.form is Form.ARTICLES:
            body = _listing(answer, turn)
        else:
            body = "".join(_statement(statement, cited, turn) for statement in answer.statements)
        searched = searched_words(answer.searched, answer.window, answer.sources)
    else:
        refusal, *asides, searched = refusal_words(answer)
        beside = f'<p class="aside" dir="auto">{escaped(label(" ".join(asides)))}</p>' if asides else ""
        body = f'<p class="refusal">{escaped(refusal)}</p>{beside}'
    notes = "".join(f'<p class="note" dir="auto">{_remark(remark, cited, turn)}</p>' for remark in answer.remarks)
    searched = f'<p class="searched" dir="auto">{escaped(label(searched))}</p>'
    return f"{reading}{body}{notes}{searched}{_nearest(answer, turn)}"


def exchange_html(exchange: Exchange) -> str:
    """A question and its answer so far."""
    reply = answer_html(exchange.answer, exchange.number) if exchange.answer else ""
    if exchange.problem:
        reply += f'<p class="problem" dir="auto">{escaped(exchange.problem)}</p>'
    if exchange.running:
        reply += '<p class="busy">Reading the archive<span aria-hidden="true"> …</span></p>'
    kind = f"answer {exchange.answer.status.value}" if exchange.answer else "answer"
    question = f'<h2 class="question" dir="auto"><span class="sr">You asked: </span>{escaped(exchange.question)}</h2>'
    return f'<article class="turn" id="answer-A{exchange.number}" tabindex="-1">{question}<div class="{kind}">{reply}</div></article>'


def conversation_html(conversation: Conversation) -> str:
    """All exchanges, oldest first."""
    turns = "".join(exchange_html(exchange) for exchange in conversation)
    return f'<div class="turns" role="log" aria-label="Conversation">{turns}</div>' if turns else ""


# --- the sources -------------------------------------------------------------------------------------------------------------

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


def _place(file: str, start: int, end: int, url: str | None, page: int | None = None, author: str | None = None) -> str:
    byline = f"<dt>By</dt><dd>{isolated(author)}</dd>" if author else ""
    leaf = f", page {page}" if page else ""
    address = f"<dt>Link</dt><dd>{link(url, label(url))}</dd>" if url else ""
    return f'<dl class="place">{byline}<dt>File</dt><dd>{isolated(file)}{leaf}, characters {start:,}–{end:,}</dd>{address}</dl>'


def _opening(article_id: str, start: int, end: int, title: str) -> str:
    """A headline that opens its article at these characters."""
    return f'<a href="?article={escaped(article_id)}#char={start}-{end}" data-article-link>{_title(title)}</a>'


def _card(key: str, number: str, title: str, source: str | None, dating: Dating, passage: str, place: str, turn: int) -> str:
    outlet = f'<span class="outlet">{isolated(source)}</span>' if source else ""
    return (
        f'<article class="card" id="{key}" tabindex="-1" aria-labelledby="{key}-title">'
        f'<header><span class="number" aria-hidden="true">{number}</span><h3 id="{key}-title" dir="auto">{title}</h3>'
        f'<p class="meta">{outlet}{date_badge(dating)}</p></header>'
        f'<p class="passage" dir="auto">{passage}</p>{_dating(dating)}{place}'
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


def _citation_card(citation: Citation, turn: int) -> str:
    place = _place(citation.file, citation.start, citation.end, citation.url, citation.page, citation.author)
    key, number = f"cite-A{turn}-{citation.number}", str(citation.number)
    title = _opening(citation.article_id, citation.start, citation.end, citation.title)
    return _card(key, number, title, citation.source, citation.published, quoted_passage(citation), place, turn)


def _nearest_card(number: int, hit: Hit, turn: int) -> str:
    article: Article = hit.article
    place = _place(article.file, hit.passage.start, hit.passage.end, article.url, article.page(hit.passage.start), article.author)
    title = _opening(article.id, hit.passage.start, hit.passage.end, article.title)
    return _card(f"near-A{turn}-{number}", "≈", title, article.source, article.published, escaped(hit.passage.text), place, turn)


def sources_html(exchange: Exchange, *, shown: bool = True) -> str:
    """The sources of one answer: a card for each citation, and for each passage that came near; empty without either."""
    answer, turn = exchange.answer, exchange.number
    if answer is None or not (answer.citations or answer.nearest):
        return ""
    perhaps = answer.status is Status.UNCERTAIN
    cited = [replace(citation, highlights=()) if perhaps else citation for citation in answer.citations]
    cards = [_citation_card(citation, turn) for citation in cited]
    cards += [_nearest_card(number, hit, turn) for number, hit in enumerate(answer.nearest, 1)]
    heading = _PERHAPS if perhaps else counted(len(cards), "source") if cited else "What came nearest"
    return (
        f'<section class="sources {answer.status.value}" id="sources-A{turn}" '
        f'aria-labelledby="sources-A{turn}-title"{"" if shown else " hidden"}>'
        f'<h2 id="sources-A{turn}-title">{heading}</h2><p class="for" dir="auto">{escaped(exchange.question)}</p>{"".join(cards)}</section>'
    )


def panel_html(conversation: Conversation) -> str:
    """The sources of every answer, those of the newest one shown, so that the markers of older answers keep their targets."""
    newest = conversation[-1].number if conversation else 0
    return "".join(sources_html(exchange, shown=exchange.number == newest) for exchange in conversation)
