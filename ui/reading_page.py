"""A whole article as HTML, letter for letter: the quotation marked, who speaks what, each time word with its days, what dates it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.wording import day_words, span_words
from index.prose.attribution import Attribution, Manner
from index.prose.reading import Reading
from index.store.corrections import Correction, OutletCorrection
from index.timex import Timex
from index.types import Article, Basis, Dating
from index.wording import counted
from ui.marked_text import Layer, Span, marked
from ui.markup import escaped, isolated, label, link, web_address
from ui.render import date_badge, outlet_html
from ui.shelf_page import LONGEST_TITLE, finding, title_of

_HOW = {
    Basis.CORRECTED: "is corrected by you",
    Basis.STATED: "is stated by the source",
    Basis.GIVEN: "is given by who added the file",
    Basis.INFERRED: "is inferred from the text",
    Basis.UNKNOWN: "is not known: nothing in the text tells it",
}
_LINKS = 50
"""Copies that are listed; a release may have a thousand."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An article as it is opened: its reading, the span to show (None for none) and the other quoted ones, its kin, its corrections."""

    article: Article
    reading: Reading
    span: tuple[int, int] | None = None
    others: tuple[tuple[int, int], ...] = ()
    copies: tuple[Article, ...] = ()
    versions: tuple[Article, ...] = ()
    correction: Correction | None = None
    outlet: OutletCorrection | None = None
    may_change: bool = False

    @property
    def missing(self) -> tuple[int, int] | None:
        """The span, where there are no such characters in the article."""
        return None if self.span is None or _stands(self.article, self.span) else self.span


def reading_html(opened: Opened) -> str:
    """The article with everything that is known of it."""
    article = opened.article
    facts = [
        finding("outlet", article.source, outlet_html(article.source, article.source_basis, LONGEST_TITLE), alone=True),
        f'<span class="author">by {finding("author", article.author, _name_of(article.author), alone=True)}</span>'
        if article.author
        else "",
        date_badge(article.published),
    ]
    correct = f'<button type="button" data-correct="{escaped(article.id)}">Correct date or outlet</button>' if opened.may_change else ""
    language = f' lang="{escaped(article.language)}"' if article.language else ""
    missing = ""
    if opened.missing:
        start, end = opened.missing
        missing = (
            f'<p class="problem" role="alert">Characters {start:,}–{end:,} do not exist in this article, which has {article.start:,}–'
            f"{article.end:,}; the link may be of an earlier version of it.</p>"
        )
    return (
        f'<header class="head"><h2 id="reader-title" tabindex="-1" dir="auto">{isolated(title_of(article))}</h2>'
        f'<p class="meta">{"".join(filter(None, facts))}{correct}</p>{_dating(opened)}</header>{missing}'
        f'<div class="article-text" dir="auto"{language} data-start="{article.start}">{_text(opened)}</div>'
        f"{_speakers(opened)}{_days(opened)}{_kin('Versions, newest first', opened.versions, article)}"
        f"{_kin('Copies', opened.copies, article)}{_place(opened)}"
    )


def _stands(article: Article, span: tuple[int, int]) -> bool:
    return article.start <= span[0] < span[1] <= article.end


# --- the text ----------------------------------------------------------------------------------------------------------------


def _text(opened: Opened) -> str:
    article = opened.article
    quoted = [opened.span] if opened.span and not opened.missing else []
    others = [span for span in opened.others if _stands(article, span)]
    layers: list[Layer] = [
        [Span(article.start, min(article.body_start, article.end), '<span class="above">', "</span>")] if article.in_file else [],
        [Span(start, end, '<mark class="quoted" tabindex="-1">', "</mark>") for start, end in quoted],
        [Span(start, end, '<mark class="also">', "</mark>") for start, end in others],
        _said(opened),
        _evidence(article.published, article),
        [_time(day) for day in opened.reading.days if day.earliest or day.latest],
    ]
    return marked(article.text, article.start, layers)


def _said(opened: Opened) -> Layer:
    """The sentences that somebody says; the first of a run carries the name, in an attribute, so that the text stays letter for letter."""
    spans: Layer = []
    before: Attribution | None = None
    for voice in opened.reading.voices:
        start, end = opened.reading.sentences[voice.ordinal]
        goes_on = before is not None and (before.ordinal, before.speaker) == (voice.ordinal - 1, voice.speaker)
        manner = "direct" if voice.manner is Manner.DIRECT else "reported"
        name = escaped(_name(voice))
        first = f'<span class="said {manner}" id="said-{voice.ordinal}"' + ("" if goes_on else f' data-who="{name}"') + ">"
        spans.append(Span(start, end, first, "</span>", f'<span class="said {manner}">'))
        before = voice
    return spans


def _name(voice: Attribution) -> str:
    who = label(f"{voice.office} {voice.speaker}" if voice.office else voice.speaker)
    return who if voice.manner is Manner.DIRECT else f"{who}, as reported"


def _evidence(dating: Dating, article: Article) -> Layer:
    spans: Layer = []
    for number, evidence in enumerate(dating.evidence):
        if evidence.start is not None and evidence.end is not None and _stands(article, (evidence.start, evidence.end)):
            why = escaped(label(f"Dates the article: {evidence.why}"))
            again = f'<span class="evidence" title="{why}">'
            spans.append(Span(evidence.start, evidence.end, f'<span class="evidence" id="dates-{number}" title="{why}">', "</span>", again))
    return spans


def _time(day: Timex) -> Span:
    words = escaped(_means(day))
    moment = f' datetime="{day.earliest.isoformat()}"' if day.earliest and day.earliest == day.latest else ""
    said = f'{moment} title="{words}" data-day="{words}">'
    return Span(day.start, day.end, f'<time class="when" id="when-{day.start}"{said}', "</time>", f'<time class="when"{said}')


def _means(day: Timex) -> str:
    return span_words(day.earliest, day.latest)


# --- what is known of it -----------------------------------------------------------------------------------------------------


def _dating(opened: Opened) -> str:
    """How the date is known, with the words that tell it, each a way to where it stands."""
    published, rows = opened.article.published, []
    for number, evidence in enumerate(published.evidence):
        stands = evidence.start is not None and evidence.end is not None and _stands(opened.article, (evidence.start, evidence.end))
        words = f'<q dir="auto">{escaped(evidence.quote)}</q>'
        shown = f'<a href="#dates-{number}" data-jump>{words}</a>' if stands else words
        rows.append(f'<li>{shown} <span class="why">{isolated(evidence.why)}</span></li>')
    if opened.correction:
        found = opened.correction.found
        corrected = f"corrected on {day_words(opened.correction.made)}; found: "
        rows.append(f"<li>{corrected}{date_badge(found)}</li>")
    evidence_list = f"<ul>{''.join(rows)}</ul>" if rows else ""
    return f'<div class="dating"><p>The date {_HOW[published.basis]}{":" if rows else "."}</p>{evidence_list}{_outlet(opened.outlet)}</div>'


def _outlet(correction: OutletCorrection | None) -> str:
    """That the outlet is the user's word, and what was found; empty where it is as it was found."""
    if correction is None:
        return ""
    found = f"found: {_name_of(correction.found)}" if correction.found else "none was found"
    return f"<p>The outlet is corrected by you, on {day_words(correction.made)}; {found}.</p>"


def _speakers(opened: Opened) -> str:
    first: dict[str, tuple[Attribution, int]] = {}
    for voice in opened.reading.voices:
        known, count = first.get(voice.speaker, (voice, 0))
        first[voice.speaker] = (known if known.office or not voice.office else voice, count + 1)
    places = {voice.speaker: voice.ordinal for voice in reversed(opened.reading.voices)}
    rows = "".join(
        f'<li><a href="#said-{places[speaker]}" data-jump>{isolated(f"{voice.office} {speaker}" if voice.office else speaker)}</a> '
        f"({counted(count, 'sentence')})</li>"
        for speaker, (voice, count) in first.items()
    )
    return _section("Who speaks", f"<ul>{rows}</ul>") if rows else ""


def _days(opened: Opened) -> str:
    """Each time word with its days, once for each that it means; for those who do not hover."""
    rows, seen = [], set()
    for day in opened.reading.days:
        means = _means(day)
        key = (" ".join(day.text.split()).casefold(), means)
        if means and key not in seen:
            seen.add(key)
            rows.append(f'<li><a href="#when-{day.start}" data-jump>“{isolated(day.text)}”</a> {escaped(means)}</li>')
    return _section("Days that it names", f'<ul class="days">{"".join(rows)}</ul>') if rows else ""


def _kin(heading: str, articles: Sequence[Article], own: Article) -> str:
    rows = "".join(_kin_row(one, own) for one in articles[:_LINKS])
    more = f"<li>and {len(articles) - _LINKS:,} more</li>" if len(articles) > _LINKS else ""
    return _section(heading, f'<ul class="kin">{rows}{more}</ul>') if rows else ""


def _kin_row(one: Article, own: Article) -> str:
    title, outlet = isolated(title_of(one)), outlet_html(one.source, one.source_basis, LONGEST_TITLE)
    if one.id == own.id:
        return f'<li aria-current="true">{title} (this one) {date_badge(one.published)}</li>'
    return f'<li><a href="?article={escaped(one.id)}" data-article-link>{title}</a> {outlet} {date_badge(one.published)}</li>'


def _place(opened: Opened) -> str:
    article, span = opened.article, opened.span if not opened.missing else None
    start, end = span or (article.start, article.end)
    leaf = f", page {page}" if (page := article.page(start)) else ""
    rows: Iterable[tuple[str, str]] = (
        ("File", f"{_name_of(article.file)}{leaf}"),
        ("Characters", f"{start:,}–{end:,}" + (f" of {article.start:,}–{article.end:,}" if span else "")),
        ("Words", f"{article.words:,}"),
        ("Changed", day_words(article.modified) if article.modified else ""),
        ("Link", _address(article.url) if article.url else ""),
        ("Id", f"<code>{escaped(article.id)}</code>"),
    )
    return _section("Where it stands", "<dl>" + "".join(f"<dt>{name}</dt><dd>{said}</dd>" for name, said in rows if said) + "</dl>")


def _name_of(text: str) -> str:
    """A name as HTML, cut where no name is so long."""
    return isolated(text if len(text) <= LONGEST_TITLE else f"{text[:LONGEST_TITLE]}…")


def _address(url: str) -> str:
    return link(url, label(url)[:LONGEST_TITLE]) if web_address(url) else _name_of(url)


def _section(heading: str, content: str) -> str:
    return f"<section><h3>{escaped(heading)}</h3>{content}</section>"
