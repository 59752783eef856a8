"""Markdown with front matter (YAML between `---`, TOML between `+++`): what clippers and site generators state about the text below."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from index.readers.data import labels
from index.readers.data.labels import canonical
from index.readers.databases.record import Record, author_of, days_in, folded, lines_of, record_of
from index.readers.date_fields import day_of_field
from index.splitting import digest
from index.types import Evidence

_BLOCK = re.compile(
    r"\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<block>.*?)(?:\r?\n)?^(?:(?P=fence)|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE
)
_PROPERTIES = re.compile(r"\A\ufeff?#[ \t]+(?P<title>\S[^\r\n]*)\r?\n\s*\n(?P<block>(?:[^\W\d_][\w ]{0,30}:[ \t]\S[^\r\n]*\r?\n){2,})\s*\n")
"""A heading with lines of properties below it, as notebooks export a page."""
_LISTED = re.compile(
    r"\A\ufeff?#[ \t]+(?P<title>\S[^\r\n]*)\r?\n\s*(?:!\[[^\r\n]*\r?\n\s*)?"
    r"#{1,3}[ \t]+\S[^\r\n]{0,40}\r?\n(?P<block>(?:[-*][ \t][^\r\n:]{2,40}:[^\r\n]*\r?\n){2,})"
    r"(?:\s*#{1,3}[ \t]+(?!\d)\S[^\r\n]{0,40}\r?\n)?"
)
"""A heading with a part of fields in a list below it, as programs for reading export what they kept, and the heading of the next part."""
_LINES = (
    re.compile(r"\A\ufeff?(?P<block>(?:[^\W\d_][\w -]{0,40}::[^\r\n]*(?:\r?\n|\Z)){2,})"),
    re.compile(r"\A\ufeff?(?P<block>(?:#\+[^\W\d_]\w{0,30}:[^\r\n]*(?:\r?\n|\Z)){2,})"),
)
"""Fields of outliners, `author:: Bo Lind`, and of Org, `#+AUTHOR: Bo Lind`."""
_PERCENT = re.compile(r"\A\ufeff?%[ \t]*(\S[^\r\n]*)\r?\n%[ \t]*([^\r\n]*)\r?\n%[ \t]*(\S[^\r\n]*)(?:\r?\n|\Z)")
"""Title, authors and day in the manner of Pandoc."""
_MOST = 64 * 1024
"""Characters of front matter; what has more opens with a rule."""
_KEY = re.compile(r"\s{0,3}[\"']?([^\W\d_][\w .-]{0,40}?)[\"']?\s*:(?:\s+(.*)|\Z)")
_KINDS = {
    name: kind
    for kind, names in {
        "title": "title fulltitle headline titel titre título titulo titolo",
        "published": "published publishdate publisheddate publishedat publishedon datepublished pubdate publicationdate dateofpublication"
        " issued posted postdate releasedate articledate articlepublished publishedtime veröffentlicht erschienen publié"
        " publicado pubblicato gepubliceerd",
        "date": "date datum fecha data day",
        "saved": "created createdat gespeichert gespeichertam erfasst enregistréle guardado guardadoel salvatoil opgeslagen"
        " sparad lagret gemt zapisano datecreated createddate clipped saved savedat datesaved dateadded added imported captured capturedat"
        " retrieved accessed accessdate archived readdate",
        "modified": "lastmod lastmodified datemodified",
        "author": "author authors byline creator by autor auteur autore writer",
        "outlet": "publication site sitename website outlet publisher newspaper journal sourcename",
        "source": "source origin via quelle",
        "url": "url link sourceurl canonical canonicalurl originalurl permalink uri articleurl",
        "language": "lang language locale",
        "about": "tags tag category categories type topics kind",
    }.items()
    for name in names.split()
}
_DAYS = frozenset(
    "date datum dato fecha data pvm päivämäärä dátum дата tarih ημερομηνία".split()
    + "issued datetime time timestamp versioncreated firstcreated".split()
)
"""Names of a day that do not say of what."""
_URL = re.compile(r"https?://[^\s>\"')\]]+")
_CLIPPED = re.compile(
    r"\b(?:web)?clip(?:s|ped|pings?)?\b|bookmark|read-?later|readlater|pocket|instapaper|omnivore|readwise", re.IGNORECASE
)
_WIKI = re.compile(r"\[\[([^\]|]*)(?:\|[^\]]*)?\]\]|\[([^\]]*)\]\([^)]*\)")
_LONE_LINK = re.compile(r"\[[^\]]{1,40}\]\((https?://[^\s)]+)\)")
"""A line on top that leads to the page or to the program that kept it: `[Read Original](https://...)`."""
_HEADING = re.compile(r"#\s+(.+?)\s*#*\Z")
_STORIES = 3
"""Stories from which a text below front matter is a digest, where nothing says who wrote it and where it stood."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """What front matter states: the first value of each kind of key, as words."""

    end: int  # of the block, in the text
    fields: Mapping[str, str]
    heading: tuple[int, int] | None = None  # above the block, where it stands there

    def __getitem__(self, kind: str) -> str:
        return self.fields.get(kind, "")


def sniff(text: str) -> bool:
    """Whether the text opens with front matter that states something of an article."""
    return _front_matter(text) is not None


def sections(text: str) -> tuple[Record, ...]:
    """The text below as one record with what is stated of it; its stories, where it is a digest of several."""
    stated = _front_matter(text)
    if stated is None:
        return ()
    found, (evidence, day) = digest.split(text).sections, _day(text, stated)
    days = (day, day) if day else None
    outlet, url = _outlet(stated), _url(stated)
    if len(found) >= _STORIES and not stated["author"] and not url and all(section.title_start is not None for section in found):
        parts = (
            record_of((s.title_start, s.title_end), (s.body_start, s.end), None, source=outlet, author=None, language=None)
            for s in found
            if s.title_start is not None and s.title_end is not None
        )
        return tuple(replace(part, dateline=evidence, days=days) for part in parts if part)
    body = lines_of(text, stated.end, len(text))
    heading = _HEADING.match(body[0].text) if body else None
    title = stated.heading
    if title is None and heading and (not stated["title"] or _fold(heading[1]) == _fold(stated["title"])):
        title = body[0].start + heading.start(1), body[0].start + heading.end(1)
        body = body[1:]
    while len(body) > 1 and (link := _LONE_LINK.fullmatch(body[0].text)):
        url, body = _url(stated) or link[1], body[1:]
    record = record_of(
        title,
        (body[0].start, body[-1].end) if body else None,
        (evidence, days) if evidence and days else None,
        source=outlet,
        author=author_of(stated["author"]),
        language=_language(stated["language"]),
        modified=day_of_field(stated["modified"]),
    )
    return (replace(record, url=url, named=None if title else folded(stated["title"]) or None),) if record else ()


def unpublished(text: str) -> str | None:
    """What the front matter says of a text that was never published, as `draft: true`; None where it was, or does not say."""
    match, stated = _BLOCK.match(text[:_MOST]), _front_matter(text)
    if stated is not None and _url(stated):
        return None  # the state of reading of what was kept from the web
    for key, value in _pairs(match["fence"], match["block"]) if match else ():
        name = labels.normal(str(key)[:100])
        words = str(value).strip().casefold()
        if name == "published" and words in ("false", "no"):
            return f"{key}: {value}"
        if not isinstance(value, Mapping | list | tuple) and labels.unpublished(name, words):
            return f"{key}: {words}"
    return None


def _front_matter(text: str) -> _Stated | None:
    """The front matter, where it has a title, or an author, day or address of an article."""
    match = _BLOCK.match(text[:_MOST])
    if match is None:
        return _properties(text, _PROPERTIES) or _properties(text, _LISTED) or _of_lines(text[:_MOST])
    fields = _fields(_pairs(match["fence"], match["block"]))
    return _Stated(match.end(), fields) if fields.keys() & {"title", "author", "published", "url", "source"} else None


def _of_lines(text: str) -> _Stated | None:
    """Fields that open a text in the manner of some program, without a fence: those of outliners, Org, Pandoc, or an object of JSON."""
    pairs: Iterable[tuple[Any, Any]] = ()
    end = 0
    if percent := _PERCENT.match(text):
        pairs, end = zip(("title", "author", "date"), percent.groups(), strict=True), percent.end()
    elif text.lstrip("\ufeff").startswith("{"):
        pairs, end = _object(text)
    elif match := next(filter(None, (form.match(text) for form in _LINES)), None):
        lines = (line.removeprefix("#+").replace("::", ":", 1) for line in match["block"].splitlines())
        pairs, end = [(found[1], found[2]) for line in lines if (found := _KEY.match(line))], match.end()
    fields = _fields(pairs)
    return _Stated(end, fields) if "title" in fields and fields.keys() & {"author", "published", "date", "url", "source"} else None


def _object(text: str) -> tuple[list[tuple[Any, Any]], int]:
    """The keys and values of an object that opens a text, and where it ends; none where what opens it is no object alone."""
    begin = text.index("{")
    try:
        found, end = json.JSONDecoder().raw_decode(text, begin)
    except (ValueError, RecursionError):
        return [], 0
    is_alone = text[end:].lstrip(" \t")[:1] in ("\r", "\n") and not text[end:].lstrip().startswith(("{", "[", "]", ","))
    return (list(found.items()), end) if isinstance(found, dict) and is_alone else ([], 0)


def _properties(text: str, form: re.Pattern[str]) -> _Stated | None:
    """The lines of properties below a heading, where they state what only a page that was kept has: its address, or when it was kept."""
    match = form.match(text[:_MOST])
    fields = (
        _fields((found[1], found[2]) for line in match["block"].splitlines() if (found := _KEY.match(line.lstrip("-* ")))) if match else {}
    )
    if match is None or len(fields) < 2 or not fields.keys() & {"saved", "url", "published"}:
        return None
    return _Stated(match.end(), fields, match.span("title"))


def _kind(key: str) -> str | None:
    """What a key means, in front matter or else in any data of news; a day that is not said to be of publication may be another."""
    known, name = canonical(key), re.sub(r"[\W_]+", "", key.lower())
    day = "date" if name in _DAYS else "published"
    return _KINDS.get(name) or {"published": day, "source": "outlet", "text": None}.get(known or "", known)


def _fields(pairs: Iterable[tuple[Any, Any]]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for key, value in pairs:
        kind = _kind(str(key)[:100])
        words = ", ".join(dict.fromkeys(filter(None, map(_plain, _words(value))))) if kind else ""
        if kind and words:
            fields[kind] = f"{fields[kind]}, {words}" if kind == "about" and kind in fields else fields.get(kind, words)
    return fields


def _pairs(fence: str, block: str) -> Iterator[tuple[Any, Any]]:
    """The keys and values of a block; of one that is broken, those of its lines that can be read."""
    found: Any = None
    try:
        if fence == "+++":
            found = tomllib.loads(block.replace("\r\n", "\n") + "\n")
        else:
            import yaml

            found = yaml.load(block, Loader=yaml.BaseLoader)  # which makes nothing but texts, lists and tables of them
    except Exception:  # the libraries fail in ways of their own on broken blocks, which people write by hand
        found = None
    if isinstance(found, Mapping):
        yield from found.items()
        return
    for line in block.splitlines():
        if match := _KEY.match(line if fence == "---" else line.replace("=", ":", 1)):
            yield match[1], (match[2] or "").strip().strip("\"'")


def _words(value: Any, depth: int = 0) -> Iterator[str]:
    """The texts in a value: of a list each, of a table its name."""
    if isinstance(value, Mapping):
        yield from _words(value.get("name", value.get("title", "")), depth + 1)
    elif isinstance(value, (list, tuple)):
        for part in value[:50] if depth < 3 else ():
            yield from _words(part, depth + 1)
    elif value is not None:
        yield value.isoformat() if isinstance(value, date) else str(value)


def _plain(words: str) -> str:
    """Words without the marks of a link."""
    return folded(_WIKI.sub(lambda match: match[1] or match[2] or "", words))


def _day(text: str, stated: _Stated) -> tuple[Evidence | None, date | None]:
    """The day of publication. One called only `date` may be the clipper's, in what was saved from an address."""
    kind = "published" if stated["published"] else "date"
    is_clipping = bool(_CLIPPED.search(stated["about"])) or (bool(_url(stated)) and not stated["saved"])
    if not stated[kind] or (kind == "date" and is_clipping):
        return None, None
    words = stated[kind]
    days = days_in(words)
    day = day_of_field(words) or (days[0] if days and days[0] == days[1] else None)
    if day is None:
        return None, None
    quote = next((quote for quote in (words, words[:10]) if quote in text[: stated.end]), None)
    at = text.find(quote) if quote else None
    why = f"front matter of this text ({kind})"
    return Evidence(quote or words, at, at + len(quote) if quote and at is not None else None, why), day


def _url(stated: _Stated) -> str | None:
    match = _URL.match(stated["url"]) or _URL.match(stated["source"])
    return match.group() if match else None


def _outlet(stated: _Stated) -> str | None:
    named = stated["outlet"] or stated["source"]
    return None if not named or _URL.search(named) else named


def _language(words: str) -> str | None:
    match = re.match(r"[A-Za-z]{2,3}(?=[-_\W]|\Z)", words)
    return match.group().lower() if match else None


def _fold(words: str) -> str:
    return "".join(character for character in words.casefold() if character.isalnum())
