"""Sentences of a text with exact offsets: rules of our own, because a quotation is cut at them and nothing may move.

A sentence never crosses a paragraph break. Closing quotation marks and brackets belong to the sentence that they end. Hard-wrapped
lines are read on. The rules were compared with three sentence splitters on a news digest and agree with them there; what they are
for is the rest: no break inside `U.S. troops`, a break in `agreed.Russia`, none between `"Why now?"` and `Ms Roe asked`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.words.lists import BASE, PAST, THIRD, any_of, grouped, listed, saying

MAX_SENTENCE = 600
"""Characters; longer ones (lists, speeches without a full stop) are cut at a semicolon, a comma or a space, so that they can be quoted."""

_ABBREVIATIONS = frozenset(
    (*listed("abbreviations.general"), *listed("abbreviations.companies"), *listed("names.titles"), *listed("calendar.weekdays_short"))
).union(*(names[1:] for names in grouped("calendar.months")))
_WORDS_TOO = frozenset(listed("abbreviations.words_too"))
_BEFORE_NUMBERS = frozenset(listed("abbreviations.before_numbers"))
# These end a sentence only when what follows can hardly go on after them ("in the U.S. The ministry ...").
_OPENERS = frozenset(listed("small.openers"))
_SAYING = rf"(?:{saying('quotes', forms=(PAST, THIRD, BASE))}|{any_of('voices.tags')})"
_CLOSERS = "\"'”’»)]}"
_OPEN_MARKS = "\"'“‘«([{—–-•"
_END = re.compile(r"[.!?…]+[\"'”’»)\]}]*")
_SPEAKER_FOLLOWS = re.compile(rf"(?:[A-Z][\w.’'-]*\s+){{1,4}}{_SAYING}\b|{_SAYING}\b")
_WORD_BEFORE = re.compile(r"[\w.’'-]+$")
_PARAGRAPH_BREAK = re.compile(r"(?:\r\n|\r|\n|\u2028|\u2029|\x0b|\x0c|\x85)")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans (start, end) of the sentences of `text[start:end]`, in order, without surrounding white space; offsets are into `text`."""
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    for left, right in _paragraphs(text, start, stop):
        for first, last in _sentences_of_paragraph(text, left, right):
            spans.extend(_cut_long(text, first, last))
    return spans


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Paragraph spans: lines, joined where a line was only wrapped."""
    lines = []
    at = start
    for match in _PARAGRAPH_BREAK.finditer(text, start, end):
        lines.append((at, match.start()))
        at = match.end()
    lines.append((at, end))
    opened: tuple[int, int] | None = None
    for left, right in lines:
        if not text[left:right].strip():
            if opened:
                yield opened
            opened = None
        elif opened is None:
            opened = (left, right)
        elif _is_wrapped(text, opened, (left, right)):
            opened = (opened[0], right)
        else:
            yield opened
            opened = (left, right)
    if opened:
        yield opened


def _is_wrapped(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether the line break between the two pieces only wraps a line: a full line that ends in mid-sentence."""
    last_line = re.split(r"[\r\n]", text[before[0] : before[1]])[-1].rstrip()
    following = text[after[0] : after[1]].lstrip()
    if last_line.endswith("-") and following[:1].islower():
        return True
    if not 45 <= len(last_line) <= 100 or last_line[-1] in ".!?…:;" + _CLOSERS:
        # A wrapped line may end at a full stop by chance; reading it as a paragraph break costs nothing, a sentence ends there anyway.
        return False
    return following[:1] not in "•*-–—#" and len(following) > 0


def _sentences_of_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and not _ends_sentence(text, match, end):
            continue
        trimmed = _trim(text, first, match.end())
        if trimmed:
            yield trimmed
        first = match.end()
    trimmed = _trim(text, first, end)
    if trimmed:
        yield trimmed


def _ends_sentence(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the punctuation found ends a sentence, by what stands before and after it."""
    after = match.end()
    punctuation = match.group().rstrip(_CLOSERS)
    closed = len(punctuation) < len(match.group())
    if not text[after].isspace():
        return _is_glued(text, match, closed)
    position = after
    while position < end and text[position].isspace():
        position += 1
    if position >= end:
        return True
    following = text[position : position + 80]
    if following[0].islower():
        return False
    if not (following[0].isupper() or following[0].isdigit() or following[0] in _OPEN_MARKS or not following[0].isascii()):
        return False
    if closed and _SPEAKER_FOLLOWS.match(following) and punctuation[-1] in "?!…":
        return False
    if punctuation == ".":
        return not _is_abbreviation(text, match.start(), following)
    return True


def _is_glued(text: str, match: re.Match[str], closed: bool) -> bool:
    """A break where the space after the full stop was lost: `agreed.Russia`, `over."Now`; never in `Yahoo!Inc`, `3.5`, `www.x.org`."""
    after = match.end()
    following = text[after : after + 2]
    if not (following[:1].isupper() and (following[1:].islower() or following[1:].isspace())):
        return False
    if closed:
        return True
    word = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
    return match.group() == "." and word is not None and re.fullmatch(r"[^\W\d_]{3,}", word.group()) is not None and word.group().islower()


def _is_abbreviation(text: str, dot: int, following: str) -> bool:
    found = _WORD_BEFORE.search(text, max(0, dot - 30), dot)
    if not found:
        return False
    word = found.group()
    plain = word.casefold().strip("'’-")
    next_word = re.match(r"[\w’']+", following)
    opener = next_word is not None and next_word.group().casefold() in _OPENERS and next_word.group()[0].isupper()
    if len(plain) == 1 and plain.isalpha() and word.isupper():
        return not opener or plain != "i"  # an initial: "J. Doe"
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", plain):
        return not opener  # U.S., a.m.
    if plain in _WORDS_TOO:
        return following[0].isdigit() if plain in _BEFORE_NUMBERS else not opener and plain not in ("ok", "am", "pm")
    return plain in _ABBREVIATIONS


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of at most MAX_SENTENCE characters, cut after a semicolon where there is one, else a comma, else a space."""
    while end - start > MAX_SENTENCE:
        window = text[start : start + MAX_SENTENCE]
        cut = next((at + len(mark) for mark in ("; ", ": ", ", ", " ") if (at := window.rfind(mark)) > MAX_SENTENCE // 3), MAX_SENTENCE)
        trimmed = _trim(text, start, start + cut)
        if trimmed:
            yield trimmed
        start += cut
    trimmed = _trim(text, start, end)
    if trimmed:
        yield trimmed


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
