"""In which words a quotation differs from the archive's: word by word, and what was changed: a denial, a number, a day, a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.checking.findings import Difference
from assistant.checking.folding import IDEOGRAPHS, Folded, fold
from assistant.words.terms import is_stop
from index.prose.numbers import WORDED
from index.timex.calendar import MONTH_NAMES, WEEKDAYS

DENIAL, NUMBER, DAY, NAME, WORDS, CAPITALS, PUNCTUATION = "denial", "number", "day", "name", "words", "capitals", "punctuation"
ADDED, LEFT_OUT, STITCHED = "added", "left out", "stitched"
_TOKEN = re.compile(rf"[{IDEOGRAPHS}]|[^\W_{IDEOGRAPHS}]+(?:[.,:'/][^\W_{IDEOGRAPHS}]+)*|[$€£¥%]")
_SIGN = re.compile(rf"{_TOKEN.pattern}|[^\w\s]")
_DENIALS = re.compile(
    r"(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|\w+n't|hardly|barely|unable|unlikely|refus\w+|den(?:y|ies|ied))\Z",
    re.IGNORECASE,
)
_SAID_IN_WORDS = frozenset(
    (*WORDED, *"zero first second third fourth fifth sixth seventh eighth ninth tenth half twice double triple quarter dozens".split())
)
_DAYS = frozenset((*WEEKDAYS, *(name.casefold() for name in MONTH_NAMES if name != "May"), "yesterday", "today", "tomorrow"))
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:]['\s)]*\s)['(\[]*$")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a folded text: where it stands there, and whether a capital begins it in the middle of a sentence."""

    start: int
    end: int
    text: str
    is_named: bool


def differences(draft: str, archive: str) -> tuple[Difference, ...]:
    """The differences of a quotation from the words that the archive has, in order; empty only for texts that fold to the same."""
    ours, theirs = fold(draft), fold(archive)
    for pattern, case in ((_TOKEN, False), (_TOKEN, True), (_SIGN, True)):
        left, right = _words(ours.text, pattern), _words(theirs.text, pattern)
        found = tuple(_between(left, right, (ours, draft), (theirs, archive), with_case=case))
        if found:
            return found
    return ()


def _words(text: str, pattern: re.Pattern[str]) -> list[_Word]:
    found = []
    for match in pattern.finditer(text):
        word = match.group()
        is_named = word[0].isupper() and not is_stop(word) and not _SENTENCE_BEGINS.search(text, max(0, match.start() - 6), match.start())
        found.append(_Word(match.start(), match.end(), word, is_named))
    return found


def _between(
    left: Sequence[_Word], right: Sequence[_Word], ours: tuple[Folded, str], theirs: tuple[Folded, str], *, with_case: bool
) -> Iterable[Difference]:
    keys, others = ([word.text if with_case else word.text.casefold() for word in side] for side in (left, right))
    for tag, a, b, c, d in SequenceMatcher(None, keys, others, autojunk=False).get_opcodes():
        if tag != "equal":
            one, other = left[a:b], right[c:d]
            yield Difference(_cut(one, *ours), _cut(other, *theirs), _what(one, other))


def _cut(words: Sequence[_Word], folded: Folded, text: str) -> str:
    """What stands there in the text itself, on one line."""
    return " ".join(text[folded.starts[words[0].start] : folded.ends[words[-1].end - 1]].split()) if words else ""


def _what(one: Sequence[_Word], other: Sequence[_Word]) -> str:
    if any(_denies(word) for word in one) != any(_denies(word) for word in other):
        return DENIAL
    both = (*one, *other)
    if not (one and other) and len(both) > FEW:
        return ADDED if one else LEFT_OUT
    if any(_counts(word) for word in both):
        return NUMBER
    if any(word.text.casefold() in _DAYS for word in both):
        return DAY
    if all(not word.text[0].isalnum() for word in both):
        return PUNCTUATION
    if [word.text.casefold() for word in one] == [word.text.casefold() for word in other]:
        return CAPITALS
    if any(word.is_named for word in one) and (any(word.is_named for word in other) or not other):
        return NAME
    if any(word.is_named for word in other) and (not one or any(word.text[0].isupper() for word in one)):
        return NAME
    return WORDS if one and other else ADDED if one else LEFT_OUT


def _denies(word: _Word) -> bool:
    return _DENIALS.match(word.text) is not None


def _counts(word: _Word) -> bool:
    return word.text[0].isdigit() or word.text.casefold() in _SAID_IN_WORDS or word.text in "$€£¥%"


def is_turned(found: Sequence[Difference]) -> bool:
    """Whether all that differs is a denial, or a number, day or name in the place of another: the rest is letter for letter the same."""
    return 0 < len(found) <= MOST_TURNED and all(_is_swap(one) for one in found)


def _is_swap(one: Difference) -> bool:
    ours, theirs = one.draft.split(), one.archive.split()
    if one.what == DENIAL:
        return len(ours) + len(theirs) <= 3
    if not ours or not theirs or max(len(ours), len(theirs)) > 3:
        return False
    if one.what in (NUMBER, DAY):
        return len(ours) == len(theirs) and all(_is_value(word) for word in (*ours, *theirs))
    return one.what == NAME and all(word[0].isupper() for word in (*ours, *theirs))


def _is_value(word: str) -> bool:
    plain = word.casefold().strip(".,;:()")
    return any(letter.isdigit() for letter in word) or plain in _SAID_IN_WORDS or plain in _DAYS or plain == "may"


def difference_words(found: Sequence[Difference]) -> str:
    """What was changed, as a sentence; the changes that turn a quotation round go first."""
    order = (DENIAL, NUMBER, DAY, NAME, STITCHED, LEFT_OUT, ADDED, WORDS, CAPITALS, PUNCTUATION)
    told = sorted(found, key=lambda one: order.index(one.what))
    sentences = [_sentence(one) for one in told[:SHOWN]]
    more = f" And {len(told) - SHOWN} more differences." if len(told) > SHOWN else ""
    return " ".join(sentences) + more


MOST_TURNED = 2
"""Words or runs of words that may differ for all the rest to be called the same."""
FEW = 5
"""Words from which on an addition or an omission is told as that, whatever numbers and names are among them."""
SHOWN = 4
"""Differences that a note names; all of them stand in the finding."""
_CHANGED = {
    DENIAL: "A denial is changed",
    NUMBER: "A number is changed",
    DAY: "A day is changed",
    NAME: "A name is changed",
    CAPITALS: "Only the capitals differ",
    PUNCTUATION: "Only the punctuation differs",
}


def _sentence(one: Difference) -> str:
    if one.what == STITCHED:
        return f"“{_short(one.draft)}” stands in another place than the words before it."
    if not one.archive:
        lead = "A denial is added" if one.what == DENIAL else "Added"
        return f"{lead}: “{_short(one.draft)}” is not in the archive's words."
    if not one.draft:
        lead = "A denial is left out" if one.what == DENIAL else "Left out"
        return f"{lead}: the archive has “{_short(one.archive)}” there."
    return f"{_CHANGED.get(one.what, 'Words are changed')}: “{_short(one.draft)}” where the archive has “{_short(one.archive)}”."


def _short(words: str) -> str:
    return words if len(words) <= 90 else f"{words[:50].rsplit(' ', 1)[0]} … {words[-30:].split(' ', 1)[-1]}"
