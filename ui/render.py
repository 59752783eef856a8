"""Answers as HTML for the chat: pure functions, everything that comes from an article or a user escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.types import Answer, Citation, Form, Lead, Remark, Statement, Status
from assistant.wording import (
    MAY_ANSWER,
    date_words,
    day_words,
    nearest_words,
    reading_words,
    refusal_words,
    searched_words,
    uncertain_words,
)
from index.types import Dating, SourceBasis
from ui.conversation import Exchange
from ui.markup import emphasised, escaped, inline, isolated, label
from ui.months import months_html
from ui.quoting import copy_button, headline_link

# A nearest passage in the message is a pointer to its card, not a text to read: about two lines.
_GLIMPSE = 180
# A question of more characters fills the screen as a heading: its beginning stands for it, and the whole is behind that.
_LONG = 240
BUSY = '<p class="busy">Reading the archive<span aria-hidden="true"> …</span></p>'
"""What stands where an answer is still to come."""


def date_badge(dating: Dating) -> str:
    """The date in words with how it is known, as a badge that tells it by word and by colour."""
    return f'<span class="date {dating.basis.value}">{escaped(date_words(dating))}</span>'


def outlet_html(source: str | None, basis: SourceBasis | None, longest: int | None = None) -> str:
    """The outlet of an article, told apart where the user has corrected it; `longest` are the characters of it that are shown.

    Empty for none.
    """
    if not source:
        return ""
    name = isolated(source if longest is None or len(source) <= longest else f"{source[:longest]}…")
    by_hand = " <small>(corrected)</small>" if basis is SourceBasis.CORRECTED else ""
    return f'<span class="outlet">{name}{by_hand}</span>'


def fallen_html(sentence: str) -> str:
    """What has become of quoted words that no longer stand where they were cut; empty for those that do."""
    return f'<p class="fallen">{escaped(sentence)}</p>' if sentence else ""


@dataclass(frozen=True, slots=True)
class _Message:
    """What the parts of one message share: the number of its turn, its citations by number, and what became of those that fell."""

    turn: int
    cited: Mapping[int, Citation]
    fallen: Mapping[int, str]


def _marker(citation: Citation, turn: int) -> str:
    hint = escaped(f"Source {citation.number}: {label(citation.title)}, {date_words(citation.published)}")
    return f'<a class="marker" href="#cite-A{turn}-{citation.number}" aria-label="{hint}">{citation.number}</a>'


def _tail(citation: Citation, turn: int) -> str:
    """The marker of a quotation and the button that copies it, which go to the next line together."""
    return f'\u202f<span class="tail">{_marker(citation, turn)} {copy_button(citation)}</span>'


def _remark(remark: Remark, message: _Message) -> str:
    """A remark in which each citation that it names is its marker, close to the word before it."""
    pieces = []
    for part, after in zip(remark.parts, [*remark.parts[1:], ""], strict=True):
        if isinstance(part, int):
            pieces.append(_marker(message.cited[part], message.turn))
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
        headline = headline_link(citation.title, citation.article_id, citation.start, citation.end)
        parts.append(f"<cite>{headline}</cite>")
    if citation.source and not any(lead.outlet == citation.source for lead in leads):
        parts.append(outlet_html(citation.source, citation.source_basis))
    if not leads:
        parts.append(date_badge(citation.published))
    return f'<p class="byline">{" · ".join(parts)}</p>' if parts else ""


def _quotation(citation: Citation, leads: Sequence[Lead], message: _Message) -> str:
    quote = f'<span class="words">{emphasised(citation.quote, citation.start, citation.highlights)}</span>'
    marked = f'<blockquote dir="auto"><p>{quote}{_tail(citation, message.turn)}</p></blockquote>'
    return f"{marked}{fallen_html(message.fallen.get(citation.number, ''))}{_byline(citation, leads)}"


def _statement(statement: Statement, message: _Message) -> str:
    """A remark with whose words carry it, or quotations under whose they are; then the markers of citations without a place in it."""
    markers = "".join(f"\u202f{_marker(message.cited[number], message.turn)}" for number in statement.unnamed)
    if statement.remark:
        said = (_remark(statement.remark, message), _leads(statement.leads, "span"))
        return f'<div class="statement"><p class="prose" dir="auto">{" — ".join(filter(None, said))}{markers}</p></div>'
    lead = f'<p class="lead" dir="auto">{_leads(statement.leads, "b")}<span class="sr">:</span></p>' if statement.leads else ""
    quotations = "".join(_quotation(message.cited[quotation.number], statement.leads, message) for quotation in statement.quotations)
    rest = f'<p class="prose" dir="auto">{markers}</p>' if markers else ""
    return f'<div class="statement">{lead}{quotations}{rest}</div>'


def _candidates(answer: Answer, message: _Message) -> str:
    """What may answer, each statement marked as that, in which no words are set off as the answering ones."""
    plain = replace(message, cited={number: replace(one, highlights=()) for number, one in message.cited.items()})
    said = "".join(f'<p class="verdict">{escaped(label(words))}</p>' for words in uncertain_words(answer))
    mark = f'<p class="perhaps">{escaped(MAY_ANSWER)}</p>'
    rows = "".join(f"<li>{mark}{_statement(statement, plain)}</li>" for statement in answer.statements)
    return f'{said}<ol class="candidates">{rows}</ol>'


def _nearest(answer: Answer, turn: int) -> str:
    rows = []
    for number, hit in enumerate(answer.nearest, 1):
        glimpse = " ".join(hit.passage.text.split())
        glimpse = glimpse if len(glimpse) <= _GLIMPSE else glimpse[:_GLIMPSE].rsplit(" ", 1)[0] + "\u00a0…"
        title = isolated(hit.article.title) if label(hit.article.title) else "Untitled"
        date = date_badge(hit.article.published)
        rows.append(f'<li><a class="near" href="#near-A{turn}-{number}">{title}</a> {date}<p dir="auto">{escaped(glimpse)}</p></li>')
    return f'<p class="near-lead">{escaped(nearest_words(answer))}</p><ol class="nearest">{"".join(rows)}</ol>' if rows else ""


def _listing(answer: Answer, message: _Message) -> str:
    """A dated list of articles under its months: of each the day, the headline, the outlet and the sentence that was cut from it."""
    rows = []
    for cited in answer.articles:
        outlet = f" {outlet_html(cited.source, cited.source_basis)}"
        headline = headline_link(cited.title, cited.article_id, cited.start, cited.end)
        head = f'{date_badge(cited.published)} <p class="headline" dir="auto"><cite>{headline}</cite>{outlet}</p>'
        line = f'<p class="line" dir="auto"><bdi>{escaped(cited.quote)}</bdi>{_tail(cited, message.turn)}</p>'
        rows.append(f"<li>{head}{line}{fallen_html(message.fallen.get(cited.number, ''))}</li>")
    return f'{months_html([cited.published for cited in answer.articles])}<ol class="listing">{"".join(rows)}</ol>'


def _told(answer: Answer, message: _Message) -> str:
    """What Dateline says in its own words: paragraphs, and questions to be asked by a click."""
    said = "".join(f'<p class="told" dir="auto">{_remark(remark, message)}</p>' for remark in answer.told)
    asked = "".join(f'<li><button type="button" class="example">{escaped(label(one))}</button></li>' for one in answer.examples)
    return f'<div class="{answer.form.value}">{said}{f"<ul>{asked}</ul>" if asked else ""}</div>'


def answer_html(answer: Answer, turn: int, fallen: Mapping[int, str] | None = None) -> str:
    """The answer as a message: statements with quotations, what may answer, or the refusal; what was searched, what came near.

    `fallen`: of the citations that no longer stand in the archive, by number, a sentence that says what became of them.
    """
    message = _Message(turn, {citation.number: citation for citation in answer.citations}, fallen or {})
    read = reading_words(answer)
    reading = f'<p class="reading" dir="auto">{escaped(label(read))}</p>' if read else ""
    if answer.told:
        return reading + _told(answer, message)
    if answer.statements:
        if answer.status is Status.UNCERTAIN:
            body = _candidates(answer, message)
        elif answer.form is Form.ARTICLES:
            body = _listing(answer, message)
        else:
            body = "".join(_statement(statement, message) for statement in answer.statements)
        searched = searched_words(answer.searched, answer.window, answer.sources)
    else:
        refusal, *asides, searched = refusal_words(answer)
        beside = f'<p class="aside" dir="auto">{escaped(label(" ".join(asides)))}</p>' if asides else ""
        body = f'<p class="refusal">{escaped(refusal)}</p>{beside}'
    notes = "".join(f'<p class="note" dir="auto">{_remark(remark, message)}</p>' for remark in answer.remarks)
    searched = f'<p class="searched" dir="auto">{escaped(label(searched))}</p>'
    return f"{reading}{body}{notes}{searched}{_nearest(answer, turn)}"


def _question(question: str) -> str:
    """The question as the heading of its answer; a long one is folded to its beginning."""
    asked = '<span class="sr">You asked: </span>'
    if len(question) <= _LONG:
        return f'<h2 class="question" dir="auto">{asked}{escaped(question)}</h2>'
    beginning = " ".join(question[:_LONG].split()).rsplit(" ", 1)[0]
    heading = f'<h2 class="question" dir="auto">{asked}{escaped(beginning)} …</h2>'
    return f'<details class="folded"><summary>{heading}</summary><p class="whole" dir="auto">{escaped(question)}</p></details>'


def _actions(exchange: Exchange) -> str:
    """What can be done with an answered question: ask it again, change it, ask it as on the archive's last day, link to its answer."""
    offer = exchange.answer.offer if exchange.answer else None
    acts = [
        *([("count", f"Count from {day_words(offer.as_of)}", f' data-day="{offer.as_of.isoformat()}"')] if offer else []),
        ("again", "Ask again", ""),
        ("edit", "Edit the question", ""),
        ("link", "Link to this answer", ""),
        *([("not-an-answer", "Not an answer", ""), ("wrong-quotation", "Wrong quotation", "")] if exchange.answer else []),
    ]
    buttons = "".join(f'<button type="button" class="act" data-act="{act}"{more}>{escaped(words)}</button>' for act, words, more in acts)
    return f'<div class="actions">{buttons}</div>'


def exchange_html(exchange: Exchange) -> str:
    """A question and its answer so far."""
    reply = answer_html(exchange.answer, exchange.number, exchange.fallen) if exchange.answer else ""
    if exchange.problem:
        reply += f'<p class="problem" dir="auto">{escaped(exchange.problem)}</p>'
    reply += BUSY if exchange.running else _actions(exchange)
    kind = f"answer {exchange.answer.status.value}" if exchange.answer else "answer"
    number, question = exchange.number, _question(exchange.question)
    return f'<article class="turn" id="answer-A{number}" tabindex="-1">{question}<div class="{kind}">{reply}</div></article>'
