"""Stories without a headline line of their own: agency leads, items under date lines, blurbs on a press page, titles glued to a lead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from index.splitting.cohesion import bag_of, refers_back, share
from index.splitting.headlines import Headline, LetterCase, Look, Page, case_of
from index.splitting.linekinds import LineKind, agency_dateline, full_date_in
from index.splitting.mastheads import is_page_header, is_section_head, names_section
from index.timex.calendar import WEEKDAYS
from index.words.lists import alternatives

_WEEKDAY = alternatives(*(day.capitalize() for day in WEEKDAYS))
_GLUE = re.compile(
    r"(?<=[a-zà-öø-ÿ\d)?!\"”’%])(?=(?:(?:On|The|In|At|A|An|As|This|These|It|We|Today|Yesterday|Following|During|After|From|For|According"
    r"|Dear|Ladies|With|By|Earlier|Under|To|Over|Last"
    rf"|{_WEEKDAY})\s|[A-ZÀ-Þ]{{3,}}(?:,\s|\s\())|[“\"][A-Z])"
)
_GLUE_REACH = 300
"""Characters in which the seam between a glued title and its lead is looked for."""
_GLUE_WORDS = 4
_SALUTATION = re.compile(
    r"(?:(?:(?:distinguished |honou?red )?(?:ladies and gentlemen|excellenc\w+|colleagues|friends|guests|delegates)"
    r"|your (?:excellenc|majest)\w+|dear [\w ’'-]{1,60}|(?:mr|mrs|ms|madam) [\w ’'-]{1,60}"
    r"|good (?:morning|afternoon|evening)[\w ’'-]{0,60})(?:,\s*|(?=[:!.]?$)))+[:!.]?",
    re.IGNORECASE,
)
_MIN_BLURBS = 2
_HEAD_WORDS = 4
_PAGE_KINDS = frozenset({LineKind.URL, LineKind.LINK, LineKind.SOCIAL, LineKind.NOTICE})
"""Lines that only pages have."""
_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿ]{2})(?=[A-ZÀ-Þ][a-zà-öø-ÿ]{2})")
_COUNTED = re.compile(r"(?:[(\[]?(?P<number>\d{1,3})[.)\]]|[•*▪■–—-])\s+(?=\S)")
_ITEM_WORDS = 12
_LEAD_WORDS = 8
_CALENDAR = 3
_WINDOW = 700
_COHESION = 0.10
"""Mean share of content words that neighbouring items have in common, below which they are stories of their own. Measured on real news:
0.02 between unrelated stories, 0.09 between stories of one beat, 0.17 between the halves of one story (medians)."""
_SCENE_COHESION = 0.05
"""The same where rows of asterisks part the items: these also part the scenes of one story."""


def glued_title(page: Page, i: int) -> Headline | None:
    """The title that runs into the first sentence of paragraph `i` without a space, as happens when a web page is saved as text."""
    paragraph = page.paragraphs[i]
    if len(paragraph.text) < 80:
        return None
    seams = sorted({m.start() for pattern in (_GLUE, _CAMEL) for m in pattern.finditer(paragraph.text, 0, _GLUE_REACH)})
    for at in seams:
        title, rest = paragraph.text[:at], paragraph.text[at:]
        last, first = title.rsplit(None, 1)[-1], rest.split(None, 1)[0]
        if len(title.split()) < _GLUE_WORDS or len(rest.split()) < 5 or re.search(r"[.!?]\s", title):
            continue
        again = re.search(rf"\b{re.escape(last)}\b", rest[:_GLUE_REACH]) is not None
        a_name = last + first in page.text[paragraph.end :] or (last[0].isupper() and not again and not _GLUE.match(paragraph.text, at))
        inside_quotes = rest[0] == '"' and title.count('"') % 2 == 1
        if not a_name and not inside_quotes:
            return Headline(i, paragraph.start, paragraph.start + at, title, Look.GLUED, 0, None, case_of(title))
    return None


def ruled_items(page: Page, begin: int = 0) -> tuple[int, ...]:
    """The first paragraphs of untitled items parted by rules, where each tells a story of its own."""
    texts = (i for i in range(begin, len(page.paragraphs)) if page.kinds[i] is LineKind.TEXT)
    firsts = [i for i in texts if i == begin or page.kinds[i - 1] is LineKind.SEPARATOR]
    rules = [page.paragraphs[i].text[0] for i, kind in enumerate(page.kinds) if kind is LineKind.SEPARATOR and i >= begin]
    limit = _COHESION if rules and all(rule in "-=_~—–#" for rule in rules) else _SCENE_COHESION
    apart = len(firsts) >= 3 and all(map(page.is_prose, firsts)) and tell_different_stories(page, firsts, limit)
    return tuple(firsts) if apart else ()


def counted_items(page: Page, begin: int = 0) -> tuple[int, ...]:
    """The paragraphs of a numbered or bulleted digest without headlines: whole stories, counted from the top of the text."""
    texts = (i for i in range(begin, len(page.paragraphs)) if page.kinds[i] is LineKind.TEXT)
    marked = [(i, m) for i in texts if (m := _COUNTED.match(page.paragraphs[i].text))]
    firsts = [i for i, _ in marked]
    numbers = [int(m["number"]) for _, m in marked if m["number"]]
    counted = numbers in ([], list(range(1, len(firsts) + 1)))
    whole = all(len(page.paragraphs[i].text.split()) >= _ITEM_WORDS for i in firsts)
    if len(firsts) < 3 or not (whole and counted) or any(map(page.is_prose, range(begin, firsts[0]))):
        return ()
    top = page.headlines[firsts[0] - 1] if firsts[0] > begin else None
    if top is not None and not is_section_head(top):
        return ()
    return tuple(firsts) if tell_different_stories(page, firsts) else ()


def tell_different_stories(page: Page, firsts: Sequence[int], limit: float = _COHESION) -> bool:
    """Whether neighbouring items share few words and hardly any leans on the one before."""
    ends = [*firsts[1:], len(page.paragraphs)]
    items = [page.text[page.paragraphs[i].start : page.paragraphs[j - 1].end] for i, j in zip(firsts, ends, strict=True)]
    common = [_common(above[-_WINDOW:], below[:_WINDOW]) for above, below in pairwise(items)]
    leaning = sum(refers_back(item) for item in items[1:])
    return sum(common) < limit * len(common) and leaning <= 0.15 * len(common)


def _common(above: str, below: str) -> float:
    one, other = bag_of(above).stems, bag_of(below).stems
    return (share(one, other) + share(other, one)) / 2


def agency_leads(page: Page, begin: int = 0) -> tuple[int, ...]:
    """Paragraphs that open with an agency dateline, where at least two do: each of them opens a story."""
    texts = (i for i in range(begin, len(page.paragraphs)) if page.kinds[i] is LineKind.TEXT)
    found = tuple(i for i in texts if _goes_on(page.paragraphs[i].text))
    return found if len(found) >= 2 else ()


def _goes_on(text: str) -> bool:
    """Whether a paragraph opens with a dateline and tells something: under a dateline alone the name of an author may stand."""
    dateline = agency_dateline(text)
    return dateline is not None and len(text[dateline[1] :].split()) >= _LEAD_WORDS


def dated_items(page: Page, begin: int = 0) -> tuple[int, ...]:
    """Paragraphs right under a date line, where the text opens with such an item and has at least two: a page of dated notices."""
    dates = [i for i in range(begin, len(page.paragraphs) - 1) if page.kinds[i] is LineKind.DATE and page.kinds[i + 1] is LineKind.TEXT]
    if len(dates) < 2 or any(page.is_prose(i) for i in range(begin, dates[0])):
        return ()
    return () if _is_headed(page, begin, dates) and not _is_calendar(page, dates) else tuple(i + 1 for i in dates)


def _is_headed(page: Page, begin: int, dates: Sequence[int]) -> bool:
    """Whether the first of some date lines, or what stands above it, differs from the rest: it heads a story with its title."""
    above = range(begin, dates[0])
    words = [len(page.paragraphs[i].text.split()) for i in dates]
    titled = any(page.kinds[i] is LineKind.DATE or (page.kinds[i] is LineKind.TEXT and not is_page_header(page, i)) for i in above)
    return titled or words[0] not in words[1:]


def _is_calendar(page: Page, dates: Sequence[int]) -> bool:
    """Whether under a title as well date lines open notices: a story has its own day there, and days of concerts or games below."""
    whole = all(full_date_in(page.paragraphs[i].text) and page.is_prose(i + 1) for i in dates)
    return len(dates) >= _CALENDAR and whole and tell_different_stories(page, [i + 1 for i in dates])


def blurb_starts(page: Page, starts: Sequence[int], begin: int = 0) -> tuple[int, ...]:
    """The first line of each blurb in the parts of a page that have a section head and then nothing but one-paragraph items."""
    found: list[int] = []
    titles = frozenset(starts)
    furnished = any(kind in _PAGE_KINDS for kind in page.kinds)
    for i in range(begin, len(page.paragraphs) - 1):
        headline = page.headlines[i]
        if headline is None or i in titles or not _opens_blurbs(page, headline, begin, furnished):
            continue
        after = bisect_right(starts, i)
        stop = starts[after] if after < len(starts) else len(page.paragraphs)
        found.extend(_blurbs(page, i + 1, stop))
    return tuple(found)


def _opens_blurbs(page: Page, headline: Headline, begin: int, furnished: bool) -> bool:
    """A section head of the page itself, not a sub-heading: by two of its words, its capitals, and what ends an item above it."""
    i = headline.index
    if not page.is_prose(i + 1) and _SALUTATION.fullmatch(page.paragraphs[i + 1].text) is None:
        return False
    capitals = headline.case is LetterCase.CAPS and len(headline.text.split()) <= _HEAD_WORDS
    ruled = page.kinds[i - 1] is LineKind.SEPARATOR and page.paragraphs[i - 1].text[0] != "_"  # agencies part the sections of a story so
    above = i == begin or page.kinds[i - 1] in _PAGE_KINDS or ruled
    return (above or furnished) and is_section_head(headline) + capitals + above >= 2


def _blurbs(page: Page, first: int, stop: int) -> list[int]:
    found: list[int] = []
    greeted = False
    for i in range(first, stop):
        if page.kinds[i] is not LineKind.TEXT:
            continue
        if names_section(page.paragraphs[i].text):
            break
        if not greeted:
            found.append(i)
        greeted = _SALUTATION.fullmatch(page.paragraphs[i].text) is not None
    return found if len(found) >= _MIN_BLURBS else []
