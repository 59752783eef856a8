"""What speaks for a new story at a headline: its words and those around it, dates, datelines, rules and gaps, added up in log odds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from index.splitting.cohesion import Bag, bag_of, refers_back, share, stems_of
from index.splitting.headlines import Headline, Page
from index.splitting.linekinds import LineKind, agency_dateline
from index.timex.calendar import WEEKDAYS
from index.words.lists import alternatives, saying

_WINDOW = 700
"""Characters of prose compared on either side of a possible boundary: a lead and a paragraph or two."""
_FAR_WINDOW = 2500
_LEAD = 400
_OPENING = 1200
_OPENING_PARAGRAPHS = 8

# Weights of a logistic model (log odds that a headline begins a new story), fitted once on 2,250 true boundaries in digests put together
# from real news stories and 1,110 sub-headings inside real single articles, then rounded. Refit together, never one alone.
_ONE = 2.3
_ECHO, _LEAD_ECHO, _BACK, _COHESION, _DEFINITE, _ANAPHORA = 0.9, 1.2, -4.2, -8.0, -0.9, -2.6
_TOP, _OPENING_SHARE, _NAMES, _WEEKDAY, _SAID = -4.0, -0.9, 0.35, 1.4, 1.0
_QUESTION, _QUOTED, _LABELLED, _SHORT, _SHORTER = -2.2, -1.6, -1.5, -1.2, -1.3
_MOST_BACK, _MOST_TOP, _MOST_COHESION, _MOST_DEFINITE = 0.5, 0.4, 0.28, 3
"""Above these, sharing more words says no more. Parts of one story share up to 0.28 of their words; what shares more is two reports of one
kind (results, forecasts, openings), the less one story the more alike they are."""
# Set by hand on the same material: what layout says is surer than what words say.
_STATED = 3.5
_RULED = 2.5
_WIDE_GAP = 2.0
_UNLIKE = -1.5

_LABEL = re.compile(r"(?:the|an?|how|what|why|where|who|when|and|but|if|so|or|[a-z]{2,}ing)\s", re.IGNORECASE)
"""How sub-headings begin far more often than headlines do: with an article, a question word, a conjunction, a gerund."""
_GOING_ON = re.compile(r"(?:and|but|if|so|or)\s", re.IGNORECASE)
_THE = re.compile(r"\b[Tt]he ([a-z]{4,})")
_DAY_NAME = re.compile(rf"\b(?:{alternatives(*(day.capitalize() for day in WEEKDAYS))})\b")
_REPORTED = re.compile(rf"\b(?:{saying('plain')}|according)\b")


class HeadlineOdds:
    """Weighs the possible headlines of one page; each is given with the paragraph where the prose under it begins."""

    def __init__(self, page: Page, found: Sequence[tuple[Headline, int]], begin: int) -> None:
        self.page = page
        self.found = found
        self.begin = begin
        self.titles = {headline.index for headline, _ in found}
        self._stems: dict[int, frozenset[str]] = {}

    @cached_property
    def _opening(self) -> frozenset[str]:
        lines = self.page.paragraphs[self.begin : self.begin + _OPENING_PARAGRAPHS]
        return bag_of(" ".join(line.text[:_OPENING] for line in lines)[:_OPENING]).stems

    @cached_property
    def _top(self) -> frozenset[str]:
        headline, body = self.found[0]
        return frozenset(stems_of(headline.text)) if body - self.begin <= _OPENING_PARAGRAPHS else frozenset()

    @cached_property
    def _wide_gap(self) -> int:
        """The number of blank lines that sets items apart from paragraphs, 0 where all gaps are alike."""
        gaps = sorted(line.gap for line in self.page.paragraphs[1:] if line.gap)
        if len(gaps) < 4:
            return 0
        usual = gaps[0] if self.page.has_few_gaps else gaps[len(gaps) // 2]
        return usual + 1 if gaps[-1] > usual else 0

    def score(self, n: int) -> float:
        """Log odds that the `n`th headline begins a story of its own."""
        headline, body = self.found[n]
        text = self._stretch(body, 1, _WINDOW)
        own = bag_of(text)
        return self._form(n) + self._opening_words(text, own) + self._shared(n, text, own) + self._layout(headline, body)

    def _form(self, n: int) -> float:
        """What the headline's own words say: sub-headings are short, ask, quote, or name a topic."""
        text = self.found[n][0].text
        words, first = len(text.split()), len(self.found[0][0].text.split())
        return (
            _ONE
            + _QUESTION * text.rstrip("\"'”’").endswith("?")
            + _QUOTED * (text[0] in "\"'“‘")
            + _LABELLED * ((_LABEL.match(text) is not None) + (_GOING_ON.match(text) is not None))
            + _SHORT * max(0, 5 - words)
            + _SHORTER * (words < first)
        )

    def _opening_words(self, text: str, own: Bag) -> float:
        """What the prose below says: a story opens with names, a day, a source; a section goes on with `it` and `they`."""
        lead = text.split("\n", 1)[0][:_LEAD]
        return (
            _NAMES * min(10.0, len(own.names) * 400 / max(200, len(text)))
            + _WEEKDAY * (_DAY_NAME.search(lead) is not None)
            + _SAID * (_REPORTED.search(lead) is not None)
            + _ANAPHORA * refers_back(text)
        )

    def _shared(self, n: int, text: str, words: Bag) -> float:
        """What the headline shares with the prose below, and both with the prose above and at the top of the page."""
        headline, _ = self.found[n]
        lead = text.split("\n", 1)[0][:_LEAD]
        own, stems = words.stems, frozenset(stems_of(headline.text))
        before = frozenset(stems_of(self._stretch(headline.index - 1, -1, _WINDOW)))
        things = {stem for word in _THE.findall(lead) for stem in stems_of(word)}
        known = len(things) - len(self._unmentioned(things, headline.index)) if things else 0
        cohesion = share(own, before)
        return (
            _ECHO * share(stems, own)
            + _LEAD_ECHO * share(stems, frozenset(stems_of(lead)))
            + _BACK * min(_MOST_BACK, share(stems, before))
            + _COHESION * min(cohesion, max(0.0, 2 * _MOST_COHESION - cohesion))
            + _DEFINITE * min(_MOST_DEFINITE, known)
            + _OPENING_SHARE * share(own, self._opening)
            + _TOP * min(_MOST_TOP, share(self._top, own) if n else 0.0)
        )

    def _layout(self, headline: Headline, body: int) -> float:
        """What dates, bylines, datelines, rules and gaps say."""
        page, top = self.page, item_start(self.page, headline.index, self.begin)
        around = (*range(top, headline.index), *range(headline.index + 1, body))
        first = self.found[0][0].index
        score = _UNLIKE * ((page.paragraphs[headline.index + 1].gap > 0) != (page.paragraphs[first + 1].gap > 0))
        if any(page.kinds[i] in (LineKind.DATE, LineKind.BYLINE) for i in around):
            score += _STATED
        if agency_dateline(page.paragraphs[body].text):
            score += _STATED
        if top > self.begin and page.kinds[top - 1] in (LineKind.SEPARATOR, LineKind.LINK, LineKind.SOCIAL, LineKind.URL, LineKind.NOTICE):
            score += _RULED
        if self._wide_gap and page.paragraphs[top].gap >= self._wide_gap:
            score += _WIDE_GAP
        return score

    def _unmentioned(self, stems: set[str], index: int) -> set[str]:
        """Those of `stems` that do not stand within a few paragraphs above paragraph `index`."""
        left, seen = set(stems), 0
        for i in range(index - 1, -1, -1):
            if not left or seen >= _FAR_WINDOW:
                break
            if i not in self._stems:
                self._stems[i] = frozenset(stems_of(self.page.paragraphs[i].text[-_FAR_WINDOW:]))
            left -= self._stems[i]
            seen += len(self.page.paragraphs[i].text)
        return left

    def _stretch(self, i: int, step: int, length: int) -> str:
        """Prose from paragraph `i` on (or backwards), up to the next title, at most `length` characters."""
        pieces: list[str] = []
        have = 0
        lines = self.page.paragraphs
        while 0 <= i < len(lines) and have < length and i not in self.titles:
            pieces.append(lines[i].text[:length] if step > 0 else lines[i].text[-length:])
            have += len(pieces[-1])
            i += step
        return "\n".join(pieces)[:length] if step > 0 else "\n".join(reversed(pieces))[-length:]


def item_start(page: Page, title: int, begin: int = 0) -> int:
    """The first paragraph of what announces the story: the title, or date lines and section heads right above it."""
    i = title
    while i > begin and page.kinds[i - 1] in (LineKind.DATE, LineKind.BYLINE):
        i -= 1
    return i
