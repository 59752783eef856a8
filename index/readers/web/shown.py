"""The day that a page shows with its story: a line near the headline that is a date and little more, or one that says what it is."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.readers.base import StatedDate
from index.readers.date_fields import is_placeholder
from index.readers.written_days import WrittenDay, day_order_of, written_days
from index.words.calendar import changes, keepings, publications

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NEAR = 800
"""Letters between a headline and the line with its day, where that is marked up as one; a lead and a caption may stand between them."""
CLOSE = 250
"""The same where nothing but its place says what the line is."""
LONGEST = 160
"""Characters of a line that holds the day, with place, author and hour."""
FIELD = "day shown with the story"
_TIMES_AS_FAR, _FAR = 4, 60
_BESIDE = 30
"""Letters beside a day in a line that is a date and little more."""
_IDEOGRAPHS = "\u2e80"
"""First of the scripts that write a word in one or two signs; each counts as three."""
_LONGEST_LABEL = 25
_SILENT = frozenset("script style noscript template select option textarea title head iframe svg button".split())
_MARK = re.compile(
    r"(?<![a-z])(?:date?s?|datum|dato|fecha|data|datestamp|timestamp|time|zeit|hora|pub|pubdate|publish\w*|publi\w*|posted|created|erschien\w*|"
    r"veroeffentlich\w*|dateline|datetime|\w*datum|\w*date)(?![a-z])"
)
_APART = re.compile(
    r"(?<![a-z])(?:comments?|comment-\w+|komment\w*|comm?enta?i?r\w*|related|recommend\w*|teasers?|sidebar\w*|widgets?|footer|calendar|popular|"
    r"trending|newsticker|weather|today\w*|heute\w*|hoy|oggi|currentdate|current-date|curdate|clock|breadcrumb\w*|copyright|profile\w*|postprofile|joined|registered|tweet\w*|twitter-tweet|instagram-media|fb-post)"
    r"(?![a-z])"
)
_LABEL = re.compile(r"(?<!\w)(?:dat[aeo]|datum|fecha|pvm|дата|tarih|日期|날짜)\s*[:：]\s*$", re.IGNORECASE)
_NAMED_DAY = re.compile(r"[^\W\d_][\w’'-]*(?:\s[\w’'-]+)+\s?[:：]\s*$")
_HOURS = re.compile(r"(?<!\d)\d{1,2}\s?(?:[:.h]\s?\d\d(?::\d\d)?|Uhr|[ap]\.?m\.?)", re.IGNORECASE)
_COUNTS = re.compile(
    r"(?<!\w)\d+\s(?:comments?|kommentare?|commentaires?|reacties?|comentarios?|comentários?|commenti?|kommentarer|komentarz\w*|shares?|views?"
    r"|min(?:ut\w*)?\.?(?:\s\w+){0,2})(?!\w)",
    re.IGNORECASE,
)
"""How many readers wrote something, and how long the story takes to read."""
_OPENING = re.compile(r"^\s*(?:[-–—|:•·,)]|$)")
_FRAME = frozenset("footer aside nav".split())
_HOME = frozenset("article main".split())


@dataclass(frozen=True, slots=True)
class _Shown:
    """A line with one day: where it stands among the letters of the page, and what speaks for its being the one of publication."""

    written: WrittenDay
    words: str
    place: int
    is_said: bool  # the words before it say so
    is_marked: bool  # the names of its element say so
    is_bare: bool  # the line is the day and little more, or begins with it


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece of text of a page with its element and its place among the letters."""

    element: HtmlElement
    text: str
    place: int
    before: str


def shown_day(tree: HtmlElement, titles: Sequence[str]) -> StatedDate | None:
    """The day that stands with the headline, or that is the only one said to be of publication; None where the page leaves a doubt.

    `titles` are the headlines that the page may have. The frame of the page, comments, and lists of other stories are passed over.
    """
    lines = list(_lines(tree))
    heads, around = _headlines(lines, titles)
    order = day_order_of([line.text for line in lines if len(line.text) < LONGEST and re.search(r"\d[/-]\d", line.text)])
    found = [shown for line in lines if (shown := _shown(line, order, around)) is not None]
    near = [shown for shown in found if _distance(shown, heads) <= (NEAR if shown.is_said or shown.is_marked else CLOSE)]
    for chosen in (
        [shown for shown in near if shown.is_said],
        [shown for shown in near if shown.is_marked and shown.is_bare],
        [shown for shown in near if shown.is_bare],
        [shown for shown in found if shown.is_said],
        [shown for shown in found if shown.is_marked and shown.is_bare],
    ):
        days = {shown.written.day for shown in chosen}
        if len(days) == 1:
            return StatedDate(chosen[0].written.day, chosen[0].words, FIELD)
        if days:
            return _nearest(chosen, heads)
    return None


def _nearest(chosen: Sequence[_Shown], heads: Sequence[tuple[int, int]]) -> StatedDate | None:
    """The day by the headline, where those of other days stand far from it."""
    first, *others = sorted(chosen, key=lambda shown: _distance(shown, heads))
    other = next(_distance(shown, heads) for shown in others if shown.written.day != first.written.day)
    is_by_itself = _distance(first, heads) <= CLOSE and other > max(_FAR, _TIMES_AS_FAR * _distance(first, heads))
    return StatedDate(first.written.day, first.words, FIELD) if is_by_itself else None


def _lines(tree: HtmlElement) -> Iterator[_Line]:
    """The pieces of text that a page shows, in order, each with the end of what stands before it."""
    place, before = 0, ""
    body = tree.find(".//body")
    waiting: list[tuple[HtmlElement, bool]] = [(body if body is not None else tree, False)]
    while waiting:
        element, is_tail = waiting.pop()
        text = " ".join(((element.tail if is_tail else element.text) or "").split())
        if text:
            owner = element.getparent() if is_tail else element
            yield _Line(owner if owner is not None else element, text, place, before)
            place, before = place + len(text), text[-60:]
        if not is_tail:
            for child in reversed(element):
                waiting.append((child, True))
                if isinstance(child.tag, str) and child.tag not in _SILENT:
                    waiting.append((child, False))


def _headlines(lines: Sequence[_Line], titles: Sequence[str]) -> tuple[list[tuple[int, int]], set[HtmlElement]]:
    """Where the headline begins and ends, each time that it is shown; and the elements around it."""
    folded = [fold for title in titles if len(fold := _fold(title)) > 8]
    longest = 2 * max(map(len, folded), default=0)  # with its blanks and marks
    found = [line for line in lines if 8 < len(line.text) <= longest and _is_part(_fold(line.text), folded)]
    named = found
    whole = [line for line in found if _fold(line.text) in folded]  # else a part of it, which may be the name of the site
    found = [line for line in whole or found if not written_days(line.text)] or [
        line for line in lines if any(above.tag == "h1" for above in _upwards(line.element, 3))
    ]
    around = {above for line in (*named, *found) for above in _upwards(line.element, 60) if above.tag != "a"}
    return [(line.place, line.place + len(line.text)) for line in found], around


def _is_part(words: str, titles: Sequence[str]) -> bool:
    return any(words in title for title in titles)


def _distance(shown: _Shown, heads: Sequence[tuple[int, int]]) -> int:
    """Letters between a line and the nearest headline; what stands above counts twice."""
    return min((2 * (begin - shown.place) if shown.place < begin else shown.place - end for begin, end in heads), default=10**9)


def _shown(line: _Line, order: bool | None, around: Container[HtmlElement]) -> _Shown | None:
    if not re.search(r"\d", line.text[:LONGEST]):
        return None
    line = _without_changes(line, order)
    days = written_days(line.text[:LONGEST], order)
    if len(days) != 1 or is_placeholder(days[0].day, line.text):
        return None
    day, ahead = days[0], line.text[: days[0].start]
    opens = len(ahead) <= 1 and _OPENING.match(line.text[day.end :]) is not None
    before = f"{line.before} {ahead}"[-60:]
    if (
        _is_of_something_else(ahead if ahead.strip() else line.before)
        or not (opens or len(line.text) <= LONGEST)
        or changes().search(before)
        or _is_of_keeping(line, ahead)
        or _is_apart(line, around)
    ):
        return None
    rest = _COUNTS.sub("", _HOURS.sub("", f"{ahead} {line.text[day.end :]}"))
    beside = sum(3 if sign >= _IDEOGRAPHS else 1 for sign in re.sub(r"[\d\W_]+", "", rest))
    is_marked = _LABEL.search(before) is not None or _is_marked(line.element)
    if beside and not is_marked and any(above.tag == "a" for above in _upwards(line.element, 4)) and not publications().search(before):
        return None  # words that lead to what is of that day
    if beside and not is_marked and _is_of_list(line.element):
        return None
    words = line.text if len(line.text) <= LONGEST else line.text[: day.end]
    is_little = beside <= _BESIDE and (is_marked or not re.search(r"\d", rest))
    return _Shown(day, words, line.place, publications().search(before) is not None, is_marked, opens or is_little)


def _without_changes(line: _Line, order: bool | None) -> _Line:
    """A short line of several days without the parts that tell of a change: `Published 3 May 2022, updated 5 May 2022`."""
    days = written_days(line.text, order) if len(line.text) <= LONGEST else []
    if len(days) < 2:
        return line
    parts: list[str] = []
    begin = 0
    for day, following in zip(days, [*days[1:], None], strict=True):
        told = [
            found.start()
            for words in (changes(), publications())
            if following and (found := words.search(line.text, day.end, following.start))
        ]
        end = (min(told) if told else following.start) if following else len(line.text)
        if not changes().search(line.text, begin, day.start):
            parts.append(line.text[begin:end])
        begin = end
    return replace(line, text=parts[0].rstrip(" ,;|·•(–—-")) if len(parts) == 1 else line


def _is_of_something_else(before: str) -> bool:
    """Whether a few words and a colon before a day say of what it is, and that is not the publication: `Next open day: 4 May 2031`."""
    match = _NAMED_DAY.search(before)
    return match is not None and not publications().search(match[0]) and not _LABEL.search(before)


def _is_of_keeping(line: _Line, ahead: str) -> bool:
    """Whether the words before a day, or a label beside them, say that the page was saved or printed then."""
    label = line.before if len(line.before) <= _LONGEST_LABEL else ""
    return keepings().search(ahead) is not None or keepings().match(label) is not None


def _is_of_list(element: HtmlElement) -> bool:
    """Whether a line is one of a list of days and what is on them."""
    item = next((above for above in _upwards(element, 3) if above.tag == "li"), None)
    parent = item.getparent() if item is not None else None
    others = [other for other in parent.iterchildren("li") if other is not item][:20] if parent is not None else []
    return any(len(text := other.text_content()) <= LONGEST and written_days(text) for other in others)


def _is_marked(element: HtmlElement) -> bool:
    for above in _upwards(element, 3):
        if _MARK.search(_names(above)) or above.tag == "time":
            return len(above.text_content()) < 2 * LONGEST
    return False


def _is_apart(line: _Line, around: Container[HtmlElement]) -> bool:
    """Whether a line stands in the frame of a page, in comments or in a list of other stories, and the headline does not."""
    for above in _upwards(line.element, 40):
        if above in around or above.tag in _HOME:
            break
        is_own = above.tag == "footer" and any(outer.tag == "article" for outer in above.iterancestors())
        if (above.tag in _FRAME and not is_own) or _APART.search(_names(above)):
            return True
    link = next((above for above in _upwards(line.element, 4) if above.tag == "a"), None)
    return link is not None and len(" ".join(link.text_content().split())) > len(line.text) + 10


def _upwards(element: HtmlElement, most: int) -> Iterator[HtmlElement]:
    above: HtmlElement | None = element
    for _ in range(most):
        if above is None:
            return
        yield above
        above = above.getparent()


def _names(element: HtmlElement) -> str:
    """The names that an element bears, each part of them in lower case."""
    names = " ".join(element.get(key) or "" for key in ("class", "id", "itemprop", "property", "data-testid"))
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names).lower().replace("_", "-")


def _fold(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
