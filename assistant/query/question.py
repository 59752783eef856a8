"""A question as typed, with the conversation before it, to a `Query` that stands alone. Rules only; no model is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from assistant.query.spelling import is_foreign
from assistant.types import Query, Turn, Window
from assistant.words.terms import content_words, is_stop, names_in
from index import timex
from index.errors import QuestionError
from index.timex.calendar import MONTH, WEEKDAY
from index.types import EVERYTHING, Filter
from index.words.lists import BASE, PAST, THIRD, any_of, saying

MAX_QUESTION = 2000
"""Characters; a longer one is a pasted article, and is answered by a sentence that says so."""
MAX_BACKGROUND = 3
"""Earlier questions that a follow-up may lean on."""

_POINTERS = any_of("small.personal", "small.demonstratives", "small.pointers")
_ROLES = rf"{any_of('names.offices', 'names.told_before')}|(?:present|first) one"
_ANAPHOR = re.compile(rf"\b(?:{_POINTERS}|the (?:{_ROLES})(?!\s+(?:of|who|whom|whose|that|which|for|between)\b))\b", re.IGNORECASE)
# "Said that the sea wall held", "is there a ferry", "so many", "does it cost to", "so-called": nothing before is meant.
_POINTS_NOWHERE = re.compile(
    rf"\b(?:{saying('any', forms=(BASE, THIRD, PAST))}|{any_of('saying.knowing')}|true|fact|so)\s+that\b(?=\s+\w)"
    r"|\b(?:is|are|was|were|be|been)\s+there\b(?=\s+\w)|\bthere\s+(?:is|are|was|were|has|have|had|will)\b(?=\s+\w)"
    r"|\bso[-\s](?:many|much|few|far|long|called)\b|\bit\s+(?:costs?|takes?|took)\s+to\b|\bit\s+(?:true|possible|right|correct)\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(rf"\b(?:{any_of('small.personal')})\b", re.IGNORECASE)
_GOES_ON = re.compile(r"^\s*(?:and|but|or|so(?!\s(?:many|much|few|far)\b)|also|what about|how about|then)\b(?!-)", re.IGNORECASE)
_QUESTION_WORDS = any_of("small.question_words")
_ASKS = rf"(?:by |in |on )?(?:{_QUESTION_WORDS})|{any_of('small.auxiliaries')}"
# Forms that are whole by themselves, whoever and whatever they name: a bare noun after the verb, which without "the" can only be a name.
_WHOLE = re.compile(
    r"(?:who|what) (?:is|are|was|were) (?P<who>[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){1,3})"
    r"|(?:what|why|when|how|where) (?:did|does|do|has|have) (?P<speaker>.+?) "
    r"(?:say|said|think|write|written|warn|announced?|claim(?:ed)?) (?:about|of|on|to) (?P<matter>.+)"
    r"|when (?:does|do|did|will) (?P<event>.+?) (?:begin|start|end|finish|open|close|stop|resume|take place)",
    re.IGNORECASE,
)
# "Did ada brandt say when she would resign?": so is a bare speaker of several words.
_SPEAKER = re.compile(
    r"\b(?:did|does|has|had|will|would) ([^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){1,2}) (?:say|said|tell|told|think)\b", re.IGNORECASE
)
_NO_NAME = re.compile(r"(?:an?|the|my|your|our|any|some|all|most|more|not|really|\w+ly|\w+ed|killed|hurt)", re.IGNORECASE)
_JOINT = re.compile(rf"(?:,|;|\?)\s+(?:and|but)\s+(?=(?:{_ASKS})\b)|;\s+(?=\w)|\?\s+(?=\w)", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?:{MONTH})(?![\w-])", re.IGNORECASE)
# "Who met the minister on Tuesday?" tells the story apart from others; it does not mean this week's Tuesday.
_BARE_WEEKDAY = re.compile(rf"(?:on\s+)?{WEEKDAY}(?:[’']s)?(?:\s+(?:{any_of('calendar.parts_of_days')}))?", re.IGNORECASE)
# "How did the toll change over the week?" means the week of the story, whichever that was.
_BARE_SPAN = re.compile(r"(?:(?:over|during|in|of|within|throughout)\s+)?the\s+(?:day|week|weekend|month|year)", re.IGNORECASE)
_AND_ON = re.compile(r",?\s+and\s+(?:then\s+)?(?:on\s+|in\s+|by\s+)?(?:the\s+)?", re.IGNORECASE)
_AND_ASK = re.compile(rf"\s+and\s+(?=(?:{_QUESTION_WORDS})\b\s+\w+)", re.IGNORECASE)


def understand(
    question: str,
    history: Sequence[Turn] = (),
    *,
    filter: Filter | None = None,
    as_of: date | None = None,
    sources: Sequence[str] = (),
    latest: date | None = None,
    respell: Callable[[str], str | None] = lambda word: None,
    is_name: Callable[[str], bool] = is_foreign,
) -> Query:
    """Make a question stand alone.

    `history`: earlier turns, oldest first. `filter`: what the user set by hand. `as_of`: the day that "last week" is counted from, None =
    today. `sources`: outlets of the archive; one that the question names becomes a filter. `latest`: the last day of the archive, which a
    day without a year is nearest to. `respell`: the word of the archive that a misspelt one was meant for, None = leave it. `is_name`:
    whether a word, however it is typed, is a name.

    Raises QuestionError when there is nothing to ask, or far too much.
    """
    asked = " ".join(question.split())
    if not re.search(r"\w", asked):
        raise QuestionError("The question is empty: type what you want to know from the archive.")
    if len(asked) > MAX_QUESTION:
        raise QuestionError(
            f"The question has {len(asked):,} characters, more than the {MAX_QUESTION:,} allowed: shorten it to what you want to know."
        )
    limits = filter or EVERYTHING
    asked, respelt = _respelt(asked, respell)
    background = background_of(asked, history, is_name)
    window = _window(asked, background, limits, as_of or date.today(), latest)
    named = limits.sources or tuple(source for source in sources if _names(asked, source))
    whole = Query(
        question=question,
        asked=asked,
        standalone=" ".join((*background, asked)),
        background=background,
        window=window,
        sources=named,
        filter=replace(limits, sources=named),
        respelt=respelt,
    )
    pieces = parts_of(asked)
    parts = (
        replace(
            whole,
            asked=piece,
            background=(*background, *(other for other in pieces if other != piece)),
            window=_window(piece, (), limits, as_of or date.today(), latest) or window,
        )
        for piece in pieces
    )
    return replace(whole, parts=tuple(parts))


def _respelt(asked: str, respell: Callable[[str], str | None]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The question with its misspelt words replaced, and the pairs (as typed, as read)."""
    pairs = {}
    for word in dict.fromkeys(re.findall(r"[^\W\d_]+", asked)):
        if read := respell(word):
            pairs[word] = read
    for typed, read in pairs.items():
        asked = re.sub(rf"(?<!\w){typed}(?!\w)", read, asked)
    return asked, tuple(pairs.items())


def background_of(asked: str, history: Sequence[Turn], is_name: Callable[[str], bool] = is_foreign) -> tuple[str, ...]:
    """The earlier questions that a question leans on, oldest first; none when it stands on its own."""
    earlier = [" ".join(turn.question.split()) for turn in history if turn.question.strip()]
    if not earlier or not leans_back(asked, is_name):
        return ()
    taken: list[str] = []
    for question in reversed(earlier[-MAX_BACKGROUND:]):
        taken.insert(0, question)
        if not leans_back(question, is_name):
            break
    return tuple(taken)


def leans_back(asked: str, is_name: Callable[[str], bool] = is_foreign) -> bool:
    """Whether a question needs the one before it: it points back, goes on, or names too little to be asked alone.

    Capitals decide nothing that `is_name` would not: people type questions in lower case.
    """
    if " " in asked and asked == asked.upper():
        asked = asked.lower()

    def names(part: str) -> bool:
        speaker = _SPEAKER.search(part)
        if (speaker and _is_bare(speaker[1])) or any(not is_stop(name) for name in names_in(part)):
            return True
        return any(is_name(word) for word in content_words(part) if not is_stop(word))

    if _GOES_ON.search(asked) or timex.points_to_window(asked):
        return True
    pronoun = _PERSONAL.search(asked)
    # A person named before the pronoun in the same question is whom it means.
    if pronoun and not names(asked[: pronoun.start()]):
        return True
    if _ANAPHOR.search(_POINTS_NOWHERE.sub(" ", asked)):
        return not names(asked)
    carrying = [word for word in content_words(asked) if not is_stop(word)]
    return len(carrying) <= 2 and not _is_whole(asked) and not names(asked)


def _is_whole(asked: str) -> bool:
    """Whether a question without pronouns has a form that leaves nothing open."""
    found = _WHOLE.fullmatch(asked.strip(" ?.!"))
    if found is None:
        return False
    if who := found["who"]:
        return _is_bare(who)
    return all(not _NO_NAME.fullmatch(part.split()[0]) for part in (found["speaker"], found["event"]) if part)


def _is_bare(words: str) -> bool:
    """Whether words that stand where a name can have nothing about them that a name has not: no article, no participle."""
    return not any(is_stop(word) or _NO_NAME.fullmatch(word) for word in words.split())


def parts_of(asked: str) -> tuple[str, ...]:
    """The single questions of a compound one, in order; none when it asks one thing."""
    pieces = _by_date(asked) or [piece.strip(" ,;?") for piece in _JOINT.split(asked)]
    if len(pieces) == 1:
        pieces = [piece.strip(" ,;?") for piece in _AND_ASK.split(asked)]
    pieces = [piece for piece in pieces if re.search(rf"\b(?:{_ASKS})\b|\w+ \w+", piece, re.IGNORECASE)]
    return tuple(pieces) if len(pieces) > 1 else ()


def _by_date(asked: str) -> list[str]:
    """ "The toll on 7 and on 11 January" asks once for each day: the question with either of two days left out."""
    found = [timex_ for timex_ in timex.find(asked) if timex_.kind in ("date", "month-day")]
    if len(found) != 2 or not _AND_ON.fullmatch(asked[found[0].end : found[1].start]):
        return []
    first, second = found
    lead = asked[: first.start]
    if re.search(r"\b(?:between|from)\s+(?:the\s+)?$", lead, re.IGNORECASE):
        return []
    rest = asked[second.end :]
    return [(lead + first.text + rest).strip(" ,;?"), (lead + second.text + rest).strip(" ,;?")]


def _window(asked: str, background: Sequence[str], limits: Filter, as_of: date, latest: date | None) -> Window | None:
    """The window the user set, else the one that the question's words name, else that of the questions it leans on.

    "That week" and "the day after" are counted from the window of the question before.
    """
    if limits.since or limits.until:
        return Window(limits.since, limits.until, None)
    found = _stated(asked, as_of, latest)
    if found and not timex.points_to_window(asked):
        return found
    for text in reversed(background):
        if earlier := _stated(text, as_of, latest):
            pointed = timex.pointed_window(asked, earlier.since, earlier.until)
            return Window(*pointed) if pointed else found or earlier
    return found


def _stated(text: str, as_of: date, latest: date | None) -> Window | None:
    """The window that the words of one question name."""
    found = timex.stated_window(text, as_of)
    if found and _lacks_year(found[2]) and latest and latest < as_of:
        # "On January 12" asked years later means the January of the archive; "last week" means what it says.
        found = timex.stated_window(text, latest)
    # No article is of a day to come: "an hour later next winter" is what a story says, seen from its own day.
    to_come = found is not None and found[0] is not None and found[0] > as_of
    bare = found is not None and any(pattern.fullmatch(found[2].strip()) for pattern in (_BARE_WEEKDAY, _BARE_SPAN))
    return Window(*found) if found and not to_come and not bare else None


def _lacks_year(words: str) -> bool:
    """Whether the words name a month or a day of one, and no year."""
    return _MONTH.search(words) is not None and not re.search(r"\b\d{4}\b|\b(?:last|next|this)\b", words)


def _names(asked: str, source: str) -> bool:
    """Whether a question names an outlet: its whole name, or without its article; one-word names only as written."""
    bare = re.sub(r"^the\s+", "", source.strip(), flags=re.IGNORECASE)
    if not bare:
        return False
    flags = re.IGNORECASE if len(bare.split()) > 1 else 0
    return re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", asked, flags) is not None
