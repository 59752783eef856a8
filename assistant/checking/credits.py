"""Whose words a draft says that a quotation is, of which day and outlet; and whether two ways to name somebody name the same."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.checking.findings import Credit
from assistant.words.terms import is_stop, words
from index.prose.attribution import Attribution, Manner
from index.prose.meant import FIRMS
from index.prose.people import NAMES, NOT_NAMES, OFFICES, PARTICLES, bare, is_organisation
from index.prose.reading import Reading
from index.timex import Timex
from index.timex.values import nearest_year
from index.types import Article
from index.words.lists import listed, saying

NEAR = 70
"""Characters between a quotation and a day that is taken to be that of the words."""
_MARKS = r"[\"“”„«»‹›'’‘「」『』\s]*"
_WHO = r"(?P<name>(?:[Tt]he\s+)?[^\W\d_][^.,;:!?()\"“”«»\n]{0,60}?)"
_SAYS = rf"(?:{saying('strong')})"
_TO_WHOM = r"(?:\s+(?:reporters|journalists|them|us|him|her|the\s+\w+|(?:on|in|at|during)\s[^.;\n]{3,40}))?"
_ENDS = r"\s*(?=[.,;\n]|$)"
_BEGINS = r"(?:^|[\n.!?]\s*)"
_NAMED = (
    (re.compile(rf"^{_MARKS}[.,]?\s*(?:[—–-]{{1,2}}\s*|\n[> \t]*[—–-]{{1,2}}\s*|\()(?P<name>{NAMES})(?=[,;)\n.]|\s*$|\s+\()"), True),
    (re.compile(rf"{_BEGINS}(?P<name>{NAMES})(?:,[^,\n:]{{2,60}},?)?\s*:{_MARKS}$"), False),
)
"""A name by itself beside a quotation, and whether after it: "— Orla Fenwick", "Orla Fenwick:"."""
_LOOSE = (
    (re.compile(rf"^{_MARKS}[.,]?\s*{_WHO}\s+{_SAYS}{_TO_WHOM}{_ENDS}"), True),
    (re.compile(rf"^{_MARKS}[.,]?\s*{_SAYS}\s+{_WHO}{_TO_WHOM}{_ENDS}"), True),
    (re.compile(rf"{_BEGINS}{_WHO}\s+{_SAYS}\s*[,:]{_MARKS}$"), False),
    (re.compile(rf"{_BEGINS}[Aa]ccording to {_WHO}\s*[,:]{_MARKS}$"), False),
    (re.compile(rf"\b[Ii]t (?:was|is) {_WHO}\s+(?:who|that|which)\s+{_SAYS}\s*[,:]?{_MARKS}$"), False),
)
"""The same for whoever else is said to say it: "district roads office said"."""
_BODIES = (
    (re.compile(rf"{_BEGINS}{_WHO}\s*:{_MARKS}$"), False),
    (re.compile(rf"^{_MARKS}[.,]?\s*(?:[—–-]{{1,2}}\s*|\n[> \t]*[—–-]{{1,2}}\s*|\(){_WHO}(?=[,;)\n.]|\s*$)"), True),
)
"""The same for what is a body or an office by its last word: "the company:"."""
_NOBODY = re.compile(
    r"(?:and|but|he|she|they|it|who|which|as|so|then|also|we|i|one|a|an|that|this|there|what|when|while|sources?)\b", re.IGNORECASE
)
_SPEAKING = frozenset((*OFFICES, *listed("voices.bodies"), *listed("voices.deputies"), *FIRMS))


@dataclass(frozen=True, slots=True)
class DraftReading:
    """A draft as read: its sentences and speakers, its days, and the outlets of the archive that it names (offset -> outlet)."""

    text: str
    reading: Reading
    outlets: tuple[tuple[int, str], ...]
    quoted: tuple[tuple[int, int], ...]

    def credit(self, start: int, end: int) -> Credit:
        """What the draft says of the words at `start`..`end`: by the sentence that they stand in, or by a line after them."""
        speaker = self._speaker(start, end)
        left, right = self.around(start, end)
        outlet = next((name for at, name in self.outlets if left <= at < right and self._is_of(at, start, end)), None)
        if speaker and outlet and same_speaker(speaker, outlet):
            speaker = None
        near = self._day(start, end)
        full = near.earliest if near and near.earliest == near.latest else None
        return Credit(speaker, full, outlet)

    def _day(self, start: int, end: int) -> Timex | None:
        """The only day beside a quotation that is nearer to no other."""
        left, right = self.around(start, end)
        days = [day for day in self.reading.days_in(left, right) if self._is_of(day.start, start, end)]
        return days[0] if len(days) == 1 and start - NEAR <= days[0].start <= end + NEAR else None

    def _is_of(self, at: int, start: int, end: int) -> bool:
        """Whether a place outside of all quotations is nearer to this one than to any other."""
        if self.is_quoted(at):
            return False
        here = start - at if at < start else at - end
        after = bisect_right(self.quoted, at, key=lambda span: span[0])
        return all((left - at if at < left else at - right) >= here for left, right in self.quoted[max(0, after - 1) : after + 1])

    def partial_day(self, start: int, end: int) -> Timex | None:
        """The only day beside a quotation where it is named without its year: "on 3 May"."""
        day = self._day(start, end)
        return day if day and day.kind == "month-day" and day.earliest is None else None

    def is_quoted(self, at: int) -> bool:
        """Whether a place of the draft stands in quotation marks."""
        last = bisect_right(self.quoted, at, key=lambda span: span[0]) - 1
        return last >= 0 and at < self.quoted[last][1]

    def between(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """The quotations that share characters with a stretch."""
        first = bisect_right(self.quoted, start, key=lambda span: span[1])
        return self.quoted[first : bisect_left(self.quoted, end, key=lambda span: span[0])]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The sentences that share characters with a stretch."""
        touched = self._touched(start, end)
        return (self.reading.sentences[touched[0]][0], self.reading.sentences[touched[-1]][1]) if touched else (start, end)

    def _touched(self, start: int, end: int) -> range:
        first = bisect_right(self.reading.sentences, start, key=lambda span: span[1])
        return range(first, bisect_left(self.reading.sentences, end, key=lambda span: span[0]))

    def _speaker(self, start: int, end: int) -> str | None:
        before, after = self.text[max(0, start - 160) : start], self.text[end : end + 200]
        for pattern, is_after in _NAMED:
            if (named := pattern.search(after if is_after else before)) and (name := person_in(named["name"])):
                return self._whole(name)
        touched = self._touched(start, end)
        first = bisect_left(self.reading.voices, touched.start, key=lambda voice: voice.ordinal)
        last = bisect_left(self.reading.voices, touched.stop, key=lambda voice: voice.ordinal)
        voices = [voice for voice in self.reading.voices[first:last] if self._is_near(voice, start, end)]
        left, right = self.around(start, end)
        named_here = next((voice.speaker for voice in voices if left <= voice.start < right), None)
        if found := named_here or _beside(before, after):
            return found
        alone = not words(self.text[left:start]) and not words(self.text[end:right])
        return voices[0].speaker if voices and alone else None  # whoever spoke before goes on

    def _is_near(self, voice: Attribution, start: int, end: int) -> bool:
        """Whether the words that name a speaker stand in the paragraph of the quotation: a quotation by itself is nobody's."""
        between = self.text[end : voice.start] if voice.start >= end else self.text[voice.end : start]
        return "\n\n" not in between.replace("\r", "")

    def _whole(self, name: str) -> str:
        """A last name alone, completed from whoever else speaks in the draft."""
        if " " in name:
            return name
        return next((voice.speaker for voice in self.reading.voices if voice.speaker.endswith(f" {name}")), name)


def _beside(before: str, after: str) -> str | None:
    """Whoever the words right before or after a quotation say that said it, as they are written."""
    for pattern, is_after in (*_LOOSE, *_BODIES):
        match = pattern.search(after if is_after else before)
        if match is None or _NOBODY.match(match["name"]):
            continue
        name: str = re.sub(r"^[Tt]he\s+", "", match["name"]).strip()
        is_speaking = is_organisation(name.split()[-1]) or name.split()[-1].casefold() in _SPEAKING
        if (pattern, is_after) not in _BODIES or is_speaking:
            return name
    return None


def person_in(words: str) -> str | None:
    """A run of capitals without offices, titles and words that only begin a sentence; None where nothing is left."""
    tokens = words.split()
    while tokens and (tokens[0].casefold().strip(".") in OFFICES | NOT_NAMES or tokens[0] in PARTICLES):
        tokens.pop(0)
    return bare(" ".join(tokens)) or None


def same_speaker(one: str, other: str, office: str | None = None) -> bool:
    """Whether two names may be of the same: by the last word, by one's words being among the other's, by initials, or by an office."""
    left, right = _name_words(one), _name_words(other)
    if not left or not right:
        return True
    if office and set(left) <= {*_name_words(office), *right}:
        return True
    if set(left) <= set(right) or set(right) <= set(left):
        return True
    if _initials(one) == other.replace(".", "").casefold() or _initials(other) == one.replace(".", "").casefold():
        return True
    return left[-1] == right[-1] and left[0][0] == right[0][0]


def _name_words(name: str) -> list[str]:
    kept = [word for word in words(re.sub(r"[’']s\b", "", name)) if not is_stop(word)]
    return [word for word in kept if word not in OFFICES] or kept


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Z][\w-]*", name)).casefold()


def says_other_day(credit: Credit, partial: Timex | None, article: Article, reading: Reading) -> bool:
    """Whether the day that the draft gives is surely not the article's: neither its day, nor one beside it, nor one that it names."""
    published = article.published
    if published.earliest is None or published.latest is None:
        return False
    day = credit.day or _in_year(partial, published.latest)
    if day is None:
        return False
    if published.earliest.toordinal() - 1 <= day.toordinal() <= published.latest.toordinal() + 1:
        return False
    return not any(one.earliest and one.latest and one.earliest <= day <= one.latest for one in reading.days)


def _in_year(partial: Timex | None, anchor: date) -> date | None:
    if partial is None or partial.parts.month is None or partial.parts.day is None:
        return None
    return nearest_year(partial.parts.month, partial.parts.day, anchor)


def says_other_outlet(credit: Credit, article: Article) -> bool:
    """Whether the draft names another outlet of the archive than the article's."""
    return bool(credit.outlet and article.source and credit.outlet.casefold() != article.source.casefold())


def outlets_in(text: str, outlets: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Where a text names outlets, with or without their "The"."""
    known: Mapping[str, str] = {name.casefold().removeprefix("the "): name for name in outlets if len(name) > 3}
    if not known:
        return ()
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(known, key=len, reverse=True)), re.IGNORECASE)
    return tuple((match.start(), known[match.group().casefold()]) for match in pattern.finditer(text))


def speaker_of(reading: Reading, start: int, end: int) -> tuple[str | None, str | None, bool]:
    """Who says the words between two offsets of an article, with the office; and whether the article only reports what they said."""
    first = bisect_right(reading.sentences, start, key=lambda span: span[1])
    last = bisect_left(reading.sentences, end, key=lambda span: span[0])
    voices = [voice for voice in reading.voices if first <= voice.ordinal < last]
    if not voices:
        return None, None, False
    return voices[0].speaker, voices[0].office, all(voice.manner is Manner.REPORTED for voice in voices)
