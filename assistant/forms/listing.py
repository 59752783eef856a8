"""Articles on a subject: which they are, and the sentence of each that speaks of it best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.retrieval.retriever import Retriever
from assistant.types import Query
from assistant.words.dictionary import is_english
from assistant.words.terms import coverage, stem, stems, without, words
from index.store import holdings
from index.store.exhibits import Exhibit
from index.store.snapshot import Snapshot
from index.types import Article, Filter, Passage, Sentence

UNDATED = re.compile(r"\b(?:undated|not dated|(?:no|(?:without|lack|lacks|lacking)(?: an?| any)?) dates?)\b", re.IGNORECASE)
ALL, MOST_WORDS = 0.999, 0.7
"""Share, by weight, of the words of a subject that an article of the list holds: all of one or two, most of several. Set by hand on two
archives: what falls short is asked of the archive as a question."""
SHORT = 2
NEAR = 0.5
"""Cosine of a sentence with a subject of several words from which the rarest of them is enough: a report may not say "outbreak"."""
COSINE, HEADLINE, LONG = 0.5, 0.3, 0.1
"""What the likeness of a sentence counts beside the words of the subject that it holds, and what it counts if the headline holds them, for
the order of articles; what a sentence of 500 characters more counts less."""
OPENING = (0.3, 0.15)
"""What it counts to be the first or the second sentence of an article: there a report says what it is about."""
LOOKED_AT = 200
"""Articles that hold the words and are looked at."""
COMPARED = 24
"""Passages whose sentences are compared with the subject one by one; in the others all are as near as their passage."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of a list, with the sentence shown of it and the figure that it is chosen by."""

    article: Article
    passage: Passage
    sentence: Sentence
    speaker: str | None
    cluster: str
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """A passage, its cluster, and the cosines of its sentences with the subject, shape (n,)."""

    exhibit: Exhibit
    cluster: str
    cosines: np.ndarray


@dataclass(frozen=True, slots=True)
class Listing:
    """The articles on a subject, best first, one of each cluster of copies; words of the subject that stand nowhere were left out."""

    lines: tuple[Listed, ...]
    copies: int
    left_out: tuple[str, ...]


def on(subject: str, query: Query, seen: Snapshot, retriever: Retriever) -> Listing | None:
    """The articles on the subject that the query's filter and window allow; None where there are none."""
    asked = replace(query, asked=subject, standalone=subject, background=(), parts=())
    found = retriever.find(asked)
    # An ordinary word that no article has ("outbreak") is how the reader puts it; a name is whom the list is to be about.
    left_out = tuple(word for word in found.wanted.missing if word in subject and is_english(word) and not _is_voice(word, query.question))
    wanted = {term: weight for term, weight in found.wanted.weights.items() if term not in {stem(word) for word in left_out}}
    if not wanted:
        return None
    exhibits = {candidate.passage.id: candidate.exhibit for candidate in found.candidates}
    kept = [part for word in found.wanted.words if word not in left_out for part in words(word)]
    holding = holdings.holding(seen, kept, limits_of(asked))
    exhibits |= seen.evidence(id for id in list(holding.values())[:LOOKED_AT] if id not in exhibits)
    lines = _lines(_compared(exhibits.values(), found.wanted.vector, seen), wanted)
    once: dict[str, Listed] = {}
    for line in lines:
        once.setdefault(line.cluster, line)
    return Listing(tuple(once.values()), len(lines) - len(once), left_out) if once else None


def _is_voice(word: str, typed: str) -> bool:
    """Whether a word stands for somebody whose words are wished for ("macron's view on", "biden about"): dictionaries have names too."""
    return re.search(rf"\b{re.escape(word)}(?:[’']s\b[^.?!]*?)?\s+(?:on|about)\b", typed, re.IGNORECASE) is not None


def in_order(lines: Iterable[Listed]) -> list[Listed]:
    """The lines by day of publication, oldest first; the undated last."""
    return sorted(lines, key=lambda line: when(line.article, line.sentence.start))


def when(article: Article, start: int) -> tuple[bool, str, str, str, int]:
    """What words of an article, at `start`, are ordered by: day, then place."""
    first = article.published.earliest or article.published.latest
    last = article.published.latest or article.published.earliest
    return first is None, str(first or ""), str(last or ""), article.file, start


def limits_of(query: Query) -> Filter:
    """What may be listed: what the user's filter leaves, of the days that the words name."""
    window = query.window
    return replace(query.filter, since=window.since, until=window.until) if window and window.from_words else query.filter


def without_limits(query: Query) -> str:
    """What was asked, without the words that name its days and its outlets."""
    days = query.window.from_words if query.window else None
    return without(query.asked, filter(None, (days, *query.sources)))


def _compared(exhibits: Iterable[Exhibit], vector: np.ndarray, seen: Snapshot) -> list[Compared]:
    listed = list(exhibits)
    cards = seen.cards(exhibit.passage.id for exhibit in listed)
    closely = listed[:COMPARED]
    vectors = seen.sentence_vectors([sentence.text for exhibit in closely for sentence in exhibit.sentences])
    compared = []
    for place, exhibit in enumerate(listed):
        card = cards[exhibit.passage.id]
        if place < COMPARED:
            cosines = np.array([vectors[sentence.text] @ vector for sentence in exhibit.sentences], dtype=np.float32)
        else:
            cosines = np.full(len(exhibit.sentences), card.vector @ vector, dtype=np.float32)
        compared.append(Compared(exhibit, card.cluster, cosines))
    return compared


def _lines(passages: Iterable[Compared], wanted: Mapping[str, float]) -> list[Listed]:
    """A line for each article that is on the subject, best first."""
    of: dict[str, list[Compared]] = {}
    for passage in passages:
        of.setdefault(passage.exhibit.article.id, []).append(passage)
    chosen = []
    for several in of.values():
        line, near = _best(several, wanted)
        if line and _is_on(wanted, _held(several), near):
            chosen.append(line)
    return sorted(chosen, key=lambda line: (-line.score, line.article.file, line.article.start))


def _held(several: Sequence[Compared]) -> set[str]:
    """The stems of an article's headline and of those of its passages that were found."""
    return stems(f"{several[0].exhibit.article.title} {' '.join(one.exhibit.passage.text for one in several)}")


def _is_on(wanted: Mapping[str, float], held: set[str], near: float) -> bool:
    """Whether an article that holds these stems, and a sentence so near to the subject, is on it."""
    needed = ALL if len(wanted) <= SHORT else MOST_WORDS
    rarest = max(wanted, key=lambda term: wanted[term])
    return coverage(wanted, held) >= needed or (rarest in held and near >= NEAR)


def _best(several: Sequence[Compared], wanted: Mapping[str, float]) -> tuple[Listed | None, float]:
    """The line of an article, None where no sentence was found, and the cosine of the sentence that is nearest to the subject."""
    title = HEADLINE * coverage(wanted, stems(several[0].exhibit.article.title))
    lines, near = [], 0.0
    for one in several:
        exhibit = one.exhibit
        near = max(near, float(one.cosines.max(initial=0.0)))
        for sentence, cosine in zip(exhibit.sentences, one.cosines, strict=True):
            opening = OPENING[sentence.ordinal] if sentence.ordinal < len(OPENING) else 0.0
            score = coverage(wanted, stems(sentence.text)) + COSINE * float(cosine) + opening + title - LONG * len(sentence.text) / 500
            speaker = exhibit.reading.speaker(sentence.ordinal)
            lines.append(Listed(exhibit.article, exhibit.passage, sentence, speaker, one.cluster, score))
    return max(lines, key=lambda line: (line.score, -line.sentence.start), default=None), near
