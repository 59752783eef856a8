"""What is known of a candidate unit as figures, from which the probability that it answers is reckoned; none is a weight of our own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from assistant.retrieval.candidates import Found
from assistant.selection import signs
from assistant.selection.asked import Asked
from assistant.selection.bearing import Bearing, Roles
from assistant.selection.crossed import MADE, extended
from assistant.selection.meanings import Meanings
from assistant.selection.runs import Run, Stemmed
from assistant.selection.untold import act_of
from assistant.types import Query
from assistant.words.answer_types import Kind
from assistant.words.naming import named_in
from assistant.words.terms import content_words, coverage, stem, stems_in_order, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BASE = (
    # Nearness in meaning, and how far it stands out of what other sentences and passages reach.
    *("cosine", "cosine_lead", "cosine_contrast", "passage", "passage_above"),
    # The same of the question without its names: what it asks of them.
    *("matter", "matter_contrast"),
    *("rank", "dense_rank", "lexical_rank", "lexical"),
    # The question's words that are not there, as shares of their weight: in the unit; in the passage with its headline.
    *("names_not_said", "names_not_around", "names_not_in_lead", "rest_not_said", "rest_not_around"),
    *("rarest_not_said", "rarest_not_around", "verb_not_said", "verb_not_around"),
    # The heaviest of its other words that is not there, as a share of the heaviest; and what stands nowhere in the archive.
    *("worst_not_said", "worst_not_around", "nowhere"),
    # The thing that it asks about, and its ranks.
    *("head_not_around", "order_not_said"),
    # And those that are.
    *("all_said", "all_around", "pairs_said", "headline", "names_in_headline"),
    # What kind of thing is asked for, and whether it is given; whether somebody's words are asked for, and are another's.
    *("offered", "not_offered", "no_measure", "no_number", "no_date", "no_person", "no_name", "speaks", "unspoken", "others_speak"),
    *("length", "is_pair", "in_window", "says"),
    # How near the unit, and the passage, come to the question's other words in what theirs mean: all, and those that are furthest.
    *("meant", "meant_around", "worst_meant", "worst_meant_around", "second_meant_around"),
    *("verb_meant", "verb_meant_around", "head_meant", "head_meant_around"),
    # The same of the words around what is of the asked kind; names and numbers that the question has not; whether it is a sentence.
    *("meant_at_answer", "far_from_answer", "keywords", "new_names", "no_new_name", "new_numbers"),
    # A name of the question that nothing there holds; what it takes for done and they do not tell of; words of another than is asked for.
    *("unnamed", "untold", "untold_meant", "unheard"),
)
"""What is looked up of a unit."""
FEATURES = (*BASE, *MADE)
"""The figures, in their order."""
BASELINE_RANK = 30
"""Rank of the passage whose nearness counts as what is reached by chance: the larger an archive, the more."""
NO_RANK = 61
"""What counts as the rank in a list that a passage is not in, one more than is asked of a ranker."""
MOST_SAID = 8
"""Words that carry a question: what it says beyond them is not counted."""
LEAD = 400
"""Characters at the beginning of an article that say whom it is about."""
KINDS = (
    frozenset((Kind.AGE, Kind.WEIGHT, Kind.LENGTH, Kind.SPEED, Kind.TEMPERATURE, Kind.SCORE, Kind.SHARE, Kind.MONEY, Kind.DURATION)),
    frozenset((Kind.NUMBER,)),
    frozenset((Kind.DATE,)),
    frozenset((Kind.PERSON,)),
    frozenset((Kind.NAME, Kind.PLACE)),
)
"""Kinds of answer by how plainly a text shows them: a unit that does not give a measure that is asked for hardly ever answers."""


class _Lacks(NamedTuple):
    """What a text lacks of a question: the share of its weight that its names have which are not there, and that its other words have;
    whether the rarest and the last of these are; the heaviest that is, beside the question's heaviest. A name is there in its adjective."""

    names: float
    rest: float
    rarest: float
    last: float
    worst: float


class Features:
    """The figures of the units of one question; what all units share is reckoned once."""

    def __init__(self, query: Query, found: Found, asked: Asked, drafts: Sequence[Run]) -> None:
        self._query, self._found, self._asked, self._drafts = query, found, asked, drafts
        self._weights = found.wanted.weights
        self._total = sum(self._weights.values()) or 1.0
        self._cosines = [draft.cosine for draft in drafts]
        self._ranks = {candidate.card.id: rank for rank, candidate in enumerate(found.candidates, 1)}
        self._held: dict[str, set[str]] = {}
        self._lacks: dict[Stemmed, _Lacks] = {}
        self._passages: dict[tuple[str, str], Stemmed] = {}
        self._leads: dict[tuple[str, str], Stemmed] = {}
        self._nearest = sorted(drafts, key=lambda draft: -draft.cosine)

    def matrix(self) -> NDArray[np.float64]:
        """The figures, shape (units, len(FEATURES))."""
        import numpy as np

        rows = [self._row(draft, cosine) for draft, cosine in zip(self._drafts, self._cosines, strict=True)]
        return extended(np.array(rows, dtype=np.float64).reshape(len(rows), len(BASE)), BASE)

    def _row(self, draft: Run, cosine: float) -> tuple[float, ...]:
        said = self._said(draft)
        around = self._around(draft)
        return (
            *self._nearness(draft, cosine),
            *self._lacking(draft, said, around),
            *self._holding(draft, said, around),
            *self._shape(draft),
            *self._bearing.meant(draft, said, around),
            *self._bearing.doubted(draft, around),
        )

    def _nearness(self, draft: Run, cosine: float) -> tuple[float, ...]:
        candidate = draft.candidate
        # The nearest first, so that the first one that shares no word is the best.
        other = next((other.cosine for other in self._nearest if not other.overlaps(draft)), 0.0)
        return (
            cosine,
            cosine - other,
            cosine - self._usual_cosine,
            candidate.dense,
            candidate.dense - self._usual_dense,
            draft.matter,
            draft.matter - self._usual_matter,
            math.log(self._ranks[candidate.card.id]),
            math.log(candidate.dense_rank or NO_RANK),
            math.log(candidate.lexical_rank or NO_RANK),
            candidate.lexical,
        )

    def _lacking(self, draft: Run, said: Stemmed, around: Stemmed) -> tuple[float, ...]:
        unit, passage = self._lacks_of(said), self._lacks_of(around)
        return (
            *(held.names for held in (unit, passage, self._lacks_of(self._with_lead(draft)))),
            *(held.rest for held in (unit, passage)),
            *(held.rarest for held in (unit, passage)),
            *(held.last for held in (unit, passage)),
            *(held.worst for held in (unit, passage)),
            self._nowhere,
            float(bool(self._head) and not around.speaks_of(self._head)),
            float(sum(not said.speaks_of(rank) for rank in self._asked_ranks)),
        )

    def _lacks_of(self, held: Stemmed) -> _Lacks:
        """What a text lacks; that of a passage is asked for by each of its units."""
        if held not in self._lacks:
            names, rest = ([term for term in terms if not held.speaks_of(term)] for terms in self._named)
            self._lacks[held] = _Lacks(
                sum(map(self._weights.__getitem__, names)) / self._total,
                sum(map(self._weights.__getitem__, rest)) / self._total,
                float(bool(self._rarest) and self._rarest not in held.stems),
                float(bool(self._last) and self._last not in held.stems),
                max(map(self._weights.__getitem__, rest), default=0.0) / self._heaviest,
            )
        return self._lacks[held]

    def _holding(self, draft: Run, said: Stemmed, around: Stemmed) -> tuple[float, ...]:
        held = (said, around)
        title = self._stems(draft.candidate.article.title)
        named = sum(not title.isdisjoint(name) for name in self._names) / max(len(self._names), 1)
        return (*(coverage(self._weights, one.stems) for one in held), self._pairs_said(draft), coverage(self._weights, title), named)

    def _shape(self, draft: Run) -> tuple[float, ...]:
        asked = self._asked
        missing = 1.0 - draft.offers if asked.kinds else 0.0
        speaks = asked.is_said_by(draft.speaker)
        unspoken = bool(asked.said_by) and not speaks
        return (
            draft.offers if asked.kinds else 0.0,
            missing,
            *(missing * (not kinds.isdisjoint(asked.kinds)) for kinds in KINDS),
            float(speaks),
            float(unspoken),
            float(unspoken and bool(draft.voices)),
            math.log(max(draft.end - draft.start, 10) / 100),
            float(draft.last - draft.first > 1),
            float(draft.candidate.in_window),
            min(self._found.wanted.says, MOST_SAID),
        )

    @cached_property
    def _bearing(self) -> Bearing:
        return Bearing(self._query.asked, self._asked, self._drafts, self._meanings, Roles(self._last, self._head, self._act))

    @cached_property
    def _meanings(self) -> Meanings:
        """Of the question's words that are no names, of its thing and of what it takes for done."""
        own = dict.fromkeys(stem(word) for word in content_words(self._query.asked))
        weights = {term: self._weights[term] for term in own if term in self._named[1]}
        around = (self._around(draft).stems for draft in self._drafts)
        further = (self._last, self._head, stem(self._act))
        return Meanings(weights, further, sorted(set().union(*around)), max(self._weights.values(), default=0.0))

    @cached_property
    def _act(self) -> str:
        """What the question takes for done, as a folded word."""
        passages = {draft.passage.id: draft.passage.text for draft in self._drafts}
        return act_of(self._query.asked, named_in([self._query.asked], passages.values()))

    @cached_property
    def _usual_cosine(self) -> float:
        return sum(self._cosines) / len(self._cosines)

    @cached_property
    def _usual_matter(self) -> float:
        return sum(draft.matter for draft in self._drafts) / len(self._drafts)

    @cached_property
    def _usual_dense(self) -> float:
        """What the nearest passages that do not answer reach; in a large archive it is more."""
        ordered = sorted((candidate.dense for candidate in self._found.candidates), reverse=True)
        return ordered[min(BASELINE_RANK, len(ordered)) - 1]

    @cached_property
    def _named(self) -> tuple[frozenset[str], frozenset[str]]:
        """The stems of the question's names, and those of its other words; typed all in one case, a name is what passages write large."""
        around = {draft.candidate.passage.id: draft.candidate.passage.text for draft in self._drafts}
        names = named_in((self._query.asked, *self._query.background), around.values())
        return frozenset(names & self._weights.keys()), frozenset(self._weights.keys() - names)

    @cached_property
    def _rarest(self) -> str:
        # Of equally rare ones always the same: these are sets, whose order is another in every process.
        names, rest = self._named
        return max(rest or names, key=lambda term: (self._weights[term], term), default="")

    @cached_property
    def _heaviest(self) -> float:
        return max(self._weights.values(), default=0.0) or 1.0

    @cached_property
    def _last(self) -> str:
        """The last of the question's other words: in English mostly its verb, or what is asked about."""
        rest = [stem(word) for word in content_words(self._query.asked)]
        return next((term for term in reversed(rest) if term in self._named[1]), "")

    @cached_property
    def _names(self) -> tuple[frozenset[str], ...]:
        """The stems of the question's names, those that stand side by side together."""
        own = groupby((stem(word) for word in words(self._query.asked)), key=lambda term: term in self._named[0])
        return tuple(dict.fromkeys(frozenset(run) for are_names, run in own if are_names))

    @cached_property
    def _head(self) -> str:
        return signs.head(self._query.asked)

    @cached_property
    def _asked_ranks(self) -> frozenset[str]:
        return signs.ranks(self._query.asked)

    @cached_property
    def _nowhere(self) -> float:
        """Share of the question's weight that its words have which no passage of the archive holds."""
        return sum(self._weights.get(stem(word), 0.0) for word in self._found.wanted.missing) / self._total

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        """The question's neighbouring words."""
        own = [stem(word) for word in content_words(self._query.asked)]
        return frozenset(pairwise(own))

    def _pairs_said(self, draft: Run) -> float:
        if not self._pairs:
            return 0.0
        kept = [
            term for one in draft.sentences for term in stems_in_order(draft.article.slice(one.start, one.end)) if term in self._weights
        ]
        return len(self._pairs & set(pairwise(kept))) / len(self._pairs)

    def _said(self, draft: Run) -> Stemmed:
        """The words of a unit and of who speaks in it."""
        texts = [draft.candidate.article.slice(one.start, one.end) for one in draft.sentences]
        return Stemmed(set().union(*map(self._stems, texts), self._stems(draft.voices)))

    def _around(self, draft: Run) -> Stemmed:
        """The words of the passage, its headline and who speaks in the unit."""
        key = (draft.candidate.passage.id, draft.voices)
        if key not in self._passages:
            passage, article = draft.candidate.passage, draft.candidate.article
            self._passages[key] = Stemmed(self._stems(passage.text) | self._stems(article.title) | self._stems(draft.voices))
        return self._passages[key]

    def _with_lead(self, draft: Run) -> Stemmed:
        """The same with the beginning of the article."""
        key = (draft.candidate.passage.id, draft.voices)
        if key not in self._leads:
            self._leads[key] = Stemmed(self._around(draft).stems | self._stems(draft.candidate.article.text[:LEAD]))
        return self._leads[key]

    def _stems(self, text: str) -> set[str]:
        if text not in self._held:
            self._held[text] = set(stems_in_order(text))
        return self._held[text]
