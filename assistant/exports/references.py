"""The cited articles for reference managers: CSL-JSON, and RIS and BibTeX made from it; one entry an article, its quotations as notes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.exports.types import Export
from assistant.types import Citation
from assistant.wording import date_words

if TYPE_CHECKING:
    from assistant.exports.forms import ExportForm


def csl_items(export: Export) -> list[dict[str, Any]]:
    """The cited articles as CSL-JSON items (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html), in the order of citing.

    `issued` is the day, or both ends of a dating that is not one day; it is not there where no date is known. `note` says how the date is
    known, and quotes what was cited.
    """
    of_article: dict[str, list[Citation]] = {}
    for note in export.footnotes:
        of_article.setdefault(note.citation.article_id, []).append(note.citation)
    return [_item(citations) for citations in of_article.values()]


def _item(citations: list[Citation]) -> dict[str, Any]:
    cited = citations[0]
    ends = [end for end in (cited.published.earliest, cited.published.latest) if end]
    fields = {
        "id": cited.article_id,
        "type": "article-newspaper",
        "title": cited.title,
        "author": [{"literal": cited.author}] if cited.author else None,
        "container-title": cited.source,
        "issued": {"date-parts": [_parts(day) for day in dict.fromkeys(ends)]} if ends else None,
        "URL": cited.url,
        "note": "\n".join(
            (f"{date_words(cited.published)}; {cited.file}", *(f"“{one.quote}” (characters {one.start}–{one.end})" for one in citations))
        ),
    }
    return {name: value for name, value in fields.items() if value}


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]


def as_references(export: Export, form: ExportForm) -> str:
    """The text of a file of that form: `csl.json`, `ris` or `bib`."""
    items = csl_items(export)
    if form == "csl.json":
        return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
    return _ris(items) if form == "ris" else _bibtex(items)


def _ris(items: Iterable[dict[str, Any]]) -> str:
    import rispy

    entries = []
    for item in items:
        days = item.get("issued", {}).get("date-parts", [])
        entry = {
            "type_of_reference": "NEWS",
            "id": item["id"],
            "title": _line(item.get("title", "")),
            "authors": [_line(author["literal"]) for author in item.get("author", [])],
            "secondary_title": _line(item.get("container-title", "")),
            "year": str(days[0][0]) if days else "",
            "date": "/".join(f"{part:02}" for part in days[0]) if len(days) == 1 else "",
            "urls": [item["URL"]] if "URL" in item else [],
            "notes": [_line(note) for note in item["note"].split("\n")],
        }
        entries.append({name: value for name, value in entry.items() if value})
    text: str = rispy.dumps(entries)
    return text


def _bibtex(items: Iterable[dict[str, Any]]) -> str:
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import write as write_string

    library = Library()
    for item in items:
        days = item.get("issued", {}).get("date-parts", [])
        fields = {
            "title": _braced(item.get("title")),
            "author": " and ".join(_braced(author["literal"]) for author in item.get("author", [])),
            "journal": _braced(item.get("container-title")),
            "date": "/".join("-".join(f"{part:02}" for part in day) for day in days),
            "url": item.get("URL"),
            "note": _braced(item["note"]),
        }
        library.add(Entry("article", item["id"], [Field(name, f"{{{value}}}") for name, value in fields.items() if value]))
    text: str = write_string(library)
    return text


def _line(text: str) -> str:
    return " ".join(text.split())


def _braced(text: str | None) -> str:
    """A value as it is written, on one line, in which no brace can end the field and no sign is a command of TeX."""
    escaped = "".join(f"\\{char}" if char in "#$%&_" else "" if char in "{}\\" else char for char in text or "")
    return f"{{{_line(escaped)}}}" if escaped.strip() else ""
