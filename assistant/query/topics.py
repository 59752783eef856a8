"""Follow-ups that ask something else of the same, or the same of something else: "and the cost?", "who else?", "what about the ferry?"."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.query.phrases import Phrase, phrases
from assistant.words.terms import is_stop
from index.words.lists import any_of

_ELSE = re.compile(
    r"(?:(?:was|is|did|has|and)\s+)?(?P<who>who|whom|where|when|which|anyone|anybody|someone|somebody)\s+else", re.IGNORECASE
)
_ANYBODY = ("anyone", "anybody", "someone", "somebody")
_ATTRIBUTE = re.compile(rf"(?:(?:the|its|their|what(?:[’']s|\s+is)\s+the)\s+)?(?P<what>{any_of('asked.attributes')})", re.IGNORECASE)
_OF_EVENTS = re.compile(r"causes?|reasons?|motives?", re.IGNORECASE)
_COUNTED = re.compile(r"how\s+(?P<many>many|much)\s+(?P<what>[\w-]+(?:\s+[\w-]+)?)", re.IGNORECASE)
_OF_TOPIC = re.compile(
    rf"what is the (?:{any_of('asked.attributes')}) of (?P<topic>.+)|how (?:many|much) .+? does (?P<other>.+) have", re.IGNORECASE
)
# "What's the latest on Lund", "what do we know about the pier": what is summed up.
_SUMMED_UP = re.compile(
    rf".*\b(?:{any_of('asked.summing')})\b.*?\s(?:{any_of('asked.prepositions')})\s+(?P<topic>\S.*)",
    re.IGNORECASE,
)
_AGE = re.compile(rf"\b(?:{any_of('asked.ages')})\b", re.IGNORECASE)
_AGES = re.compile(rf"(?:the\s+)?(?:{any_of('asked.ages')})", re.IGNORECASE)
_ABOUT = re.compile(rf"^\W*(?:(?:and|but|or|so)\s+)?(?:{any_of('asked.about_what')})\b", re.IGNORECASE)


def names_topic(asked: str) -> bool:
    """Whether a follow-up says that it turns to something else: "what about the ferry?"."""
    return _ABOUT.match(asked) is not None


def asked_of_same(bare: str, reading: str, is_name: Callable[[str], bool]) -> str | None:
    """What a follow-up asks of what the question before is about: "the cost" after "when does the ferry sail" is "what is the cost of the
    ferry"; None where it names no such thing, or the question no one thing that it could be of."""
    questions = _questions(reading)
    if found := _ELSE.fullmatch(bare):
        who = "who" if found["who"].casefold() in _ANYBODY else found["who"].casefold()
        same = next((one for one in reversed(questions) if re.match(rf"{who}\s+(?!else\b)", one, re.IGNORECASE)), None)
        return f"{who} else {same.split(maxsplit=1)[1]}" if same else None
    topic = _topic(questions[0], is_name) if len(questions) == 1 else None
    if topic is None:
        return None
    if found := _ATTRIBUTE.fullmatch(bare):
        if _OF_EVENTS.fullmatch(found["what"]) and re.search(rf"\b(?:{any_of('asked.places_after')})\s+{re.escape(topic)}", questions[0]):
            return None  # "and the cause?" after "how many died at Tarn": not of Tarn, but of what happened there
        return f"what is the {found['what'].lower()} of {topic}"
    if (found := _COUNTED.fullmatch(bare)) and _OF_TOPIC.fullmatch(questions[0]) and not is_stop(found["what"].split()[0]):
        return f"how {found['many'].lower()} {found['what']} does {topic} have"
    return None


def of_other_age(bare: str, reading: str) -> str | None:
    """The same asked of the articles' other end: "the oldest" after "the newest article on the dam"."""
    if not _AGES.fullmatch(bare) or not _AGE.search(reading):
        return None
    return _AGE.sub(re.sub(r"^the\s+", "", bare, flags=re.IGNORECASE), reading, count=1)


def of_other_topic(asked: str, bare: str, reading: str, is_name: Callable[[str], bool]) -> str | None:
    """The same asked of something else: "what about the ferry" after "who spoke about the bridge"; None for what is no "what about", and
    where the question is about no one thing."""
    here = phrases(bare, is_name)
    if not _ABOUT.match(asked) or len(here) != 1 or here[0].text != bare:
        return None
    frame = re.sub(r"^(\w+)\s+else\b", r"\1", _questions(reading)[-1])
    if found := _OF_TOPIC.fullmatch(frame):
        start, end = found.span("topic" if found["topic"] else "other")
        return f"{frame[:start]}{bare}{frame[end:]}"
    there = _about(frame, is_name)
    return f"{frame[: there.start]}{bare}{frame[there.end :]}" if there and there.is_name == here[0].is_name else None


def _questions(reading: str) -> list[str]:
    """The questions of a reading, without their marks."""
    return [one.strip(" ?.!,;") for one in re.split(r"(?<=\?)\s+", reading) if re.search(r"\w", one)] or [reading]


def _topic(question: str, is_name: Callable[[str], bool]) -> str | None:
    """What a question is about, as it can stand in another one."""
    if found := _OF_TOPIC.fullmatch(question):
        return found["topic"] or found["other"]
    if found := _SUMMED_UP.fullmatch(question):
        return found["topic"]
    about = _about(question, is_name)
    if about is None:
        return None
    is_determined = about.is_name or about.is_plural or re.match(r"(?:the|an?)\s", about.text, re.IGNORECASE)
    return about.text if is_determined else f"the {about.text}"


def _about(question: str, is_name: Callable[[str], bool]) -> Phrase | None:
    """The one thing that a question is about: its only phrase, else its subject; None where there are several and none of them is that."""
    named = [one for one in phrases(question, is_name) if not one.is_counted]
    if len(named) == 1:
        return named[0]
    return next((one for one in named if one.is_subject), None)
