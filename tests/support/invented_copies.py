"""Invented pairs of articles: copies edited, cut and brought up to date, and stories that have only an event or a quotation in common."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

SYLLABLES = (
    "ba be bo da de do fa fe ga ge ka ke ki la le lo ma me mi mo na ne no pa pe ra re ri ro sa se si so ta te ti to va ve vo za"
).split()
FUNCTION_WORDS = (
    "the of and to in a that for is was with by at from it on as be has are this which have not an were but had its their they will"
).split()
PHRASES = (
    "said on monday",
    "told reporters on tuesday",
    "according to a statement",
    "a spokesman for the council said",
    "for the first time in ten years",
    "it was not immediately clear",
    "in the early hours of",
    "one of the largest",
    "is expected to",
    "since the beginning of the year",
)


@dataclass(frozen=True)
class Pair:
    """Two texts, what was done to make them, and whether they are copies."""

    kind: str
    are_copies: bool
    one: str
    other: str


class Newsroom:
    """Writes stories of made-up words that are as frequent as words are, among function words, stock phrases and numbers."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.lexicon = ["".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))) for _ in range(6000)]
        self.frequencies = list(accumulate(1 / (rank + 5) for rank in range(len(self.lexicon))))

    def word(self) -> str:
        return self.random.choices(self.lexicon, cum_weights=self.frequencies)[0]

    def number(self) -> str:
        return str(self.random.randint(2, 900))

    def words(self, count: int) -> list[str]:
        """Words of a story."""
        found: list[str] = []
        while len(found) < count:
            kind = self.random.random()
            if kind < 0.45:
                found.append(self.random.choice(FUNCTION_WORDS))
            elif kind < 0.49:
                found += self.random.choice(PHRASES).split()
            else:
                found.append(self.number() if kind < 0.51 else self.word())
        return found[:count]

    def event(self) -> list[list[str]]:
        """What all stories of an event name: people, offices, places, figures."""
        names = [self.random.choices(self.lexicon, k=self.random.randint(2, 6)) for _ in range(14)]
        return names + [[self.number(), self.random.choice(self.lexicon)] for _ in range(5)]

    def report(self, event: list[list[str]], count: int) -> list[str]:
        """The words of one reporter on an event."""
        found: list[str] = []
        while len(found) < count:
            found += self.random.choice(event) if self.random.random() < 0.1 else self.words(3)
        return found[:count]

    def edited(self, words: list[str], share: float) -> list[str]:
        """The words with a share of them exchanged, left out or added; figures stay."""
        found: list[str] = []
        for word in words:
            chance = 1.0 if word.isdigit() else self.random.random() / share
            found += [self.word()] * (chance < 0.6 or 0.8 <= chance < 1) + [word] * (chance >= 0.8)
        return found

    def prose(self, words: list[str]) -> str:
        """The words as sentences and paragraphs."""
        paragraphs: list[str] = []
        while words:
            sentences = []
            for _ in range(self.random.randint(1, 3)):
                length = self.random.randint(12, 28)
                sentences.append(" ".join(words[:length]).capitalize() + ".")
                words = words[length:]
            paragraphs.append(" ".join(sentence for sentence in sentences if sentence != "."))
        return "\n\n".join(paragraphs)

    def with_insertion(self, words: list[str], insertion: str) -> str:
        """A story with a paragraph of other origin put in somewhere."""
        paragraphs = self.prose(words).split("\n\n")
        paragraphs.insert(self.random.randint(1, len(paragraphs)), insertion)
        return "\n\n".join(paragraphs)

    def length(self, least: int = 120) -> int:
        return self.random.randint(least, 700)


def pairs(seed: int, each: int) -> Iterator[Pair]:
    """`each` pairs of every kind."""
    room = Newsroom(seed)
    for _ in range(each):
        yield from _copies(room)
        yield from _different(room)


def _copies(room: Newsroom) -> Iterator[Pair]:
    for share in (0.05, 0.1, 0.15, 0.2):
        words = room.words(room.length())
        yield Pair(f"{share:.0%} of the words changed", True, room.prose(words), room.prose(room.edited(words, share)))
    for rest in (0.7, 0.5, 0.3):
        words = room.words(room.length(200))
        yield Pair(f"cut to {rest:.0%}", True, room.prose(words), room.prose(words[: int(len(words) * rest)]))
    words = room.words(room.length(200))
    yield Pair("cut to half and edited", True, room.prose(words), room.prose(room.edited(words[: len(words) // 2], 0.1)))
    words = room.words(room.length())
    placed = f"PORT ARDEN, May 3 (ARD) - {room.prose(room.edited(words, 0.05))}\n\n{room.prose(room.words(25))}"
    yield Pair("another dateline and end", True, room.prose(words), placed)
    words = room.words(room.length(200))
    yield Pair("brought up to date", True, room.prose(words), room.prose(words[:60] + room.words(60) + words[60:]))


def _different(room: Newsroom) -> Iterator[Pair]:
    event, draw = room.event(), room.random.randint
    yield Pair("same event", False, room.prose(room.report(event, room.length())), room.prose(room.report(event, room.length())))
    speech = room.prose(room.words(draw(60, 160))).replace("\n\n", " ")
    quoted = f"“{speech}” the minister said."
    yield Pair("same quotation", False, *(room.with_insertion(room.report(event, draw(100, 500)), quoted) for _ in range(2)))
    speech = room.prose(room.words(draw(60, 110))).replace("\n\n", " ")
    yield Pair("same words unmarked", False, *(room.with_insertion(room.report(event, draw(150, 500)), speech) for _ in range(2)))
    end = room.prose(room.words(draw(50, 110)))
    yield Pair("same background", False, *(f"{room.prose(room.report(event, draw(150, 400)))}\n\n{end}" for _ in range(2)))
    form = room.words(90)
    yield Pair("same form", False, *(room.prose([word if n % 6 else room.number() for n, word in enumerate(form)]) for _ in range(2)))
    yield Pair("nothing in common", False, room.prose(room.words(room.length())), room.prose(room.words(room.length())))
