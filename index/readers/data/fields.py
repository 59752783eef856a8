"""Fields of a record under the names that news exports and interfaces give them, as the story that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from index.errors import SettingsError
from index.readers.base import StatedDate, Story
from index.readers.date_fields import day_of_field
from index.readers.html_prose import plain

FIELDS = {
    "title": "title headline heading hl webtitle titel titre titulo name",
    "text": (
        "articlebody bodytext fulltext maintext contenttext articletext storytext cleantext plaintext body text content article "
        "maincontent story contenthtml bodyhtml bodyxhtml html leadparagraph description abstract summary snippet"
    ),
    "published": (
        "published publishedat datepublished publicationdate pubdate pubdatetime publishdate publisheddate webpublicationdate publishedon "
        "publicationdatetime firstpublished firstpublicationdate firstcreated date datetime time timestamp seendate created "
        "createdat datecreated versioncreated"
    ),
    "modified": "modified modifiedat datemodified updated updatedat lastmodified lastupdated lastmodifieddate dateupdated modifiedgmt",
    "source": "source outlet publisher sitename newspaper publication sourcename publicationtitle publicationname site domain provider",
    "author": "author byline authors creator writer reporter by",
    "url": "url link canonicalurl weburl permalink canonical href articleurl sourceurl uri guid",
    "language": "language lang inlanguage languagecode",
}
"""What a story states, and the names it goes by, in order of trust; upper case, hyphens and the like do not matter."""
_SUMMARIES = frozenset({"leadparagraph", "description", "abstract", "summary", "snippet"})
_NAMES = {field: tuple(names.split()) for field, names in FIELDS.items()}
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names}
_WRAPPERS = ("source", "fields", "attributes", "article", "node", "document", "doc", "item", "story", "data", "post", "thread", "links")
"""Objects within a record that hold its fields, as search engines and interfaces wrap them."""
_INNER = "name main rendered text value title default date label original permalink url href canonical".split()
"""Names within an object that is the value of a field, in order of trust."""
_MARKERS = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")
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


def canonical(field: str) -> str | None:
    """The field of a story that a usual name means."""
    return field if field in FIELDS else _FIELD_OF.get(_normal(field))


class RecordFields:
    """The fields of one record, found by their usual names, or by those of a mapping ({"title": "hl"}, nested ones as `meta.hl`)."""

    def __init__(self, record: Mapping[Any, Any], mapping: Mapping[str, str]) -> None:
        self._record = record
        self._mapping = {canonical(field): name for field, name in mapping.items()}
        self._levels = list(_levels(record))

    def value(self, field: str) -> tuple[str, Any]:
        """The name under which a field stands, and its value; ("", None) where it does not."""
        mapped = self._mapping.get(field)
        if mapped is not None:
            return mapped, _at_path(self._record, mapped)
        for name in _NAMES[field]:
            for level in self._levels:
                found = level.get(name)
                if found is not None and not _is_empty(found[1]):
                    return found
        return "", None

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


def dated(stories: list[UndatedStory]) -> tuple[Story, ...]:
    """The stories, each with the day that its record states. `03/04/2022` is a day where another record shows which part is the month."""
    day_first = _order([undated.words for undated in stories if undated.words])
    return tuple(_dated(undated, day_first) for undated in stories)


def day_of(words: str, day_first: bool | None = None) -> date | None:
    """The day of a date in words or figures, as ISO 8601, a mail date, or seconds (or thousandths, or millionths) since 1970 (UTC)."""
    words = words.strip()
    slashed = _SLASHED.match(words)
    if slashed:
        return _slashed(int(slashed[1]), int(slashed[2]), int(slashed[3]), day_first)
    if re.fullmatch(r"\d{12}|\d{14}", words) and (day := day_of_field(words[:8])):
        return day
    if re.fullmatch(r"-?\d{9,17}(?:\.\d+)?", words):
        return _moment(float(words))
    return day_of_field(words[:200])


def _dated(undated: UndatedStory, day_first: bool | None) -> Story:
    day = day_of(undated.words, day_first) if undated.words else None
    return replace(undated.story, published=StatedDate(day, undated.words[:200], undated.field)) if day and undated.words else undated.story


def _order(words: list[str]) -> bool | None:
    """True where the slashed dates are day first, False for month first, None where they do not say or disagree."""
    found = [(int(match[1]), int(match[2])) for word in words if (match := _SLASHED.match(word.strip()))]
    day_first, month_first = any(first > 12 for first, _ in found), any(second > 12 for _, second in found)
    return day_first if day_first != month_first else None


def _slashed(first: int, second: int, year: int, day_first: bool | None) -> date | None:
    if day_first is None and first != second:
        day_first = None if max(first, second) <= 12 else first > 12
        if day_first is None:
            return None
    day, month = (first, second) if day_first else (second, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moment(number: float) -> date | None:
    unit = next((unit for least, most, unit in _EPOCHS if least <= number < most), None)
    return (_EPOCH + timedelta(seconds=number / unit)).date() if unit else None


def _normal(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def _levels(record: Mapping[Any, Any], depth: int = 0) -> Iterator[dict[str, tuple[str, Any]]]:
    """The record's own fields by their normal names, then those of the objects that wrap fields."""
    own: dict[str, tuple[str, Any]] = {}
    for name, value in record.items():
        own.setdefault(_normal(str(name)[:100]), (str(name)[:100], value))
    inner = [own[name] for name in _WRAPPERS if name in own and isinstance(own[name][1], Mapping)] if depth < 2 else []
    for name, wrapped in inner:
        if "text" in known_fields(map(str, wrapped), {}) and _normal(name) != "content":
            del own[_normal(name)]  # not the value of a field, but the record itself
    yield own
    for _, wrapped in inner:
        yield from _levels(wrapped, depth + 1)


def known_fields(names: Iterable[str], mapping: Mapping[str, str]) -> set[str]:
    """The fields of a story that columns of these names hold."""
    normal = {_normal(name) for name in names}
    mapped = {canonical(field): _normal(name) for field, name in mapping.items()}
    return {field for field in FIELDS if (mapped[field] in normal if field in mapped else not normal.isdisjoint(_NAMES[field]))}


def is_last_resort(name: str) -> bool:
    """Whether a name of the text often means no more than what the text is about."""
    return _normal(name) in _SUMMARIES


def _at_path(record: Any, path: str) -> Any:
    """The value under a name, or under a path of names with dots between them."""
    if isinstance(record, Mapping):
        if path in record:
            return record[path]
        by_name = {_normal(str(name)): value for name, value in record.items()}
        if "." not in path:
            return by_name.get(_normal(path))
    head, _, rest = path.partition(".")
    if isinstance(record, Mapping):
        return _at_path(record.get(head, by_name.get(_normal(head))), rest) if rest else None
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
        inner = {_normal(str(name)[:100]): item for name, item in value.items()}
        return next((words for name in _INNER if (words := _words(inner.get(name), depth + 1))), None)
    if isinstance(value, list):
        return "\n\n".join(words for item in value if (words := _words(item, depth + 1))) or None
    return None


def _names(value: Any) -> str | None:
    names = _words(value)
    return ", ".join(name for name in names.split("\n\n") if name.strip()) if names else None
