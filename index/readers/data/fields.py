"""Fields of a record under the names that news exports and interfaces give them, as the story that they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from index.errors import SettingsError
from index.readers.base import StatedDate, Story
from index.readers.data.labels import (
    FIELDS,
    canonical,
    clocks,
    is_kept_for_later,
    is_last_resort,
    known_fields,
    names,
    normal,
    unpublished,
)
from index.readers.date_fields import day_of_field, day_of_serial, day_order
from index.readers.html_prose import plain

_WRAPPERS = ("source", "fields", "attributes", "article", "node", "document", "doc", "item", "story", "data", "post", "thread", "links")
"""Objects within a record that hold its fields, as search engines and interfaces wrap them."""
_INNER = "name main rendered text value title default date label original permalink url href canonical content blocks data items".split()
"""Names within an object that is the value of a field, in order of trust."""
_COMPOSED = re.compile(r"(?:content|xhtml|html|text|body|full|article|plain|raw|main|clean|story|rendered)+")
"""Names of the text that are made of nothing but the words for it, in any order."""
_DAY_OF_PUBLICATION = re.compile(
    r"(?=.*(?:date|time|day|utc)|(?:first|original)?(?:published|posted|released|issued)(?:at|on))(?:date|time|day|of|first|original|article|news)*"
    r"(?:publish(?:ed|ing)?|publication|pub|posted|issued?|released?)(?:date|time|day|at|on|utc|gmt|local|iso|str)*"
)
_DAY_ABROAD = re.compile(
    r"(?=.*(?:fecha|data|dat[eo]|datum|tag|dag|dia))(?:fecha|data|dat[eo]|datum|tag|dag|dia|hora|del?|della|d[ai]|du|la|des|der|van|y|e)*"
    r"(?:publicacion|publicacao|pubblicazione|publikac(?:ji|e)|publi[ck]ations?|publicatie|publi[cs]erings?|udgivelses?|utgivnings?"
    r"|veroffentlichungs?|erscheinungs?|parution|publicad[oa]|pubblicat[oa]|gepubliceerd|publicerad|publiceret|publisert|opublikowania)"
    r"(?:fecha|data|dat[eo]|datum|tag|dag|dia|hora|utc|de|la|y)*"
)
"""Names of the day that are made of nothing but the words for it, in English and in other languages; without accents."""
_PROSE = 80
"""Characters of a value under such a name from which it is a text."""
_MARKERS = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCHS = ((1e8, 1e10, 1.0), (1e11, 1e13, 1e3), (1e14, 1e16, 1e6))
"""Numbers that are moments, counted in seconds, milliseconds and microseconds since 1970: those of 1973 to 2286."""


@dataclass(frozen=True, slots=True)
class UndatedStory:
    """A story whose date is still to be told: `words` of the field `field`, which may depend on how the other records write theirs."""

    story: Story
    words: str | None
    field: str


def check_mapping(mapping: Mapping[str, str]) -> None:
    """Raise SettingsError for a mapping that names no field of a story, or gives it no name in the file."""
    for field, name in mapping.items():
        if canonical(field) is None:
            raise SettingsError(f"{field!r} is no field of an article; map one of {', '.join(FIELDS)}")
        if not name.strip():
            raise SettingsError(f"the field {field} is mapped to no name; give the one that it has in the file")


class RecordFields:
    """The fields of one record, found by their usual names, or by those of a mapping ({"title": "hl"}, nested ones as `meta.hl`)."""

    def __init__(self, record: Mapping[Any, Any], mapping: Mapping[str, str]) -> None:
        self._record = record
        self._mapping = {canonical(field): name for field, name in mapping.items()}
        self._levels = list(_levels(record))
        self._is_kept = any(is_kept_for_later(level) for level in self._levels)
        self._clocks = clocks(name for level in self._levels for name in level)

    def value(self, field: str) -> tuple[str, Any]:
        """The name under which a field stands, and its value; ("", None) where it does not."""
        mapped = self._mapping.get(field)
        if mapped is not None:
            return mapped, _at_path(self._record, mapped)
        known = names()[field]
        if self._is_kept and field == "source":  # which there is the program that kept the page, where the outlet has a field of its own
            known = (*(name for name in known if name != "source"), "source")
        for name in known:
            if field == "text" and is_last_resort(name) and (found := self._composed()) is not None:
                return found
            if name in self._clocks or (self._is_kept and field == "modified"):
                continue
            for level in self._levels:
                found = level.get(name)
                if found is not None and not _is_empty(found[1]):
                    return found
        return self._day_of_other_name() if field == "published" else ("", None)

    def _day_of_other_name(self) -> tuple[str, Any]:
        """A value under a name that is made of the words for the day of publication."""
        named = ((stated, value) for level in self._levels for name, (stated, value) in level.items() if _names_day(name))
        return next(((stated, value) for stated, value in named if not _is_empty(value)), ("", None))

    def _composed(self) -> tuple[str, Any] | None:
        """The longest value under a name that is made of the words for a text, where it is one."""
        found = [
            (len(value), stated, value)
            for level in self._levels
            for name, (stated, value) in level.items()
            if isinstance(value, str) and len(value) >= _PROSE and _COMPOSED.fullmatch(name)
        ]
        return max(found)[1:] if found else None

    @property
    def why_unpublished(self) -> str | None:
        """What the record says where it was never published; None where it was, or does not say."""
        said = (
            unpublished(name, value) for level in self._levels for name, (_, value) in level.items() if not isinstance(value, dict | list)
        )
        return next(filter(None, said), None)

    def words(self, field: str) -> str | None:
        """The value of a field as text."""
        return _words(self.value(field)[1])

    @property
    def text(self) -> str:
        """The prose; empty where there is none."""
        return _MARKERS.sub("", plain(self.words("text") or ""))

    def undated_story(self, format: str) -> UndatedStory | None:
        """The story; None where the record has no text."""
        text = self.text
        if not text:
            return None
        name, value = self.value("published")
        updated, url, author = self.words("modified"), self.words("url") or "", _names(self.value("author")[1])
        story = Story(
            text=text,
            title=plain(self.words("title") or "") or None,
            modified=day_of(updated) if updated else None,
            source=_words(self.value("source")[1]),
            author=re.sub(r"^by\s+", "", author, flags=re.IGNORECASE) if author else None,
            url=url if re.match(r"https?://\S+$", url) else None,
            language=self.words("language"),
        )
        return UndatedStory(story, _words(value), f"{format} {name}")


def _names_day(name: str) -> bool:
    return _DAY_OF_PUBLICATION.fullmatch(name) is not None or _DAY_ABROAD.fullmatch(name) is not None


def dated(stories: list[UndatedStory]) -> tuple[Story, ...]:
    """The stories, each with the day that its record states. `03/04/2022` is a day where another record shows which part is the month."""
    day_first = day_order(undated.words for undated in stories if undated.words)
    return tuple(_dated(undated, day_first) for undated in stories)


def day_of(words: str, day_first: bool | None = None) -> date | None:
    """The day of a date in words or figures, as `day_of_field` reads it, as seconds (or thousandths, or millionths) since 1970 (UTC), or
    as a spreadsheet counts days."""
    words = words.strip()
    if re.fullmatch(r"\d{12}|\d{14}", words) and (day := day_of_field(words[:8])):
        return day
    if re.fullmatch(r"-?\d{9,17}(?:\.\d+)?", words):
        return _moment(float(words))
    return day_of_serial(words) or day_of_field(words[:200], day_first)


def _dated(undated: UndatedStory, day_first: bool | None) -> Story:
    day = day_of(undated.words, day_first) if undated.words else None
    return replace(undated.story, published=StatedDate(day, undated.words[:200], undated.field)) if day and undated.words else undated.story


def _moment(number: float) -> date | None:
    unit = next((unit for least, most, unit in _EPOCHS if least <= number < most), None)
    return (_EPOCH + timedelta(seconds=number / unit)).date() if unit else None


def _levels(record: Mapping[Any, Any], depth: int = 0) -> Iterator[dict[str, tuple[str, Any]]]:
    """The record's own fields by their normal names, then those of the objects that wrap fields."""
    own: dict[str, tuple[str, Any]] = {}
    for name, value in record.items():
        own.setdefault(normal(str(name)[:100]), (str(name)[:100], value))
    inner = [own[name] for name in _WRAPPERS if name in own and isinstance(own[name][1], Mapping)] if depth < 2 else []
    for name, wrapped in inner:
        if "text" in known_fields(map(str, wrapped), {}) and normal(name) != "content":
            del own[normal(name)]  # not the value of a field, but the record itself
    yield own
    for _, wrapped in inner:
        yield from _levels(wrapped, depth + 1)


def _at_path(record: Any, path: str) -> Any:
    """The value under a name, or under a path of names with dots between them."""
    if isinstance(record, Mapping):
        if path in record:
            return record[path]
        by_name = {normal(str(name)): value for name, value in record.items()}
        if "." not in path:
            return by_name.get(normal(path))
    head, _, rest = path.partition(".")
    if isinstance(record, Mapping):
        return _at_path(record.get(head, by_name.get(normal(head))), rest) if rest else None
    if isinstance(record, list) and head.isdecimal() and len(head) < 9:
        found = record[int(head)] if int(head) < len(record) else None
        return _at_path(found, rest) if rest else found
    return None


def _is_empty(value: Any) -> bool:
    return _words(value) is None


def _words(value: Any, depth: int = 0) -> str | None:
    """A value as text: itself, the name in an object, the paragraphs or parts of a list."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or depth > 3:
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        inner = {normal(str(name)[:100]): item for name, item in value.items()}
        if isinstance(spans := inner.get("children"), list):  # pieces of one paragraph, as editors keep them
            return "".join(str(span.get("text") or "") for span in spans if isinstance(span, Mapping)).strip() or None
        return next((words for name in _INNER if (words := _words(inner.get(name), depth + 1))), None)
    if isinstance(value, list):
        return "\n\n".join(words for item in value if (words := _words(item, depth + 1))) or None
    return None


def _names(value: Any) -> str | None:
    names = _words(value)
    return ", ".join(name for name in names.split("\n\n") if name.strip()) if names else None
