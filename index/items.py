"""Stories without a headline line of their own: agency leads, items under date lines, blurbs on a press page, titles glued to a lead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.boundaries import is_section_head
from index.headlines import Case, Form, Headline, Page, case_of
from index.linekinds import Kind, agency_dateline

_GLUE = re.compile(
    r"(?<=[a-zà-öø-ÿ\d)?!\"”’%])(?=(?:(?:On|The|In|At|A|An|As|This|These|It|We|Today|Yesterday|Following|During|After|From|For|According|Dear|Ladies|With|By|Earlier|Under|To|Over|Last"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\s|[A-ZÀ-Þ]{3,}(?:,\s|\s\())|[“\"][A-Z])"
)
_GLUE_REACH = 300
"""Characters in which the seam between a glued title and its lead is looked for."""
_GLUE_WORDS = 4
_SALUTATION = re.compile(
    r"(?:(?:ladies and gentlemen|dear [\w .’'-]{1,60}|(?:mr|mrs|ms|madam)\.? [\w .’'-]{1,60}|your (?:excellenc\w+|majest\w+)|excellenc\w+|colleagues|friends|good (?:morning|afternoon|evening)[\w .’'-]{0,60})"
    r"(?:,\s*)?)+[,:!.]?",
    re.IGNORECASE,
)
_MIN_BLURBS = 2


def glued_title(page: Page, i: int) -> Headline | None:
    """The title that runs into the first sentence of paragraph `i` without a space, as happens when a web page is saved as text."""
    paragraph = page.paragraphs[i]
    if len(paragraph.text) < 80:
        return None
    for seam in _GLUE.finditer(paragraph.text, 0, _GLUE_REACH):
        at = seam.start()
        title, rest = paragraph.text[:at], paragraph.text[at:]
        token = title.rsplit(None, 1)[-1] + rest.split(None, 1)[0]
        known = page.text.find(token, paragraph.end) >= 0
        opens_quote = rest[0] in "“\"" and (rest[0] == '"' and title.count('"') % 2 == 1)
        if known or opens_quote or len(title.split()) < _GLUE_WORDS or len(rest.split()) < 5 or re.search(r"[.!?]\s", title):
            continue
        return Headline(i, paragraph.start, paragraph.start + at, title, Form.GLUED, 0, None, case_of(title))
    return None


def agency_leads(page: Page, begin: int = 0) -> tuple[int, ...]:
    """Paragraphs that open with an agency dateline, where at least two do: each of them opens a story."""
    found = tuple(i for i in range(begin, len(page.paragraphs)) if page.kinds[i] is Kind.TEXT and agency_dateline(page.paragraphs[i].text) is not None)
    return found if len(found) >= 2 else ()


def dated_items(page: Page, begin: int = 0) -> tuple[int, ...]:
    """Paragraphs right under a date line, where the text opens with such an item and has at least two: a page of dated notices."""
    dates = [i for i in range(begin, len(page.paragraphs) - 1) if page.kinds[i] is Kind.DATE and page.kinds[i + 1] is Kind.TEXT]
    if len(dates) < 2 or any(page.is_prose(i) for i in range(begin, dates[0])):
        return ()
    return tuple(i + 1 for i in dates)


def blurb_starts(page: Page, starts: Sequence[int], begin: int = 0) -> tuple[int, ...]:
    """The first line of each blurb in the parts of a page that have a section head and then nothing but one-paragraph items."""
    found: list[int] = []
    for i in range(begin, len(page.paragraphs) - 1):
        headline = page.headlines[i]
        if headline is None or not _opens_blurbs(page, headline, starts, begin):
            continue
        stop = next((s for s in starts if s > i), len(page.paragraphs))
        found.extend(_blurbs(page, i + 1, stop))
    return tuple(found)


def _opens_blurbs(page: Page, headline: Headline, starts: Sequence[int], begin: int) -> bool:
    """A section head of the page itself, not a sub-heading: it is in capitals and something that ends an item stands above it."""
    i = headline.index
    if not is_section_head(headline) or i in starts or not page.is_prose(i + 1) and not _SALUTATION.fullmatch(page.paragraphs[i + 1].text):
        return False
    above = i == begin or page.kinds[i - 1] in (Kind.URL, Kind.LINK, Kind.SOCIAL, Kind.NOTICE, Kind.SEPARATOR)
    return headline.case is Case.CAPS or above


def _blurbs(page: Page, first: int, stop: int) -> list[int]:
    found: list[int] = []
    greeted = False
    for i in range(first, stop):
        if page.kinds[i] is not Kind.TEXT or (h := page.headlines[i]) is not None and is_section_head(h):
            if page.kinds[i] is Kind.TEXT:
                break
            continue
        if not greeted:
            found.append(i)
        greeted = _SALUTATION.fullmatch(page.paragraphs[i].text) is not None
    return found if len(found) >= _MIN_BLURBS else []
