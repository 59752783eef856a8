"""News-like articles made by chance from a seed, for measuring at any size: words as uneven as a language's, names, days, outlets."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

WORDS = 20_000
"""Different words that are no names; the n-th is used about 1/n times as often as the first."""
OUTLETS = ("Harwick Courier", "Velden Post", "Tarnmouth Gazette", "Oskerby Wire")
FIRST_DAY, DAYS = date(2031, 1, 1), 720
SENTENCES, LENGTH = (18, 40), (8, 26)
A_FILE = 250
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in ("a", "e", "i", "o", "u", "an", "er", "or", "is")]


class Generator:
    """Articles and questions of one seed, always the same ones; words and names are those of every seed."""

    def __init__(self, seed: int = 0) -> None:
        self._chance = random.Random(0)
        self._words = sorted({self._coined(2, 4) for _ in range(WORDS)})
        self._chance.shuffle(self._words)
        self._sums = list(accumulate(1 / rank for rank in range(1, len(self._words) + 1)))
        self._names = [f"{self._coined(2, 3).title()} {self._coined(2, 3).title()}" for _ in range(400)]
        self._chance = random.Random(seed)

    def articles(self) -> Iterator[dict[str, str]]:
        """One after the other, as `title`, `source`, `date` and `text`; they never end."""
        while True:
            day = FIRST_DAY + timedelta(self._chance.randrange(DAYS))
            sentences = [self._sentence() for _ in range(self._chance.randint(*SENTENCES))]
            paragraphs = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
            title = " ".join(self._some(6)).capitalize()
            yield {"title": title, "source": self._chance.choice(OUTLETS), "date": day.isoformat(), "text": "\n\n".join(paragraphs)}

    def questions(self, count: int) -> list[str]:
        """Questions in the same words."""
        return [f"What did {self._chance.choice(self._names)} say about the {' '.join(self._some(4))}?" for _ in range(count)]

    def write(self, folder: Path, articles: int) -> list[str]:
        """Write so many articles as JSON Lines files; returns their paths."""
        folder.mkdir(parents=True, exist_ok=True)
        made, files = self.articles(), []
        for begin in range(0, articles, A_FILE):
            lines = [json.dumps(next(made)) for _ in range(min(A_FILE, articles - begin))]
            files.append(folder / f"news-{begin // A_FILE:05}.jsonl")
            files[-1].write_text("\n".join(lines) + "\n", encoding="utf-8")
        return [str(file) for file in files]

    def _sentence(self) -> str:
        words = " ".join(self._some(self._chance.randint(*LENGTH))).capitalize()
        return f"{words}, {self._chance.choice(self._names)} said." if self._chance.random() < 0.2 else f"{words}."

    def _some(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._sums, k=count)

    def _coined(self, least: int, most: int) -> str:
        return "".join(self._chance.choices(_SYLLABLES, k=self._chance.randint(least, most)))
