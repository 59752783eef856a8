"""An article cut into overlapping passages, made of whole sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from index.timex.calendar import day_words, month_words
from index.types import Article, Dating, Passage, Sentence

TARGET = 700
"""Characters of a passage, roughly; the last sentence that begins below it is the last one in."""
LIMIT = 1000
"""Characters no passage of more than one sentence goes over. A passage is what a person is shown around a quotation: it must fit a card,
and the embedding model reads 256 word pieces, about 1,000 characters of news."""
OVERLAP = 1
"""Sentences that a passage repeats of the one before, so that a quotation and who says it are not parted."""
CHUNKER = "sentences-1:700/1000/1"
"""Names the cutting: an archive cut otherwise is not searched together with this one."""


def passages_of(article: Article, sentences: Sequence[Sentence]) -> tuple[Passage, ...]:
    """Overlapping runs of an article's sentences that cover its body, each with the headline and date that head it in the index."""
    context = context_of(article)
    return tuple(_passage(article, ordinal, sentences[first:last], context) for ordinal, (first, last) in enumerate(_runs(sentences)))


def context_of(article: Article) -> str:
    """Headline, outlet and date: what is embedded and indexed before a passage's text, and never quoted.

    Measured on a news corpus, it lifts MRR@10 of the stock model from 0.65 to 0.77.
    """
    parts = [article.title.strip(), article.source or "", _date_words(article.published)]
    return " | ".join(part for part in parts if part)


def _date_words(dating: Dating) -> str:
    if dating.day:
        return day_words(dating.day)
    if dating.earliest and dating.latest and (dating.earliest.year, dating.earliest.month) == (dating.latest.year, dating.latest.month):
        return month_words(dating.earliest)
    return ""


def _runs(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Index ranges of the sentences of each passage; each but the first repeats the last sentence of the one before where it fits."""
    runs: list[tuple[int, int]] = []
    first = 0
    while first < len(sentences):
        last = first + 1
        while last < len(sentences) and _room(sentences, first, last):
            last += 1
        runs.append((first, last))
        if last == len(sentences):
            break
        # Repeating must leave room for something new, or the passage would repeat only.
        first = last - OVERLAP if last - first > OVERLAP and _room(sentences, last - OVERLAP, last) else last
    return runs


def _room(sentences: Sequence[Sentence], first: int, last: int) -> bool:
    """Whether sentence `last` still goes into the passage that begins at `first`."""
    begin = sentences[first].start
    return sentences[last].start - begin < TARGET and sentences[last].end - begin <= LIMIT


def _passage(article: Article, ordinal: int, run: Sequence[Sentence], context: str) -> Passage:
    start, end = run[0].start, run[-1].end
    text = article.slice(start, end)
    key = "\0".join((article.id, str(start), str(end), context, text))
    return Passage(hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:20], article.id, ordinal, start, end, text, context)
