"""An invented archive with known questions, and an assistant whose replies are written out beforehand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assistant.types import Answer, Citation, Remark, Searched, Statement, Status, Turn
from eval.cases import Case, GoldSpan, load_suite
from index.types import Article, Basis, Dating, Hit, Passage

FERRY = "Ferry Returns\nThe ferry to Ostholm sails again from Monday, the harbour office said. Tickets cost four crowns.\n"
MUSEUM = "Museum Opens Late\nThe clock museum opens at noon on Sundays. Its director, Ada Brenn, blamed the heating.\n"
FILE = "briefs.txt"
TEXT = FERRY + MUSEUM
DAY = date(2021, 5, 4)


def article(id: str, text: str, start: int, published: Dating) -> Article:
    return Article(id=id, title=text.split("\n")[0], text=text, file=f"somewhere/{FILE}", start=start, published=published)


ARTICLES = (
    article("ferry", FERRY, 0, Dating(DAY, DAY, Basis.STATED)),
    article("museum", MUSEUM, len(FERRY), Dating(date(2021, 5, 1), date(2021, 5, 31), Basis.INFERRED)),
)


def gold(quote: str) -> GoldSpan:
    start = TEXT.index(quote)
    return GoldSpan(FILE, quote, start, start + len(quote))


PRICE = Case("price", "What is the fare?", "fact", ("four crowns", "4 crowns"), (gold("Tickets cost four crowns."),), published=DAY)
DIRECTOR = Case(
    "director",
    "And who runs the museum?",
    "follow-up",
    ("Ada Brenn",),
    (gold("Its director, Ada Brenn,"),),
    history=("When does it open?",),
)
PILOT = Case("pilot", "Who pilots the ferry?", "unanswerable")
CASES = (PRICE, DIRECTOR, PILOT)


@dataclass(frozen=True)
class Info:
    articles: int
    passages: int
    fingerprint: str = "f1"


@dataclass(frozen=True)
class ScriptedArchive:
    held: tuple[Article, ...] = ARTICLES

    def articles(self) -> Sequence[Article]:
        return self.held

    def info(self) -> Info:
        return Info(len(self.held), 2 * len(self.held))


@dataclass(frozen=True)
class ScriptedSettings:
    model: str | None = None
    as_of: date | None = DAY


@dataclass(frozen=True)
class Reply:
    """What comes of one question: an answer, or an error to raise, and the spans of the passages found."""

    answer: Answer | Exception
    found: tuple[GoldSpan, ...] = ()


@dataclass
class ScriptedAssistant:
    replies: Mapping[str, Reply]
    archive: ScriptedArchive = field(default_factory=ScriptedArchive)
    settings: Any = field(default_factory=ScriptedSettings)
    heard: list[tuple[str, tuple[Turn, ...]]] = field(default_factory=list)

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        self.heard.append((question, tuple(history)))
        answer = self.replies[question].answer
        if isinstance(answer, Exception):
            raise answer
        return answer

    def search(self, question: str, history: Sequence[Turn] = (), *, k: int = 10) -> Sequence[Hit]:
        return [hit(span, rank) for rank, span in enumerate(self.replies[question].found)][:k]


def article_at(start: int) -> Article:
    return next(a for a in ARTICLES if a.start <= start < a.end)


def hit(span: GoldSpan, rank: int) -> Hit:
    home = article_at(span.start)
    passage = Passage(f"p{rank}", home.id, rank, span.start, span.end, span.quote, home.title)
    return Hit(passage, home, score=1 / (rank + 1))


def citation(number: int, start: int, quote: str) -> Citation:
    home = article_at(start)
    return Citation(
        number=number,
        article_id=home.id,
        title=home.title,
        published=home.published,
        source=None,
        url=None,
        file=home.file,
        start=start,
        end=start + len(quote),
        quote=quote,
        speaker=None,
        passage_start=home.start,
        passage_end=home.end,
        passage_text=home.text,
    )


def answered(question: str, text: str, *quotes: str, confidence: float = 0.9) -> Answer:
    return Answer(
        question=question,
        standalone_question=question,
        status=Status.ANSWERED,
        statements=(Statement(tuple(range(1, len(quotes) + 1)), remark=Remark.of(text)),),
        citations=tuple(citation(n, TEXT.index(quote), quote) for n, quote in enumerate(quotes, start=1)),
        window=None,
        sources=(),
        searched=Searched(2, 4),
        nearest=(),
        answerer="scripted",
        confidence=confidence,
    )


def refused(question: str, confidence: float = 0.1) -> Answer:
    return Answer(
        question=question,
        standalone_question=question,
        status=Status.NOT_FOUND,
        statements=(),
        citations=(),
        window=None,
        sources=(),
        searched=Searched(2, 4),
        nearest=(),
        answerer="scripted",
        confidence=confidence,
    )


def all_right() -> dict[str, Reply]:
    return {
        PRICE.question: Reply(answered(PRICE.question, "It is four crowns.", PRICE.evidence[0].quote), PRICE.evidence),
        DIRECTOR.question: Reply(answered(DIRECTOR.question, "Ada Brenn.", DIRECTOR.evidence[0].quote), DIRECTOR.evidence),
        PILOT.question: Reply(refused(PILOT.question)),
    }


def write_suite(path: Path, *lines: Mapping[str, object] | str) -> tuple[Case, ...]:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return load_suite(path)
