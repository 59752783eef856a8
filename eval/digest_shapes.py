"""Digests put together from stories, in the shapes in which people keep them, with the place of every story known."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from eval.stories import Story
from index.splitting.linekinds import agency_dateline

_CITIES = ("BERLIN", "NEW YORK", "SACRAMENTO, Calif.", "NAIROBI, Kenya", "LONDON", "WASHINGTON", "SAO PAULO", "KANSAS CITY, Mo.")
_NAMES = ("Anna Lindqvist", "Joseph Okafor", "Maria del Rio", "Tom McAvoy", "Priya Raman", "Lee Chang-min")
_MONTHS = "January February March April May June July August September October November December".split()
DATELINES = 0.8
"""Share of the stories that get the dateline of an agency in the shape that has them."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One way of writing a digest: the line breaks after the headline, between paragraphs and between stories, and what stands there."""

    name: str
    after_title: int = 2
    after_lead: int = 0
    paragraph: int = 2
    between: int = 2
    capitals: bool = False
    numbered: bool = False
    mark: str = ""
    rule: str = ""
    masthead: bool = False
    datelines: bool = False
    head: str = ""
    """Lines between headline and prose, with `{by}`, `{day}` and `{clock}`; with "above" first they stand over the headline."""
    wrap: int = 0
    brief: int = 0
    """Characters of a story after which its next paragraphs are left out; 0 for whole stories."""

    @property
    def days(self) -> bool:
        """Whether the digest states the day of each story."""
        return "{day}" in self.head


SHAPES = (
    Shape("blank lines"),
    Shape("on the lead", after_title=1),
    Shape("lead set off", paragraph=1, after_lead=2),
    Shape("no blank line", after_title=1, paragraph=1, between=1),
    Shape("datelines", datelines=True),
    Shape("byline and day", head="By {by}\n{day}"),
    Shape("updated", head="By {by}\nUpdated {clock}, {day}"),
    Shape("day above", head="above {day}"),
    Shape("numbered", numbered=True),
    Shape("rules", rule="-" * 40, masthead=True),
    Shape("wide gaps", between=4),
    Shape("capitals", capitals=True),
    Shape("capitals on the lead", capitals=True, after_title=1, rule="* * *"),
    Shape("headings", mark="## "),
    Shape("wrapped", wrap=72),
    Shape("in brief", brief=300),
    Shape("in brief, no blank line", after_title=1, paragraph=1, between=1, brief=300),
)


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest: its text, where each story begins (characters), its headline as written, and the story."""

    outlet: str
    shape: Shape
    text: str
    starts: tuple[int, ...]
    titles: tuple[str, ...]
    stories: tuple[Story, ...]


def compose(stories: Sequence[Story], shape: Shape, lot: random.Random) -> Digest:
    """The digest of some stories in a shape."""
    text = "MORNING NEWS DIGEST\n\n" if shape.masthead else ""
    starts, titles = [], []
    for n, story in enumerate(stories):
        if n:
            text += "\n" * shape.between + (shape.rule + "\n" * shape.between if shape.rule else "")
        title = story.title.upper() if shape.capitals else story.title
        head = _head(story, shape, lot)
        if shape.head.startswith("above"):
            text += head + "\n"
        starts.append(len(text))
        titles.append(title)
        text += f"{n + 1}. " * shape.numbered + shape.mark + title
        if head and not shape.head.startswith("above"):
            text += "\n" + head
        pieces = _prose(story, shape, lot)
        text += "\n" * shape.after_title + pieces[0]
        if len(pieces) > 1:
            text += "\n" * (shape.after_lead or shape.paragraph) + ("\n" * shape.paragraph).join(pieces[1:])
    return Digest(stories[0].outlet, shape, text + "\n", tuple(starts), tuple(titles), tuple(stories))


def written_day(day: str) -> str:
    """2024/03/09 as `March 9, 2024`."""
    year, month, number = (int(part) for part in day.split("/"))
    return f"{_MONTHS[month - 1]} {number}, {year}"


def day_of(story: Story) -> date | None:
    """The day of a story; None where it is not known."""
    return date(*(int(part) for part in story.day.split("/"))) if story.day else None


def _head(story: Story, shape: Shape, lot: random.Random) -> str:
    lines = shape.head.removeprefix("above ")
    clock = f"{lot.randint(1, 12)}:{lot.randint(0, 59):02} {lot.choice(('AM', 'PM'))} {lot.choice(('EDT', 'EST', 'UTC', 'PDT'))}"
    day = written_day(story.day) if story.day else written_day(f"2004/{lot.randint(1, 12)}/{lot.randint(1, 28)}")
    return lines.format(by=lot.choice(_NAMES), day=day, clock=clock)


def _abridged(pieces: list[str], most: int) -> list[str]:
    """The first paragraphs, up to that in which `most` characters are reached; all where it is 0."""
    ends = accumulate(map(len, pieces))
    return [piece for piece, end in zip(pieces, ends, strict=True) if not most or end - len(piece) < most]


def _prose(story: Story, shape: Shape, lot: random.Random) -> list[str]:
    pieces = _abridged(story.paragraphs, shape.brief)
    if shape.datelines and agency_dateline(pieces[0]) is None and lot.random() < DATELINES:
        pieces[0] = f"{lot.choice(_CITIES)} (AP) — {re.sub(r'^[A-Z][A-Z .,]+ [-–—]+ ', '', pieces[0])}"
    return ["\n".join(textwrap.wrap(piece, shape.wrap)) for piece in pieces] if shape.wrap else pieces
