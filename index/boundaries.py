"""Where the stories of a digest begin: every possible headline weighed, then judged together with those written in the same style."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from index.cohesion import Words, refers_back, share, stems_of, words_of
from index.headlines import Case, Form, Headline, Page
from index.linekinds import Kind, agency_dateline

_WINDOW = 700
"""Characters of prose compared on either side of a possible boundary: a lead and a paragraph or two."""
_LEAD = 1200
_LONG_RUN = 3
"""More headline-like lines than this in a row are a list, a table or verse."""

# Weights of a logistic model (log odds that a headline begins a new story), fitted once on 2,250 true boundaries in digests put together
# from real news stories and 1,160 sub-headings inside real single articles, then rounded. Refit together, never one alone.
_W_ECHO, _W_LEAD_ECHO, _W_BACK, _W_COHESION, _W_ANAPHORA = 1.1, 1.6, -3.8, -8.0, -3.0
_W_QUESTION, _W_NAMES, _W_TOP, _W_OPENING, _W_SHORT, _W_QUOTED, _W_LABEL, _W_ONE = -1.8, 0.44, -3.5, -0.8, -1.6, -1.4, -1.5, 1.1
_MOST_BACK, _MOST_TOP, _MOST_COHESION = 0.5, 0.4, 0.28
"""Above these, sharing more words says no more. Parts of one story share up to 0.28 of their words; what shares more is two reports of one
kind (results, forecasts, openings), the less one story the more alike they are."""
# Set by hand on the same material: what layout says is surer than what words say.
_STATED = 3.5
_RULED = 2.5
_WIDE_GAP = 2.0
_NUMBERED = 3.0
_HEADING = 2.0
_NOT_FIRST = -2.5
_UNLIKE = -1.5
_SAME_LOOK = 0.7
_STRAY = 2.5

_LABEL = re.compile(r"(?:the|an?|how|what|why|where|who|when|and|but|if|so|or|[a-z]{2,}ing)\s", re.IGNORECASE)
"""How sub-headings begin far more often than headlines do: with an article, a question word, a conjunction, a gerund."""
_GOING_ON = re.compile(r"(?:and|but|if|so|or)\s", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:(?:latest|recent|other|more|top|main|today['’]s|world|local|national|international|breaking|in other|daily|weekly|morning|evening"
    r"|press)\s+)*"
    r"(?:news|events|headlines|stories|briefs?|in brief|news in brief|at a glance|updates?|releases|announcements|messages|publications"
    r"|world|nation|national|international|home|local|region(?:al)?|europe|asia|africa|americas?|middle east|uk|us"
    r"|politics|business|economy|finance|markets?|science|technology|tech|health|environment|climate|education|energy|media"
    r"|culture|arts?|entertainment|music|film|books|travel|food|life|lifestyle|style|society|people|obituaries|opinion|comment|features?"
    r"|sports?|football|cricket|tennis|rugby|weather|crime|courts?|transport|defen[cs]e|security)"
    r"(?:\s*(?:and|&|/|,)\s*\w+){0,2}(?:\s+(?:news|in brief|briefs?|roundup|round-up|digest|desk|section|and news|and events))?\s*:?",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(
    r"\b(?:news|digest|briefing|bulletin|headlines|press|releases?|review|round-?up|gazette|times|herald|post|tribune|courier|chronicle"
    r"|observer|journal|newsletter|newswire|wire|edition|issue|monitor|daily|weekly|morning|evening|agency|archive|stories|articles|summary"
    r"|update|embassy|ministry|office|department)\b",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"\b(?:digest|briefing|bulletin|newsletter|round-?up|headlines|edition|issue|summary|at a glance|in brief|top stories)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A headline with prose under it, the evidence in log odds, and whether layout (not wording) sets it apart."""

    headline: Headline
    body: int
    score: float

    @property
    def style(self) -> tuple[Form, int, Case]:
        """What candidates must have in common to be judged together."""
        plain = self.headline.form in (Form.PLAIN, Form.GLUED)
        return (self.headline.form, self.headline.level, self.headline.case if plain else Case.SENTENCE)


def is_section_head(headline: Headline) -> bool:
    """Whether the line is the name of a part of a page (`WORLD`, `Latest news`), not a headline."""
    return names_section(headline.text)


def names_section(line: str) -> bool:
    """Whether the words of a line are the name of a part of a page."""
    return len(line) <= 60 and len(line.split()) <= 5 and _SECTION.fullmatch(line.strip("#* ")) is not None


def is_masthead(headline: Headline) -> bool:
    """Whether the line names a page or a paper rather than a story."""
    return len(headline.text.split()) <= 8 and _MASTHEAD.search(headline.text) is not None


def names_issue(headline: Headline) -> bool:
    """Whether the line names an issue of a digest rather than a story."""
    return len(headline.text.split()) <= 10 and _ISSUE.search(headline.text) is not None


def is_page_header(page: Page, i: int) -> bool:
    """Whether a line at the top names the page: a masthead or section head with something other than prose under it."""
    headline = page.headlines[i]
    if headline is None or i + 1 == len(page.paragraphs) or not (is_masthead(headline) or is_section_head(headline)):
        return False
    if is_section_head(headline):
        return True
    under = page.kinds[i + 1]
    return headline.case is Case.CAPS if under is Kind.DATE else page.headlines[i + 1] is not None and not page.is_prose(i + 1)


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
        elif page.kinds[i] is Kind.TEXT or (page.kinds[i] is Kind.SEPARATOR and i - 1 not in page.underlined):
            run = []


def title_of_run(run: Sequence[Headline], page: Page, usual: tuple[Form, Case] | None, at_top: bool) -> Headline | None:
    """Which line of a run is the headline; the others are section heads above it, or standfirst and byline below it."""
    if len(run) > _LONG_RUN:
        last = run[-1]
        gap = page.paragraphs[last.index].gap
        return last if gap and (last.form is not Form.PLAIN or gap > max(page.paragraphs[h.index].gap for h in run[-3:-1])) else None
    headings = [h for h in run if h.form is Form.HEADING]
    if headings and usual and usual[0] is Form.HEADING:
        return headings[-1]
    rest = list(run)
    while len(rest) > 1 and (_is_head_over(rest[0], rest[1]) or (at_top and _is_masthead_over(page, rest[0], rest[1:]))):
        rest.pop(0)
    alike = [h for h in rest if (h.form, h.case) == usual]
    if alike and (len(alike) < len(rest)) and (rest[0] not in alike) and (at_top or is_masthead(rest[0]) or rest[0].case is Case.CAPS):
        return alike[0]
    return rest[0]


def _is_head_over(line: Headline, below: Headline) -> bool:
    """Whether the line names a part of the page, or is at least much shorter than the headline below it."""
    return is_section_head(line) or len(line.text.split()) <= 3 < len(below.text.split())


def _is_masthead_over(page: Page, line: Headline, below: Sequence[Headline]) -> bool:
    """Whether the first line of a page names the page: it sounds so, is set off, and a longer line that does not stands below."""
    set_off = page.paragraphs[below[0].index].gap > 0 or below[0].index > line.index + 1 or line.case is not below[0].case
    return is_masthead(line) and set_off and any(len(h.text.split()) >= 4 and not is_masthead(h) for h in below)


def candidates(page: Page, begin: int = 0) -> tuple[Candidate, ...]:
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
    return tuple(_scored(page, found, begin))


def item_start(page: Page, title: int, begin: int = 0) -> int:
    """The first paragraph of what announces the story: the title, or date lines and section heads right above it."""
    i = title
    while i > begin and page.kinds[i - 1] in (Kind.DATE, Kind.BYLINE):
        i -= 1
    return i


def _stands_alone(page: Page, headline: Headline, begin: int) -> bool:
    """Whether the line is set off as headlines are: by a blank line where the text has any, by ended prose where it has none."""
    if headline.form is not Form.PLAIN or headline.index == begin:
        return True
    top = item_start(page, headline.index, begin)
    if top == begin or page.kinds[top - 1] is not Kind.TEXT or page.paragraphs[top].gap or page.paragraphs[headline.index].gap:
        return True
    above = page.headlines[top - 1]
    if above is not None and not page.is_prose(top - 1):
        return page.paragraphs[top - 1].gap > 0 or top - 1 == begin
    return page.has_few_gaps and page.paragraphs[headline.index + 1].gap == 0


def _scored(page: Page, found: Sequence[tuple[Headline, int]], begin: int) -> Iterator[Candidate]:
    titles = {headline.index for headline, _ in found}
    top = frozenset(stems_of(found[0][0].text)) if found and found[0][1] - begin <= 8 else frozenset()
    opening = words_of(" ".join(p.flat for p in page.paragraphs[begin : begin + 8])[:_LEAD])
    wide = _wide_gap(page)
    set_off = [page.paragraphs[headline.index + 1].gap > 0 for headline, _ in found]
    for n, (headline, body) in enumerate(found):
        own_text = _stretch(page, body, 1, titles)
        score = _wording(headline, own_text, words_of(_stretch(page, headline.index - 1, -1, titles)), opening, top if n else frozenset())
        score += _layout(page, headline, body, begin, wide) + _UNLIKE * (set_off[n] != set_off[0])
        yield Candidate(headline, body, score)


def _stretch(page: Page, i: int, step: int, titles: set[int]) -> str:
    """Prose from paragraph `i` on (or backwards), up to the next title, at most a window long."""
    pieces: list[str] = []
    length = 0
    while 0 <= i < len(page.paragraphs) and i not in titles and length < _WINDOW:
        piece = page.paragraphs[i].text
        piece = piece[:_WINDOW] if step > 0 else piece[-_WINDOW:]
        pieces.append(piece)
        length += len(piece)
        i += step
    return "\n".join(pieces)[:_WINDOW] if step > 0 else "\n".join(reversed(pieces))[-_WINDOW:]


def _wording(headline: Headline, own_text: str, before: Words, opening: Words, top: frozenset[str]) -> float:
    own = words_of(own_text)
    lead = frozenset(stems_of(own_text.split("\n", 1)[0][:400]))
    stems = frozenset(stems_of(headline.text))
    cohesion = share(own.stems, before.stems)
    cohesion = min(cohesion, max(0.0, 2 * _MOST_COHESION - cohesion))
    return (
        _W_ONE
        + _W_ECHO * share(stems, own.stems)
        + _W_LEAD_ECHO * share(stems, lead)
        + _W_BACK * min(_MOST_BACK, share(stems, before.stems))
        + _W_COHESION * cohesion
        + _W_OPENING * share(own.stems, opening.stems)
        + _W_TOP * min(_MOST_TOP, share(top, own.stems))
        + _W_ANAPHORA * refers_back(own_text)
        + _W_QUESTION * headline.text.rstrip("\"'”’").endswith("?")
        + _W_LABEL * ((_LABEL.match(headline.text) is not None) + (_GOING_ON.match(headline.text) is not None))
        + _W_QUOTED * (headline.text[0] in "\"'“‘")
        + _W_NAMES * min(10.0, len(own.names) * 400 / max(200, len(own_text)))
        + _W_SHORT * max(0, 5 - len(headline.text.split()))
    )


def _layout(page: Page, headline: Headline, body: int, begin: int, wide: int) -> float:
    """What dates, bylines, datelines, rules and gaps add."""
    top = item_start(page, headline.index, begin)
    score = 0.0
    if any(page.kinds[i] in (Kind.DATE, Kind.BYLINE) for i in (*range(top, headline.index), *range(headline.index + 1, body))):
        score += _STATED
    if agency_dateline(page.paragraphs[body].text):
        score += _STATED
    if top > begin and page.kinds[top - 1] in (Kind.SEPARATOR, Kind.LINK, Kind.SOCIAL, Kind.URL, Kind.NOTICE):
        score += _RULED
    if wide and page.paragraphs[top].gap >= wide:
        score += _WIDE_GAP
    return score


def _wide_gap(page: Page) -> int:
    """The number of blank lines that sets items apart from paragraphs, 0 where all gaps are alike."""
    gaps = sorted(p.gap for p in page.paragraphs[1:] if p.gap)
    if len(gaps) < 4:
        return 0
    usual = gaps[len(gaps) // 2] if page.has_few_gaps is False else gaps[0]
    return usual + 1 if gaps[-1] > usual else 0


def judged(page: Page, found: Sequence[Candidate], begin: int = 0) -> tuple[Candidate, ...]:
    """The candidates that begin a story. With one story in the text, at most its own headline is among them."""
    if not found:
        return ()
    first = found[0]
    leads = not any(page.is_prose(i) for i in range(begin, first.headline.index))
    groups: dict[tuple[Form, int, Case], list[Candidate]] = defaultdict(list)
    for candidate in found[1:] if leads else found:
        groups[candidate.style].append(candidate)
    means = {style: mean(c.score for c in group) + _regularity(style, group, first, leads) for style, group in groups.items()}
    good = {style: value for style, value in means.items() if value > _threshold(len(groups[style]))}
    accepted = [c for style, value in good.items() for c in groups[style] if c.score > -2.0 - value]
    if good:
        form = max(good, key=lambda style: len(groups[style]))[0]
        surely = _STRAY - 0.5 * max(good.values())
        accepted.extend(c for c in found if c.style not in good and c.style[0] is form and c.score > surely and c is not first)
    if leads and first not in accepted:
        accepted.append(first)
    return tuple(sorted(accepted, key=lambda c: c.headline.index))


def _threshold(count: int) -> float:
    """Fewer boundaries say less about the file, so each must say more."""
    return {1: 1.8, 2: 1.2, 3: 0.8}.get(count, 0.6)


def _regularity(style: tuple[Form, int, Case], group: Sequence[Candidate], first: Candidate, leads: bool) -> float:
    """What the look of the group as a whole says: stories of a digest look like its first story."""
    form = style[0]
    alike = leads and first.style == style
    score = _SAME_LOOK if alike else _NOT_FIRST
    if form is Form.NUMBER:
        numbers = [c.headline.number or 0 for c in ([first, *group] if alike else group)]
        counted = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        score += _NUMBERED if counted and alike else 0.0
    if form is Form.HEADING and alike:
        score += _HEADING * (2 if style[1] == 1 else 1)
    return score
