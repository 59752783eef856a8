"""Where the stories of a digest begin: every possible headline weighed, then judged together with those written in the same style."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from index.splitting.headlines import Headline, LetterCase, Look, Page
from index.splitting.linekinds import LineKind
from index.splitting.mastheads import is_masthead, is_page_header, is_section_head
from index.splitting.weighing import HeadlineOdds, item_start

_LONG_RUN = 3
"""More headline-like lines than this in a row are a list, a table or verse."""

# In the same log odds as those of one headline, set by hand on the material that their weights were fitted on.
_SAME_LOOK = 0.7
_NOT_FIRST = -2.5
_NUMBERED = 3.0
_HEADING = 2.0
_OUTLIER = -2.0
"""Log odds below which a headline is dropped although the others of its style are headlines of stories."""
_STRAY = 2.5
"""Log odds above which a headline is kept although it is written in another style than the others."""
_ENOUGH = {1: 1.8, 2: 1.2}
_ENOUGH_OF_MANY = 1.3
"""Mean log odds from which the headlines of a style part stories, by their number. Swept on digests of two to seven real stories and on
real articles with sub-headings: of groups of four and more, 1 in 100 digests lies below 1.5 and 1 in 100 articles above 0.2."""


@dataclass(frozen=True, slots=True)
class PossibleBoundary:
    """A headline with prose under it, and how much speaks for a new story there, in log odds."""

    headline: Headline
    body: int
    score: float

    @property
    def style(self) -> tuple[Look, int, LetterCase]:
        """What candidates must have in common to be judged together."""
        plain = self.headline.form in (Look.PLAIN, Look.GLUED)
        return (self.headline.form, self.headline.level, self.headline.case if plain else LetterCase.SENTENCE)


def headline_runs(page: Page, begin: int = 0) -> Iterator[tuple[list[Headline], int]]:
    """Headline-like lines in a row (date lines and bylines may stand between) with the paragraph of the prose under them."""
    run: list[Headline] = []
    for i in range(begin, len(page.paragraphs)):
        headline = page.headlines[i]
        if headline is not None and not page.is_prose(i):
            run.append(headline)
        elif page.is_prose(i):
            if run:
                yield run, i
            run = []
        elif page.kinds[i] is LineKind.TEXT or (page.kinds[i] is LineKind.SEPARATOR and i - 1 not in page.underlined):
            run = []


def title_of_run(run: Sequence[Headline], page: Page, usual: tuple[Look, LetterCase] | None, at_top: bool) -> Headline | None:
    """Which line of a run is the headline; the others are section heads above it, or standfirst and byline below it."""
    if len(run) > _LONG_RUN:
        last = run[-1]
        gap = page.paragraphs[last.index].gap
        return last if gap and (last.form is not Look.PLAIN or gap > max(page.paragraphs[h.index].gap for h in run[-3:-1])) else None
    headings = [h for h in run if h.form is Look.HEADING]
    if headings and usual and usual[0] is Look.HEADING:
        return headings[-1]
    rest = list(run)
    while len(rest) > 1 and (_is_head_over(rest[0], rest[1]) or (at_top and _is_masthead_over(page, rest[0], rest[1:]))):
        rest.pop(0)
    alike = [h for h in rest if (h.form, h.case) == usual]
    is_unlike = len(alike) < len(rest) and rest[0] not in alike
    if alike and is_unlike and (at_top or is_masthead(rest[0]) or rest[0].case is LetterCase.CAPS):
        return alike[0]
    return rest[0]


def _is_head_over(line: Headline, below: Headline) -> bool:
    """Whether the line names a part of the page, or is at least much shorter than the headline below it."""
    return is_section_head(line) or len(line.text.split()) <= 3 < len(below.text.split())


def _is_masthead_over(page: Page, line: Headline, below: Sequence[Headline]) -> bool:
    """Whether the first line of a page names the page: it sounds so, is set off, and a longer line that does not stands below."""
    set_off = page.paragraphs[below[0].index].gap > 0 or below[0].index > line.index + 1 or line.case is not below[0].case
    return is_masthead(line) and set_off and any(len(h.text.split()) >= 4 and not is_masthead(h) for h in below)


def possible_boundaries(page: Page, begin: int = 0) -> tuple[PossibleBoundary, ...]:
    """All headlines with prose under them, scored."""
    runs = list(headline_runs(page, begin))
    singles = [(run[0].form, run[0].case) for run, _ in runs if len(run) == 1]
    usual = max(set(singles), key=singles.count) if len(singles) >= 3 else None
    found: list[tuple[Headline, int]] = []
    first_prose = next((i for i in range(begin, len(page.paragraphs)) if page.is_prose(i)), len(page.paragraphs))
    for run, body in runs:
        if run[0].index < first_prose and len(run) == 1 and is_page_header(page, run[0].index):
            continue
        chosen = title_of_run(run, page, usual, run[0].index < first_prose)
        if chosen is not None and _stands_alone(page, chosen, begin):
            found.append((chosen, body))
    odds = HeadlineOdds(page, found, begin)
    return tuple(PossibleBoundary(headline, body, odds.score(n)) for n, (headline, body) in enumerate(found))


def _stands_alone(page: Page, headline: Headline, begin: int) -> bool:
    """Whether the line is set off as headlines are: by a blank line where the text has any, by ended prose where it has none."""
    if headline.form is not Look.PLAIN or headline.index == begin:
        return True
    top = item_start(page, headline.index, begin)
    if top == begin or page.kinds[top - 1] is not LineKind.TEXT or page.paragraphs[top].gap or page.paragraphs[headline.index].gap:
        return True
    above = page.headlines[top - 1]
    if above is not None and not page.is_prose(top - 1):
        return page.paragraphs[top - 1].gap > 0 or top - 1 == begin
    return page.has_few_gaps and page.paragraphs[headline.index + 1].gap == 0


def judged(page: Page, found: Sequence[PossibleBoundary], begin: int = 0) -> tuple[PossibleBoundary, ...]:
    """The candidates that begin a story. With one story in the text, at most its own headline is among them."""
    if not found:
        return ()
    first = found[0]
    leads = not any(page.is_prose(i) for i in range(begin, first.headline.index))
    groups: dict[tuple[Look, int, LetterCase], list[PossibleBoundary]] = defaultdict(list)
    for candidate in found[1:] if leads else found:
        groups[candidate.style].append(candidate)
    means = {style: mean(c.score for c in group) + _regularity(style, group, first, leads) for style, group in groups.items()}
    good = {style: value for style, value in means.items() if value > _ENOUGH.get(len(groups[style]), _ENOUGH_OF_MANY)}
    accepted = [c for style, value in good.items() for c in groups[style] if c.score > _OUTLIER - value]
    if good:
        form = max(good, key=lambda style: len(groups[style]))[0]
        surely = _STRAY - 0.5 * max(good.values())
        accepted.extend(c for c in found if c.style not in good and c.style[0] is form and c.score > surely and c is not first)
    if leads and first not in accepted:
        accepted.append(first)
    return tuple(sorted(accepted, key=lambda c: c.headline.index))


def _regularity(style: tuple[Look, int, LetterCase], group: Sequence[PossibleBoundary], first: PossibleBoundary, leads: bool) -> float:
    """What the look of the group as a whole says: stories of a digest look like its first story."""
    form = style[0]
    alike = leads and first.style == style
    score = _SAME_LOOK if alike else _NOT_FIRST
    if form is Look.NUMBER:
        numbers = [c.headline.number or 0 for c in ([first, *group] if alike else group)]
        counted = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        score += _NUMBERED if counted and alike else 0.0
    if form is Look.HEADING and alike:
        score += _HEADING * (2 if style[1] == 1 else 1)
    return score
