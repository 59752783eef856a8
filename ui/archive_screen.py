"""One article, and the archive as a whole, laid out for a terminal; what comes from an article goes through `visible` or `label`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.wording import date_words, outlet_words, span_words
from index.reports import ArchiveInfo
from index.types import Article, Dating
from index.wording import counted
from ui.console import visible
from ui.markup import label
from ui.screen import INDENT, article_table, shorten

if TYPE_CHECKING:
    from assistant.contract_archive import Shown

NAMED = 12
"""People of bylines that are named; of more, the others are counted."""
SAID = 160
"""Characters of a statement that are shown beside who makes it."""
UNITS = ("bytes", "kB", "MB", "GB", "TB")


def article(shown: Shown) -> Group:
    """An article: headline, outlet, date and why, its text, who speaks in it, its copies and its other versions."""
    one = shown.article
    parts: list[RenderableType] = [Text(label(one.title) or "(no headline)", style="bold"), *_place(one)]
    parts += [_indented(line) for line in _evidence(one.published)]
    if shown.corrected_on:
        parts.append(_indented(Text(f"corrected by you on {shown.corrected_on.isoformat()}", style="dim")))
    if shown.outlet:
        found = f"found: {label(shown.outlet.found)}" if shown.outlet.found else "none was found"
        parts.append(_indented(Text(f"outlet corrected by you on {shown.outlet.made.isoformat()}; {found}", style="dim")))
    parts += [Text(""), Text(visible(one.text.strip())), Text("")]
    if shown.voices:
        parts += [Text("Who speaks", style="bold"), _voices(shown), Text("")]
    for heading, others in (("Copies", shown.copies), ("Versions, newest first", shown.versions)):
        if others:
            parts += [Text(heading, style="bold"), article_table(others), Text("")]
    return Group(*parts)


def _place(one: Article) -> Iterator[Text]:
    by = f"by {label(one.author)}" if one.author else ""
    file = f"{label(one.file)}, characters {one.start}–{one.end}" if one.in_file else label(one.file)
    facts = (one.id, label(outlet_words(one.source, one.source_basis)), by, date_words(one.published), file)
    yield Text(" · ".join(fact for fact in facts if fact), style="dim")
    if one.url:
        yield Text(label(one.url), style="dim")


def _evidence(published: Dating) -> Iterator[Text]:
    for evidence in published.evidence:
        yield Text.assemble(f"“{label(evidence.quote)}”", (f" {label(evidence.why)}", "dim"))


def _voices(shown: Shown) -> Padding:
    from index.prose.attribution import Manner

    table = Table(box=None, pad_edge=False, show_header=False)
    for sentence, said in shown.voices:
        who = f"{said.office} {said.speaker}" if said.office else said.speaker
        manner = "in their own words" if said.manner is Manner.DIRECT else "as reported"
        table.add_row(Text(label(who), style="cyan"), Text(manner, style="dim"), Text(shorten(sentence.text, SAID), overflow="fold"))
    return _indented(table)


def info(found: ArchiveInfo) -> Group:
    """What the archive holds, as one row for each figure."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for name, words in _figures(found):
        table.add_row(Text(name, style="dim"), Text(words, overflow="fold"))
    return Group(table)


def _figures(found: ArchiveInfo) -> Iterator[tuple[str, str]]:
    yield "Archive", f"{label(found.path)} (format {found.format}, generation {found.generation:,})"
    yield "Holds", f"{counted(found.articles, 'article')} in {counted(found.passages, 'passage')}, from {counted(found.files, 'file')}"
    yield "Outlets", "; ".join(f"{label(one.source or '') or 'of no known outlet'} ({one.articles:,})" for one in found.outlets) or "none"
    if found.authors:
        more = len(found.authors) - NAMED
        people = [f"{label(one.name)} ({one.articles:,})" for one in found.authors[:NAMED]]
        yield "Bylines", "; ".join(people) + (f"; {more:,} more" if more > 0 else "")
    yield "Days", span_words(found.earliest, found.latest) or "none known"
    yield "Undated", counted(found.undated, "article")
    if found.corrected or found.corrected_outlets:
        yield "Corrected by you", f"{counted(found.corrected, 'date')}, {counted(found.corrected_outlets, 'outlet')}"
    if found.newest:
        newest = found.newest
        yield "Newest", f"{newest.id} {label(newest.title) or '(no headline)'}, {date_words(newest.published)}"
    yield "Embedding model", label(found.embedder or found.model)
    yield "On the disk", f"{size(sum(found.sizes.values()))} ({', '.join(_parts(found.sizes.items()))})"


def _parts(sizes: Iterable[tuple[str, int]]) -> Iterator[str]:
    return (f"{part} {size(count)}" for part, count in sizes if count)


def size(count: int) -> str:
    """A number of bytes as `1.2 MB`, in steps of a thousand."""
    value, unit = float(count), 0
    while value >= 999.5 and unit + 1 < len(UNITS):
        value, unit = value / 1000, unit + 1
    return f"{value:,.1f} {UNITS[unit]}" if unit and value < 9.95 else f"{value:,.0f} {UNITS[unit]}"


def _indented(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, INDENT), expand=False)
