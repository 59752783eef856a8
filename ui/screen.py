"""Files, articles, passages and answers laid out for a terminal. Whatever comes from an archive goes through `visible` or `label` first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.wording import (
    MAY_ANSWER,
    date_words,
    marker,
    nearest_words,
    outlet_words,
    reading_words,
    refusal_words,
    searched_words,
    uncertain_words,
)
from index.reports import FileReport, VerifyReport
from index.types import Article, Basis, Dating, Hit
from index.wording import counted
from ui.console import visible
from ui.markup import inline, label

if TYPE_CHECKING:
    from assistant.exports.recheck import Rechecked
    from assistant.types import Answer, Citation, Remark, Statement

EVIDENCE = 60
"""Characters of the evidence for a date that are shown beside it."""
SNIPPET = 240
"""Characters of a nearest passage that are shown under a refusal."""
OUTLET = 30
"""Columns for an outlet in a table of articles."""
INDENT = 4
"""Columns by which what belongs to a number stands in from it."""
MARKER = "bold cyan"
"""How the number of a source looks."""
PERHAPS = "magenta"
"""How that looks which may answer, and of which nothing is claimed."""


def show(console: Console, *parts: RenderableType) -> None:
    """Print the parts, folding long words instead of cutting them."""
    for part in parts:
        console.print(part, overflow="fold")


def shorten(text: str, length: int) -> str:
    """The text on one line, with an ellipsis where it is longer than `length` characters."""
    line = label(text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def file_table(reports: Iterable[FileReport]) -> Table:
    """One row for each file that was handed in and could be read."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for report in reports:
        if report.status != "skipped":
            held = f"{counted(report.articles, 'article')}, {counted(report.passages, 'passage')}"
            encoding = f", read as {report.encoding}" if report.encoding and not report.encoding.startswith("utf-8") else ""
            style = "dim" if report.status == "unchanged" else "green"
            table.add_row(Text(report.status, style=style), Text(label(report.file), overflow="fold"), Text(held + encoding, style="dim"))
    return table


def verification(report: VerifyReport) -> Group:
    """What a check of the archive found, and what was mended."""
    lines = [Text(label(problem), style="red") for problem in report.problems]
    lines += [Text(f"Repaired: {label(deed)}", style="green") for deed in report.repaired]
    verdict = "The archive is sound" if report.ok else "The archive is damaged"
    return Group(*lines, Text(f"{verdict}: {counted(report.articles, 'article')}, {counted(report.passages, 'passage')}."))


def rechecked(found: Sequence[Rechecked]) -> Group:
    """What has become of the quotations of an export: those of which there is something to say, and the count."""
    from assistant.exports.recheck import recheck_words
    from assistant.exports.standing import Standing

    lines: list[RenderableType] = []
    for one in found:
        if words := recheck_words(one):
            head = Text.assemble(_marker(one.footnote), " ", (_title(one.title), "bold"))
            lines.append(Group(head, _indented(Text(f"“{visible(one.quote)}”"), Text(label(words), style="yellow" if one.ok else "red"))))
    where = [one.proof.standing for one in found if not one.ok]
    sums = f"moved: {where.count(Standing.MOVED):,}, missing: {where.count(Standing.MISSING):,}"
    lines.append(
        Text(f"Letter for letter where they were quoted from: {len(found) - len(where):,} of {counted(len(found), 'quotation')}; {sums}.")
    )
    return Group(*lines)


def article_table(articles: Iterable[Article]) -> Table:
    """One row for each article; one without an outlet is told by the name of its file."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("ID", style="cyan", no_wrap=True)
    table.add_column("Published", overflow="fold")
    table.add_column("Headline", ratio=1, overflow="fold")
    table.add_column("Outlet or file", max_width=OUTLET, overflow="fold")
    table.add_column("Words", justify="right")
    for article in articles:
        whence = Text(label(article.source)) if article.source else Text(shorten(_name(article.file), OUTLET), style="dim")
        cells = (article.id, _span(article.published), _title(article.title))
        table.add_row(*(Text(label(cell)) for cell in cells), whence, Text(f"{article.words:,}"))
    return table


def _name(file: str) -> str:
    """A file without the folders that it lies in."""
    return file.rstrip("/").rpartition("/")[2] or file


def _span(published: Dating) -> str:
    if not published.is_known:
        return "unknown"
    ends = [end.isoformat() if end else "…" for end in (published.earliest, published.latest)]
    return f"{ends[0] if ends[0] == ends[1] else ' – '.join(ends)} {published.basis}"


def hits(found: Sequence[Hit]) -> Group:
    """Ranked passages, best first, each with its score."""
    return Group(
        *(_hit(rank, hit, visible(hit.passage.text.strip()), f"  score {hit.score:.3f}") for rank, hit in enumerate(found, start=1))
    )


def _hit(rank: int, hit: Hit, words: str, score: str = "") -> RenderableType:
    passage, article = hit.passage, hit.article
    head = Text.assemble((f"{rank}. ", MARKER), (_title(article.title), "bold"))
    place = _place(
        outlet_words(article.source, article.source_basis),
        article.published,
        article.file,
        passage.start,
        passage.end,
        article.page(passage.start),
    )
    return Group(head, _indented(Text(place + score, style="dim"), Text(words)))


def answer(given: Answer) -> Group:
    """How the question was read; statements, then each source with its quotation, date and place; for no answer, what came near."""
    from assistant.types import Form, Status

    if given.told:
        return _told(given)
    if given.form is Form.ARTICLES:
        return _listing(given)
    cited = {source.number: source for source in given.citations}
    parts: list[RenderableType] = [*_reading(given)]
    if given.status is Status.UNCERTAIN:
        parts += [*(Text(visible(words), style=f"bold {PERHAPS}") for words in uncertain_words(given)), Text("")]
        parts += [_candidate(statement, cited) for statement in given.statements]
    else:
        parts += [_statement(statement, cited) for statement in given.statements]
    if not given.statements:
        refusal, *besides = refusal_words(given)
        parts += [Text(visible(refusal), style="bold"), Text(visible(" ".join(besides)))]
    shown = {quotation.number for statement in given.statements for quotation in statement.quotations}
    parts += [Text(""), *(citation(source, quoted=source.number not in shown) for source in given.citations)]
    parts += [_remark(remark, style="yellow") for remark in given.remarks]
    if given.statements:
        parts.append(Text(searched_words(given.searched, given.window, given.sources), style="dim"))
    if given.offer:
        parts.append(Text(f"To count from that day: --as-of {given.offer.as_of.isoformat()}", style="dim"))
    if given.nearest:
        parts.append(Text(f"{nearest_words(given)}\n", style="bold"))
        parts += [_hit(rank, hit, shorten(hit.passage.text, SNIPPET)) for rank, hit in enumerate(given.nearest, start=1)]
    return Group(*parts)


def _reading(given: Answer) -> list[Text]:
    """How the question was read, where that is not as it was typed."""
    read = reading_words(given)
    return [Text(label(read), style="dim")] if read else []


def _told(given: Answer) -> Group:
    """What Dateline says in its own words, what can be asked, and the articles that are named."""
    parts: list[RenderableType] = [*_reading(given), *(Padding(_remark(remark), (0, 0, 1, 0)) for remark in given.told)]
    parts += [_indented(*(Text(visible(example)) for example in given.examples))] if given.examples else []
    return Group(*parts, *(citation(source) for source in given.citations))


def _listing(given: Answer) -> Group:
    """A dated list of articles, each with the sentence that was cut from it, and where that stands."""
    parts: list[RenderableType] = [*_reading(given)]
    for cited in given.articles:
        head = Text.assemble(date_words(cited.published), "  ", (_title(cited.title), "bold"), "  ", _marker(cited.number))
        place = _place(outlet_words(cited.source, cited.source_basis), None, cited.file, cited.start, cited.end, cited.page)
        parts.append(Group(head, _indented(_quotation(cited), Text(place, style="dim"))))
    parts += [_remark(remark, style="yellow") for remark in given.remarks]
    return Group(*parts, Text(searched_words(given.searched, given.window, given.sources), style="dim"))


def _candidate(statement: Statement, cited: Mapping[int, Citation]) -> RenderableType:
    """A statement that may answer, marked by word, colour and place, in which no words are set off as the answering ones."""
    plain = {number: replace(one, highlights=()) for number, one in cited.items()}
    return _indented(Text.assemble((f"{MAY_ANSWER}: ", PERHAPS), _statement(statement, plain)))


def _statement(statement: Statement, cited: Mapping[int, Citation]) -> Text:
    """A statement with its quotations in quotation marks, their answering words set off, and the numbers of its sources."""
    leads = Text(inline("; ".join(lead.text for lead in statement.leads)))
    if statement.remark:
        said, between = [_remark(statement.remark), leads], " — "
    else:
        quotations = [Text.assemble(_quotation(cited[one.number]), " ", _marker(one.number)) for one in statement.quotations]
        said, between = [leads, Text(" ").join(quotations)], ": "
    line = Text(between).join(part for part in said if part)
    return Text(" ").join([line, *map(_marker, statement.unnamed)])


def _remark(remark: Remark, style: str = "") -> Text:
    return Text.assemble(*(_marker(part) if isinstance(part, int) else inline(part) for part in remark.parts), style=style)


def _marker(number: int) -> Text:
    return Text(marker(number), style=MARKER)


def _quotation(cited: Citation) -> Text:
    quote = Text(visible(cited.quote))
    for start, end in cited.highlights:
        quote.stylize("bold", start - cited.start, end - cited.start)
    return Text.assemble("“", quote, "”")


def citation(cited: Citation, *, quoted: bool = True) -> RenderableType:
    """One source: its headline, the quotation unless it has been shown already, and where it stands."""
    head = Text.assemble(_marker(cited.number), " ", (_title(cited.title), "bold"))
    place = _place(outlet_words(cited.source, cited.source_basis), cited.published, cited.file, cited.start, cited.end, cited.page)
    lines = [
        *([_quotation(cited)] if quoted else []),
        Text(place, style="dim"),
        *([Text(label(cited.url), style="dim")] if cited.url else []),
    ]
    return Group(head, _indented(*lines))


def _indented(*lines: Text) -> Padding:
    return Padding(Group(*lines), (0, 0, 1, INDENT), expand=False)


def _title(title: str) -> str:
    return label(title) or "(no headline)"


def _place(outlet: str, published: Dating | None, file: str, start: int, end: int, page: int | None = None) -> str:
    because = (
        f", from “{shorten(published.evidence[0].quote, EVIDENCE)}”"
        if published and published.basis is Basis.INFERRED and published.evidence
        else ""
    )
    parts = [
        label(outlet),
        date_words(published) + because if published else "",
        f"{label(file)}{f', page {page}' if page else ''}, characters {start}–{end}",
    ]
    return " · ".join(part for part in parts if part)
