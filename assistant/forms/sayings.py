"""All that somebody is quoted with, or that anybody says of a matter: the statements of the readings, in order of date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.forms import listing
from assistant.forms.listing import when
from assistant.retrieval.retriever import Retriever
from assistant.types import Query
from assistant.words.terms import content_words, coverage, stem, stems
from index.prose.attribution import Attribution
from index.prose.people import OFFICES
from index.prose.reading import sentences_at
from index.store import holdings
from index.store.exhibits import Held
from index.store.snapshot import Snapshot
from index.types import Article, Passage, Sentence

LONGEST = 600
"""Characters of a statement: neighbouring sentences of one speaker are quoted together up to that."""
ON_MATTER = 0.6
"""Share of the words of a matter that a statement, or the headline over it, holds; the sentences around a statement count with it."""
READ = 300
"""Articles whose readings are looked through."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Neighbouring sentences of one speaker, with the passage that they are shown in."""

    article: Article
    passage: Passage
    sentences: tuple[Sentence, ...]
    speaker: str

    @property
    def start(self) -> int:
        """Where the words begin (document offset)."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Where they end."""
        return self.sentences[-1].end

    @property
    def words(self) -> str:
        """The words, cut from the article."""
        return self.article.slice(self.start, self.end)


def said(speaker: str, matter: str, query: Query, seen: Snapshot, retriever: Retriever, of: Sequence[str] = ()) -> list[Saying]:
    """What the speaker, a name or an office ("" for everybody), says of the matter ("" for all matters), oldest first; each once.

    `of`: the ids of the articles that it is said in, empty for all.
    """
    held = seen.held(of or _articles(speaker, matter, query, seen, retriever))
    every = (told for one in held.values() for told in _sayings(one))
    own = [(saying, around) for voice, saying, around in every if not speaker or _is_speaker(speaker, voice, saying.article)]
    about = stems(matter)
    kept = [saying for saying, around in own if not about or _is_on(about, saying, around)]
    once: dict[str, Saying] = {}
    for saying in sorted(kept, key=lambda one: when(one.article, one.start)):
        once.setdefault(" ".join(saying.words.split()), saying)
    return list(once.values())


def _articles(speaker: str, matter: str, query: Query, seen: Snapshot, retriever: Retriever) -> list[str]:
    """The ids of the articles that may hold such statements."""
    limits = listing.limits_of(query)
    if speaker:
        return list(holdings.holding(seen, content_words(speaker), limits))[:READ]
    if matter:
        on = listing.on(matter, query, seen, retriever)
        return [line.article.id for line in on.lines[:READ]] if on else []
    return seen.article_ids(limits)[:READ]


def _is_speaker(asked: str, voice: Attribution, article: Article) -> bool:
    """Whether the words of a name or an office name who speaks: one of them does, and the others stand anywhere in the article."""
    wanted = {stem(word) for word in content_words(asked)}  # so that an ending that is misspelt is forgiven
    named = stems(f"{voice.speaker} {voice.office or ''}")
    if _is_namesake(asked, voice.speaker):
        return False
    rest = wanted - named
    return bool(wanted & named) and (not rest or rest <= stems(f"{article.title} {article.text}"))


def _is_namesake(asked: str, speaker: str) -> bool:
    """Whether two names in full have the surname alone in common: what Bill Lund said is nothing of Hilda Lund's."""
    one, other = content_words(asked), content_words(speaker)
    if min(len(one), len(other)) < 2 or one[-1] != other[-1] or one[0] in OFFICES:
        return False
    return {stem(word) for word in one[:-1]}.isdisjoint(stem(word) for word in other[:-1])


def _is_on(about: set[str], saying: Saying, around: str) -> bool:
    return coverage(dict.fromkeys(about, 1.0), stems(f"{saying.article.title} {around}")) >= ON_MATTER


def _sayings(held: Held) -> Iterable[tuple[Attribution, Saying, str]]:
    """Who says it, what is said, and that with the sentence before and the one after, for each statement of an article in order."""
    article, reading = held.article, held.reading
    for voices in _runs(list(reading.voices), reading.sentences):
        ordinals = [voice.ordinal for voice in voices]
        near = range(max(0, ordinals[0] - 1), min(len(reading.sentences), ordinals[-1] + 2))
        around = sentences_at(article, reading.sentences, near)
        own = tuple(sentence for sentence in around if sentence.ordinal in ordinals)
        start, end = around[0].start, around[-1].end
        text = article.slice(start, end)
        passage = Passage(f"{article.id}-{start}", article.id, 0, start, end, text, article.title)
        yield voices[0], Saying(article, passage, own, voices[0].speaker), text


def _runs(voices: Sequence[Attribution], spans: Sequence[tuple[int, int]]) -> list[list[Attribution]]:
    """Neighbouring attributions to one speaker, together as far as they are short enough."""
    runs = [[voice] for voice in voices[:1]]
    for before, voice in pairwise(voices):
        length = spans[voice.ordinal][1] - spans[runs[-1][0].ordinal][0]
        if voice.speaker == before.speaker and voice.ordinal == before.ordinal + 1 and length <= LONGEST:
            runs[-1].append(voice)
        else:
            runs.append([voice])
    return runs
