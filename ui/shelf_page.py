"""The archive view as HTML: the form to find articles by, the bars of their months, a row for each article and the form to correct one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import quote

from assistant.wording import date_words, day_words, span_words
from index.prose.terms import words
from index.store.corrections import Correction, OutletCorrection
from index.store.inventory import ArticleFilter
from index.timex.calendar import month_words
from index.types import Article, Basis
from index.wording import counted
from ui.markup import escaped, isolated, label
from ui.month_bars import bars_html
from ui.render import date_badge, outlet_html
from ui.shelf import ShelfPage

DATED = {
    "": "In any way",
    Basis.STATED.value: "Stated by the source",
    Basis.GIVEN.value: "Given with the file",
    Basis.INFERRED.value: "Inferred from the text",
    Basis.CORRECTED.value: "Corrected by you",
    Basis.UNKNOWN.value: "Undated",
}
FIELDS = ("words", "since", "until", "outlet", "author", "dated", "file")
"""What articles are found by: the fields of the form."""
LINE = 170
"""Characters of the line under a headline: about one line of a wide screen."""
LONGEST_TITLE = 300
"""Characters of a headline that are shown in a list; where one article has ten thousand, the others must still be found."""
LONGEST_NAME = 100
"""Characters of an outlet or a byline that are shown in a list."""
_FIRST_WORDS = 12
"""Words that stand for the headline of an article without one, where it is asked about."""
_BEFORE = 60
"""Characters that stand before a word that was looked for."""
_ALL = f'<p><button type="button" data-find="{"".join(f"{field}=&amp;" for field in FIELDS)}">All articles</button></p>'


Going = Mapping[str, float]
"""The articles that are about to be removed, and in how many seconds."""


def archive_html(page: ShelfPage, outlets: Sequence[str], authors: Sequence[str], adding: str, going: Going, *, may_change: bool) -> str:
    """The whole view; `adding` is the part that takes files, empty where none are taken."""
    dated = "".join(f'<option value="{value}">{escaped(name)}</option>' for value, name in DATED.items())
    return (
        f'<h2>Archive</h2>{adding}<form id="finding" role="search" aria-label="Articles" autocomplete="off">'
        '<label>Words<input type="search" name="words" placeholder="In headlines and texts" maxlength="200"></label>'
        '<details class="limits" open><summary>Limits</summary><div class="boxes">'
        '<label>Published since<input name="since" placeholder="January 2022" maxlength="40"></label>'
        '<label>Published until<input name="until" placeholder="17 January 2022" maxlength="40"></label>'
        f"{_chooser('outlet', 'Outlet', 'All outlets', outlets)}{_chooser('author', 'Byline', 'All bylines', authors)}"
        f'<label>Dated<select name="dated">{dated}</select></label><input type="hidden" name="file">'
        '<button type="reset">Clear</button></div></details></form>'
        f'<div id="found">{found_html(page, going, may_change=may_change)}</div>'
    )


def _chooser(name: str, words: str, every: str, names: Sequence[str]) -> str:
    options = "".join(f'<option value="{escaped(label(one)[:LONGEST_TITLE])}"></option>' for one in names)
    box = f'<input name="{name}" list="known-{name}" maxlength="300" placeholder="{every}">'
    return f'<label>{words}{box}</label><datalist id="known-{name}">{options}</datalist>'


def found_html(page: ShelfPage, going: Going, *, may_change: bool) -> str:
    """What was found: how many, in which months, and the first page of them."""
    wanted = page.wanted
    of_file = (
        f'<p class="of-file">Of the file <b>{isolated(wanted.file)}</b> <button type="button" data-find="file=">All files</button></p>'
        if wanted.file
        else ""
    )
    said = ", ".join(filter(None, (counted(page.total, "article"), *_limits(wanted))))
    rows = rows_html(page, going, may_change=may_change)
    count = f'<span role="status">{escaped(said)}</span>'
    count += ' <a href="?show=timeline" data-view="timeline">Along their days</a>' if page.total else ""
    nothing = "" if page.total else _nothing(wanted, may_change=may_change)
    return (
        f'{of_file}{bars_html(page.months, wanted.since, wanted.until)}<p class="count">{count}</p>{nothing}<div class="rows">{rows}</div>'
    )


def _nothing(wanted: ArticleFilter, *, may_change: bool) -> str:
    """What is said where no article is found: that the archive is empty, or the way to all that it has."""
    if wanted == ArticleFilter():
        return f'<p class="nothing">Nothing is in the archive yet.{" Drop your files above, or choose them." if may_change else ""}</p>'
    return f'<p class="nothing">No article is like that. Take away a word or a limit.</p>{_ALL}'


def _limits(wanted: ArticleFilter) -> Iterator[str]:
    """What the articles were found by, in words."""
    if wanted.words.strip():
        yield f"with “{label(wanted.words)}”"
    yield span_words(wanted.since, wanted.until)
    if wanted.outlet.strip():
        yield f"from “{label(wanted.outlet)[:LONGEST_TITLE]}”"
    if wanted.author.strip():
        yield f"by “{label(wanted.author)[:LONGEST_TITLE]}”"
    if wanted.basis is not None:
        yield DATED[wanted.basis.value].lower()


def rows_html(page: ShelfPage, going: Going, *, may_change: bool) -> str:
    """A page of rows under the names of their months, and the way to the next page."""
    pieces: list[str] = []
    now: tuple[int, int] | str | None = "before the first"
    for article, month in page.articles:
        if month != now:
            pieces.append("</ol>" if pieces else "")
            name = month_words(date(*month, 1)) if month else "No date"
            pieces.append(f'<h3 class="month">{name}</h3><ol class="articles">')
            now = month
        pieces.append(row_html(article, page.wanted.words, may_change=may_change, going=going.get(article.id)))
    pieces.append("</ol>" if pieces else "")
    more = f'<p class="more"><button type="button" data-more="{page.next}">More articles</button></p>' if page.next else ""
    return "".join(pieces) + more


def row_html(article: Article, sought: str = "", *, may_change: bool, going: float | None = None, said: str = "") -> str:
    """An article as a row: its date and how it is known, headline, outlet, byline, length, a line of it; and what can be done with it.

    `going`: the seconds until it is removed; `said`: what has just been done with it.
    """
    id, title = escaped(article.id), title_of(article)
    if going is not None:
        return (
            f'<li class="article going" data-article="{id}"><p role="status"><span>“{isolated(title)}” is removed.</span> '
            f'<button type="button" data-keep="{id}" data-seconds="{going:.1f}">Undo</button></p></li>'
        )
    facts = [
        f"<span>{finding('outlet', article.source, outlet_html(article.source, article.source_basis, LONGEST_NAME))}</span>"
        if article.source
        else "",
        f"<span>by {finding('author', article.author, _name(article.author))}</span>" if article.author else "",
        f"<span>{counted(article.words, 'word')}</span>",
    ]
    done = f'<p class="said" role="status">{escaped(said)}</p>' if said else ""
    return (
        f'<li class="article" data-article="{id}">{date_badge(article.published)}'
        f'<h4 dir="auto"><a href="?article={id}" data-article-link>{isolated(title)}</a></h4>'
        f'<p class="facts">{"".join(filter(None, facts))}</p><p class="line" dir="auto">{_line(article, sought)}</p>{done}'
        f'<p class="acts">{_acts(article, title, may_change=may_change)}</p></li>'
    )


def title_of(article: Article) -> str:
    """The headline on one line, cut where no headline is so long."""
    title = label(article.title)
    return (title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE]}…") or "Untitled"


def finding(field: str, name: str | None, html: str, *, alone: bool = False) -> str:
    """The name of an outlet or a byline, shown as `html`, as a button that finds its articles; with `alone` without any other limit."""
    if not name or not html:
        return ""
    others = "".join(f"{other}=&" for other in FIELDS if other != field) if alone else ""
    query = escaped(f"{others}{field}={quote(label(name)[:LONGEST_TITLE], safe='')}")
    return f'<button type="button" class="finds" data-find="{query}">{html}<span class="sr">: its articles</span></button>'


def _name(name: str) -> str:
    return isolated(name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…")


def _acts(article: Article, title: str, *, may_change: bool) -> str:
    about = title if label(article.title) else " ".join(article.text.split()[:_FIRST_WORDS])
    acts = [("ask", "Ask about it", escaped(label(about))), *([("correct", "Correct", escaped(article.id))] if may_change else [])]
    acts += [("remove", "Remove", escaped(article.id))] if may_change else []
    named = f'<span class="sr">{escaped(f": {title[:80]}")}</span>'
    return "".join(f'<button type="button" data-{act}="{value}">{words}{named}</button>' for act, words, value in acts)


def _line(article: Article, sought: str) -> str:
    """The beginning of the text, or where it has one of the words that were looked for, these marked."""
    text = " ".join(article.text[max(0, article.body_start - article.start) :][: 200 * LINE].split())
    patterns = "|".join(re.escape(word) for word in sorted(words(sought), key=len, reverse=True))
    first = re.search(rf"\b(?:{patterns})", text, re.IGNORECASE) if patterns else None
    if first is None:
        return escaped(_cut(text))
    begin = text.rfind(" ", 0, max(0, first.start() - _BEFORE)) + 1 if first.start() > LINE - _BEFORE else 0
    shown = ("… " if begin else "") + _cut(text[begin:])
    pieces = re.split(rf"(\b(?:{patterns})\w*)", shown, flags=re.IGNORECASE)
    return "".join(f"<mark>{escaped(piece)}</mark>" if at % 2 else escaped(piece) for at, piece in enumerate(pieces))


def _cut(text: str) -> str:
    return text if len(text) <= LINE else text[:LINE].rsplit(" ", 1)[0] + "\u00a0…"


def correction_html(
    article: Article, correction: Correction | None, outlet: OutletCorrection | None = None, outlets: Sequence[str] = ()
) -> str:
    """The forms that correct the date and the outlet of an article, with what was found, and what was corrected before.

    `outlets` are those that are suggested.
    """
    id, day = escaped(article.id), article.published.day
    value = escaped(day_words(day) if day else "")
    dated = f"Found: {date_words(correction.found)}. Corrected by you on {day_words(correction.made)}." if correction else ""
    named = f"Found: {_cut_name(outlet.found)}. Corrected by you on {day_words(outlet.made)}." if outlet else ""
    options = "".join(f'<option value="{escaped(label(one)[:LONGEST_TITLE])}"></option>' for one in outlets)
    boxes = (
        f'<label>Published on<input name="day" value="{value}" required maxlength="40" placeholder="17 January 2022"></label>',
        f'<label>Outlet<input name="source" value="{escaped(label(article.source or ""))}" required maxlength="{LONGEST_TITLE}" '
        f'list="outlets-{id}" autocomplete="off"></label><datalist id="outlets-{id}">{options}</datalist>',
    )
    return (
        f'<div class="corrections" data-corrects="{id}">{_form("correcting", "archive/correct", "archive/take-back", boxes[0], dated)}'
        f"{_form('renaming', 'archive/outlet', 'archive/outlet/take-back', boxes[1], named)}"
        '<p><button type="button" data-close>Cancel</button></p><p class="problem" role="alert" hidden></p></div>'
    )


def _form(name: str, path: str, back_path: str, box: str, found: str) -> str:
    """One of the forms, which is sent to the path; where something was corrected before, that can be taken back."""
    back = f'<button type="button" data-take-back="{back_path}">Take back</button>' if found else ""
    note = f'<p class="found">{escaped(found)}</p>' if found else ""
    return (
        f'<form class="{name}" data-save="{path}">{box}<button type="submit" class="primary">Save as corrected</button>{back}{note}</form>'
    )


def _cut_name(name: str | None) -> str:
    return label(name)[:LONGEST_TITLE] if name else "no outlet"
