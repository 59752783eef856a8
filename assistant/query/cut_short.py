"""Questions cut down to the words that ask ("by how much?", "and when?"), completed from the question beside them."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.query.phrases import phrases
from assistant.words.terms import is_stop
from index.words.lists import any_of

_HOW = "how(?:\\s+(?:much|long|often|far|soon|fast|big|high|late))?"
_CUT = re.compile(
    rf"(?:exactly\s+)?(?:(?:{any_of('asked.prepositions')}|till)\s+)?(?:when|where|why|whom|{_HOW}|what\s+time)(?:\s+exactly)?(?:\s+so)?",
    re.IGNORECASE,
)
_WHICH = re.compile(r"how\s+many(?:\s+of\s+them)?|which(?:\s+ones?)?", re.IGNORECASE)
_NEXT = re.compile(rf"\?\s|,?\s+and\s+(?:{any_of('small.question_words')})(?:[’']?s)?\b", re.IGNORECASE)
_AUXILIARY = any_of("small.auxiliaries", "asked.modals")
_DO = re.compile(r"did|does|do", re.IGNORECASE)
_FRAME = re.compile(
    rf"(?:(?P<how>(?:(?:{any_of('asked.prepositions')})\s+)?(?:when|where|why|{_HOW})\s+)"
    rf"|(?:how\s+(?:many|much)|which|what)\s+(?P<counted>(?:(?!(?:{_AUXILIARY})\b)[\w’'-]+\s+){{1,5}}))?"
    rf"(?P<auxiliary>{_AUXILIARY})\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?:how\s+many|when|where|why)\s+(?P<rest>[\w’'-]+\s+\w+.*)", re.IGNORECASE)
_SUBJECT_FOLLOWS = re.compile(rf"(?i:the|an?|{any_of('small.personal', 'small.demonstratives')})\b|[A-Z]")


# "What did Lund propose": without what is asked for, the rest stands, but not that of "what did Lund say".
_OBJECT = re.compile(
    rf"(?:(?:{any_of('asked.prepositions')})\s+)?(?:what|whom?|which)\s+(?P<rest>(?:did|does|do|has|have|had|will|would)\s+(?!.*\b(?:{any_of('asked.uttering')})\b)\S+\s+\S.*)",
    re.IGNORECASE,
)


def is_cut(text: str) -> bool:
    """Whether a text is nothing but words that ask for a time, a place, a reason, a measure."""
    return _CUT.fullmatch(_bare(text)) is not None


def completed(text: str, frame: str, is_name: Callable[[str], bool]) -> str | None:
    """The question that such words ask of the question beside them; None for other words, and where it is not plain how it goes on.

    "By how much" of "is bread going up" is "by how much is bread going up"; "when" of "how many people were hurt" is "when were people
    hurt", that of "how many people died" is "when people died"; that of "what did Lund propose"
    is "when did Lund propose". What does what a question tells is the subject of the sentence, and nothing can take its place.
    """
    cut = _bare(text)
    # A reading of several questions begins with the one that stands alone, and so does "how many came and what's that in percent".
    alone = _NEXT.split(frame)[0].strip(" ?.!,;")
    found = _FRAME.fullmatch(alone)
    if found is None and is_cut(cut) and (asked := _OBJECT.fullmatch(alone)):
        return f"{cut} {asked['rest']}"
    if found is None:
        told = _COUNTED.fullmatch(alone)
        return f"{cut} {told['rest']}" if told and is_cut(cut) else None
    auxiliary, rest = found["auxiliary"].lower(), found["rest"]
    if _WHICH.fullmatch(cut):
        return None if found["how"] or found["counted"] else _of_subject(cut, found, is_name)
    if not is_cut(cut):
        return None
    if counted := (found["counted"] or "").strip():
        follows = _DO.fullmatch(auxiliary) or _SUBJECT_FOLLOWS.match(rest) or is_name(rest.split()[0].casefold())
        rest = f"{rest} {counted}" if follows else f"{counted} {rest}"
    return f"{cut} {auxiliary} {rest}"


def _of_subject(cut: str, found: re.Match[str], is_name: Callable[[str], bool]) -> str | None:
    """ "How many" of "were people hurt": "how many people were hurt"."""
    # "Any" names nothing; without it the subject begins where it stands.
    found = _FRAME.fullmatch(re.sub(r"\bany\s+", "", found.group(), flags=re.IGNORECASE)) or found
    frame = found.group()
    subject = next((one for one in phrases(frame, is_name) if one.is_subject and one.is_plural), None)
    if subject is None or not all(is_stop(word.casefold()) for word in frame[found.start("rest") : subject.start].split()):
        return None
    asks = "which" if cut.casefold().startswith("which") else "how many"
    bare = " ".join(word for word in subject.text.split() if not is_stop(word.casefold()))
    return f"{asks} {bare} {found['auxiliary'].lower()} {frame[subject.end :].strip()}"


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[,;?!.…]", " ", text).split())
