"""Tables of articles on a page, as programs give them out: a row an article, or an item with a row a field, named as columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.data.fields import RecordFields, UndatedStory, dated
from index.readers.data.labels import known_fields

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from index.readers.base import Story

_FORMAT = "table"
_HEADER_ROWS = 5
_MOST_BESIDE = 200
"""Letters beside the table on a page that is nothing else."""


def stories(tree: HtmlElement) -> tuple[Story, ...]:
    """The rows of the first table whose header names headline, text and more, where the page is little else; none of other pages."""
    for table in tree.iter("table"):
        rows = [[" ".join(cell.text_content().split()) for cell in row.iterchildren("td", "th")] for row in table.iter("tr")]
        header = next((place for place, row in enumerate(rows[:_HEADER_ROWS]) if {"title", "text"} < known_fields(row, {})), None)
        if header is None or len(tree.text_content()) - len(table.text_content()) > _MOST_BESIDE + len(tree.text_content()) // 10:
            continue
        records = (dict(zip(rows[header], row, strict=False)) for row in rows[header + 1 :])
        found = [story for record in records if (story := RecordFields(record, {}).undated_story(_FORMAT))]
        if found:
            return dated(found)
    return _of_report(tree)


def _of_report(tree: HtmlElement) -> tuple[Story, ...]:
    """The items of a report of references, as Zotero makes it: a heading each, and a table with a row a field."""
    items = tree.xpath("//li[h2][.//tr[th and td]]")
    if len(tree.text_content()) > sum(len(item.text_content()) for item in items) + _MOST_BESIDE:
        return ()
    found: list[UndatedStory] = []
    for item in items:
        rows = {_flat(row.findtext("th") or ""): _flat(row.find("td").text_content()) for row in item.xpath(".//tr[th and td]")}
        if story := RecordFields({"title": _flat(item.find("h2").text_content()), **rows}, {}).undated_story(_FORMAT):
            found.append(story)
    return dated(found)


def _flat(text: str) -> str:
    return " ".join(text.split())
