"""Mail, one message (`.eml`) or a mailbox (`.mbox`): press releases, what somebody sent on, and newsletters with their stories."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from pathlib import Path

from index.errors import EmptyInputError, InputError, NotTextError
from index.readers import text
from index.readers.base import Collection, StatedDate, Story
from index.readers.date_fields import day_of_field
from index.readers.forwarded import Forwarded, innermost
from index.readers.html_blocks import Block, blocks
from index.readers.mail_words import is_forwarded, without_prefixes
from index.readers.newsletter import items, plain_without_mailing, without_mailing

SUBSTANTIAL = 200
"""Characters of plain text from which it is taken for the message: shorter ones say that the message is to be seen in a browser."""
SHARE = 1 / 3
"""Or this share of the HTML's prose; what one program writes as both differs by links and captions."""
MAX_HEADER = 2000
"""Characters of a header that are looked at."""
MAX_SENT_ON = 10
"""Messages within each other."""

_START = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\r?\n(?=>?[!-9;-~]+:)")
"""The line before a message in a mailbox: after an empty one, with a header right below."""
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_NAMED = re.compile(r"([^<>]*)<[^<>]*>|[^<>()\s]+\s*\(([^()]*)\)")
_SIGNATURE = re.compile(r"\n-- \n.*", re.DOTALL)
_NO_CHARSETS = frozenset("idna punycode unicode_escape raw_unicode_escape undefined".split())
"""Codecs that are no encodings of mail, some of which take time that grows with the square of the length."""


def read(path: Path, data: bytes) -> Collection:
    """The messages that have a text; raises EmptyInputError, and NotTextError for what is no mail."""
    is_box = bool(_START.match(data))
    stories: list[Story] = []
    skipped: list[str] = []
    for number, message in enumerate(_messages(data) if is_box else [data], start=1):
        try:
            told = [story for story in _stories(_parsed(path, message)) if story.text]
        except InputError as exc:
            if not is_box:
                raise
            skipped.append(f"message {number} cannot be read ({exc})")
            continue
        stories += told
        if not told:
            skipped.append(f"message {number} has no text")
    if not stories:
        raise EmptyInputError(f"{path} has no message with a text: give messages that are more than attachments.")
    return Collection(path, "mailbox" if is_box else "mail", hashlib.sha256(data).hexdigest(), tuple(stories), tuple(skipped))


def _messages(data: bytes) -> Iterator[bytes]:
    """The messages of a mailbox: each begins after a line `From ...`, which is quoted where it stands in a message."""
    starts = [match.span() for match in _START.finditer(data)]
    for (_, begin), (end, _) in zip(starts, [*starts[1:], (len(data), 0)], strict=True):
        yield _QUOTED.sub(rb"\1", data[begin:end])


def _parsed(path: Path, data: bytes) -> Message:
    # The older interface, because the newer one's grammar of headers raises errors of its own, and takes its time, on broken ones.
    try:
        message = message_from_bytes(data)
    except (MessageError, ValueError, LookupError, RecursionError) as exc:
        raise NotTextError(f"{path} cannot be read as mail ({type(exc).__name__}): save the message again.") from exc
    if not any(message.get(name) for name in ("From", "Subject", "Date", "Content-Type")):
        raise NotTextError(f"{path} is no mail: it has neither a sender nor a subject nor a date.")
    return message


def _stories(message: Message) -> Iterator[Story]:
    """The stories of a message: of the one that it sends on where it does that, and each one of a newsletter."""
    message = _sent_on(message)
    subject = _header(message, "Subject")
    body, shown = _body(message)
    words = _header(message, "Date")
    day = day_of_field(words)
    archived = re.match(r"<(https?://[^\s>]+)>$", _header(message, "Archived-At"))
    story = Story(
        text=body,
        title=subject or None,
        published=StatedDate(day, words, "mail Date header") if day else None,
        source=_sender(_raw(message, "From")),
        url=archived[1] if archived else None,
        language=_header(message, "Content-Language") or None,
    )
    forwarded = innermost(body, subject)
    if forwarded is not None:
        yield _of_forwarded(forwarded, story)
        return
    if is_forwarded(subject):  # by a head that cannot be read, or by none: whose it is, and of what day, is not said
        story = replace(story, title=without_prefixes(subject) or None, published=None, source=None)
    found = items(shown, day)
    for item in found:
        yield replace(story, text=item.text, title=item.title or story.title, published=item.published or story.published, url=item.url)
    if not found:
        yield replace(story, text=plain_without_mailing(body))


def _of_forwarded(forwarded: Forwarded, wrapper: Story) -> Story:
    """The story of the message that was sent on. Its day and sender are its own or unknown, and never those of who sent it on."""
    day = day_of_field(forwarded.date or "")
    return Story(
        text=plain_without_mailing(forwarded.text),
        title=forwarded.subject or without_prefixes(wrapper.title or "") or None,
        published=StatedDate(day, forwarded.date or "", "date of the forwarded message") if day else None,
        source=_sender(re.sub(r"\[(?:mailto:)?([^\[\]]*)\]", r"<\1>", forwarded.sender or "")),
        language=wrapper.language,
    )


def _sent_on(message: Message) -> Message:
    """The message that another one brings as its attachment, where it says that it sends it on, or has no words of its own."""
    for _ in range(MAX_SENT_ON):
        inside = _attached(message)
        if inside is None or not (is_forwarded(_header(message, "Subject")) or not _body(message)[0]):
            break
        message = inside
    return message


def _attached(message: Message) -> Message | None:
    """The one message that is attached to a message."""
    parts = message.get_payload()
    attached = [part for part in parts if isinstance(part, Message)] if isinstance(parts, list) else []
    found = [part for part in attached if part.get_content_type() == "message/rfc822"]
    inside = found[0].get_payload() if len(found) == 1 else None
    return inside[0] if isinstance(inside, list) and inside and isinstance(inside[0], Message) else None


def _body(message: Message) -> tuple[str, list[Block]]:
    """The text of a message, and the blocks of its HTML; the plain text where it is more than a hint to the HTML, else that of the HTML."""
    found: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in found and part.get_content_disposition() != "attachment":
            found[kind].append(_content(part))
    written = "\n\n".join(piece for piece in found["text/plain"] if piece)
    shown = without_mailing([block for piece in found["text/html"] for block in blocks(piece)])
    prose = "\n\n".join(block.text for block in shown)
    hint = plain_without_mailing(written)
    return written if written and len(hint) >= max(1, min(SUBSTANTIAL, SHARE * len(prose))) else prose, shown


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a message in order, but for those of messages that are attached to it."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if not part.is_multipart():
            yield part
        elif part.get_content_maintype() != "message":
            inside = part.get_payload()
            waiting.extend(inner for inner in reversed(inside if isinstance(inside, list) else []) if isinstance(inner, Message))


def _content(part: Message) -> str:
    """The characters of a part of text; of plain text without its signature, and with the lines joined that only the mail has parted."""
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset()
        is_flowed = str(part.get_param("format", "")).lower() == "flowed"
    except (ValueError, LookupError, MessageError):
        return ""
    written = _decoded(payload if isinstance(payload, bytes) else b"", charset).replace("\r\n", "\n").replace("\r", "\n")
    if part.get_content_type() == "text/html":
        return written
    return (re.sub(r"(?<!\n-- )(?<=\S) \n(?=\S)", " ", _SIGNATURE.sub("", written)) if is_flowed else _SIGNATURE.sub("", written)).strip()


def _decoded(data: bytes, charset: str | None) -> str:
    for name in (charset, "utf-8"):
        try:
            if name and codecs.lookup(name).name.replace("-", "_") not in _NO_CHARSETS:
                return data.decode(name)
        except (LookupError, ValueError):
            continue
    try:
        return text.decode(data, "mail", max_line=None).text
    except InputError:
        return data.decode("cp1252", errors="replace")


def _sender(raw: str) -> str | None:
    """The name before an address in angle brackets, or in round ones after it; the standard library's parser can be led in circles."""
    named = _NAMED.match(raw)
    name = (named[1] or named[2] or "") if named else ""
    return _unworded(name.replace("\\", "").strip(' "')) or None


def _raw(message: Message, name: str) -> str:
    """A header on one line; bytes that no header may have, which programs write all the same, are decoded as those of a text are."""
    written = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")[:MAX_HEADER]
    if not written.isascii():
        written = _decoded(written.encode("ascii", "surrogateescape"), None)
    return " ".join(written.split())


def _header(message: Message, name: str) -> str:
    return _unworded(_raw(message, name))


def _unworded(raw: str) -> str:
    """A header with its encoded words (`=?utf-8?q?...?=`) decoded."""
    try:
        pieces = decode_header(raw)
    except (MessageError, ValueError):
        return raw
    words = "".join(_decoded(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces)
    return " ".join(words.split())
