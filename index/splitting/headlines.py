"""Lines that may be headlines: what a line looks like by itself and in its place, before the whole file is judged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from index.splitting.linekinds import LineKind, agency_dateline, kind_of
from index.splitting.paragraphs import Paragraph
from index.words.lists import alternatives, listed, saying


class LetterCase(StrEnum):
    """How a headline is capitalised."""

    CAPS = "capitals"
    TITLE = "title case"
    SENTENCE = "sentence case"


class Look(StrEnum):
    """What marks a line as a headline, the strongest mark first."""

    LABEL = "label"
    HEADING = "heading"
    NUMBER = "number"
    BOLD = "bold"
    PLAIN = "plain"
    GLUED = "glued"


MAX_WORDS = 26
"""Words of a headline; agencies and ministries write up to twenty, a title in a newspaper has four to twelve."""
_MOST_BREAKS = 2
"""Sentences that end within a headline: "A ruling in a school fight. What to know"."""
_MAX_LINES = 3
"""Lines of a headline in hard-wrapped text."""

_MARKS = re.compile(
    r"(?P<heading>#{1,6})?\s*(?P<bullet>[-*•–—]\s+(?=\*\*|__))?"
    r"(?P<number>[(\[]?\d{1,3}(?:[.)\]:]|\s[-–—])\s+(?=\D))?(?P<label>(?i:headline|title|titel|überschrift|schlagzeile|titre|título|titular|titolo|kop|rubrik|tytuł)\s*:\s*)?(?P<bold>\*\*|__)?\s*"
)
_BOLD_END = re.compile(r"\s*(?:\*\*|__)\s*$")
_HEADING_END = re.compile(r"\s+#+\s*$")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_WEB = re.compile(r"https?://|\bwww\.")
_ENDING = 40
"""Characters at the end of a paragraph in which its full stop stands, whatever marks close it."""
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]*_]*$")
_SHORT = alternatives(
    *(word.capitalize() for name in ("names.titles", "abbreviations.companies") for word in listed(name)),
    *listed("abbreviations.headline_ends"),
)
_ABBREVIATED = re.compile(rf"(?:\b[A-Za-z]\.(?:[A-Za-z]\.)+|\b(?:{_SHORT})\.|\b[A-Z]\.)[\"'”’»)\]]*$")
_INNER_BREAK = re.compile(r"(?P<before>\S+)[.!?][\"'”’»)\]]*\s+(?=[\"'“‘«(]?[A-Z])")
_ORDINAL = re.compile(r"\d\.\s+(?=[A-Z])")
"""`12. November`, `1. Bundesliga`: no sentence ends there, and what holds it is a line that names an issue more often than a headline."""
_NEVER = re.compile(
    r"(?:[-*•–—>|+·]|[a-z]\)|\.\.\.|…|q[.:]|a[.:]\s"
    r"|(?:photo|photograph|picture|image|caption|credit|video|audio|graphic|map|source|tags?|topics?|keywords?|filed under"
    r"|category)\s*(?::|$)"
    r"|(?:contacts?|media contacts?|press contacts?|e-?mail|tel|phone|fax|note|ends?|corrections?|clarification|footnotes?|references?"
    r"|questions?|answers?|abstract|summary|key points|highlights|(?:table of )?contents|appendix)\s*(?:[:.-]|$)"
    r"|(?:for (?:more|further) information|further information|more information|notes? (?:to|for) editors?|editors?['’]? notes?"
    r"|about (?:the|us|this)|see also|related (?:articles|stories)|read more|dear|yours|sincerely|best regards|kind regards|thank you"
    r"|ladies and gentlemen|mr president|madam|excellenc\w+"
    r"|(?:fig(?:ure)?\.?|table|step|tip|lesson|rule|reason|myth|fact|phase|question) \d+"
    r"|(?:chapter|part) (?:\d+|[ivx]+|one|two|three|four|five|six|seven))\b)",
    re.IGNORECASE,
)
_ATTRIBUTED = re.compile(rf"[\"”’'],?\s*(?:[\w.’'-]+\s+){{1,5}}(?:{saying('quotes')})\b", re.IGNORECASE)
_TOLD_BY_PRONOUN = re.compile(rf"\b(?:he|she|they|who) (?:{saying('quotes')})$", re.IGNORECASE)
_SMALL = frozenset(listed("small.headline_small"))


@dataclass(frozen=True, slots=True)
class Headline:
    """A line that may be a headline: the paragraph it is, where its words stand, how it is marked and written."""

    index: int
    start: int
    end: int
    text: str
    form: Look
    level: int
    number: int | None
    case: LetterCase


class Page:
    """The paragraphs of a text, each with its kind, and what one can ask of them."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.kinds = tuple(kind_of(p.flat) for p in paragraphs)
        self.underlined = frozenset(i - 1 for i, p in enumerate(paragraphs) if i and p.gap == 0 and self._underlines(i))

    def _underlines(self, i: int) -> bool:
        above, line = self.paragraphs[i - 1], self.paragraphs[i].text
        if self.kinds[i] is not LineKind.SEPARATOR or self.kinds[i - 1] is not LineKind.TEXT or line[0] not in "=-~":
            return False
        fits = 0.5 * len(above.text) <= len(line) <= 1.6 * len(above.text) + 2
        return len(above.text) <= 200 and fits and not _SENTENCE_END.search(above.text)

    @cached_property
    def headlines(self) -> tuple[Headline | None, ...]:
        """For each paragraph, what it would be as a headline; None where it cannot be one."""
        lines = enumerate(zip(self.paragraphs, self.kinds, strict=True))
        return tuple(headline_of(line, i, i in self.underlined) if kind is LineKind.TEXT else None for i, (line, kind) in lines)

    @cached_property
    def has_few_gaps(self) -> bool:
        """Whether blank lines are rare: paragraphs then follow each other line by line."""
        return sum(p.gap > 0 for p in self.paragraphs[1:]) < 0.1 * len(self.paragraphs)

    @cached_property
    def _prose(self) -> tuple[bool, ...]:
        return tuple(kind is LineKind.TEXT and self._reads_on(i) for i, kind in enumerate(self.kinds))

    def is_prose(self, i: int) -> bool:
        """Whether paragraph `i` is running text: a sentence, or longer than any headline."""
        return self._prose[i]

    def _reads_on(self, i: int) -> bool:
        text = self.paragraphs[i].text
        reads_on = bool(_SENTENCE_END.search(text, len(text) - _ENDING)) or len(text) > 120 or text[-1] in '"”’:;,'
        headline = self.headlines[i]
        return (headline is None and reads_on) or (agency_dateline(text) is not None and not _is_whole(headline))


def headline_of(paragraph: Paragraph, index: int, underlined: bool = False) -> Headline | None:
    """The headline that a paragraph could be, by its own looks alone."""
    line = paragraph.text
    if len(line) > 260 or len(line.split()) > MAX_WORDS + 4:
        return None
    marks = _MARKS.match(line)
    assert marks is not None  # every part of the pattern is optional
    words = line[marks.end() :]
    words = _HEADING_END.sub("", words) if marks["heading"] else words
    bold = bool(marks["bold"] and _BOLD_END.search(words))
    words = _BOLD_END.sub("", words) if bold else words
    if not words or marks["bullet"] or (marks["bold"] and not bold) or not 0 < len(words.split()) <= MAX_WORDS:
        return None
    form = _form(marks, bold, underlined)
    if not _reads_like_headline(words, form):
        return None
    start = paragraph.start + marks.end()
    level = len(marks["heading"] or "") or (1 if underlined else 0)
    number = int(re.sub(r"\D", "", marks["number"])) if marks["number"] else None
    return Headline(index, start, start + len(words), words, form, level, number, case_of(words))


def _form(marks: re.Match[str], bold: bool, underlined: bool) -> Look:
    if marks["label"]:
        return Look.LABEL
    if marks["heading"] or underlined:
        return Look.HEADING
    if marks["number"]:
        return Look.NUMBER
    return Look.BOLD if bold else Look.PLAIN


def _reads_like_headline(words: str, form: Look) -> bool:
    letters = sum(map(str.isalpha, words))
    if letters < 3 or letters < 0.55 * len(words.replace(" ", "")) or _NEVER.match(words) or _WEB.search(words):
        return False
    first = _LETTER.search(words)
    if first is None or (
        first.start() <= 1 and not words[0].isdigit() and first.group().islower() and not words[first.end() : first.end() + 1].isupper()
    ):
        return False
    if form is not Look.PLAIN:
        return words[-1] not in ",;" and (words[-1] != "." or form is not Look.NUMBER or bool(_ABBREVIATED.search(words)))
    if len(words.split()) < 2 or words[-1] in ",;-–—" or len(words.splitlines()) > _MAX_LINES:
        return False
    if _TOLD_BY_PRONOUN.search(words) and case_of(words) is not LetterCase.TITLE:
        return False
    if words[-1] == ":" and case_of(words) is LetterCase.SENTENCE:
        return False
    aside = words.endswith("...") or (words.endswith(".)") and "(" in words)
    if words.rstrip("\"'”’»)]*_")[-1:] == "." and _SENTENCE_END.search(words) and not (aside or _ABBREVIATED.search(words)):
        return False
    return inner_breaks(words) <= _MOST_BREAKS * (not _ORDINAL.search(words))


def _is_whole(headline: Headline | None) -> bool:
    """Whether a line in capitals throughout is a headline, whatever place a dash in it seems to set off: "CHOOSE HOPE - KENNEDY"."""
    return headline is not None and headline.case is LetterCase.CAPS and "(" not in headline.text


def is_attributed(words: str) -> bool:
    """Whether a quotation and who said it stand in a headline."""
    return _ATTRIBUTED.search(words) is not None


def inner_breaks(words: str) -> int:
    """How many sentences end within a headline."""
    return sum(not _ABBREVIATED.search(m.group().rstrip()) for m in _INNER_BREAK.finditer(words))


def case_of(words: str) -> LetterCase:
    """The capitalisation of a headline."""
    found = _WORD.findall(words)
    letters = [c for c in words if c.isalpha()]
    if sum(c.isupper() for c in letters) >= 0.85 * len(letters) and len(letters) > 3:
        return LetterCase.CAPS
    large = [w for w in found[1:] if w.lower() not in _SMALL and len(w) > 3] or found[:1]
    return LetterCase.TITLE if sum(w[0].isupper() for w in large) >= 0.75 * len(large) else LetterCase.SENTENCE


def item_start(page: Page, title: int, begin: int = 0) -> int:
    """The first paragraph of what announces the story: the title, or date lines and section heads right above it."""
    i = title
    while i > begin and page.kinds[i - 1] in (LineKind.DATE, LineKind.BYLINE):
        i -= 1
    return i
