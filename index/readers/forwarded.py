"""The message inside a message that somebody sent on: its own sender, day, subject and words, without the notes around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.readers.mail_words import is_answer, is_forwarded, role_of, without_prefixes

NOTE = 600
"""Characters that somebody writes above a message without changing its subject; longer words are a message of their own."""
_LINE = re.compile(r"^[>\s*]*(?P<label>[^\W\d_][^:\n]{0,24}?)[ \t]*\*?[:：]\*?[ \t]*(?P<value>\S.*)?$")
_RULE = re.compile(r"^[>\s]*[-_=]{5,}.*$|^[>\s]*-{2,}[^\n]{3,60}-{2,}\s*$")
_LONGEST = 30
"""Lines of a head, with a list of receivers."""
_BLANKS = 2
"""Empty lines that may part the fields of a head."""


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A message that was sent on; fields as its head writes them, None where they do not stand there."""

    text: str
    sender: str | None
    date: str | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class _Head:
    """The lines `first` to `last` of a text, which head a message in it."""

    first: int
    last: int
    fields: dict[str, str]


def innermost(text: str, subject: str) -> Forwarded | None:
    """The message that was sent on last of all in a text; None where it holds none, or only what it answers.

    A head is three fields or more below each other, in any language of the table, with a sender and a day or a subject. An inner head is
    that of the message where the outer one is forwarded itself; else it is the one of what the message answers.
    """
    lines = text.split("\n")
    heads = _heads(lines)
    if not heads or not _is_sent_on(lines, heads[0], subject):
        return None
    at = 0
    while at + 1 < len(heads) and _is_wrapper(lines, heads[at], heads[at + 1]):
        at += 1
    fields, inner = heads[at].fields, _unquoted("\n".join(lines[heads[at].last + 1 :])).strip()
    return (
        Forwarded(inner, fields.get("from"), fields.get("date"), without_prefixes(fields.get("subject") or "") or None) if inner else None
    )


def _is_sent_on(lines: list[str], head: _Head, subject: str) -> bool:
    if is_forwarded(subject):
        return True
    note = "\n".join(line for line in lines[: head.first] if not _RULE.match(line)).strip()
    return not is_answer(subject) and len(note) <= NOTE


def _is_wrapper(lines: list[str], outer: _Head, inner: _Head) -> bool:
    between = "\n".join(line for line in lines[outer.last + 1 : inner.first] if not _RULE.match(line)).strip("> \n")
    return is_forwarded(outer.fields.get("subject") or "") or not between


def _heads(lines: list[str]) -> list[_Head]:
    found: list[_Head] = []
    at = 0
    while at < len(lines):
        head = _head_at(lines, at)
        if head is not None:
            found.append(head)
        at = head.last + 1 if head is not None else at + 1
    return found


def _head_at(lines: list[str], first: int) -> _Head | None:
    """The head that begins on a line; None where no sender, or too little else, stands in the lines below each other."""
    fields: dict[str, str] = {}
    last = at = first
    role: str | None = None
    while at < min(len(lines), first + _LONGEST) and at - last <= _BLANKS:
        line = lines[at]
        match = _LINE.match(line)
        found = role_of(match["label"]) if match is not None else None
        if found is not None and match is not None:
            role, last = found, at
            fields.setdefault(found, (match["value"] or "").strip(" *"))
        elif line.strip("> ") and not (at - last == 1 and role == "to" and _goes_on(line)):
            break  # a list of receivers goes on in the next line, the other fields do not
        elif line.strip("> "):
            last = at
        elif at == first:
            return None
        at += 1
    is_head = "from" in fields and len(fields) >= 3 and ("date" in fields or "subject" in fields) and bool(fields["from"])
    return _Head(first, last, fields) if is_head else None


def _goes_on(line: str) -> bool:
    return "@" in line or line.rstrip().endswith((";", ","))


def _unquoted(text: str) -> str:
    """A text without the marks before its lines, where all of them have one."""
    lines = text.strip("\n").split("\n")
    written = [line for line in lines if line.strip()]
    while written and all(line.lstrip().startswith(">") for line in written):
        lines = [re.sub(r"^\s*> ?", "", line) for line in lines]
        written = [line for line in lines if line.strip()]
    return "\n".join(lines)
