"""A question as typed, with the conversation before it, to a `Query` that stands alone. Rules only; no model is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial

from assistant.query.days import Calendar, window_of, without_ignored
from assistant.query.earlier import as_told, asking, form_before, near, timeless, words_only
from assistant.query.exchange import exchange
from assistant.query.last_answer import aspect_of
from assistant.query.leaning import background_of, joined, leans_back, whole_of
from assistant.query.mention import Mention, Sort
from assistant.query.mentions import LOOKED_AT, mentions
from assistant.query.ones import with_ones
from assistant.query.outlets import names_outlet, without_outlets
from assistant.query.parts import parts_of
from assistant.query.pronouns import Resolved, has_pronoun, lacks_object, resolve
from assistant.query.quoted import QUOTED
from assistant.query.same import as_identity, same_as
from assistant.query.topics import names_topic
from assistant.query.turning import without_turn
from assistant.types import Aspect, Query, Turn, Window
from assistant.words.dictionary import is_foreign
from assistant.words.general import asks_for_anything
from assistant.words.terms import content_words, stem, stems
from index.errors import QuestionError
from index.types import EVERYTHING, Article, Filter
from index.words.lists import any_of, listed

MAX_QUESTION = 2000
"""Characters; a longer one is a pasted article, and is answered by a sentence that says so."""
ENOUGH = 3
"""Content words from which a question whose pronouns are replaced is asked without the one before it."""

_YES_OR_NO = re.compile(rf"\W*(?:{any_of('small.auxiliaries', 'asked.modals')})\s", re.IGNORECASE)

Told = Callable[[Iterable[str]], Mapping[str, Article]]
"""The articles of some ids that are there, by id."""


@dataclass(frozen=True, slots=True)
class Known:
    """What of the archive a question is understood with.

    `sources`: its outlets; one that the question names becomes a filter. `latest`: its last day. `told_on`: the days on which it
    tells of what a text speaks of, which say what year a day without one is of.
    `respell`: its word that a misspelt one was meant for, None = leave it. `is_name`: whether a word, however it is typed, is a name.
    `articles`: those that earlier answers quoted. `is_held`: whether a word stands anywhere in it.
    """

    sources: Sequence[str] = ()
    latest: date | None = None
    respell: Callable[[str], str | None] = field(default=lambda word: None)
    is_name: Callable[[str], bool] = is_foreign
    articles: Told = field(default=lambda ids: {})
    is_held: Callable[[str], bool] = field(default=lambda word: True)
    told_on: Callable[[str], Sequence[date]] = field(default=lambda text: ())


def understand(
    question: str, history: Sequence[Turn] = (), known: Known | None = None, *, filter: Filter | None = None, as_of: date | None = None
) -> Query:
    """Make a question stand alone.

    `history`: earlier turns, oldest first. `known`: what is known of the archive. `filter`: what the user set by hand. `as_of`: the day
    that "last week" is counted from, None = today.

    Raises QuestionError when there is nothing to ask, or far too much.
    """
    known = known or Known()
    limits = filter or EVERYTHING
    # Of thousands of outlets hardly one is named; the calendar reads many texts, of the same words.
    said = " | ".join([question, *(turn.reading for turn in history)])
    outlets = tuple(source for source in known.sources if names_outlet(said, source))
    calendar = Calendar(as_of or date.today(), known.latest, known.told_on, outlets)
    asked, respelt = _respelt(without_turn(_checked(question)), known.respell)
    by_hand = limits.since or limits.until
    # "What happened?" with days set by hand asks for those days, whatever was asked before.
    turns = [turn for turn in history if turn.question.strip() and not (by_hand and asks_for_anything(asked))]
    asked = _of_any_day(asked, turns, calendar)
    if turns and turns[-1].quoted and (aspect := aspect_of(asked, form_before(turns))):
        return _about(question, asked, aspect, turns, limits)
    read = _read(asked, turns, known, calendar)
    named = limits.sources or tuple(source for source in known.sources if names_outlet(read.asked, source))
    window = read.window if read.window and not by_hand else window_of(read.asked, _window_before(turns, calendar), limits, calendar)
    whole = Query(
        question=question,
        asked=read.asked,
        standalone=joined((*read.background, read.asked)),
        reading=read.reading,
        background=read.background,
        window=window,
        sources=named,
        filter=replace(limits, sources=named),
        respelt=respelt,
        wordings=same_as(read.asked),
        offer=None if by_hand or read.window else calendar.offer(read.asked),
        near=near(turns) if read.leans else (),
    )
    otherwise = None if read.is_completed else _otherwise(whole, asked, asking(turns), calendar)
    return replace(whole, parts=_parts(whole, known, limits, calendar), otherwise=otherwise)


def _otherwise(whole: Query, asked: str, before: Sequence[Turn], calendar: Calendar) -> Query | None:
    """The question as it was typed after the last one, where it is read in another way; None where none came before."""
    last = timeless((whole_of(as_told(before[-1], calendar).reading),), asked, calendar) if before else ()
    words = joined((*last, asked))
    if not last or words == whole.standalone:
        return None
    return replace(whole, asked=asked, standalone=words, reading=words, background=last, near=near(before))


@dataclass(frozen=True, slots=True)
class _Read:
    """A question after the conversation: as it is asked, as its reading is shown, the questions it leans on, its window if one was told.

    `leans`: whether it asks more of what the last answer told of. `is_completed`: whether it is the question before with a part exchanged.
    """

    asked: str
    reading: str
    background: tuple[str, ...] = ()
    window: Window | None = None
    leans: bool = False
    is_completed: bool = False


def _checked(question: str) -> str:
    asked = " ".join(question.split())
    if not re.search(r"\w", asked):
        raise QuestionError("The question is empty: type what you want to know from the archive.")
    if len(asked) > MAX_QUESTION:
        raise QuestionError(
            f"The question has {len(asked):,} characters, more than the {MAX_QUESTION:,} allowed: shorten it to what you want to know."
        )
    return asked


def _of_any_day(asked: str, turns: Sequence[Turn], calendar: Calendar) -> str:
    """What is left of a question that says that its days are to be ignored; where that is all it says, the last one without its days."""
    rest = without_ignored(asked)
    if re.search(r"\w", rest) or rest == asked:
        return rest
    before = [turn.reading for turn in asking(turns)]
    return next(iter(timeless(tuple(before[-1:]), asked, calendar)), asked)


def _about(question: str, asked: str, aspect: Aspect, turns: Sequence[Turn], limits: Filter) -> Query:
    """A question about the last answer; it is read as one about the question that this answered."""
    last = next(reversed(asking(turns)), turns[-1])
    reading = f"{asked} (of the answer to “{last.reading}”)"
    return Query(question, asked, last.reading, reading, sources=limits.sources, filter=limits, about=aspect)


def _read(asked: str, turns: Sequence[Turn], known: Known, calendar: Calendar) -> _Read:
    """The question with what it leaves open taken from the conversation."""
    before = asking(turns)
    if not before:
        return _Read(asked, asked)
    last = replace(before[-1], standalone=whole_of(before[-1].reading))
    mentioned = _mentioned(turns, known)
    asked = with_ones(asked, mentioned, known.is_name)
    if completed := exchange(asked, last, known.is_name, known.sources, calendar):
        return _Read(completed.asked, completed.reading, window=completed.window, is_completed=True)
    resolved = resolve(asked, mentioned, known.is_name) if has_pronoun(asked) else Resolved(asked, is_left=True)
    before = [as_told(turn, calendar) for turn in before]
    background = background_of(resolved.text, before, known.is_name, _spoken_of(resolved.text, before, known))
    if not resolved.named:
        background = timeless(background, resolved.text, calendar)
        return _Read(asked, joined((*background, asked)), background, leans=bool(background) and not names_topic(asked))
    if not resolved.is_left and _is_enough(resolved):
        # Whom it is about is said; what it is about may still need the words of the question before.
        persons = all(one.sort is Sort.PERSON for one in resolved.named)
        leaning = () if persons and not lacks_object(resolved) else timeless((before[-1].reading,), resolved.text, calendar)
        text = as_identity(resolved.text)
        return _Read(text, text, leaning if text == resolved.text else (), leans=True)
    background = timeless(background or (before[-1].reading,), resolved.text, calendar)
    return _Read(resolved.text, joined((*background, resolved.text)), background, leans=True)


def _spoken_of(asked: str, turns: Sequence[Turn], known: Known) -> Callable[[str], bool | None]:
    """Whether the last exchange has a word, or may mean something there by it: what is not known of the answer, and a word that any story
    may be summed up with. One that the archive has nowhere tells nothing: "is the ferry a triumph" is about the ferry.

    What was asked counts and the articles that the answer quotes; for a question of yes or no, which has its own subject, of these only
    the headlines and the words quoted.
    """
    last = turns[-1]
    held: set[str] = set()

    def told() -> set[str]:
        if _YES_OR_NO.match(asked):
            return stems(" ".join((last.reading, *(f"{one.title} {one.words}" for one in last.quoted))))
        articles = known.articles(dict.fromkeys(one.article_id for one in last.quoted[:QUOTED]))
        return stems(" ".join((last.reading, *(f"{article.title} {article.text}" for article in articles.values()))))

    def is_spoken_of(word: str) -> bool | None:
        if (last.form is None and not last.quoted) or word in listed("asked.shells"):
            return True
        # "Profit?" after what was not found: nothing tells that it is about something else.
        if not known.is_held(word) or (not last.quoted and len(asked.split()) == 1):
            return None
        if not held:
            held.update(told())
        return stem(word) in held

    return is_spoken_of


def _is_enough(resolved: Resolved) -> bool:
    return len(content_words(resolved.text)) >= ENOUGH - 1


def _mentioned(turns: Sequence[Turn], known: Known) -> Callable[[], Sequence[Mention]]:
    """What the conversation named, looked up once and only where it is asked for."""

    @lru_cache(maxsize=1)
    def named() -> list[Mention]:
        told = [*asking(turns)[-LOOKED_AT:], *words_only(turns)]
        ids = dict.fromkeys(one.article_id for turn in told for one in turn.quoted[:QUOTED])
        return mentions(told, known.articles(ids) if ids else {}, known.is_name)

    return named


def _window_before(turns: Sequence[Turn], calendar: Calendar) -> Window | None:
    """The window of the last question that had one, its own or that of its words."""
    return next((window for turn in reversed(turns[-LOOKED_AT:]) if (window := turn.window or calendar.stated(turn.reading))), None)


def _parts(whole: Query, known: Known, limits: Filter, calendar: Calendar) -> tuple[Query, ...]:
    """The single questions of a compound one; one without days of its own has those of the whole where their words lead it.

    The first of them stands alone, the others may lean on those before them.
    """
    if by_outlet := _by_outlet(whole):
        return by_outlet
    pieces = _with_names(parts_of(whole.asked, known.is_name), known)
    said = whole.window.from_words if whole.window else None
    leads = said is None or whole.asked.casefold().startswith(said.casefold())
    return tuple(
        replace(
            whole,
            asked=piece,
            background=(*whole.background, *(pieces[:place] if _leans_on_others(piece, known) else ())),
            window=window_of(piece, None, limits, calendar) or (whole.window if leads else None),
        )
        for place, piece in enumerate(pieces)
    )


def _with_names(pieces: Sequence[str], known: Known) -> tuple[str, ...]:
    """The single questions with whom and what the earlier of them name in the place of pronouns: "when did Lund die and how old was he"."""
    told: list[str] = []
    for piece in pieces:
        named = _named_in([Turn(one) for one in told], known)
        told.append(resolve(piece, partial(list, named), known.is_name).text if told else piece)
    return tuple(told)


def _named_in(turns: Sequence[Turn], known: Known) -> list[Mention]:
    """Whom questions name that a pronoun of the same sentence may mean; "it" is left, which means mostly all that was asked."""
    named = [one for one in mentions(turns, {}, known.is_name) if not one.preposition and one.sort in (Sort.PERSON, Sort.OPEN)]
    return [replace(one, sort=Sort.PERSON) for one in named]


def _by_outlet(whole: Query) -> tuple[Query, ...]:
    """What is asked of two outlets, asked of each: "did the Courier and the Wire report the same toll"."""
    asked = without_outlets(whole.asked, whole.sources)
    if asked is None:
        return ()
    return tuple(
        replace(whole, asked=asked, standalone=asked, sources=(source,), filter=replace(whole.filter, sources=(source,)))
        for source in whole.sources
    )


def _leans_on_others(piece: str, known: Known) -> bool:
    """Whether a part is understood with those before it only: one of few words that names nobody, or that points back."""
    own = content_words(piece)
    return (len(own) < ENOUGH and not any(map(known.is_name, own))) or leans_back(piece, known.is_name)


def _respelt(asked: str, respell: Callable[[str], str | None]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The question with its misspelt words replaced, and the pairs (as typed, as read)."""
    pairs = {}
    for word in dict.fromkeys(re.findall(r"[^\W\d_]+", asked)):
        if read := respell(word):
            pairs[word] = read
    for typed, read in pairs.items():
        asked = re.sub(rf"(?<!\w){typed}(?!\w)", read, asked)
    # An apostrophe that was left out is nothing to be told of.
    return asked, tuple((typed, read) for typed, read in pairs.items() if typed != read.replace("'", ""))
