"""Whether a clause speaks of what has happened or of what is to come, by the verb next to a time expression."""

from __future__ import annotations

import re

AFTER = "after"  # the writer stands after the time spoken of
BEFORE = "before"
NEITHER = ""
NOW = "now"  # a present tense after the expression: "On Friday, the minister visits ..."

_IRREGULAR = (
    "was|were|had|did|has|have|took|began|held|met|made|gave|came|went|left|sent|won|lost|led|told|said|spoke|saw|found|fell|rose|grew|became"
    "|brought|built|bought|broke|chose|cut|drew|drove|fled|flew|got|heard|hit|hurt|kept|knew|laid|lay|let|paid|put|ran|read|sat|set|shot|shut"
    "|taken|given|seen|shown|written|driven|broken|chosen|fallen|grown|begun|done|gone|known|drawn|flown|thrown|sunk|born"
    "|sold|spent|stood|struck|swept|swore|taught|thought|threw|wrote|withdrew|underwent|overcame|sank|beat|quit|caught|fought|sought"
)
_NOT_PAST = (
    "united|armed|need|indeed|hundred|speed|proceed|exceed|seed|feed|red|bed|shed|breed|wicked|sacred|naked|rugged|succeed|bleed|kindred"
)
_NOT_INFINITIVE = "the|an?|his|her|their|its|our|my|be|all|each|every|some|both|many|more|most|this|that|these|those|them|which|whom"
_CUE = re.compile(
    r"\b(?:"
    r"(?P<stop>(?:was|were|had\s+been)\s+(?:originally\s+|previously\s+)?(?:due|scheduled|expected|planned|supposed|slated|set\s+to|to)\b|if\b|unless\b)"
    r"|(?P<future>(?:plans?|expects?|intends?|hopes?|aims?|wants?|(?:is|are)\s+ready)\s+to\s+\w+"
    r"|(?:will|shall)\s+(?:\w+\s+){0,2}have\s+(?:\w+ly\s+|been\s+)?\w+"
    r"|(?:will|shall|would|should|(?-i:may)|might|could|can|must|is\s+to|are\s+to|to\s+be|won['’]t|['’]ll)\s+"
    r"(?:\w+ly\s+|also\s+|not\s+|then\s+|again\s+)?(?:be\s+|have\s+been\s+)?\w+"
    r"|(?:(?:is|are)\s+(?:expected|scheduled|due|planned|slated|set|supposed|going)|due|scheduled|slated|expects?|plans?|planned|intends?"
    r"|upcoming|forthcoming|ahead\s+of|invited|is\s+holding|looks\s+set)\b)"
    rf"|(?P<infinitive>to\s+(?!(?:{_NOT_INFINITIVE})\b)(?-i:[a-z]+))"
    rf"|(?P<past>(?:{_IRREGULAR})\b|(?!(?:{_NOT_PAST})\b)[a-z]{{2,}}(?<=ed)\b)"
    r"|(?P<present>(?:is|are|holds?|hosts?|meets?|visits?|marks?|celebrates?|arrives?|participates?|attends?|opens?|begins?|says?|tells?|takes?)\b)"
    r")",
    re.I,
)
_REACH = 160  # characters on either side within which the governing verb is looked for


def tense_of(before: str, after: str) -> str:
    """AFTER, BEFORE, NOW or NEITHER for an expression, from the words of its sentence on either side.

    The last verb before it governs; where there is none (it opens the clause), the first verb after it does.
    """
    cue, clear, led = None, False, True
    for match in _CUE.finditer(before[-_REACH:]):
        if match.group("past") is None or not match.group()[0].isupper():
            cue = match
        clear = clear or match.group("infinitive") is None
    if cue is None or not clear:
        cue, led = _CUE.search(after[:_REACH]), False
    if cue is None:
        return NEITHER
    if cue.group("past"):
        return AFTER
    if cue.group("present"):
        return NEITHER if led else NOW
    return BEFORE if cue.group("future") else NEITHER
