"""Answers of a conversation that is exported, made by hand, and the articles that they quote."""

from __future__ import annotations

from datetime import UTC, date, datetime

from assistant.citations import cite
from assistant.exports.types import Meta
from assistant.types import Answer, Lead, Quotation, Remark, Searched, Statement, Status, Window
from index.types import Article, Basis, Dating, Evidence, Hit, Passage

DAY = date(2031, 5, 4)
STATED = Dating(DAY, DAY, Basis.STATED, (Evidence("4 May 2031", 12, 22, "date line"),))
META = Meta(datetime(2031, 6, 1, 9, 30, tzinfo=UTC), "9.8.7", "lantern", "model|rules|0123", 2, 5)
QUOTE = "“We wait for the wind,” said Ilse Brandt."


def article(text: str, id: str = "a1", *, start: int = 100, in_file: bool = True, title: str = "Ash closes pass") -> Article:
    return Article(
        id, title, text, "echo.txt", start, STATED, in_file, source="The Tarn Echo", url="https://echo.example/ash", author="R. Oss"
    )


def answered(home: Article, *quotes: str, question: str = "Why?", notes: tuple[Remark | str, ...] = ()) -> Answer:
    passage = Passage("p1", home.id, 0, home.start, home.end, home.text, home.title)
    places = [home.start + home.text.index(quote) for quote in quotes]
    cited = tuple(
        cite(n, home, passage, at, at + len(quote), "Ilse Brandt") for n, (at, quote) in enumerate(zip(places, quotes, strict=True), 1)
    )
    led = (Lead(STATED, speaker="Ilse Brandt"),)
    statements = tuple(Statement((one.number,), led, (Quotation(one.number, one.quote),)) for one in cited)
    window = Window(DAY, DAY, "that Sunday")
    searched = Searched(2, 5)
    answer = Answer(question, question, Status.ANSWERED, statements, cited, window, (), searched, (), "extractive", 0.9)
    return answer.with_notes(*notes)


def refused(*nearest: Hit, question: str = "Who won?") -> Answer:
    return Answer(question, question, Status.NOT_FOUND, (), (), None, (), Searched(2, 5), nearest, "extractive", 0.1)
