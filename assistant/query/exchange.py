"""Elliptical follow-ups ("and Ryabkov?", "and in January?"), completed from the question before with the part that they exchange."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.query.cut_short import completed
from assistant.query.days import Calendar, points_back
from assistant.query.outlets import names_of
from assistant.query.pasted import own_words
from assistant.query.phrases import Phrase, phrases
from assistant.query.pronouns import has_pronoun
from assistant.query.topics import asked_of_same, of_other_age, of_other_topic
from assistant.types import Turn, Window
from assistant.wording import span_words
from assistant.words.terms import content_words, is_stop
from index import timex
from index.timex.calendar import month_name
from index.words.lists import any_of, listed

MOST_WORDS = 6
"""Words of a follow-up that only exchanges a part."""
_LEAD = re.compile(rf"^\W*(?:{any_of('asked.goes_on')})\b(?!-)\s*", re.IGNORECASE)
_OF_ALL = re.compile(r"^(?:(?:the|those)\s+)?(?:ones|those|articles|stories|reports)\s+(?=\w)|^from\s+", re.IGNORECASE)
_ONLY = re.compile(r"^\W*(?:and\s+)?(?:only|just)\b", re.IGNORECASE)
_THEM = re.compile(
    rf"(?:{any_of('asked.requests')})\s+(?:me\s+)?(?:all\s+of\s+)?(?:them|those|these)(?:\s+all)?|which(?:\s+ones)?(?:\s+are\s+(?:they|those|these))?"
    r"|what\s+are\s+(?:they|those|these)",
    re.IGNORECASE,
)
_POLITE = re.compile(
    rf"^\W*(?:please\s+)?(?:(?:can|could|would)\s+(?:you|u)\s+)?(?:please\s+)?|[\s,]+(?:{any_of('again.after')})\W*$", re.IGNORECASE
)
_HOW_MANY = re.compile(r"how\s+many\s+(?:(?P<what>articles|stories|reports|pieces|texts|items)|of\s+(?:them|those|these))\b", re.IGNORECASE)
_ASKS = re.compile(rf"\b(?:{any_of('small.question_words', 'small.auxiliaries', 'asked.modals')})\b", re.IGNORECASE)
_PREPOSITION = re.compile(rf"(?P<prep>{any_of('asked.prepositions')}|among)\s+(?P<rest>\S.*)", re.IGNORECASE)
_DOES = re.compile(rf"\s+(?!(?:{any_of('small.auxiliaries', 'asked.modals', 'asked.prepositions')})\b)\w")
_ANCHORED = frozenset(("date", "month-day", "month-day-range", "month", "day-of-month", "weekday"))
_SINGLE = re.compile(r"[‘'“\"].+[’'”\"]")


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A completed follow-up: as it is asked, as it is read with its days written out, and its window where it exchanged one."""

    asked: str
    reading: str
    window: Window | None = None


def exchange(asked: str, before: Turn, is_name: Callable[[str], bool], sources: Sequence[str], calendar: Calendar) -> Exchanged | None:
    """The question before with the part that a follow-up names in its place; None where it is not plain which part that is."""
    rest = _LEAD.sub("", asked).strip()
    has_lead = len(rest) < len(asked.strip()) or _is_named_only(rest, is_name)
    bare = (_OF_ALL.sub("", rest) if _ONLY.match(asked) else rest).strip(" ?.!,")
    if asks_which(asked) and (counted := _HOW_MANY.match(before.reading)):
        those = f"which {counted['what'] or 'articles'}{before.reading[counted.end() :]}"
        return Exchanged(those, those)
    if not has_pronoun(before.reading) and (text := completed(bare, before.reading, is_name)):
        text = f"{text[0].upper()}{text[1:]}?"
        return Exchanged(text, text)
    if not has_pronoun(before.reading) and (text := asked_of_same(bare, before.reading, is_name)):
        return Exchanged(f"{text[0].upper()}{text[1:]}?", f"{text[0].upper()}{text[1:]}?")
    if has_lead and (text := of_other_age(bare, before.reading)):
        return Exchanged(text, text)
    if not bare or _ASKS.search(own_words(bare)):
        return None
    if has_lead and own_words(asked) != asked:
        return _of_quotation(bare, before)
    if len(bare.split()) > MOST_WORDS or not (has_lead or _is_days(bare, calendar)):
        return None
    frame = before.reading
    return _of_days(asked, bare, before, calendar) or _of_words(bare, frame, is_name, sources) or _of_topic(asked, bare, frame, is_name)


def asks_which(asked: str) -> bool:
    """Whether a text asks for those that were counted before it: "list them", "which ones?"."""
    return _THEM.fullmatch(_POLITE.sub("", _LEAD.sub("", asked)).strip(" ?.!,")) is not None


def _is_named_only(rest: str, is_name: Callable[[str], bool]) -> bool:
    """Whether a name with a question mark is all that was typed, or a part that a preposition leads: "Lund?", "in the north?"."""
    named = phrases(rest, is_name) if rest.endswith("?") and not _ASKS.search(rest) else []
    led = _PREPOSITION.fullmatch(rest.strip(" ?.!,"))
    return len(named) == 1 and named[0].text == (led["rest"] if led else rest.strip(" ?.!,")) and (led is not None or named[0].is_name)


def _is_days(bare: str, calendar: Calendar) -> bool:
    """Whether a time is all that was typed."""
    found = calendar.stated(bare)
    return points_back(bare) or (found is not None and not content_words(bare.replace(found.from_words or "", " ")))


def _of_days(asked: str, bare: str, before: Turn, calendar: Calendar) -> Exchanged | None:
    """The question of other days: "and on the 13th?", "and the week before?"."""
    earlier = before.window or calendar.stated(before.reading)
    if (earlier and earlier.until) or _ONLY.match(asked):
        # "And from March?" after "which articles are from February?" is as long as that.
        bare = re.sub(r"^from\b", "in", bare, flags=re.IGNORECASE)
    # A bare year, and a month in small letters, is one behind "in" alone.
    window = _days(bare, earlier, calendar)
    if window is None or (window.from_words or "") not in bare:
        bare = f"in {bare}"
        window = _days(bare, earlier, calendar)
    if window is None or window.from_words is None:
        return None
    rest = [word for word in re.findall(r"\w+", bare.replace(window.from_words, " ")) if not is_stop(word.casefold())]
    if rest:
        return None
    said = window.from_words.strip()
    if said == bare and not re.match(rf"(?:{any_of('asked.prepositions', 'asked.time_leads')})\b", said, re.IGNORECASE):
        said = f"in {said}"
    written = _written(window)
    frame = before.reading.rstrip(" ?.!")
    for words in _times_of(frame, earlier):
        return Exchanged(f"{frame.replace(words, said, 1)}?", f"{frame.replace(words, written, 1)}?", replace(window, from_words=said))
    return Exchanged(f"{frame} {said}?", f"{frame} {written}?", replace(window, from_words=said))


def _times_of(frame: str, earlier: Window | None) -> list[str]:
    """The words of a question that name its days."""
    # What was written out for an earlier follow-up holds the words that it was typed with.
    if earlier and (written := _written(earlier)) and written in frame:
        return [written]
    return [earlier.from_words] if earlier and earlier.from_words and earlier.from_words in frame else []


def _days(bare: str, earlier: Window | None, calendar: Calendar) -> Window | None:
    """What days a follow-up names: a day without its month is of the days before it."""
    first = earlier.since or earlier.until if earlier else None
    if earlier and timex.points_to_window(bare):
        pointed = timex.pointed_window(bare, earlier.since, earlier.until)
        return Window(*pointed) if pointed else None
    kinds = {one.kind for one in timex.find(bare)}
    if first and kinds and kinds <= _ANCHORED:
        on = "on the " if kinds == {"day-of-month"} else "on "
        leading = bare if timex.stated_window(bare, first) else re.sub(r"^(?:the\s+)?", on, bare)
        # "Only July" of 2022 is inside that year, whatever July is nearest to its first day.
        found = next((one for day in _anchors(earlier) if (one := timex.stated_window(leading, day)) and _is_inside(one, earlier)), None)
        found = found or timex.stated_window(leading, first)
        if found and kinds == {"weekday"} and found[0]:
            day = _in_week_of(found[0], first)
            found = (day, day, found[2])
        return Window(*found) if found else None
    return calendar.stated(bare)


def _anchors(earlier: Window | None) -> list[date]:
    return [day for day in (earlier.until, earlier.since) if day] if earlier else []


def _is_inside(found: timex.StatedWindow, earlier: Window | None) -> bool:
    """Whether days that were named lie inside those named before, and are fewer."""
    since, until = found[:2]
    if not (earlier and earlier.since and earlier.until and since and until):
        return False
    return earlier.since <= since and until <= earlier.until and (since, until) != (earlier.since, earlier.until)


def _in_week_of(day: date, other: date) -> date:
    """The day of the same name in the week of another."""
    return other - timedelta(days=other.weekday()) + timedelta(days=day.weekday())


def _written(window: Window) -> str:
    """A window in words that stand in any question: "on 13 January 2022"."""
    words = span_words(window.since, window.until)
    first, last = window.since, window.until
    if first is None or last is None:
        return words
    if first == last:
        return f"on {words}"
    after = last + timedelta(days=1)
    if first.day == 1 and after.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"in {month_name(first)} {first.year}"
    return f"in {first.year}" if (first.day, first.month, after.day, after.month) == (1, 1, 1, 1) and first.year == last.year else words


def _of_quotation(bare: str, before: Turn) -> Exchanged | None:
    """The same asked of other words: "and this: “...”"."""
    frame = before.reading
    there, here = _SINGLE.search(frame), _SINGLE.search(bare)
    if there is None or here is None:
        return None
    text = frame[: there.start()] + here.group() + frame[there.end() :]
    return Exchanged(text, text)


def _of_words(bare: str, frame: str, is_name: Callable[[str], bool], sources: Sequence[str]) -> Exchanged | None:
    """The question about another outlet, person, place or kind."""
    text = _other_source(bare, frame, sources) or _other_owner(bare, frame, is_name) or _other_phrase(bare, frame, is_name)
    return Exchanged(text, text) if text else None


def _of_topic(asked: str, bare: str, frame: str, is_name: Callable[[str], bool]) -> Exchanged | None:
    text = None if has_pronoun(frame) else of_other_topic(asked, bare, frame, is_name)
    return Exchanged(f"{text}?", f"{text}?") if text else None


def _other_source(bare: str, frame: str, sources: Sequence[str]) -> str | None:
    def named(text: str) -> str | None:
        plain = [name for source in sources for name in names_of(source)]
        return next((name for name in plain if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)), None)

    there, here = named(frame), named(bare)
    return re.sub(re.escape(there), here, frame, count=1, flags=re.IGNORECASE) if there and here and there != here else None


def _other_owner(bare: str, frame: str, is_name: Callable[[str], bool]) -> str | None:
    """ "And the men's?" after "who won the women's race?"."""
    if not re.search(r"\w[’']s?$", bare):
        return None
    owner = re.search(rf"\b(?!(?:{any_of('small.question_words')})\b)(?:the\s+)?[\w-]+[’']s?(?=\s+\w)", frame, re.IGNORECASE)
    if owner is None:
        return None
    start = owner.start()
    # The whole name goes: "Ines Calder's".
    while (before := re.search(r"([\w-]+)\s+$", frame[:start])) and (before[1][0].isupper() or is_name(before[1].casefold())):
        start = before.start()
    return frame[:start] + bare + frame[owner.end() :]


def _behind(preposition: str, frame: str, is_name: Callable[[str], bool]) -> tuple[int, int] | None:
    """Where the name stands behind the last such preposition of a question: "Ash" in "the mayor of Ash"."""
    found = list(
        re.finditer(rf"\b{re.escape(preposition)}\s+(?P<name>(?:the\s+)?[\w’'-]+(?:\s+(?-i:[A-Z])[\w’'-]*)*)", frame, re.IGNORECASE)
    )
    for match in reversed(found):
        last = match["name"].split()[-1]
        if last[0].isupper() or is_name(last.casefold()):
            start, end = match.span("name")
            # In small letters a name goes on up to a word that names nothing: "the director of the lenn estuary line".
            following = re.match(r"(?:\s+[\w’'-]+)*", frame[end:]) if last.islower() else None
            for word in re.finditer(r"\s+[\w’'-]+", following.group() if following else ""):
                if is_stop(word.group().strip().casefold()) or word.group().strip().casefold() in listed("asked.prepositions"):
                    break
                end += len(word.group())
            return start, end
    return None


def _other_phrase(bare: str, frame: str, is_name: Callable[[str], bool]) -> str | None:
    """The phrase of the question that stands behind the same preposition, else its name for a name."""
    there = phrases(frame, is_name)
    if lead := _PREPOSITION.fullmatch(bare):
        if text := _other_of_kind(lead["rest"], frame, there, is_name):
            return text
        same = [phrase for phrase in there if phrase.before == lead["prep"].casefold()]
        if same:
            return frame[: same[0].start] + lead["rest"] + frame[same[0].end :]
        if inner := _behind(lead["prep"], frame, is_name):
            return frame[: inner[0]] + lead["rest"] + frame[inner[1] :]
        placed = listed("asked.places_after")
        other = [phrase for phrase in there if phrase.before in placed and lead["prep"].casefold() in placed and phrase.is_name]
        if other:
            return frame[: other[0].start] + lead["rest"] + frame[other[0].end :]
        return f"{frame.rstrip(' ?.!')} {bare}?" if re.search(r"\w{3}", frame) else None
    here = phrases(bare, is_name)
    if len(here) != 1 or here[0].end - here[0].start < len(bare) - 4:
        return None
    named = [phrase for phrase in there if phrase.is_name]
    if here[0].is_name and named:
        old = next((phrase for phrase in named if phrase.is_subject), named[0])
        return frame[: old.start] + bare + frame[old.end :]
    # "And Arden Ropeworks?" after "when was the Tarn Museum founded?": a museum is no name, but that one has one.
    proper = next((phrase for phrase in there if phrase.is_subject and not phrase.is_name and _is_proper(phrase)), None)
    if proper and _is_proper(here[0]):
        return frame[: proper.start] + bare + frame[proper.end :]
    kind = [phrase for phrase in there if phrase.head == here[0].head or (phrase.is_plural and here[0].is_plural)]
    # Who told of it stays: "and the navy?" after "how many ships has the army, according to Lund's figures?".
    kind = [phrase for phrase in kind if not re.search(r"\baccording\s+to\s+$", frame[: phrase.start], re.IGNORECASE)]
    # "And homes?" after "how many people died?": what the counted do is no other's.
    kind = [phrase for phrase in kind if not (phrase.is_counted and (_DOES.match(frame, phrase.end) or here[0].text.startswith("the ")))]
    if not here[0].is_name and len(kind) == 1:
        return frame[: kind[0].start] + bare + frame[kind[0].end :]
    return None


def _other_of_kind(rest: str, frame: str, there: Sequence[Phrase], is_name: Callable[[str], bool]) -> str | None:
    """ "On the Carrow bridge" after "who pays to cross the bridge to Hesk": in the place of that bridge, and of what says which it is."""
    here = phrases(rest, is_name)
    kin = [phrase for phrase in there if len(here) == 1 and phrase.head == here[0].head and not phrase.is_counted]
    if len(kin) != 1:
        return None
    behind = [
        phrase for phrase in there if phrase.is_name and re.fullmatch(r"\s+\w+\s+", frame[kin[0].end : max(phrase.start, kin[0].end)])
    ]
    return frame[: kin[0].start] + rest + frame[behind[0].end if behind and behind[0].before else kin[0].end :]


def _is_proper(phrase: Phrase) -> bool:
    """Whether all words of a phrase that carry it are written as a name's."""
    carrying = [word for word in phrase.text.split() if not is_stop(word.casefold())]
    return bool(carrying) and all(word[0].isupper() for word in carrying)
