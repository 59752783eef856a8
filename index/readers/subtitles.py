"""Subtitles (SRT, WebVTT): the words that are spoken, without numbers, times and marks of place; no day is known of them.

Both are lines and blank lines, which is less than the libraries for them ask: a file with a broken cue is read here too.
"""

from __future__ import annotations

import hashlib
import html
import re
from pathlib import Path

from index.errors import EmptyInputError
from index.readers.base import Collection, Story
from index.readers.text import decode

BEGINNING = re.compile(
    rb"WEBVTT(?=[ \t\r\n]|\Z)|(?:\d{1,6}[ \t]*\r?\n)?(?:\d{1,3}:)?\d\d:\d\d[,.]\d{3}[ \t]*-->"
    rb"|(?=(?:00?:)?00?:[0-5]\d[ \t]*\r?\n)(?:(?:\d{1,2}:)?\d{1,2}:\d\d[ \t]*\r?\n[^\r\n]*[^\W\d_][^\r\n]*(?:\r?\n|\Z)\s*){3}"
)
"""How such files begin, whatever they are called; also the transcripts that players show, with the minute of each line above it."""

_TIME = re.compile(r"\s*(?:\d+:)?\d{1,2}:\d\d[,.]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d\d[,.]\d{1,3}.*")
_STAMP = re.compile(r"\s*(?:\d{1,2}:)?\d{1,2}:\d\d\s*")
_TAG = re.compile(r"</?(?:[a-z]+(?:[.\s][^<>]{0,200})?|\d\d:[\d:.]+)>|\{\\[^{}]{0,200}\}", re.IGNORECASE)
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?\s+([^<>]{1,100})>")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|\Z)")
"""Blocks of WebVTT that are not shown."""
_PARAGRAPH = 600
"""Characters after which the end of a sentence ends a paragraph of a running transcript."""
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_TURN = re.compile(r"(?:>>|[-–—])\s*")
"""What stands before the words of another speaker."""


def read(path: Path, data: bytes) -> Collection:
    """The transcript as one story without a title; raises NotTextError, and EmptyInputError where nothing is said."""
    text = decode(data, str(path)).text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    format = "WebVTT subtitles" if text.startswith("WEBVTT") else "SRT subtitles"
    written = text.split("\n")
    if not any(map(_TIME.fullmatch, written)):
        format, written = "transcript", [line for line in written if not _STAMP.fullmatch(line)]
    lines = _joined(_spoken(written, is_vtt=text.startswith("WEBVTT")))
    if not lines:
        raise EmptyInputError(f"{path} has no words in it: give subtitles of what is said.")
    return Collection(path, format, hashlib.sha256(data).hexdigest(), (Story("\n\n".join(lines)),))


def _spoken(lines: list[str], *, is_vtt: bool) -> list[str]:
    """The lines that are shown, in order; of those that roll up, which repeat the line before, each once."""
    shown: list[str] = []
    hidden = is_vtt  # the head of a WebVTT file, up to its first blank line
    for number, line in enumerate(lines):
        before = lines[number - 1].strip() if number else ""
        if not line.strip():
            hidden = False
            continue
        if is_vtt and not before and _BLOCK.match(line):
            hidden = True
        following = lines[number + 1] if number + 1 < len(lines) else ""
        is_label = (not before or line.strip().isdigit()) and _TIME.fullmatch(following) is not None
        if _TIME.fullmatch(line):
            hidden = False
        elif not hidden and not is_label and (words := _words(line)) and not _is_rolled(words, shown):
            shown.append(words)
    return shown


def _is_rolled(words: str, shown: list[str]) -> bool:
    """Whether a line is the one before it once more; short ones are said twice."""
    return shown[-1:] == [words] and len(words.split()) > 2


def _words(line: str) -> str:
    line = _VOICE.sub(lambda voice: f"{voice[1].strip()}: ", line)
    return " ".join(html.unescape(_TAG.sub("", line)).replace("\xa0", " ").split())


def _joined(lines: list[str]) -> list[str]:
    """Running paragraphs: a line is part of the sentence before; a turn of speaker begins one, and so does a sentence after a long one."""
    paragraphs: list[str] = []
    for line in lines:
        turn = _TURN.match(line) or re.match(r"[A-Z][\w.’' -]{1,40}: ", line)
        if not paragraphs or turn or (len(paragraphs[-1]) > _PARAGRAPH and _SENTENCE_END.search(paragraphs[-1])):
            paragraphs.append(line[_TURN.match(line).end() :] if _TURN.match(line) else line)  # type: ignore[union-attr]
        else:
            paragraphs[-1] += f" {line}"
    return [paragraph for paragraph in paragraphs if paragraph]
