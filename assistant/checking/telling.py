"""Which sentences of the archive tell of what a sentence of a draft tells: by the words that they share, figures, days and names aside."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.words.naming import is_about_others
from assistant.words.terms import content_words, stem, words
from index.store.exhibits import Exhibit
from index.store.snapshot import Snapshot
from index.types import EVERYTHING, Article, Sentence

PASSAGES = 16
"""Passages whose sentences are read for each sentence of a draft."""
AT_ONCE = 40
"""Sentences of a draft that are looked up together."""
TELLS = 0.55
"""Share of a draft sentence's words, by weight, that a sentence holds which may bear it out."""
TELLS_SURELY = 0.75
"""The same for one that may contradict it: where it tells of something else, nothing contradicts."""
AROUND = 0.4
"""Share of them that must stand in the sentence itself, and not only in its passage and headline, for it to bear anything out."""
LEAST, LEAST_SURELY = 2, 3
"""Words that carry something, other than those that are checked, from which a sentence tells of anything, and from which it contradicts."""
PERHAPS, PERHAPS_NEAR = 0.15, 0.4
"""The same two shares for a sentence that may tell of it, so that nothing is called different for another wording."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence of the archive and the exhibit that it is of.

    `share` is that of the draft's words that it holds, by weight; `near` the same with its passage; `size` the number of those words.
    """

    sentence: Sentence
    exhibit: Exhibit
    share: float
    near: float
    size: int

    @property
    def contradicts(self) -> bool:
        """Whether it tells of so much that it can say otherwise."""
        return self.share >= TELLS_SURELY and self.size >= LEAST_SURELY

    @property
    def bears_out(self) -> bool:
        """Whether it tells of enough to bear a claim out."""
        return self.share >= AROUND and self.near >= TELLS

    @property
    def article(self) -> Article:
        """The article that it stands in."""
        return self.exhibit.article


def telling(asked: Sequence[str], snapshot: Snapshot) -> Iterator[list[Telling]]:
    """For each sentence of a draft, without the words that are checked in it, those of the archive that may tell of it, the most alike
    first; none for one in which too few words are left to tell what it is of.
    """
    total = snapshot.facts.counts.passages + 1
    for begin in range(0, len(asked), AT_ONCE):
        some = asked[begin : begin + AT_ONCE]
        hits = snapshot.lexical([(content_words(text), EVERYTHING) for text in some], PASSAGES)
        exhibits = snapshot.evidence(dict.fromkeys(id for several in hits for id, _ in several))
        known = {stem(word) for text in some for word in words(text)}
        held = snapshot.frequencies(known)
        weights = {one: math.log(total / (held.get(one, 0) + 0.5) + 1) for one in known}
        for text, several in zip(some, hits, strict=True):
            yield _ranked(text, [exhibits[id] for id, _ in several if id in exhibits], weights)


def _ranked(text: str, exhibits: Sequence[Exhibit], weights: Mapping[str, float]) -> list[Telling]:
    wanted = {stem(word): weights[stem(word)] for word in content_words(text) if stem(word) in weights}
    total = sum(wanted.values()) if len(wanted) >= LEAST else 0.0
    seen: dict[tuple[str, int], Telling] = {}
    for exhibit in exhibits if total else ():
        around = {stem(word) for word in words(f"{exhibit.article.title} {exhibit.passage.text}")}
        if is_about_others(text, wanted, around):
            continue
        for sentence in exhibit.sentences:
            own = {stem(word) for word in words(sentence.text)}
            share = sum(weight for one, weight in wanted.items() if one in own) / total
            near = sum(weight for one, weight in wanted.items() if one in own | around) / total
            known = seen.get((sentence.article_id, sentence.ordinal))
            if share >= PERHAPS and near >= PERHAPS_NEAR and (known is None or known.near < near):
                seen[sentence.article_id, sentence.ordinal] = Telling(sentence, exhibit, share, near, len(wanted))
    return sorted(seen.values(), key=lambda one: (-one.share, -one.near, one.sentence.article_id, one.sentence.ordinal))
