"""Whether a claim affirms what its sources deny, denies what they affirm, or makes certain what they leave open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.words.clauses import clauses, stems_of, tokens
from assistant.words.terms import stem
from index.words.lists import any_of, listed

REACH = 3
"""Content words after a "not" that it may deny: "did not seriously damage the outer wall"."""
FAR = 8
"""Content words after a "may" or "hopes" that it leaves open."""
BACK = 2
"""Content words before a verb that denies: "the plan was rejected"."""

_NOT = (
    r"(?:not(?!\s+(?:only|just|least)\b)|\w+n[’']t|cannot|no(?!\.)(?!\s+doubt\b)|never|none|nobody|nothing|nowhere|neither|without"
    r"|instead\s+of|rather\s+than|hardly|barely|unable|unlikely|impossible|untrue|false(?:ly)?|far\s+from)\b|\bNor\b"
)
_DENYING = rf"(?:{any_of('claims.denying')}|rul(?:e[sd]?|ing)\s+out|fail(?:s|ed|ing)?\s+to|declin(?:e[sd]?|ing)\s+to)\b"
_NEGATION = re.compile(rf"\b(?:(?P<verb>(?i:{_DENYING}))|(?:(?i:{_NOT})))")
# "May" is a month, and "would" is how reported speech says "will".
_DOUBT = re.compile(rf"\b(?:may(?!\s+\d)|{any_of('claims.doubting')}|plan(?:s|ning)?\s+to|call(?:s|ed)?\s+(?:for|on))\b")
_WILL, _TO = re.compile(r"\b(?:will|shall)\b|[’']ll\b"), re.compile(r"\b(?:will|would|shall|to)\b|[’']ll\b")
"""What is still to come in the sources, and how a claim may say that it is."""
_LIMIT = re.compile(rf"\b(?:{any_of('claims.limiting')})\b", re.IGNORECASE)
_REACHES = {_NEGATION: REACH, _DOUBT: FAR, _WILL: 1, _TO: 1, _LIMIT: 1}
_LEFT_OPEN = ((_DOUBT, _DOUBT), (_WILL, _TO), (_LIMIT, _LIMIT))
_END = re.compile(r"[.;:!?](?=\s|[\"“”’)]|$)|[”\"](?=\s|$)|\bbut\b")
_PAUSE = re.compile(r",(?=\s)|\band\b")
_PAIRS = [tuple(map(stem, pair.split("/"))) for pair in listed("claims.opposites")]
_FORMS = dict(pair.split("/") for pair in listed("claims.irregular"))


@dataclass(frozen=True, slots=True)
class _Mark:
    """A word that denies or doubts, and the stems of what it may deny or doubt."""

    start: int
    end: int
    reach: frozenset[str]


def is_turned(claim: str, sources: str) -> bool:
    """Whether what the claim says of words that it shares with its sources is the opposite of what they say, or surer."""
    denials, denied = _marks(claim, _NEGATION), _marks(sources, _NEGATION)
    if not _all_kept(denied, denials, claim) or not _all_kept(denials, denied, sources, must_touch=True):
        return True
    if not all(_all_kept(_marks(sources, left_open), _marks(claim, said), claim) for left_open, said in _LEFT_OPEN):
        return True
    return _has_opposite(claim, sources)


def qualifies(text: str) -> bool:
    """Whether a text denies or doubts something: words that no quotation may leave behind."""
    return bool(_NEGATION.search(text) or _DOUBT.search(text))


def _all_kept(marks: Sequence[_Mark], others: Sequence[_Mark], text: str, must_touch: bool = False) -> bool:
    """Whether each mark that touches words of another text stands on one of them there as well; `others` are the marks of that text.

    With `must_touch`, a mark that touches no word of it is not kept either; one that reaches no word ("nothing but") says nothing.
    """
    held, reached = stems_of(text), frozenset[str]().union(*(mark.reach for mark in others))
    return all(not mark.reach or mark.reach & reached or not (mark.reach & held or must_touch) for mark in marks)


def _marks(text: str, pattern: re.Pattern[str]) -> list[_Mark]:
    """The denials (or doubts) of a text; two that cancel each other, "did not rule out", are none."""
    found = [_mark(text, match) for match in pattern.finditer(text)]
    kept: list[_Mark] = []
    for mark in found:
        between = text[kept[-1].end : mark.start] if kept else ""
        if kept and pattern is _NEGATION and len(between.split()) <= 1 and not _END.search(between):
            kept.pop()
        else:
            kept.append(mark)
    return kept


def _mark(text: str, match: re.Match[str]) -> _Mark:
    ends = [found.start() for found in _END.finditer(text, match.end())]
    begins = [found.end() for found in _END.finditer(text, 0, match.start())]
    inside = [token for token in tokens(text) if (begins or [0])[-1] <= token.start < (ends or [len(text)])[0]]
    after = [token for token in inside if token.start >= match.end()][: _REACHES[match.re]]
    if after and match.re is _NEGATION and (pause := _PAUSE.search(text, after[0].end)):
        after = [token for token in after if token.start < pause.start()]  # what follows a comma or an "and" is denied anew, or not
    before = [token for token in inside if token.end <= match.start()][-BACK:] if match.groupdict().get("verb") else []
    return _Mark(match.start(), match.end(), frozenset(one for token in (*before, *after) for one in token.stems))


def _has_opposite(claim: str, sources: str) -> bool:
    """Whether a clause of the claim says "rose" where the clauses of the sources most like it say "fell"."""
    theirs = [_base(sources[left:right]) for left, right in clauses(sources)]
    for left, right in clauses(claim):
        own = _base(claim[left:right])
        most = max((len(own & other) for other in theirs), default=0)
        closest = [other for other in theirs if most and len(own & other) == most]
        for pair in _PAIRS:
            for one, opposite in (pair, pair[::-1]):
                if one in own and opposite not in own and any(opposite in other and one not in other for other in closest):
                    return True
    return False


def _base(text: str) -> set[str]:
    """The stems of all words, irregular verbs in their plain form."""
    return {stem(_FORMS.get(word, word)) for word in re.findall(r"[^\W\d_]+", text.casefold())}
