"""Records of news databases as plain text: what one of them holds, the lines it is read from, and the dates, tongues and names in them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.readers.base import StatedDate, Story
from index.readers.date_fields import is_placeholder
from index.splitting.section import Section
from index.timex.calendar import WEEKDAYS, day_words, month_words, weekday_name
from index.timex.foreign import MONTH_WORDS
from index.types import Basis, Dating, Evidence

WRAPPED = 50
"""Characters from which a line may have been wrapped, so that the line right below goes on with it; databases wrap at 70 to 80."""
_DATE_LINE = 90
"""Characters of a line that is a date and, at most, a weekday, an hour and the name of an edition."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_SPACE = " \t\xa0\ufeff\u200b\u3000"

_MONTH = rf"(?P<month>{'|'.join(sorted(MONTH_WORDS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_LEAD = r"(?:[^\W\d_]{3,12}\.?,?\s+)?"
_DATES = tuple(
    re.compile(_LEAD + form, re.IGNORECASE)
    for form in (
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|[.º°])?\s+(?:de\s+)?{_MONTH},?\s+(?:del?\s+)?{_YEAR}",
        r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b",
        rf"{_MONTH},?\s+{_YEAR}",
    )
)

LANGUAGES = {
    name: code
    for code, names in {
        "en": "english englisch anglais inglés ingles",
        "de": "german deutsch allemand",
        "fr": "french französisch français francais",
        "es": "spanish spanisch espagnol español espanol",
        "it": "italian italienisch italien italiano",
        "pt": "portuguese portugiesisch portugais português portugues",
        "nl": "dutch niederländisch néerlandais nederlands",
        "da": "danish dansk",
        "sv": "swedish svenska",
        "no": "norwegian norsk",
        "fi": "finnish suomi",
        "pl": "polish polski",
        "cs": "czech",
        "hu": "hungarian",
        "ro": "romanian",
        "bg": "bulgarian",
        "el": "greek",
        "tr": "turkish",
        "ru": "russian russisch russe",
        "uk": "ukrainian",
        "ar": "arabic",
        "he": "hebrew",
        "fa": "persian farsi",
        "hi": "hindi",
        "zh": "chinese",
        "ja": "japanese",
        "ko": "korean",
        "id": "indonesian",
        "ms": "malay",
        "th": "thai",
        "vi": "vietnamese",
    }.items()
    for name in names.split()
}
"""Names of languages as databases write them, in lower case, and their ISO 639-1 codes."""

_PROSE = 12
"""Words of a line from which, where it ends as a sentence does, it is prose and no part of a cover page."""
_ENDED = re.compile(r"[.!?…][\"'”’»)]*$")
_BY = re.compile(r"by\s+|(?:von|par|por|di|da|de|door|av|af)\s+(?=[^\s,]+\s+\S)", re.IGNORECASE)
"""What opens a byline. `Da Silva` and `Von Tal, Ines` are names: other words than `by` count only before a name of two words."""
_RIGHTS = re.compile(
    r"(?:copyright\b|©|\(c\)\s|all rights reserved|tous droits réservés|alle rechte v(?:orbehalten|oorbehouden)"
    r"|todos (?:los|os) d(?:erechos|ireitos)"
    r"|tutti i diritti|wszelkie prawa|alla rättigheter)|.{0,80}(?:©|\(c\))\s*(?:19|20)\d\d\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Record(Section):
    """One record of a news database: its spans from the title to the end of the prose, and what its fields state.

    Everything between title and prose lies inside the span and before `body_start`. `days` is the day of publication, or the first and
    last day of the month where no more is stated.
    """

    days: tuple[date, date] | None = None
    language: str | None = None
    modified: date | None = None
    named: str | None = None  # the headline of a record that states it apart from its text

    def title(self, text: str) -> str:
        """The title in one line, empty where there is none."""
        return self.named or Section.title(self, text)

    def dating(self, inferred: Dating) -> Dating:
        """What the record states, else what was inferred from its words.

        The day on which the database was given the story proves nothing: papers come the evening before, magazines weeks ahead.
        """
        if not self.days or not self.dateline:
            return inferred
        (first, last), line = self.days, self.dateline
        when = f"{weekday_name(first)} {day_words(first)}" if first == last else month_words(first)
        return Dating(first, last, Basis.STATED, (Evidence(line.quote, line.start, line.end, f"{line.why}: {when}"),))


def record_of(
    title: tuple[int, int] | None,
    body: tuple[int, int] | None,
    stated: tuple[Evidence, tuple[date, date]] | None,
    *,
    source: str | None,
    author: str | None,
    language: str | None,
    modified: date | None = None,
) -> Record | None:
    """The record of a headline and its prose (document offsets), and of what its fields state; None where it has neither of the two."""
    if title is not None:
        begin, end = body or (title[1], title[1])
    elif body is not None:
        begin, end = body
    else:
        return None
    return Record(
        start=title[0] if title else begin,
        end=end,
        title_start=title[0] if title else None,
        title_end=title[1] if title else None,
        body_start=begin,
        body_end=end,
        dateline=stated[0] if stated else None,
        days=stated[1] if stated else None,
        source=source,
        author=author,
        language=language,
        modified=modified,
    )


def unplaced(lines: Sequence[Line]) -> Record | None:
    """A stretch of an export that is no record but has prose in it, kept as it stands; None for covers, notices and link lines."""
    prose = [line for line in lines if len(line.text.split()) >= _PROSE and _ENDED.search(line.text) and not is_rights(line.text)]
    if not prose:
        return None
    first = lines[0]
    is_title = len(lines) > 1 and first not in prose and lines[1].gap > 0 and len(first.text.split()) > 1
    title = (first.start, first.end) if is_title else None
    return record_of(title, (lines[is_title].start, lines[-1].end), None, source=None, author=None, language=None)


def story_of(content: str, record: Record) -> Story:
    """The story of a record of a text that has no file of its own."""
    day, line = record.days, record.dateline
    return Story(
        text=content[record.body_start : record.body_end],
        title=record.title(content) or None,
        published=StatedDate(day[0], line.quote, "date line") if day and line and day[0] == day[1] else None,
        modified=record.modified,
        source=record.source,
        author=record.author,
        url=record.url,
        language=record.language,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: `text` is `document[start:end]` without surrounding space; `gap` counts the blank lines before it."""

    start: int
    end: int
    text: str
    gap: int
    indent: int


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: its kind, and the line that it stands in, whose last characters are the value."""

    kind: str
    line: Line
    value: str

    @property
    def start(self) -> int:
        """Where the value begins."""
        return self.line.end - len(self.value)


def lines_of(text: str, start: int, end: int) -> list[Line]:
    """The lines of a stretch of text."""
    found: list[Line] = []
    seen = start
    for match in _LINE.finditer(text, start, end):
        words = match.group().strip().strip(_SPACE)
        if words:
            at = text.index(words, match.start())
            breaks = sum(1 for _ in _BREAK.finditer(text, seen, match.start()))
            found.append(Line(at, at + len(words), words, max(0, breaks - 1) if found else 1, at - match.start()))
            seen = match.end()
    return found


def chunks(length: int, marks: Sequence[tuple[int, int]], *, opening: bool) -> list[tuple[int, int]]:
    """The stretches of a text of `length` characters between marks that open records, or that close them."""
    starts, ends = [start for start, _ in marks], [end for _, end in marks]
    if opening:
        return list(zip(ends, [*starts, length][1:], strict=True))
    return list(zip([0, *ends], [*starts, length], strict=True))


def date_line(line: Line) -> tuple[Evidence, tuple[date, date]] | None:
    """The date that a line consists of, with the days that it means; None for a line of prose that begins with one."""
    if len(line.text) > _DATE_LINE or not any(map(str.isdigit, line.text)):
        return None
    for form in _DATES:
        match = form.match(line.text)
        days = _days(match) if match else None
        if match and days and not re.search(r"[^\W\d_]{2,}\s+[^\W\d_]+\s+[^\W\d_]+.*[.!?]$", line.text[match.end() :]):
            end = line.start + match.end() + _weekday_after(line.text[match.end() :])
            return Evidence(line.text[: end - line.start], line.start, end, "date line of this record"), days
    return None


def days_in(words: str) -> tuple[date, date] | None:
    """The day, or the days of the month, that words begin with."""
    return next((days for form in _DATES if (match := form.match(words)) and (days := _days(match))), None)


def is_rights(words: str) -> bool:
    """Whether a line says whose the text is."""
    return _RIGHTS.match(words) is not None


def language_of(words: str | None) -> str | None:
    """The ISO 639-1 code of a language given by name."""
    named = re.match(r"[^\W\d_]+", words or "")
    return LANGUAGES.get(named.group().lower()) if named else None


def author_of(words: str | None) -> str | None:
    """A byline without the word that opens it."""
    line = folded(words or "")
    opened = _BY.match(line)
    name = line[opened.end() if opened else 0 :].strip(" ,;:")
    return name or None


def folded(words: str) -> str:
    """The words on one line."""
    return " ".join(words.split())


def _days(match: re.Match[str]) -> tuple[date, date] | None:
    named = match.groupdict()
    year, word = int(named["year"]), named["month"].lower()
    month = int(word) if word.isdigit() else MONTH_WORDS[word]
    try:
        if named.get("day"):
            day = date(year, month, int(named["day"]))
            return None if is_placeholder(day) else (day, day)
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None


def _weekday_after(rest: str) -> int:
    """Length of a weekday right after a date."""
    match = re.match(rf",?\s+(?:{'|'.join(WEEKDAYS)})\b", rest, re.IGNORECASE)
    return match.end() if match else 0
