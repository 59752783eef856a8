"""Where a draft quotes: words in quotation marks of many languages, and block quotes; and the draft with no other marks than those."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from assistant.checking.folding import word_spans
from index.prose.quotations import quotations

SCARE = 2
"""Words up to which words in marks are a turn of phrase and no quotation, unless somebody is credited with them."""
_ALIKE = str.maketrans("‹›「」『』《》〈〉〝〞‟＂", '«»“”“”“”“”“”“"')
"""Marks that open and close, written as those that the house's reader of quotations knows."""
_SET_OFF = re.compile(r"([ \u00a0\u202f])»(?=[\s,.;:!?)]|\Z)")
"""A closing mark after a blank, as French sets it."""
_SINGLE = re.compile(
    r"(?<![\w'’‘)\]])(?:['‘‚](?=[\w\[(…¿¡])(?!\d\ds?\b)|’(?=[\w\[(…])(?=[^’\n]{12,}’))(?P<inner>[^\n]{1,600}?(?<=[\w.,!?…\])%]))['’‘](?![\w'’])"
)
_DOUBLE = re.compile('["“”„«»]')
_WRAP = re.compile(r"(?m)^(?=[^\n]{45,120}$)([^\n]*[^\s.!?:…][\"”’»“]?[ \t]*)(\r?\n)(?=[^\s>*#+•—–-])")
"""A line of the length that editors wrap at, which does not end a sentence, and the break after it."""
_ENDED = re.compile(r"[.,!?…]['’‘](?!\w)")
_BLOCK_LINE = re.compile(r"^[ \t]{0,3}>[ \t>]*", re.MULTILINE)
_BLOCK = re.compile(r"(?:^[ \t]{0,3}>[^\n]*(?:\n|\Z))+", re.MULTILINE)
_CREDIT_LINE = re.compile(r"\s*[—–-]{1,2}\s*\S[^\n]{0,120}\s*\Z")
_EMPHASIS = re.compile(r"(?<!\\)(?:\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<![^\W_])_{1,2}(?=[^\W_])|(?<=[^\W_])_{1,2}(?![^\W_]))")
_LINK = re.compile(r"\[(?P<words>[^\[\]\n]{1,300})\]\((?P<address>(?:https?://|/|#|mailto:)[^()\s]{0,500})\)")


def without_markup(text: str) -> str:
    """A Markdown text with the marks of emphasis, links and block quotes as blanks or invisible: every letter stays where it is."""
    text = _LINK.sub(lambda match: f" {match['words']} " + " " * (len(match.group()) - len(match["words"]) - 2), text)
    text = _EMPHASIS.sub(lambda match: "\u200b" * len(match.group()), text)
    return _BLOCK_LINE.sub(lambda match: " " * len(match.group()), text)


def unwrapped(text: str) -> str:
    """A text in which a line break that only wraps a line is a blank: it ends no quotation, and every letter stays where it is."""
    return _WRAP.sub(lambda match: match[1] + " " * len(match[2]), text)


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where words stand in quotation marks (offsets without the marks), in order and without those inside of others."""
    alike = _SET_OFF.sub(lambda match: f"»{match[1]}", text.translate(_ALIKE))
    enclosing = [span for span in _single(alike) if alike[span[0] - 1] in "‘‚" and len(_DOUBLE.findall(alike, *span)) % 2]
    found = [span for span in quotations(alike) if span[0] < span[1] and not _is_inside(span, enclosing)]
    found += [span for span in _single(alike) if not _is_inside(span, found)]
    trimmed = (_trimmed(text, *span) for span in sorted(found))
    return [span for span in trimmed if word_spans(text[slice(*span)])]


def _single(text: str) -> Iterator[tuple[int, int]]:
    """Words in single marks: at least three, or the whole of a sentence, so that an apostrophe is none."""
    at = 0
    while match := _SINGLE.search(text, at):
        start, end = match.span("inner")
        line_end = text.find("\n", end)
        ended = _ENDED.search(text, end - 1, line_end if line_end >= 0 else len(text))
        opened = re.search(r"(?<!\w)['‘‚](?=\w)", text[end + 1 : ended.start()]) if ended else None
        if ended and not opened and ended.start() > end and text[end - 1] not in ".,!?…":  # "the workers' plan," he said
            end = ended.start() + 1
        at = end + 1
        if len(word_spans(text[start:end])) > SCARE:
            yield start, end


def inner_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Quotations inside of a quotation that stands at `start`..`end`."""
    inside = quoted_spans(text[start:end])
    return [(start + left, start + right) for left, right in inside if (left, right) != (0, end - start)]


def block_spans(text: str) -> list[tuple[int, int]]:
    """The block quotes of a Markdown text or a mail, without a last line that credits them; one that is itself in marks is left out."""
    found = []
    for block in _BLOCK.finditer(text):
        start, end = block.span()
        for paragraph in re.finditer(r"(?:^[ \t]{0,3}>[ \t>]*[^\s>][^\n]*(?:\n|\Z))+", text[start:end], re.MULTILINE):
            words = paragraph.group()
            body = words.rstrip()
            *before, last = body.split("\n")
            if before and _CREDIT_LINE.fullmatch(_BLOCK_LINE.sub("", last)):
                body = "\n".join(before).rstrip()
            elif _CREDIT_LINE.fullmatch(_BLOCK_LINE.sub("", body)):
                continue
            lead = _BLOCK_LINE.match(body)
            left = start + paragraph.start() + (lead.end() if lead else 0)
            span = _trimmed(text, left, start + paragraph.start() + len(body))
            if span[0] < span[1]:
                found.append(span)
    return found


def as_read(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text as the house's reader of speakers is to see it: curly marks around these spans, and no mark inside of them."""
    letters = list(text.translate(_ALIKE))
    for start, end in spans:
        for at in range(start, end):
            if letters[at] in '"“”«»„‘':
                letters[at] = " "
        if start > 0 and not letters[start - 1].isalnum():
            letters[start - 1] = "“"
        if end < len(letters) and not letters[end].isalnum() and letters[end] not in "\n\r":
            letters[end] = "”"
    return "".join(letters)


def _is_inside(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, span[0], key=lambda one: one[0]) - 1
    return (at >= 0 and span[0] < spans[at][1]) or (at + 1 < len(spans) and spans[at + 1][0] < span[1])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
