"""Newsletters: the words of the mailing taken out, and the stories of one that brings several told apart by their headlines and links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.readers.base import StatedDate
from index.readers.html_blocks import Block
from index.readers.mail_words import leads_to_mailing, tells_of_mailing
from index.readers.written_days import day_near, written_days

LONGEST = 400
"""Characters of a paragraph about the mailing; a longer one is prose that speaks of mailings."""
LONGEST_HEADLINE = 160
PROSE = 50
"""Characters of a sentence under a headline, from which on it is a story's and no advertisement's."""
LONGEST_DATE = 40
_EDGE = 6
"""Paragraphs at the head and at the foot of a plain text among which those about the mailing stand."""
_SENTENCE = re.compile(r"[.!?…。]")
_ADDRESS = re.compile(r"https?://\S+|<\S+@\S+>")


@dataclass(frozen=True, slots=True)
class Item:
    """One story of a newsletter."""

    title: str | None
    text: str
    published: StatedDate | None
    url: str | None


def without_mailing(shown: Sequence[Block]) -> list[Block]:
    """The blocks that are not about the mailing: no link out of it, to its settings or its copy on the web."""
    return [block for block in shown if not _is_of_mailing(block)]


def plain_without_mailing(text: str) -> str:
    """A plain text without the paragraphs about the mailing at its head and foot."""
    paragraphs = re.split(r"\n[^\S\n]*\n\s*", text)
    edge = {*range(_EDGE), *range(len(paragraphs) - _EDGE, len(paragraphs))}
    kept = [paragraph for place, paragraph in enumerate(paragraphs) if place not in edge or not _tells(paragraph)]
    return text if len(kept) == len(paragraphs) else "\n\n".join(kept).strip()


def items(shown: Sequence[Block], sent: date | None) -> list[Item]:
    """The stories that a newsletter brings, each under a headline of one kind, with a sentence and a link of its own; none of other mails.

    What stands above the first headline is an item without a title, where it is prose.
    """
    kind = _kind_of_headlines(shown)
    if kind is None:
        return []
    heads = [place for place, block in enumerate(shown) if _kind(shown, place) == kind]
    parts = [shown[begin:end] for begin, end in zip(heads, [*heads[1:], len(shown)], strict=True)]
    stories = [part for part in parts if _is_story(part)]
    links = [{link for block in part for link in block.links} for part in stories]
    shared = [link for link, count in Counter(link for own in links for link in own).items() if count > 1]
    if len(stories) < 2 or 3 * len(stories) < 2 * len(parts) or any(not own - set(shared) for own in links):
        return []
    intro = [block for block in shown[: heads[0]] if _is_prose(block)]
    return [*([Item(None, _joined(intro), None, None)] if intro else []), *(_item(part, sent) for part in parts if len(part) > 1)]


def _kind_of_headlines(shown: Sequence[Block]) -> str | None:
    """The kind of headline that most stories have: a heading element, or a line in bold type or of a link alone."""
    kinds = Counter(kind for place in range(len(shown)) if (kind := _kind(shown, place)))
    repeated = [kind for kind, count in kinds.items() if count > 1]
    return max(repeated, key=lambda kind: (kind.startswith("h"), kinds[kind]), default=None)


def _kind(shown: Sequence[Block], place: int) -> str | None:
    block = shown[place]
    if len(block.text) > LONGEST_HEADLINE:
        return None
    if block.heading is not None:
        return block.heading
    is_above_prose = any(_is_prose(below) for below in shown[place + 1 : place + 3])
    if not is_above_prose or len(block.text.split()) < 3:
        return None
    return "link" if block.linked > 0.9 else "bold" if block.bold > 0.9 else None


def _is_story(part: Sequence[Block]) -> bool:
    return any(map(_is_prose, part[1:]))


def _is_prose(block: Block) -> bool:
    return len(block.text) >= PROSE and _SENTENCE.search(block.text) is not None and block.linked < 0.8


def _item(part: Sequence[Block], sent: date | None) -> Item:
    published, body = None, list(part[1:])
    for block in body[:2]:
        if published is None and (published := _dated(block.text, sent)) is not None:
            body.remove(block)
    url = next((link for block in part for link in block.links if re.match(r"https?://", link)), None)
    return Item(part[0].text, _joined([block for block in body if not block.is_list_of_links]), published, url)


def _dated(text: str, sent: date | None) -> StatedDate | None:
    """The day of a line that is a date and little more."""
    if len(text) > LONGEST_DATE:
        return None
    full = written_days(text)
    day = full[0].day if len(full) == 1 else day_near(text, sent) if not full and sent else None
    return StatedDate(day, text, "date line in the mail") if day else None


def _joined(shown: Sequence[Block]) -> str:
    return "\n\n".join(block.text for block in shown)


def _is_of_mailing(block: Block) -> bool:
    if len(block.text) > LONGEST:
        return False
    return any(map(leads_to_mailing, block.links)) or (tells_of_mailing(block.text) and (bool(block.links) or not _is_prose(block)))


def _tells(paragraph: str) -> bool:
    """Whether a paragraph of plain text is about the mailing: it says so, with an address or in no sentence."""
    is_note = _ADDRESS.search(paragraph) is not None or not _SENTENCE.search(paragraph)
    return len(paragraph) <= LONGEST and is_note and tells_of_mailing(paragraph)
