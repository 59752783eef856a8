"""Where the stories of a digest begin: every possible headline weighed, then judged together with those written in the same style."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log
from statistics import mean, median

from index.splitting.figures import HeadlinePlace
from index.splitting.framing import frame_of, shared_frame
from index.splitting.headlines import Headline, LetterCase, Look, Page, item_start
from index.splitting.linekinds import LineKind
from index.splitting.mastheads import is_masthead, is_page_header, is_section_head
from index.splitting.weighing import JudgingLimits, fitted, log_odds

_LONG_RUN = 6
"""Of more headline-like lines than this in a row only the last are weighed; what is a list, a table or verse is no headline."""
_LONG_TOP = 3
_NOTE_WORDS = 6
_EVEN = 0.5
"""Counted to both sides when the share of stories among the headlines of a style is estimated."""
_ROUNDS = 12
_BRIEF, _FEW = 500, 4
"""Characters of a report in brief, and how many of them make a digest."""
_MANY = 10
_LOWER = 0.2
"""The share of a style's headlines that have lower scores than the one that tells whether they are a mixture with sub-headings."""


Style = tuple[Look, int, bool, bool, int, bool]


@dataclass(frozen=True, slots=True)
class PossibleBoundary:
    """A headline with prose under it, how much speaks for a new story there in log odds, and the run of such lines in which it stands."""

    headline: Headline
    body: int
    score: float
    style: Style
    run: int


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
        elif (page.kinds[i] is LineKind.TEXT and not (run and _is_note(page, i))) or (
            page.kinds[i] is LineKind.SEPARATOR and i - 1 not in page.underlined
        ):
            run = []


def _is_note(page: Page, i: int) -> bool:
    """Whether a line is one of the few words that stand between a headline and its prose: who wrote it, where, for whom."""
    return (
        page.headlines[i] is None and len(page.paragraphs[i].text.split()) <= _NOTE_WORDS and page.paragraphs[i].text[0] not in "-*•–—>|·"
    )


def title_of_run(run: Sequence[Headline], page: Page, usual: tuple[Look, LetterCase] | None, at_top: bool) -> Headline | None:
    """Which line of a run is the headline; the others are section heads above it, or standfirst and byline below it."""
    if len(run) > _LONG_TOP:
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


def possible_places(page: Page, begin: int = 0) -> tuple[list[HeadlinePlace], list[int]]:
    """All headlines with prose under them, and the row that each stands in; of the row at the top only its title, of others each line."""
    runs = list(headline_runs(page, begin))
    singles = [(run[0].form, run[0].case) for run, _ in runs if len(run) == 1]
    usual = max(set(singles), key=singles.count) if len(singles) >= 3 else None
    places: list[HeadlinePlace] = []
    run_of: list[int] = []
    first_prose = next((i for i in range(begin, len(page.paragraphs)) if page.is_prose(i)), len(page.paragraphs))
    for number, (run, body) in enumerate(runs):
        lines = run[-_LONG_RUN:]
        if run[0].index < first_prose:
            title = None if len(run) == 1 and is_page_header(page, run[0].index) else title_of_run(run, page, usual, True)
            lines = [] if title is None else [title]
        below = run[0].index >= first_prose
        lines = [h for h in lines if _stands_alone(page, h, begin) and not (below and is_section_head(h))]
        places.extend(HeadlinePlace(headline, body, k, len(lines) - 1 - k) for k, headline in enumerate(lines))
        run_of.extend([number] * len(lines))
    return places, run_of


def possible_boundaries(page: Page, begin: int = 0) -> tuple[PossibleBoundary, ...]:
    """The possible places with their scores."""
    places, run_of = possible_places(page, begin)
    return scored(page, places, run_of, log_odds(page, places, begin), begin)


def scored(
    page: Page, places: Sequence[HeadlinePlace], run_of: Sequence[int], scores: Sequence[float], begin: int = 0
) -> tuple[PossibleBoundary, ...]:
    """The places, each with its row, its style and the score given for it."""
    rows = zip(places, scores, run_of, strict=True)
    return tuple(PossibleBoundary(place.headline, place.body, score, _style(page, place, begin), run) for place, score, run in rows)


def _stands_alone(page: Page, headline: Headline, begin: int) -> bool:
    """Whether the line is set off as headlines are: by a blank line where the text has any, by ended prose where it has none."""
    if headline.form is not Look.PLAIN or headline.index == begin:
        return True
    top = item_start(page, headline.index, begin)
    if top == begin or page.kinds[top - 1] is not LineKind.TEXT or page.paragraphs[top].gap or page.paragraphs[headline.index].gap:
        return True
    above = page.headlines[top - 1]
    if above is not None and not page.is_prose(top - 1) and (page.paragraphs[top - 1].gap > 0 or top - 1 == begin):
        return True
    return page.has_few_gaps and page.paragraphs[headline.index + 1].gap == 0


def _style(page: Page, place: HeadlinePlace, begin: int) -> Style:
    """What headlines must have in common to be judged together: how they are marked and written, and what sets them off."""
    headline = place.headline
    plain = headline.form in (Look.PLAIN, Look.GLUED)
    top = item_start(page, headline.index, begin)
    around = (*range(top, headline.index), *range(headline.index + 1, place.body))
    stated = any(page.kinds[i] in (LineKind.DATE, LineKind.BYLINE) for i in around)
    gap = min(3, page.paragraphs[top].gap)
    ruled = top > begin and page.kinds[top - 1] is LineKind.SEPARATOR
    capitals = plain and headline.case is LetterCase.CAPS
    return (headline.form, headline.level, capitals, page.paragraphs[headline.index + 1].gap > 0, 4 if ruled else gap, stated)


def judged(page: Page, found: Sequence[PossibleBoundary], begin: int = 0) -> tuple[PossibleBoundary, ...]:
    """The candidates that begin a story. With one story in the text, at most its own headline is among them."""
    if not found:
        return ()
    leads, weights = not any(page.is_prose(i) for i in range(begin, found[0].headline.index)), fitted()
    return accepted(page, framed(page, found, begin, leads, weights.framing), leads, weights.limits)


def accepted(page: Page, found: Sequence[PossibleBoundary], leads: bool, limits: JudgingLimits) -> tuple[PossibleBoundary, ...]:
    """The candidates that begin a story by their scores, what their frames say added; the first does where it `leads` the page.

    The share of stories among the headlines of a style is what makes their log odds most likely together (as Saerens, Latinne and
    Decaestecker, 2002, adjust a classifier to new priors): of sub-headings that look alike none is a story, of headlines that do all are.
    """
    groups = _by_style(found, leads)
    best: dict[int, tuple[float, PossibleBoundary]] = {}
    priors = {style: _prior([c.score for c in group], limits.sure) for style, group in groups.items()}
    enough = _enough(priors, limits)
    for style, group in groups.items():
        prior, gain = priors[style]
        if len(groups) == 1 and _are_alike(group, limits.beat_mean, limits.beat_low):
            prior = limits.sure
        elif _are_brief(page, group, found) and _are_likely(group, limits):
            prior = max(prior, limits.briefly)
        for c in group if gain > enough else ():
            if prior + c.score > best.get(c.run, (0.0, c))[0]:
                best[c.run] = (prior + c.score, c)
    stories = [c for _, c in best.values()] + [found[0]] * leads
    return tuple(sorted(stories, key=lambda c: c.headline.index))


def _by_style(found: Sequence[PossibleBoundary], leads: bool) -> dict[Style, list[PossibleBoundary]]:
    """The candidates by style, without the first where it heads the page."""
    groups: dict[Style, list[PossibleBoundary]] = defaultdict(list)
    for candidate in found[1:] if leads else found:
        groups[candidate.style].append(candidate)
    return groups


def _enough(priors: Mapping[Style, tuple[float, float]], limits: JudgingLimits) -> float:
    """How much likelier a style's headlines must be as those of stories."""
    return limits.beside if any(gain > limits.enough for _, gain in priors.values()) else limits.enough


def likely(found: Sequence[PossibleBoundary], leads: bool) -> list[float]:
    """How likely each candidate begins a story, 0 to 1, by its own score and those of its style: of a row of lines one does at most.

    The limits are those from which the fitted ones are looked for, so that what a frame says does not depend on what is fitted by it.
    """
    limits = JudgingLimits()
    priors = {style: _prior([c.score for c in group], limits.sure) for style, group in _by_style(found, leads).items()}
    enough = _enough(priors, limits)
    shares = {style: prior if gain > enough else -limits.sure for style, (prior, gain) in priors.items()}
    chances = [1.0 if leads and n == 0 else _chance(shares[c.style] + c.score) for n, c in enumerate(found)]
    best: dict[int, float] = {}
    for c, chance in zip(found, chances, strict=True):
        best[c.run] = max(best.get(c.run, 0.0), chance)
    return [chance if chance == best[c.run] else chance * (1 - best[c.run]) for c, chance in zip(found, chances, strict=True)]


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def said_by_frame(page: Page, found: Sequence[PossibleBoundary], begin: int, leads: bool) -> list[float]:
    """What the frame that each candidate shares with the likely ones says, in log odds; the weights say how much that counts."""
    return shared_frame([frame_of(page, c.headline, c.body, begin) for c in found], likely(found, leads))


def framed(page: Page, found: Sequence[PossibleBoundary], begin: int, leads: bool, weight: float) -> list[PossibleBoundary]:
    """The candidates with what their frames say added to their scores, by its weight."""
    said = said_by_frame(page, found, begin, leads)
    return [c if leads and n == 0 else replace(c, score=c.score + weight * said[n]) for n, c in enumerate(found)]


def _are_alike(group: Sequence[PossibleBoundary], least_mean: float, least_low: float) -> bool:
    """Whether many headlines of a style have scores that are alike, so that even low ones are those of a digest.

    In a digest of one beat, whose stories share many words, and in one of reports in brief, much speaks against every headline.
    """
    scores = sorted(c.score for c in group)
    return len(group) >= _MANY and mean(scores) > least_mean and scores[int(_LOWER * len(scores))] > least_low


def _are_likely(group: Sequence[PossibleBoundary], limits: JudgingLimits) -> bool:
    """Whether the headlines of reports in brief are those of a digest."""
    return mean(c.score for c in group) > 0 or _are_alike(group, limits.brief_mean, limits.brief_low)


def _are_brief(page: Page, group: Sequence[PossibleBoundary], found: Sequence[PossibleBoundary]) -> bool:
    """Whether most of the prose under the headlines of a style is as short as in a digest of reports in brief, where nothing has parts."""
    follow = {c.run: page.paragraphs[c.headline.index].start for c in reversed(found)}
    stops = sorted((*follow.values(), page.paragraphs[-1].end))
    lengths = [stops[bisect_right(stops, page.paragraphs[c.body].start)] - page.paragraphs[c.body].start for c in group]
    return len(group) >= _FEW and median(lengths) <= _BRIEF


def _prior(scores: Sequence[float], most: float) -> tuple[float, float]:
    """The log odds of the most likely share of stories, and the logarithm of how much likelier the scores are so than with no story.

    At most `most` log odds either way.
    """
    part = 0.5
    ratios = [exp(min(score, 30.0)) for score in scores]
    for _ in range(_ROUNDS):
        part = (_EVEN + sum(part * r / (part * r + 1 - part) for r in ratios)) / (2 * _EVEN + len(scores))
    prior = log(part / (1 - part))
    return max(-most, min(most, prior)), sum(log(1 - part + part * r) for r in ratios)
