"""The single questions of a compound one."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence

from assistant.query.cut_short import completed, is_cut
from assistant.query.joints import parted
from assistant.words.dictionary import is_foreign
from assistant.words.terms import content_words, stem, stems
from index import timex
from index.words.lists import BASE, PAST, any_of, saying

_QUESTION_WORDS = any_of("small.question_words")
_ASKS = rf"(?:by |in |on )?(?:{_QUESTION_WORDS})|{any_of('small.auxiliaries')}"
_CUT = r"(?:\w+ )?(?:when|where|why|whom|how(?: (?:much|long|often|far|soon))?)"
_JOINT = re.compile(rf"(?:,|;|\?)\s+(?:and|but)\s+(?=(?:{_ASKS})\b|{_CUT}\W*$)|;\s+(?=\w)|\?\s+(?=\w)", re.IGNORECASE)
_ASKING = re.compile(rf"\b(?:{_QUESTION_WORDS})\b|^(?:{any_of('small.auxiliaries')})\b", re.IGNORECASE)
_ALSO = re.compile(r"and\b", re.IGNORECASE)
_AND_ON = re.compile(rf",?\s+and\s+(?:then\s+)?(?:(?:{_QUESTION_WORDS})\s+)?(?:on\s+|in\s+|by\s+)?(?:the\s+)?", re.IGNORECASE)
_AND_ASK = re.compile(rf"\s+and\s+(?=(?:{_QUESTION_WORDS})\b\s+\w+|{_CUT}\W*$)", re.IGNORECASE)
_DONE = re.compile(rf"\w+ed|{any_of('asked.irregular')}")
_DETERMINERS = frozenset(("the", "a", "an"))
_NAMES = r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}"
_BOTH = rf"(?P<one>(?:the )?{_NAMES}) and (?P<other>(?:the )?{_NAMES})"
_SAID = saying("any", forms=(BASE, PAST))
_ANY_NAME = rf"(?:the )?[\w’'-]+(?: (?!and\b|(?:{_SAID})\b)[\w’'-]+){{0,3}}"
_WHAT_DID = r"(?i:what (?P<did>did|do|does|has|have) )"
_REST = rf"(?P<rest>(?:{_SAID})\b.*)"
_OF_BOTH = (
    re.compile(rf"(?i:what (?P<did>did|do|does|has|have) ){_BOTH} (?:(?i:both|each) )?(?P<rest>(?:{_SAID})\b.*)"),
    # "What did Lund and what did Brandt say": the verb stands once.
    re.compile(rf"{_WHAT_DID}(?P<one>{_ANY_NAME}) and {_WHAT_DID.replace('?P<did>', '?:')}(?P<other>{_ANY_NAME}) {_REST}", re.IGNORECASE),
    re.compile(rf"(?i:compare (?:what|how) ){_BOTH} (?:(?i:both|each|have) )?(?P<rest>(?:{saying('any', forms=(PAST, BASE))})\b.*)"),
)


# "Which cost more, the ferry or the bridge?": not which came first, which is an order of two events.
_CHOICE = re.compile(
    r"(?P<lead>(?:which|who|whose|what)(?:[’']?s)?\b(?!.*\b(?:first|earlier|later|last)\b)[^,:?]{3,60}?)(?:[,:]|\s+[–—-]|(?<=\bmore|\bless)|(?<=[a-z]er))\s+"
    r"(?P<one>[^,:?]{2,50}?),?\s+or\s+(?P<other>[^,:?]{2,50})",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:more|less|fewer|worse|better|(?<!which )(?<!what )(?!(?:ov|und|aft|ev|nev|oth|anoth|eith)er\b)[a-z]{3,}er)\b", re.IGNORECASE
)
_OLDER = re.compile(r"who(?:[’']s)?\s*(?P<be>is|was)\s+(?:the\s+)?(?:older|younger)", re.IGNORECASE)
_AGAINST = re.compile(r"(?:please\s+)?compare\s+(?P<one>[^,;:?]+?)\s+(?:with|to|against)\s+(?P<other>[^,;:?]+)", re.IGNORECASE)
_ONE = re.compile(r"^(?:the\s+)?(?:ones?|that|those)\b", re.IGNORECASE)
_BEHIND = re.compile(rf"\s+(?:{any_of('asked.prepositions')}|that|which|who)\s", re.IGNORECASE)
_WITHOUT_VERB = re.compile(
    rf"(?P<asks>(?:how (?:many|much)|{_QUESTION_WORDS})(?: [^\W\d_]+)??) (?P<preposition>{any_of('asked.prepositions')})\b", re.IGNORECASE
)
_DOES = re.compile(rf"\b(?:{any_of('small.auxiliaries')})\b", re.IGNORECASE)
LONGEST_NAMED = 6
"""Words of one of two things that are held against each other."""


def parts_of(asked: str, is_name: Callable[[str], bool] = is_foreign, *, learnt: bool = True) -> tuple[str, ...]:
    """The single questions of a compound one, in order; none when it asks one thing. By question words alone where not `learnt`."""
    pieces = _by_date(asked) or _by_speaker(asked) or _by_choice(asked) or _joint(asked)
    if len(pieces) == 1:
        pieces = [piece.strip(" ,;?") for piece in _AND_ASK.split(asked)]
    pieces = [piece for piece in pieces if re.search(rf"\b(?:{_ASKS})\b|\w+ \w+", piece, re.IGNORECASE)]
    if len(pieces) > 1:
        return tuple(_whole(pieces, is_name))
    pieces = parted(asked) if learnt else []
    return tuple(pieces) if len(pieces) > 1 else ()


def _joint(asked: str) -> list[str]:
    """What stands between the marks that join questions; the whole where one of two only tells what the other is about, or how it is to be
    answered ("the yard scaled back its plans; what is the new target?", "who were the two? I need their names").
    """
    pieces = [piece.strip(" ,;?") for piece in _JOINT.split(asked)]
    joint = _JOINT.search(asked)
    if joint is None or len(pieces) != 2:
        return pieces
    mark = asked[joint.start()]
    first, second = (bool(_ASKING.search(piece)) for piece in pieces)
    tells = mark == ";" and second and not first
    explains = mark != "," and first and not second and not _ALSO.match(pieces[1])
    return [asked] if tells or explains else pieces


def _whole(pieces: Sequence[str], is_name: Callable[[str], bool]) -> list[str]:
    """The pieces with what one leaves to another written out: "and when", "when and where", "the Russian and who led the American side"."""
    whole: list[str] = []
    for place, piece in enumerate(pieces):
        frame = (whole[-1] if place else next((one for one in pieces[1:] if not is_cut(one)), "")) if is_cut(piece) else ""
        whole.append((frame and completed(piece, frame, is_name)) or piece)
    if len(whole) == 2:
        whole = _with_shared_end(whole[0].split(), whole[1].split())
        whole[1] = _with_shared_verb(*whole)
    return whole


def _with_shared_verb(one: str, other: str) -> str:
    """The second of two questions of which only the first has a verb: "who led the talks in Lenn", "who in Tarn", the preposition telling
    where the verb stands before it."""
    place = _WITHOUT_VERB.match(other)
    if place is None or _DOES.search(other) or any(_DONE.fullmatch(word) for word in other.split()):
        return other
    begins = place["asks"]
    if not re.match(rf"{re.escape(begins)}\b", one, re.IGNORECASE):
        return other
    same = re.search(rf"\b{place['preposition']}\b", one[len(begins) :], re.IGNORECASE)
    return f"{one[: len(begins) + same.start()]}{other[place.start('preposition') :]}" if same else other


def _with_shared_end(one: list[str], other: list[str]) -> list[str]:
    """Two questions that begin alike up to a determiner, of which one breaks off after a word, or after the noun that both have: it ends
    as the other does."""
    alike = next((n for n, (left, right) in enumerate(zip(one, other, strict=False)) if left.casefold() != right.casefold()), 0)
    if alike > 1 and one[alike - 1].casefold() in _DETERMINERS:
        one, other = _ended(one, other, alike), _ended(other, one, alike)
    return [" ".join(one), " ".join(other)]


def _ended(short: list[str], long: list[str], alike: int) -> list[str]:
    breaks_off = len(short) < len(long) and (len(short) == alike + 1 or short[-1].casefold() == long[len(short) - 1].casefold())
    return [*short, *long[len(short) :]] if breaks_off else short


def _by_speaker(asked: str) -> list[str]:
    """ "What did Lund and Brandt say about the pier": what each of them says, for no sentence is of both."""
    for pattern in _OF_BOTH:
        if found := pattern.fullmatch(asked.strip(" ?.!")):
            did = found.groupdict().get("did") or "did"
            return [f"What {did} {found[who]} {_base(found['rest'])}" for who in ("one", "other")]
    return []


def _by_choice(asked: str) -> list[str]:
    """What is asked of two things that are held against each other, asked of each: no sentence need tell of both."""
    if against := _AGAINST.fullmatch(asked.strip(" ?.!")):
        head = _BEHIND.split(against["one"], maxsplit=1)[0]
        return [against["one"], _ONE.sub(head, against["other"], count=1)]
    found = _CHOICE.fullmatch(asked.strip(" ?.!"))
    if found is None or not _COMPARES.search(found["lead"]) or any(len(found[which].split()) > LONGEST_NAMED for which in ("one", "other")):
        return []
    ages = _OLDER.fullmatch(found["lead"])
    return [f"how old {ages['be']} {found[which]}" if ages else f"{found['lead']}, {found[which]}" for which in ("one", "other")]


def _base(rest: str) -> str:
    verb, _, behind = rest.partition(" ")
    return f"say {behind}" if verb.casefold() == "said" else rest


def _by_date(asked: str) -> list[str]:
    """ "The toll on 7 and on 11 January" asks once for each day: the question with either of two days left out."""
    found = [timex_ for timex_ in timex.find(asked) if timex_.kind in ("date", "month-day", "month")]
    if len(found) != 2 or found[0].kind != found[1].kind or not _AND_ON.fullmatch(asked[found[0].end : found[1].start]):
        return []
    first, second = found
    lead = asked[: first.start]
    if re.search(r"\b(?:between|from)\s+(?:the\s+)?$", lead, re.IGNORECASE):
        return []
    rest = asked[second.end :]
    return [(lead + first.text + rest).strip(" ,;?"), (lead + second.text + rest).strip(" ,;?")]


def hardly_told(parts: Sequence[str], shown: Sequence[str]) -> list[bool]:
    """Of each part of a compound question, whether none of the texts shown has most of its own words, or the word for what is done."""
    words = [content_words(part) for part in parts]
    held = [stems(text) for text in shown]
    hardly = []
    for place, own in enumerate(words):
        others = {stem(word) for at, other in enumerate(words) if at != place for word in other}
        alone = [word for word in own if stem(word) not in others]
        hardly.append(bool(alone) and not any(_tells(alone, there) for there in held))
    return hardly


def _tells(own: Sequence[str], held: Container[str]) -> bool:
    there = [word for word in own if stem(word) in held]
    is_half = 2 * len(there) == len(own) and not any(_DONE.fullmatch(word) for word in own if word not in there)
    return 2 * len(there) > len(own) or is_half
