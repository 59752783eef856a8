"""The lines of a PDF's pages: which of them are running headers and footers, which the headline, and how the others make paragraphs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from index.readers.documents.several import Marked
from index.splitting.linekinds import date_span

_ZONE = 3
"""Lines at the top and at the bottom of a page among which headers, footers and page numbers are looked for."""
_SAME_HEIGHT = 4.0
"""Points by which the height of a running header may differ from page to page."""
_BIG = 1.15
"""A headline is set this much bigger than the body; subheadings in the body's size are not headlines."""
_HEAD_LINES = 25
_BOLD_HEAD_LINES = 12
_GAP = 1.4
"""Of the usual distance between lines: more is the space between paragraphs. Typesetters use 1.5 and more, lines differ by 1.1."""
_FITS = 0.75
"""Of the usual length of lines: when the next word would have fitted within, the line was ended on purpose."""
_INDENT = 0.8
"""Of the letter size: a first line is set in by at least this."""
_ENDED = re.compile(r"[.!?:…。！？؟][\"'”’»)\]]*$")
_BULLET = re.compile(r"[•▪◦●■‣–—*-]\s|\(?[0-9a-z]{1,2}[.)]\s")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|pg\.?|seite|página|pagina)\s*\d{1,4}(?:\s*(?:of|/|von|de|di)\s*\d{1,4})?|\d{1,4}\s*(?:of|/)\s*\d{1,4})\W*", re.I
)
_LABEL = re.compile(
    r"\W*(?:for immediate release|(?:press|news|media) (?:release|statement|notice|briefing)|statement|communiqu[eé]|announcement)\W*", re.I
)
"""What stands over a headline in the biggest letters and is none."""
_PRINTED_BELOW = re.compile(r"(?:https?|file)://\S+(?:\s+\d{1,4}/\d{1,4})?")
_PRINTED_ABOVE = re.compile(r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{2,4}\.?,? \d{1,2}[:.]\d\d\b")
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page (from 0) as set: `x`, `y` where it begins (points, y upwards) and `size` of its letters."""

    text: str
    page: int
    x: float
    y: float
    size: float
    bold: bool = False


_FIGURES = re.compile(r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}")


def without_furniture(lines: Sequence[PageLine], pages: int) -> list[PageLine]:
    """The lines without the headers, footers and page numbers that half of the pages (two at least) have in the same place."""
    zones = [line for page in _by_page(lines) for line in _zone(page)]
    alike: dict[str, list[PageLine]] = defaultdict(list)
    for line in zones:
        alike[_masked(line.text)].append(line)
    most = max(2, (pages + 1) // 2)
    running = {
        id(line)
        for line in zones
        if _PAGE_NUMBER.fullmatch(line.text)
        or re.fullmatch(rf"\W*{line.page + 1}\W*", line.text)
        or len({other.page for other in alike[_masked(line.text)] if abs(other.y - line.y) <= _SAME_HEIGHT}) >= most
    }
    running |= {id(line) for page in _by_page(lines) for line in _printed(page)}
    stated = {id(line) for page in _by_page(lines) for line in _imprints(page, running)}
    for group in alike.values():  # one of different days is no header of the document, but of what stands below it
        days = {days.group() for line in group if (days := _FIGURES.search(line.text))}
        stated.update(id(line) for line in group if len(days) > 1)
    return [line for line in lines if id(line) not in running - stated]


def _printed(page: Sequence[PageLine]) -> Iterator[PageLine]:
    """What a browser prints around a page: its address and the number of the page below, the hour of printing and its title above."""
    zone = sorted(_zone(page), key=lambda line: -line.y)
    below = [line for line in zone[-2:] if _PRINTED_BELOW.fullmatch(line.text)]
    yield from below
    if below:
        yield from (line for line in zone[:2] if _PRINTED_ABOVE.match(line.text))


def _imprints(page: Sequence[PageLine], running: Container[int]) -> Iterator[PageLine]:
    """The lines of a page that hold a day and stand below its own words, such as a headline: these are of an article."""
    is_below = False
    for line in page[: _ZONE + 1]:
        is_below = is_below or id(line) not in running
        if is_below and date_span(line.text):
            yield line


def headline(lines: Sequence[PageLine], stated: str | None) -> list[PageLine]:
    """The lines of the headline: the biggest on the first page, or those that bear the title which the metadata states."""
    first = [line for line in lines if line.page == 0][:_HEAD_LINES]
    if not first:
        return []
    body = _body_size(lines)
    groups = [list(group) for _, group in groupby(first, key=lambda line: (round(line.size, 1), line.bold))]
    if stated:
        for group in _runs(first):
            if _fold(stated) == _fold(" ".join(line.text for line in group)):
                return group
    big = [group for group in groups if group[0].size >= _BIG * body and _may_be_headline(group)]
    if big:
        return max(big, key=lambda group: group[0].size)
    if _mostly_bold(lines):
        return []
    bold = [group for group in groups if group[0].bold and group[0] in first[:_BOLD_HEAD_LINES] and _may_be_headline(group)]
    return bold[0] if bold and len(_joined(bold[0]).split()) > 3 else []


def joined(lines: Sequence[PageLine]) -> str:
    """The words of lines that belong together, on one line."""
    return _joined(lines)


def paragraphs(lines: Sequence[PageLine], pages: int) -> tuple[str, tuple[int, ...]]:
    """The text of the lines, its paragraphs separated by blank lines, and the offset at which each page begins in it.

    Lines are joined by a space. A hyphen at the end of a line is taken out where the whole word stands elsewhere in the document, and
    stays where it does not: no word is made that the document does not have.
    """
    leading, width = _leading(lines), _widths(lines)
    words = _words(lines)
    pieces: list[str] = []
    begins: dict[int, int] = {}
    at = 0
    before: PageLine | None = None
    for line in lines:
        separator, cut = "", 0
        if before is not None and _is_break(before, line, leading, width):
            separator = "\n\n"
        elif before is not None:
            separator, cut = _seam(before.text, line.text, words)
        if cut:
            pieces[-1] = pieces[-1][:-cut]
        at += len(separator) - cut
        begins.setdefault(line.page, at)
        pieces += [separator, line.text]
        at += len(line.text)
        before = line
    starts: list[int] = []
    following = at
    for page in reversed(range(pages)):
        following = begins.get(page, following)
        starts.append(following)
    return "".join(pieces), tuple(reversed(starts))


def blocks(lines: Sequence[PageLine]) -> list[Marked]:
    """The paragraphs of the lines, those in bigger letters as headings (the biggest of the first level), those in bold letters as bold."""
    leading, width, body = _leading(lines), _widths(lines), _body_size(lines)
    words = _words(lines)
    sizes = sorted({round(line.size) for line in lines if line.size >= _BIG * body}, reverse=True)
    bold = not _mostly_bold(lines)
    groups: list[list[PageLine]] = []
    for before, line in pairwise([None, *lines]):
        assert line is not None
        looks_other = before is not None and bold and before.bold != line.bold and (before.x, line.x) == (line.x, before.x)
        if before is None or looks_other or _is_break(before, line, leading, width):
            groups.append([])
        groups[-1].append(line)
    found: list[Marked] = []
    for group in groups:
        text = group[0].text
        for before, line in pairwise(group):
            separator, cut = _seam(before.text, line.text, words)
            text = (text[:-cut] if cut else text) + separator + line.text
        level = sizes.index(round(group[0].size)) + 1 if group[0].size >= _BIG * body else 0
        found.append(Marked(text, min(level, 6), bold and all(line.bold for line in group), group[0].page))
    return found


def _words(lines: Sequence[PageLine]) -> Counter[str]:
    return Counter(word for line in lines for word in re.findall(r"[^\W\d_]+", line.text.casefold()))


def _is_break(before: PageLine, line: PageLine, leading: Callable[[PageLine], float], width: Callable[[PageLine], float]) -> bool:
    """Whether a paragraph begins with `line`."""
    if abs(before.size - line.size) > 0.12 * max(before.size, line.size):
        return True
    ended = bool(_ENDED.search(before.text))
    fall = before.y - line.y
    if before.page != line.page or fall < -0.5 * line.size:
        return ended
    if abs(fall) < 0.3 * line.size:
        return False
    if fall > _GAP * leading(line) or (_BULLET.match(line.text) and (ended or not line.text[0].isalnum())):
        return True
    if len(before.text) + 1 + len(line.text.split()[0]) <= _FITS * width(before):
        return True
    return ended and line.x - before.x > _INDENT * line.size


def _seam(before: str, after: str, words: Counter[str]) -> tuple[str, int]:
    """What joins two lines of a paragraph, and how many characters of the first go."""
    match = _HYPHENATED.search(before)
    if match is None or not after[:1].islower():
        return " ", 0
    rest = re.match(r"[^\W\d_]+", after)
    whole = (match[1] + (rest[0] if rest else "")).casefold()
    return "", 1 if before.endswith("\u00ad") or words[whole] else 0


def _joined(lines: Sequence[PageLine]) -> str:
    return " ".join(" ".join(line.text for line in lines).split())


def _by_page(lines: Sequence[PageLine]) -> list[list[PageLine]]:
    return [list(page) for _, page in groupby(lines, key=lambda line: line.page)]


def _zone(page: Sequence[PageLine]) -> list[PageLine]:
    ordered = sorted(page, key=lambda line: -line.y)
    return ordered if len(ordered) <= 2 * _ZONE else ordered[:_ZONE] + ordered[-_ZONE:]


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.casefold().split()))


def _runs(lines: Sequence[PageLine]) -> Iterable[list[PageLine]]:
    return (
        list(lines[start:stop])
        for start in range(min(len(lines), _HEAD_LINES))
        for stop in range(start + 1, min(start + 5, len(lines)) + 1)
    )


def _may_be_headline(group: Sequence[PageLine]) -> bool:
    text = _joined(group)
    return 10 <= len(text) <= 300 and len(text.split()) > 1 and not _LABEL.fullmatch(text)


def _mostly_bold(lines: Sequence[PageLine]) -> bool:
    return sum(len(line.text) for line in lines if line.bold) > 0.5 * sum(len(line.text) for line in lines)


def _body_size(lines: Sequence[PageLine]) -> float:
    """The letter size that most characters are set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size]) or 1.0


def _leading(lines: Sequence[PageLine]) -> Callable[[PageLine], float]:
    """The usual distance of lines of a size; where too few tell, 1.3 of the size."""
    falls: dict[int, list[float]] = defaultdict(list)
    for before, line in pairwise(lines):
        fall = before.y - line.y
        if before.page == line.page and round(before.size) == round(line.size) and 0.5 * line.size < fall < 2.5 * line.size:
            falls[round(line.size)].append(fall)
    usual = {size: median(found) for size, found in falls.items() if len(found) > 3}
    return lambda line: usual.get(round(line.size), 1.3 * line.size)


def _widths(lines: Sequence[PageLine]) -> Callable[[PageLine], float]:
    """The usual length, in characters, of full lines of a size: the ninth decile of them."""
    lengths: dict[int, list[int]] = defaultdict(list)
    for line in lines:
        lengths[round(line.size)].append(len(line.text))
    full = {size: sorted(found)[int(0.9 * (len(found) - 1))] for size, found in lengths.items()}
    return lambda line: full[round(line.size)]


def _fold(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
