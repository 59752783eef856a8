"""Saved web pages: the story a page shows, without navigation, comments and advertisements, and what the page states about it."""

from __future__ import annotations

import codecs
import copy
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import EmptyInputError, InputError, NotTextError, TooLargeError
from index.readers import text as plain
from index.readers.base import Collection, StatedDate, Story
from index.readers.web import captures, furniture, review, rows
from index.readers.web.live import LiveEntry, entries, hourly
from index.readers.web.marks import Marks
from index.readers.web.meta import PageMeta, heading_elements, headings, page_meta, saved_from
from index.readers.web.shown import FIELD as SHOWN

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FORMAT = "HTML"
MAX_BYTES = 5 * 1024 * 1024
"""Bytes of a page. Pages of news outlets have 0.05-2 MB; finding the story in 5 MB takes seconds, and grows faster than the page."""
MAX_DEPTH = 200
"""Levels of nesting; the parser gives up at 256."""

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)
_SEVEN_BIT = re.compile(r"iso2022|hz")
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}
"""Encodings that browsers read as another one, because that is what pages mean by them (WHATWG Encoding Standard, table of labels)."""
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_TAG = re.compile(r"<(?:!doctype|html|head|body|div|p|article|section|main|table|h1|title|meta|span|br)\b", re.IGNORECASE)
_NESTING = re.compile(
    r"(?:</?(?:div|span|section|article|main|font|center|b|i|em|strong|ul|ol|li|blockquote|table|tbody|tr|td)\b[^>]*>\s*)+", re.IGNORECASE
)
_INLINE = frozenset("hi ref del graphic span a b i em strong sub sup".split())
_SENTENCE_END = re.compile(r"[.!?…。！？؟।۔։።]")
_SAMPLE = 256 * 1024
"""Bytes that an encoding is guessed from."""
_MIN_PROSE = 40
_MIN_UNPUNCTUATED = 150
"""Characters from which a paragraph counts as prose: with the end of a sentence in it, and (in scripts that write none) without."""
_IDEOGRAPHS = "\u2e80"
"""First of the scripts that write a word in one or two characters; each counts as three."""
_MENU_GAP = 20
"""Letters between two links of a menu."""
_MANY_STORIES = 4


def read(path: Path, data: bytes) -> Collection:
    """Read one page, in HTML or in the MHTML that browsers save.

    Raises TooLargeError, NotTextError (no page), EmptyInputError (nothing in it, or navigation only).
    """
    if len(data) > MAX_BYTES:
        size, limit = len(data) / 2**20, MAX_BYTES // 2**20
        raise TooLargeError(f"{path} has {size:.0f} MiB, more than the {limit} MiB that a web page may have: save the story alone.")
    page, address = _unwrapped(path, data)
    source = _decode(path, page)
    try:
        stories = _stories(path, source, address or saved_from(source))
    except (InputError, MemoryError):
        raise
    except Exception as exc:  # the parsers fail in ways of their own on broken pages
        raise NotTextError(f"{path} cannot be read as a web page ({type(exc).__name__}): save it again.") from exc
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), stories)


def stated_day(path: Path, data: bytes) -> StatedDate | None:
    """The day of publication that a page states, whether it holds a story or not; raises what `read` raises for what is no page."""
    page, address = _unwrapped(path, data)
    source = _decode(path, page)
    tree = _parse(path, source)
    captures.remove(tree)
    return page_meta(tree, address or saved_from(source)).published


def _stories(path: Path, source: str, address: str | None) -> tuple[Story, ...]:
    """The story of a page; of a live blog each entry, after what the page says of itself where that is prose."""
    tree = _parse(path, source)
    captures.remove(tree)
    if listed := rows.stories(tree):
        return listed
    meta = page_meta(tree, address)
    if not meta.is_story and _lists_stories(tree, meta.title):
        raise EmptyInputError(f"{path} lists stories and is none itself: save the pages of the stories.")
    found = entries(tree) or review.articles(tree)
    for entry in found:
        if entry.box is not None and entry.box.getparent() is not None:
            entry.box.drop_tree()
    told = _fold(" ".join(entry.text for entry in found))
    paragraphs = [paragraph for paragraph in _without_title(_of_story(tree), meta.title) if not told or _fold(paragraph) not in told]
    links = [folded for link in tree.iter("a") if (folded := _fold(link.text_content()))]
    has_prose = any(_is_prose(paragraph) and not _is_made_of(links, paragraph) for paragraph in paragraphs)
    if not has_prose and not found:
        raise EmptyInputError(f"{path} has no story in it, only links and labels: save the page of the story itself.")
    if not found and (told_by_hours := hourly(paragraphs, _day_of_page(meta))):
        first = paragraphs.index(next(paragraph for paragraph in paragraphs if told_by_hours[0].text.split("\n\n")[0] in paragraph))
        found, paragraphs = told_by_hours, paragraphs[:first]
        has_prose = any(map(_is_prose, paragraphs))
    own = [_as_story("\n\n".join(paragraphs), meta)] if has_prose else []
    return (*own, *(_of_entry(entry, meta) for entry in found))


def _day_of_page(meta: PageMeta) -> date | None:
    """The day that a page states in its metadata: one that it shows may be that of an entry."""
    return meta.published.day if meta.published and meta.published.field != SHOWN else None


def _of_entry(entry: LiveEntry, meta: PageMeta) -> Story:
    return replace(
        _as_story(entry.text, meta),
        title=entry.title or meta.title,
        published=entry.published,
        modified=None,
        source=entry.source or meta.source,
    )


def _as_story(text: str, meta: PageMeta) -> Story:
    return Story(
        text=text,
        title=meta.title,
        published=meta.published,
        modified=meta.modified,
        source=meta.source,
        author=meta.author,
        url=meta.url,
        language=meta.language,
    )


def _unwrapped(path: Path, data: bytes) -> tuple[bytes, str | None]:
    """The page in an MHTML file, in UTF-8 where that says how it is encoded, and its address; other bytes as they are."""
    if not re.match(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,30}", data[:8192]) or b"multipart/related" not in data[:8192].lower():
        return data, None
    from email import message_from_bytes

    for part in message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            address = str(part.get("Content-Location") or "").strip() or None
            return payload if isinstance(payload, bytes) else b"", address
    raise EmptyInputError(f"{path} has no page in it: save the story's page again.")


def _decode(path: Path, data: bytes) -> str:
    """The characters of a page: by its byte order mark, as UTF-8, as it declares, or by a guess, in this order.

    UTF-8 comes before what a page declares because text in another encoding is hardly ever valid UTF-8, and declarations are often wrong.
    """
    if not data.strip():
        raise EmptyInputError(f"{path} is empty: give a page with a story in it.")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    declared = _declared(data)
    if not (declared and _SEVEN_BIT.match(declared)):
        try:
            return _checked(path, data.decode("utf-8"))
        except UnicodeDecodeError:
            declared = declared if declared != "utf-8" else None
    return _checked(path, data.decode(declared or _guessed(path, data), errors="replace"))


def _guessed(path: Path, data: bytes) -> str:
    try:
        return plain.decode(data[:_SAMPLE], str(path)).encoding.removesuffix(" (guessed)")
    except InputError as exc:
        raise _no_page(path) from exc


def _checked(path: Path, source: str) -> str:
    if "\x00" in source or not _TAG.search(source):
        raise _no_page(path)
    return source


def _no_page(path: Path) -> NotTextError:
    return NotTextError(f"{path} is not a web page: give an .html file.")


def _declared(data: bytes) -> str | None:
    """The codec that a page declares, as browsers understand the name; None where it declares none that is known."""
    match = _DECLARED.search(data[:4096])
    if match is None:
        return None
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii", "replace")).name
    except LookupError:
        return None
    return _MEANT.get(name, name)


def _parse(path: Path, source: str) -> HtmlElement:
    """The tree of a page. One nested so deeply that the parser gives up is read without its boxes, as running text."""
    from lxml import etree, html

    source = _XML_DECLARATION.sub("", source)
    for attempt in (source, _NESTING.sub("<br><br>", source)):
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, default_doctype=False)
        try:
            tree: HtmlElement = html.document_fromstring(attempt, parser=parser)
        except (etree.ParserError, ValueError) as exc:
            raise EmptyInputError(f"{path} has nothing in it that can be read: save the page again.") from exc
        if not any("depth" in entry.message.lower() for entry in parser.error_log):
            return tree
    raise NotTextError(f"{path} is nested too deeply to be a page of news: save it again, or as text.")


def _lists_stories(tree: HtmlElement, title: str | None) -> bool:
    """Whether a page is a front page or a list: several entries, each headed by a link, under no headline of a story."""
    entries = tree.xpath("//article[.//h1//a[@href] or .//h2//a[@href] or .//h3//a[@href] or .//a[@href][.//h2 or .//h3]]")
    shown = {_fold(heading) for heading in headings(tree) if len(heading.split()) > 3}
    return len(entries) >= _MANY_STORIES and _fold(title or "") not in shown


def _paragraphs(tree: HtmlElement) -> list[str]:
    """The paragraphs of the story on a page, in order."""
    from trafilatura import bare_extraction

    marks = Marks.set_in(tree)
    found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    body = getattr(found, "body", None)
    if body is None:
        return []
    pieces = "".join(_pieces(body))
    paragraphs = ("\n".join(filter(None, (" ".join(line.split()) for line in block.split("\n")))) for block in re.split(r"\n{2,}", pieces))
    return [cleaned for paragraph in paragraphs if (cleaned := marks.removed_from(paragraph))]


def _of_story(tree: HtmlElement) -> list[str]:
    """The paragraphs of the story; what surrounds it is taken out first, unless nothing is left then."""
    pruned = copy.deepcopy(tree)
    furniture.remove(pruned, heading_elements(pruned))
    paragraphs = _taken_apart(pruned, _paragraphs(pruned))
    return paragraphs if any(map(_is_prose, paragraphs)) else _taken_apart(tree, _paragraphs(tree))


def _taken_apart(tree: HtmlElement, paragraphs: list[str]) -> list[str]:
    """The paragraphs; where they are one that holds the headline too, which is all words of the page, those marked up outside its frame."""
    if len(paragraphs) != 1 or not any(_fold(heading) in _fold(paragraphs[0]) for heading in headings(tree)):
        return paragraphs
    frame = " or ".join(f"ancestor::{name}" for name in ("nav", "footer", "aside", "header", "form"))
    marked = [text for element in tree.xpath(f"//p[not({frame})]") if (text := " ".join(element.text_content().split()))]
    return marked if any(map(_is_prose, marked)) and all(_fold(text) in _fold(paragraphs[0]) for text in marked) else paragraphs


def _pieces(element: HtmlElement) -> Iterator[str]:
    """The text of an extracted tree: two line breaks around a block, one for a line break, cells of a row apart."""
    if element.tag == "row":
        cells = (" ".join("".join(cell.itertext()).split()) for cell in element.iter("cell"))
        yield "\n\n" + " | ".join(cell for cell in cells if cell) + "\n\n"
        return
    border = "\n" if element.tag == "lb" else "" if element.tag in _INLINE else "\n\n"
    yield border
    yield _spaced(element.text)
    for child in element:
        yield from _pieces(child)
        yield _spaced(child.tail)
    if element.tag != "lb":
        yield border


def _spaced(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _without_title(paragraphs: list[str], title: str | None) -> list[str]:
    """The paragraphs without the headline, which the extraction may leave at their head."""
    folded = _fold(title or "")
    return [paragraph for place, paragraph in enumerate(paragraphs) if place > 2 or not folded or _fold(paragraph) != folded]


def _is_prose(paragraph: str) -> bool:
    length = len(paragraph) + 2 * sum(character >= _IDEOGRAPHS for character in paragraph)
    return length >= (_MIN_PROSE if _SENTENCE_END.search(paragraph) else _MIN_UNPUNCTUATED)


def _is_made_of(links: list[str], paragraph: str) -> bool:
    """Whether most of a paragraph is the words of links in their order, one soon after the other, as in a menu."""
    words, at, linked = _fold(paragraph), 0, 0
    for link in links:
        found = words.find(link, at, at + len(link) + _MENU_GAP)
        if found >= 0:
            at, linked = found + len(link), linked + len(link)
    return linked > 0.5 * len(words)


def _fold(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
