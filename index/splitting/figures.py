"""What a possible headline, the prose under it and the lines around it look like, in figures: is it the start of a new story?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from index.splitting.chains import WordChains
from index.splitting.cohesion import bag_of, refers_back, share, stems_of
from index.splitting.headlines import Headline, LetterCase, Look, Page, inner_breaks, is_attributed, item_start
from index.splitting.linekinds import LineKind, agency_dateline
from index.splitting.people import NamedPeople
from index.splitting.rarity import Rarity
from index.splitting.stretches import FAR_WINDOW, WINDOW, Stretches
from index.timex.calendar import WEEKDAYS
from index.words.lists import alternatives, any_of

_LEAD = 400
_OPENING = 1200
_OPENING_PARAGRAPHS = 8
_MOST_BACK, _MOST_TOP, _MOST_COHESION, _MOST_DEFINITE = 0.5, 0.4, 0.28, 3
_MOST_KNOWN, _MOST_NEAR, _MOST_FAR, _MOST_CHAINS = 0.5, 0.2, 0.3, 2.5
"""Above these, sharing more words says no more. Parts of one story share up to 0.28 of their words; what shares more is two reports of one
kind (results, forecasts, openings), the less one story the more alike they are."""
_MOST_CALLED, _MOST_ROOM, _MOST_LEAD, _MOST_HEADED = 3, 2.0, 60, 0.6
_HEADED, _HEADED_REACH, _HEADED_WORDS = 12, 8000, 4
"""How many headlines above, no more characters away, of at least so many words, may be that of the story which goes on."""

_LABEL = re.compile(r"(?:the|an?|how|what|why|where|who|when|and|but|if|so|or|[a-z]{2,}ing)\s", re.IGNORECASE)
"""How sub-headings begin far more often than headlines do: with an article, a question word, a conjunction, a gerund."""
_GOING_ON = re.compile(r"(?:and|but|if|so|or)\s", re.IGNORECASE)
_THE = re.compile(r"\b[Tt]he ([a-z]{4,})")
_DAY_NAME = re.compile(rf"\b(?:{alternatives(*(day.capitalize() for day in WEEKDAYS))})\b")
_LINKING = re.compile(rf"(?:{any_of('pages.linking')})\b|(?-i:[A-Z][A-Z’'& -]{{3,}}):\s*\S", re.IGNORECASE)
"""How a line begins that leads to another page: `More:`, `Follow every game:`, `GO DEEPER: ...`."""
_ADDRESS = re.compile(r"https?://|www\.|@\w|\w\.(?:com|org|net)\b")
_OVER = re.compile(rf"\b(?:{any_of('pages.endings')})\b|@\w+|https?://\S+$", re.IGNORECASE)
"""What stands in the last line of a story: who helped, where to write to, what to follow."""
_CONTRIBUTED = re.compile(
    r"(?:contribut(?:ing|ors?)|(?:additional )?reporting by|edit(?:ing|ed) by)\b|.*\bcontributed (?:to (?:this|the)|reporting)\b",
    re.IGNORECASE,
)
"""The line with which a story ends that says who helped with it."""
_NAME_ONLY = re.compile(r"(?:[A-Z][\w.’'-]*,?(?:\s+(?:and|of|the|for|de|van))?(?:\s+|$))+")
"""`Patrick Ryan`, `USA TODAY`: who wrote or printed a story, in a line under its headline."""
_TOPIC = re.compile(r"[^:]{3,40}: (?=\S+ \S)")
"""`Bird flu: two people test positive`."""


@dataclass(frozen=True, slots=True)
class HeadlinePlace:
    """A possible headline in its place: the prose under it begins at paragraph `body`; other such lines of its run stand around it."""

    headline: Headline
    body: int
    above: int = 0
    below: int = 0


class HeadlineFigures:
    """The figures of the possible headlines of one page."""

    def __init__(self, page: Page, places: Sequence[HeadlinePlace], begin: int) -> None:
        self.page = page
        self.places = places
        self.begin = begin
        self._stretches = Stretches(page, {place.headline.index for place in places})

    def words(self, n: int) -> dict[str, float]:
        """What the words of the `n`th headline and those around it say, by names."""
        return {**self._headline(n), **self._lead(n), **self._lengths(n), **self._shared(n)}

    @cached_property
    def _opening(self) -> frozenset[str]:
        lines = self.page.paragraphs[self.begin : self.begin + _OPENING_PARAGRAPHS]
        return bag_of(" ".join(line.flat[:_OPENING] for line in lines)[:_OPENING]).stems

    @cached_property
    def _top(self) -> frozenset[str]:
        first = self.places[0]
        return frozenset(stems_of(first.headline.text)) if first.body - self.begin <= _OPENING_PARAGRAPHS else frozenset()

    @cached_property
    def _asked(self) -> float:
        """The share of questions among the possible headlines: most of those of an interview."""
        return sum(_asks(place.headline.text) for place in self.places) / len(self.places)

    @cached_property
    def _wide_gap(self) -> int:
        """The number of blank lines that sets items apart from paragraphs, 0 where all gaps are alike."""
        gaps = sorted(line.gap for line in self.page.paragraphs[1:] if line.gap)
        if len(gaps) < 4:
            return 0
        usual = gaps[0] if self.page.has_few_gaps else gaps[len(gaps) // 2]
        return usual + 1 if gaps[-1] > usual else 0

    def _headline(self, n: int) -> dict[str, float]:
        """What the headline's own words say: sub-headings are short, ask, quote, or name a topic."""
        text = self.places[n].headline.text
        asks = _asks(text)
        breaks = inner_breaks(text)
        words, first = len(text.split()), len(self.places[0].headline.text.split())
        return {
            "question": asks,
            "interview": asks * self._asked,
            "named": min(_MOST_CALLED, _capitals(text)) if self.places[n].headline.case is LetterCase.SENTENCE else 0,
            "topic": _TOPIC.match(text) is not None,
            "sentences": breaks > 0,
            "long_sentences": breaks * words / 10,
            "attributed": is_attributed(text),
            "trails_off": text.endswith(("…", "...")),
            "notes": min(2, self._notes(n)),
            "quoted": text[0] in "\"'“‘",
            "label": _LABEL.match(text) is not None,
            "going_on": _GOING_ON.match(text) is not None,
            "short": max(0, 5 - words),
            "words": min(words, 14) / 10,
            "shorter": words < first,
            "linking": _LINKING.match(text) is not None,
            "address": _ADDRESS.search(text) is not None,
            "colon": text[-1] == ":",
            "name": len(text.split()) <= 4 and _NAME_ONLY.fullmatch(text) is not None,
        }

    def _notes(self, n: int) -> int:
        """How many lines that are neither headline, date nor byline stand between the `n`th headline and its prose."""
        between = range(self.places[n].headline.index + 1, self.places[n].body)
        return sum(self.page.kinds[i] is LineKind.TEXT and self.page.headlines[i] is None for i in between)

    def _lead(self, n: int) -> dict[str, float]:
        """What the prose below says: a story opens with names, a day, a source; a section goes on with `it` and `they`."""
        body = self.places[n].body
        text = self.page.paragraphs[body].flat[:WINDOW]
        own = self._stretches.below(body)
        lead = text[:_LEAD]
        before = self._stretches.above(self.places[n].headline.index, FAR_WINDOW)
        by_last, by_whole = self._people.called_again(self.places[n].headline.index, self._stretches.prose_below(body))
        return {
            "names": min(10.0, len(own.names) * 400 / WINDOW) / 10,
            "known": min(_MOST_KNOWN, share(own.names, before.names)),
            "surnames": min(_MOST_CALLED, by_last),
            "introduced": min(_MOST_CALLED, by_whole),
            "weekday": _DAY_NAME.search(lead) is not None,
            "anaphora": refers_back(text),
            "quote_first": text[0] in '"“‘',
        }

    def _lengths(self, n: int) -> dict[str, float]:
        """How much prose follows to the next possible headline, how much stood under the one before, how long the lead is."""
        return {
            "room": min(_MOST_ROOM, log(1 + self._rooms[n] / 1000)),
            "room_above": min(_MOST_ROOM, log(1 + self._rooms[n - 1] / 1000)) if n else 0.0,
            "lead_length": min(_MOST_LEAD, len(self.page.paragraphs[self.places[n].body].text.split())) / 20,
        }

    @cached_property
    def _rooms(self) -> list[int]:
        """Characters from the prose under each possible headline to the next one that stands below that prose."""
        lines, rooms, stop = self.page.paragraphs, [], self.page.paragraphs[-1].end
        for n in range(len(self.places) - 1, -1, -1):
            below = self.places[n + 1] if n + 1 < len(self.places) else None
            if below is not None and below.body != self.places[n].body:
                stop = lines[below.headline.index].start
            rooms.append(stop - lines[self.places[n].body].start)
        return rooms[::-1]

    def _shared(self, n: int) -> dict[str, float]:
        """What the headline shares with the prose below, and both with the prose above and at the top of the page."""
        place = self.places[n]
        lead = self.page.paragraphs[place.body].flat[:_LEAD]
        own, stems = self._stretches.below(place.body).stems, self._title_stems[n]
        before = self._stretches.above(place.headline.index, WINDOW).stems
        things = set(stems_of(" ".join(_THE.findall(lead))))
        known = len(things) - len(self._unmentioned(things, place.headline.index)) if things else 0
        cohesion, far = share(own, before), self._stretches.above(place.headline.index, FAR_WINDOW).stems
        return {
            "rare_near": _tent(self._rarity.share(own, before), _MOST_NEAR),
            "rare_far": _tent(self._rarity.share(own, far), _MOST_FAR),
            "rare_back": min(_MOST_BACK, self._rarity.share(stems, far)),
            "echo": share(stems, own),
            "lead_echo": share(stems, frozenset(stems_of(lead))),
            "back": min(_MOST_BACK, share(stems, before)),
            "cohesion": min(cohesion, max(0.0, 2 * _MOST_COHESION - cohesion)),
            "definite": min(_MOST_DEFINITE, known),
            "headed": min(_MOST_HEADED, self._headed(n, own)),
            "opening": min(_MOST_FAR, share(own, self._opening)),
            "top": min(_MOST_TOP, share(self._top, own) if n else 0.0),
            "chains": _tent(self._chains.crossing(place.body), _MOST_CHAINS),
            "goes_on": self._chains.going_on(stems, place.body, WINDOW),
            "from_above": min(_MOST_BACK, self._chains.from_above(stems, place.headline.index, place.body)),
        }

    def _headed(self, n: int, own: frozenset[str]) -> float:
        """The largest share of the words of a headline not far above that stand in the prose below, each counted by its rarity."""
        start, body = self.places[n].headline.start - _HEADED_REACH, self.places[n].body
        most = 0.0
        for m in range(n - 1, max(-1, n - 1 - _HEADED), -1):
            if self.places[m].headline.start < start:
                break
            if self.places[m].body < body and len(self.places[m].headline.text.split()) >= _HEADED_WORDS:
                most = max(most, self._rarity.share(self._title_stems[m], own))
        return most

    @cached_property
    def _title_stems(self) -> list[frozenset[str]]:
        return [frozenset(stems_of(place.headline.text)) for place in self.places]

    def layout(self, n: int) -> dict[str, float]:
        """What dates, bylines, datelines, rules, gaps and the lines above the `n`th say, by names."""
        page, place = self.page, self.places[n]
        headline, first = place.headline, self.places[0].headline
        top = item_start(page, headline.index, self.begin)
        above = page.kinds[top - 1] if top > self.begin else None
        around, first_around = self._kinds_around(n), self._kinds_around(0)
        last = page.paragraphs[top - 1].flat if top > self.begin else ""
        underscored = above is LineKind.SEPARATOR and page.paragraphs[top - 1].text[0] == "_"
        return {
            "dated": LineKind.DATE in around,
            "dated_alike": LineKind.DATE in around and LineKind.DATE in first_around,
            "signed": LineKind.BYLINE in around,
            "signed_alike": LineKind.BYLINE in around and LineKind.BYLINE in first_around,
            "agency": agency_dateline(page.paragraphs[place.body].text) is not None,
            "ruled": above in (LineKind.SEPARATOR, LineKind.LINK, LineKind.SOCIAL, LineKind.URL, LineKind.NOTICE) and not underscored,
            "underscored": underscored,
            "contributed": _CONTRIBUTED.match(last[:300]) is not None,
            "over": _OVER.search(last[-300:]) is not None,
            "wide": self._wide_gap > 0 and page.paragraphs[top].gap >= self._wide_gap,
            "unlike": (page.paragraphs[headline.index + 1].gap > 0) != (page.paragraphs[first.index + 1].gap > 0),
            "alike": (headline.form, headline.level, headline.case) == (first.form, first.level, first.case),
            "capitals": headline.case is LetterCase.CAPS and first.case is not LetterCase.CAPS,
            "other_mark": headline.form is not first.form,
            "numbered": headline.form is Look.NUMBER and first.form is not Look.NUMBER,
            "heading": headline.form is Look.HEADING and headline.level == first.level,
            "counted": headline.index in self._counted,
            "run_above": min(2, place.above),
            "run_below": min(2, place.below),
        }

    def _kinds_around(self, n: int) -> set[LineKind]:
        """The kinds of line that announce the `n`th headline or stand between it and its prose."""
        headline = self.places[n].headline
        top = item_start(self.page, headline.index, self.begin)
        return {self.page.kinds[i] for i in (*range(top, headline.index), *range(headline.index + 1, self.places[n].body))}

    @cached_property
    def _counted(self) -> frozenset[int]:
        """The numbered headlines that go on with the count that the first headline of the page begins."""
        found, count = set(), self.places[0].headline.number
        for place in self.places[1:]:
            if count is not None and place.headline.number == count + 1:
                count += 1
                found.add(place.headline.index)
        return frozenset(found)

    def _unmentioned(self, stems: set[str], index: int) -> set[str]:
        """Those of `stems` that do not stand within a few paragraphs above paragraph `index`."""
        left, seen = set(stems), 0
        for i in range(index - 1, -1, -1):
            if not left or seen >= FAR_WINDOW:
                break
            left -= self._stretches.stems_at(i)
            seen += len(self.page.paragraphs[i].text)
        return left

    @cached_property
    def _people(self) -> NamedPeople:
        return NamedPeople(self.page)

    @cached_property
    def _chains(self) -> WordChains:
        return WordChains(self.page, self._stretches.stems_at)

    @cached_property
    def _rarity(self) -> Rarity:
        return Rarity(len(self.page.paragraphs), self._stretches.stems_at)


def _capitals(headline: str) -> int:
    """How many words but the first have a capital letter."""
    return sum(word[0].isupper() for word in headline.split()[1:])


def _asks(headline: str) -> bool:
    return headline.rstrip("\"'”’").endswith("?")


def _tent(value: float, most: float) -> float:
    """`value` up to `most`, that up to half as much again, then less: what is more alike than parts of a story is another such report."""
    return max(0.0, min(value, most, 2.5 * most - value))
