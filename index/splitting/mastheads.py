"""Lines that name a page or a part of it (`WORLD`, `Latest news`, `Morning briefing`) and so are no headlines."""

from __future__ import annotations

import re

from index.splitting.headlines import Headline, LetterCase, Page
from index.splitting.linekinds import LineKind
from index.words.lists import any_of

_SECTION = re.compile(
    r"(?:latest|recent|further|upcoming|previous|other|more|top)\s+\w+\s*:?"
    r"|(?:(?:latest|recent|other|more|top|main|today['’]s|world|local|national|international|breaking|in other|daily|weekly|morning|evening"
    r"|press)\s+)*"
    rf"(?:{any_of('pages.sections')})"
    r"(?:\s*(?:and|&|/|,)\s*\w+){0,2}(?:\s+(?:news|in brief|briefs?|roundup|round-up|digest|desk|section|and news|and events))?\s*:?",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(
    rf"\b(?:{any_of('pages.mastheads')})\b",
    re.IGNORECASE,
)
_ISSUE = re.compile(rf"\b(?:{any_of('pages.issues')})\b", re.IGNORECASE)


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
    return headline.case is LetterCase.CAPS if under is LineKind.DATE else page.headlines[i + 1] is not None and not page.is_prose(i + 1)
