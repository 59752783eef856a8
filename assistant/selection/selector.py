"""What an extractive answer is made of: which sentences are shown, in what order, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.retrieval.candidates import Candidate, Found, opened
from assistant.retrieval.in_window import published_in
from assistant.retrieval.retriever import CLOSELY, Retriever
from assistant.selection import ages, chronology, identity, offices, overview, sequence, spoken
from assistant.selection.choosing import PERHAPS_WORTH, WORTH, choose, choose_for_parts, likeliest, nearest_first
from assistant.selection.compound import is_missing
from assistant.selection.corrections import with_correction
from assistant.selection.doubts import doubt, lack, unsaid
from assistant.selection.latest import asks_for_latest, later_first
from assistant.selection.pair_reader import Rereader
from assistant.selection.premise import contradiction, is_to_be_checked
from assistant.selection.probability import ANSWER_FROM, Learnt, all_told
from assistant.selection.remarks import (
    carried,
    contradiction_words,
    doubtful_words,
    missing_words,
    outlet_words,
    untold_words,
)
from assistant.selection.units import READ, Unit, read
from assistant.selection.unnamed import unnamed
from assistant.selection.untold import LOOKED_AT, SURE, leaves_open
from assistant.types import Query, Remark, Status
from assistant.wording import date_words
from assistant.words.terms import coverage, stems
from index.store.snapshot import Snapshot

DIFFER = "The figures differ between dates; they are listed by date, not merged."
DIFFER_LATEST = "The figures differ between dates; they are listed by date, the latest first, not merged."
CONTRADICTED = 0.25
"""How sure it is at most that the archive answers a question whose premise it contradicts: true of 21 of 24 invented questions with a
wrong figure, and of none of 352 with a right one or none."""
ORDINARY = 3
"""Statements to a question that asks one thing: a fourth adds no recall on the known questions of three archives."""
PART_FROM = 0.1
"""Probability of its best unit from which a part of a compound question is answered."""
TOLD_FROM = 0.6
"""Probability from which it is answered though a word of it stands nowhere: of the answers to 192 held-back questions for two things .69
are right (.67 from .7 on, .66 where none is); from .5 on one of seven known missing parts is no longer told to be missing."""
NEAR = 5
"""Likeliest units among which that passage is looked for."""
ELSEWHEN = 0.6
"""Share, by weight, of the question's words that a passage of another time holds for a refusal to point at it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The units shown, and the probability that they answer.

    `order` is a remark on the units that is stated before them, None for none. Where nothing is claimed, `aside` is said before the
    passages, and `nearest` are those that it speaks of, which are shown before the others.
    """

    units: tuple[Unit, ...]
    sure: float
    notes: tuple[Remark | str, ...] = ()
    order: Remark | None = None
    aside: str = ""
    nearest: tuple[Candidate, ...] = ()
    status: Status = Status.NOT_FOUND


def in_other_words(query: Query) -> list[Query]:
    """The question in each of its other wordings."""
    return [replace(query, asked=one, standalone=one, background=(), parts=(), wordings=()) for one in query.wordings]


def look_for_all(query: Query, retriever: Retriever) -> None:
    """Look at once for all that may be looked for to answer a question."""
    pair = sequence.events_of(query.asked)
    events = [sequence.event_query(event, other, query) for event, other in (pair, pair[::-1])] if pair else []
    course = [chronology.subject_of(query)] if chronology.asks_for_course(query.asked) else []
    later = [_anytime(query, query.window.from_words)] if query.window and query.window.from_words else []
    count = overview.COMPARED if overview.asks_for_overview(query) else CLOSELY
    retriever.prepare([query, *in_other_words(query), *query.parts, *events, *course], later, count)


class Selector:
    """Chooses the sentences that answer a question, by what kind of question it is."""

    def __init__(self, seen: Snapshot, retriever: Retriever, limit: int, weights: Learnt, reranker: Rereader | None = None) -> None:
        """`limit`: statements of an answer to an ordinary question. `weights` and a reranker say how likely a unit answers."""
        self._seen = seen
        self._retriever = retriever
        self._limit = limit
        self._weights = weights
        self._reranker = reranker

    def select(self, query: Query, found: Found, parts: Sequence[Found]) -> Selection:
        """What is shown for a question; `found` are the candidates of the whole, `parts` those of each of its parts."""
        units = likeliest([self._read(query, found), *(self._read(one, self._retriever.find(one)) for one in in_other_words(query))])
        sure = units[0].probability if units else 0.0
        pair = sequence.events_of(query.asked)
        told = self._told(query, pair) if pair else []
        selection = (
            self._order(told, sure)
            or self._overview(query, found)
            or self._differing(query, units, sure)
            or self._course(query, sure)
            or self._parts(query, parts, sure)
            or self._said(query, units)
            or self._identity(query, units)
            or self._of_person(query, units)
            or self._one(query, found, units)
        )
        selection = replace(selection, status=self._status(query, selection, found))
        if selection.status is not Status.ANSWERED and not selection.nearest:
            selection = self._elsewhen(query, selection)
        if selection.status is Status.NOT_FOUND:
            return selection if selection.nearest or not selection.aside else _refused(query, selection, units, found)
        if selection.status is Status.ANSWERED:
            shown, set_aside = with_correction(query.asked, selection.units, found)
            selection = replace(selection, units=shown, notes=(*selection.notes, *set_aside))
        untold = [untold_words(event) for event in pair or () if event not in {one.words for one in told}]
        copies = self._seen.kin({unit.article.id for unit in selection.units})
        outlet = outlet_words(query, selection.units, len(self._seen.facts.sources), copies)
        said: tuple[Remark | str | None, ...] = (*selection.notes, *untold, outlet, *carried(selection.units, copies))
        return replace(selection, notes=tuple(filter(None, said)))

    def _read(self, query: Query, found: Found) -> list[Unit]:
        units = self._looked_up(query, found)
        return later_first(query.asked, self._reranker.reranked(query, units) if self._reranker else units)

    def _looked_up(self, query: Query, found: Found) -> list[Unit]:
        """The units by figures alone: of what is no question ("the job cuts"), or where a passage is wanted that tells of the same."""
        return nearest_first(query, read(query, found, self._weights))

    def _status(self, query: Query, selection: Selection, found: Found) -> Status:
        if not selection.units or selection.sure < self._weights.uncertain_from:
            return Status.NOT_FOUND
        if selection.sure >= ANSWER_FROM:
            return Status.ANSWERED
        # Of passages that hold no word of what is asked it is not said that they may answer: in a small archive, or on the days that are
        # asked about, something is always nearest. Read together with the question they may be surer: of eleven such refusals the three
        # from `SURE` on, and four of the eight below, had an answer.
        if selection.sure >= SURE and not selection.aside:
            return Status.UNCERTAIN
        asked = stems(query.matter)
        weights = {term: weight for term, weight in found.wanted.weights.items() if term in asked}
        around = (stems(f"{unit.article.title} {unit.passage.text}") for unit in selection.units)
        return Status.UNCERTAIN if any(coverage(weights, held) for held in around) else Status.NOT_FOUND

    def _told(self, query: Query, pair: tuple[str, str]) -> list[sequence.Dated]:
        """Those of two events that the archive tells of, with their days."""
        latest = self._seen.facts.days[1]
        both = (sequence.dated(event, other, query, self._retriever, self._looked_up, latest) for event, other in (pair, pair[::-1]))
        return [event for event in both if event]

    def _order(self, told: Sequence[sequence.Dated], sure: float) -> Selection | None:
        """The order of two events, with the passages that date them."""
        if len(told) < 2 or not sequence.cited(told):
            return None
        events = sequence.in_order(told[0], told[1])
        units = sequence.cited(events)
        return Selection(tuple(units), max(sure, ANSWER_FROM), order=sequence.order_words(events, units))

    def _overview(self, query: Query, found: Found) -> Selection | None:
        if not overview.asks_for_overview(query):
            return None
        days = overview.is_of_days(query)
        begun = overview.leads(query, found, chronology.MOST_STAGES if days else self._limit)
        if not begun:
            return None
        in_order = (chronology.order_note(begun),) if days and len(begun) > 1 else ()
        return Selection(tuple(begun), overview.SURE, (*in_order, *overview.note(query, found, begun)))

    def _differing(self, query: Query, units: Sequence[Unit], sure: float) -> Selection | None:
        """Figures that differ from day to day; None where they agree, and for the parts of a compound question, which are asked by day."""
        listed = [] if query.parts or unnamed(query.asked, units) else chronology.differing(query, units)
        if not listed:
            return None
        sure = max(sure, ANSWER_FROM) if chronology.asks_for_course(query.asked) else sure
        if asks_for_latest(query.asked):
            return Selection(tuple(reversed(listed)), sure, (DIFFER_LATEST,))
        return Selection(tuple(listed), sure, (DIFFER,))

    def _course(self, query: Query, sure: float) -> Selection | None:
        """The stages of a course of events; None where fewer than two days tell of it."""
        if not chronology.asks_for_course(query.asked):
            return None
        stages, undated = chronology.course(query, self._retriever, self._looked_up)
        return Selection(tuple(stages), max(sure, ANSWER_FROM), (chronology.order_note(stages, undated),)) if stages else None

    def _parts(self, query: Query, parts: Sequence[Found], sure: float) -> Selection | None:
        """The best unit of each part of a compound question that the archive answers, and which parts it does not.

        `sure` is how likely the best unit of the whole answers: that, or its parts together, whichever is more. Of 119 compound questions
        of 22 suites 108 are answered so, .89 of them rightly; by the parts alone 95, .89 of them, and .54 of the others could have been.
        """
        lists = [_of_part(part, self._read(part, one)) for part, one in zip(query.parts, parts, strict=True)]
        asked = zip(query.parts, parts, lists, strict=True)
        # Of two outlets that are compared both are shown, whatever comes nearest in each.
        both = any(part.sources != query.sources for part in query.parts)
        told = [bool(units) and (both or self._tells(part, query, one, units)) for part, one, units in asked]
        if not any(told):
            return None
        chosen = choose_for_parts([units for units, is_told in zip(lists, told, strict=True) if is_told], self._limit)
        notes = [missing_words(part) for part, is_told in zip(query.parts, told, strict=True) if not is_told]
        best = [self._part_sure(part, units) for part, units, is_told in zip(query.parts, lists, told, strict=True) if is_told]
        if max(best) >= ANSWER_FROM:
            asked_and_told = [part for part, is_told in zip(query.parts, told, strict=True) if is_told]
            notes += [doubtful_words(part) for part, sure in zip(asked_and_told, best, strict=True) if sure < ANSWER_FROM]
        return Selection(tuple(chosen), max(all_told(best), sure), tuple(notes))

    def _tells(self, part: Query, whole: Query, found: Found, units: Sequence[Unit]) -> bool:
        """Whether a part is answered at all; what surely answers it does so whatever words of it stand nowhere."""
        best = units[0].probability
        return best >= TOLD_FROM or (best >= PART_FROM and not is_missing(part, whole, found, units))

    def _part_sure(self, part: Query, units: Sequence[Unit]) -> float:
        """How sure it is that the best of the units answers a part of a compound question."""
        is_open = self._doubt(part, units) or (part.background and leaves_open(part.asked, units))
        return min(units[0].probability, SURE) if is_open else units[0].probability

    def _doubt(self, query: Query, units: Sequence[Unit]) -> str:
        return doubt(query.asked, units, query.wordings, is_read=self._reranker is not None)

    def _said(self, query: Query, units: Sequence[Unit]) -> Selection | None:
        """What somebody says, where nothing else is asked; None for any other question."""
        said = spoken.words_of(query, units)
        return Selection(tuple(choose(said, min(self._limit, ORDINARY), 0.0)), spoken.SURE) if said else None

    def _identity(self, query: Query, units: Sequence[Unit]) -> Selection | None:
        """Who somebody is, where the archive says it with the name; None for any other question."""
        told = identity.told_of(query, units)
        if not told:
            return None
        return Selection(tuple(choose(told, min(self._limit, ORDINARY), WORTH)), max(told[0].probability, identity.SURE))

    def _of_person(self, query: Query, units: Sequence[Unit]) -> Selection | None:
        """Somebody's age, or who holds an office, where the archive says so of that person or office; None for any other question."""
        for rule in (ages, offices):
            if told := rule.told_of(query, units):
                return Selection((told[0],), max(told[0].probability, rule.SURE))
        return None

    def _one(self, query: Query, found: Found, units: Sequence[Unit]) -> Selection:
        """The best units of a question that asks one thing; a refusal with the passage that contradicts it where its premise is not so."""
        sure = units[0].probability if units else 0.0
        if against := contradiction(query, found, units):
            if sure >= ANSWER_FROM and is_to_be_checked(query.asked):
                return Selection((against.unit,), sure, (contradiction_words(against),))
            return Selection((), min(sure, CONTRADICTED), aside=contradiction_words(against), nearest=_holding([against.unit], found))
        limit = min(self._limit, ORDINARY)
        doubted = self._doubt(query, units)
        sure = min(sure, SURE) if doubted else sure
        lacked = (unsaid(query.asked, units, query.wordings) or doubted) if sure < ANSWER_FROM else ""
        # What stands beside the likeliest makes nothing surer: near misses have many sentences that come near.
        return Selection(tuple(choose(units, limit, WORTH if sure >= ANSWER_FROM else PERHAPS_WORTH)), sure, aside=lacked)

    def _elsewhen(self, query: Query, refused: Selection) -> Selection:
        """A refusal for the days that a question names, with the passage of another time that tells of the same."""
        if query.window is None or query.window.from_words is None:
            return refused
        anytime = _anytime(query, query.window.from_words)
        found = self._retriever.glance(anytime)
        opened(found.candidates[:READ])
        units = self._looked_up(anytime, found)
        near = [unit for unit in units[:NEAR] if coverage(found.wanted.weights, stems(f"{unit.text} {unit.article.title}")) >= ELSEWHEN]
        if not near or published_in(near[0].article.published, query.window):
            return refused
        aside = f"A passage of another time comes near: {date_words(near[0].article.published)}."
        return replace(refused, aside=f"{refused.aside} {aside}".strip(), nearest=_holding(near[:1], found))


def _of_part(part: Query, units: list[Unit]) -> list[Unit]:
    """The units of a part of a compound question; where it asks for somebody's words or who somebody is, those first that surely are it."""
    of_person = ((rule.told_of(part, units), rule.SURE) for rule in (identity, ages, offices))
    for told, sure in ((spoken.words_of(part, units), spoken.SURE), *of_person):
        if told:
            return [replace(told[0], probability=max(told[0].probability, sure)), *(unit for unit in units if unit is not told[0])]
    return units


def _refused(query: Query, refused: Selection, units: Sequence[Unit], found: Found) -> Selection:
    """A refusal with what the likeliest passages lack, which are shown then as what came nearest, and nothing where that is not so."""
    apart = list({unit.passage.id: unit for unit in reversed(units)}.values())[::-1][:LOOKED_AT]
    nearest = _holding(apart, found)
    aside = lack(query.asked, apart, query.wordings) if len(nearest) == len(apart) else ""
    return replace(refused, aside=aside, nearest=nearest if aside else ())


def _holding(units: Sequence[Unit], found: Found) -> tuple[Candidate, ...]:
    """Those of the candidates whose passages hold the units, in the order of these."""
    candidates = {candidate.card.id: candidate for candidate in found.candidates}
    return tuple(candidates[unit.passage.id] for unit in units if unit.passage.id in candidates)


def _anytime(query: Query, said: str) -> Query:
    """A question without the days that it names."""
    return replace(query, asked=query.asked.replace(said, " "), standalone=query.matter, window=None)
