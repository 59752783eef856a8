"""NITF, the XML of agencies and newspapers' systems: headline, byline, outlet, day of issue and the paragraphs of each item."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from index.errors import EmptyInputError, NotTextError
from index.readers.base import Collection, StatedDate, Story
from index.readers.date_fields import day_of_field
from index.readers.documents.properties import language_tag
from index.readers.xmltree import HTML, ProseElements, first, named, parse, prose, words

FORMAT = "NITF"
WHAT = "a NITF item"
SHAPE = ProseElements(
    blocks=HTML.blocks
    | frozenset("abstract block bq credit datasource hl1 hl2 media media-caption media-producer note nitf-table fn tagline".split()),
    silent=HTML.silent | frozenset("media-metadata media-reference media-object nitf-table-metadata".split()),
)
"""What is prose in the content of an item; the subheads in it are paragraphs."""
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DAYS = (("date.issue", "norm"), ("pubdata", "date.publication"), ("story.date", "norm"), ("date.release", "norm"))
"""Elements that state the day, and their attributes, in order of trust; the day of release is the end of an embargo."""
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|af)\s+", re.IGNORECASE)


def read(path: Path, data: bytes) -> Collection:
    """The items that have a text; raises NotTextError, and EmptyInputError where there is none."""
    root = parse(path, data, WHAT)
    items = list(named(root, "nitf"))
    if not items:
        raise NotTextError(f"{path} is not {WHAT}: give the file that the agency sent.")
    stories = [story for item in items if (story := story_of(item)).text]
    if not stories:
        raise EmptyInputError(f"{path} has no text in it: give the item whole.")
    skipped = (f"{len(items) - len(stories)} items have no text",) if len(stories) < len(items) else ()
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), tuple(stories), skipped)


def story_of(item: Any) -> Story:
    """The story of a `nitf` element; without a text where it has none."""
    published = next((day for name, attribute in _DAYS if (day := _stated(item, name, attribute))), None)
    pubdata = first(item, "pubdata")
    return Story(
        text="\n\n".join(text_of(item)),
        title=words(first(item, "hedline", "hl1")) or words(first(item, "hedline")) or words(first(item, "head", "title")) or None,
        published=published,
        source=(pubdata.get("name") if pubdata is not None else None) or words(first(item, "distributor")) or None,
        author=byline(words(first(item, "byline"))),
        language=language_tag(item.get(LANGUAGE)),
    )


def text_of(item: Any) -> list[str]:
    """The paragraphs: what stands under the headline, the content, and the line that closes it, each once."""
    content = first(item, "body.content")
    paragraphs = [] if content is None else prose(content, SHAPE)
    head, end = first(item, "body.head"), first(item, "body.end")
    above: list[str] = []
    if head is not None:
        above = [*map(words, named(head, "hl2")), *(paragraph for part in named(head, "abstract") for paragraph in prose(part, SHAPE))]
    below = [] if end is None else prose(end, SHAPE)
    return [*(p for p in above if p and p not in paragraphs), *paragraphs, *below]


def byline(line: str) -> str | None:
    """The names in a byline, without the word before them."""
    return _BY.sub("", line).strip() or None


def _stated(item: Any, name: str, attribute: str) -> StatedDate | None:
    element = first(item, name)
    written = (element.get(attribute) or "") if element is not None else ""
    day = day_of_field(written)
    return StatedDate(day, written, f"{FORMAT} {name}") if day else None
