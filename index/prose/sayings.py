"""The verbs of saying, and the patterns that find them with who says it: `name`, `pronoun`, `role` or `body` is whoever does."""

from __future__ import annotations

import re

from index.prose.people import NAME, NAMES
from index.timex.calendar import WEEKDAYS
from index.words.lists import alternatives, any_of, saying

STRONG = saying("strong")
# These say something only when a person does them: "the capital expects" and "the event continued" name no speaker.
WEAK = saying("weak")
_INVERTED = rf"(?!(?:told|tells|inform(?:ed|s))\b)(?:{STRONG})"
"""Not "told": whoever stands after it was told."""
ROLE = r"(?:[Tt]he\s+(?:[\w’'-]+\s+){0,5}?[\w’'-]+)"
_DAY = rf"(?:(?:on|late|early)\s+)?(?:{alternatives(*(day.capitalize() for day in WEEKDAYS))})(?:\s+(?:morning|afternoon|evening|night))?"
_HOW = rf"(?:{any_of('voices.adverbs')}|(?!(?:{any_of('voices.no_adverbs')})\b)[a-z]+ly)"
TAIL = r"(?:\s*,\s(?P<tail>[^,\"“”]{2,90}),)?"
LONG_TAIL = rf"\s*,\s(?:the|an?|who|whose|which|his|her|its|one|chief|former|{any_of('names.offices')})\b[^\"“”;:]{{2,200}}?,"
ADVERB = rf"(?:(?:has|had|have|{_HOW}|{_DAY})\s+){{0,3}}"
SPEAKER = rf"(?P<name>{NAMES})"
_PRONOUN = r"(?P<pronoun>\b[Hh]e|\b[Ss]he)"
WHO = rf"(?:{SPEAKER}|(?P<pronoun>\b[Hh]e|\b[Ss]he|\b[Tt]hey)|(?P<role>{ROLE}))"
_THE = r"(?P<role>the\s+[^,.\"“”]{3,60})"
_OFFICE = rf"(?:(?:[a-z]+\s+)?{NAMES}\s+)?(?P<office>(?:[a-z\d][\w’'/-]*\s+){{1,6}})"
SAID_AFTER = rf"[\"”’]\s*,?\s*(?P<verb>{_INVERTED}|{WEAK})\s+"
AFTER = re.compile(rf"{SAID_AFTER}(?:(?:the\s+(?=Rev\.))?{SPEAKER}|(?P<pronoun>he|she|they)\b|{_THE})")
AFTER_OFFICE = re.compile(rf"{SAID_AFTER}{_OFFICE}{SPEAKER}")
AFTER_HOLDER = re.compile(
    rf"[\"”’,]\s*,?\s*(?P<verb>{_INVERTED})\s+(?:the|its|their|his|her|our)\s+(?:[\w’'/-]+\s+){{0,8}}?[\w’'/-]+,\s+(?P<titled>{NAMES})(?=\s*[.,;:(]|\s*$)"
)
"""What somebody is, at length, before who it is: "said the director of the port of Oskerby, Jonas Lund."."""
SAID_COMMA = re.compile(rf",\s(?:{_INVERTED})\s+(?:{_OFFICE})?{SPEAKER}(?=\s*[,.;:(\"“]|\s*$|\s+(?:of|from|on|in|at|who|during|after)\b)")
APPOSED = re.compile(rf"\b(?:{any_of('names.offices', 'names.of_offices')}),\s+{SPEAKER},\s+{ADVERB}(?P<verb>{STRONG})\b")
STRONG_BEFORE = re.compile(rf"{WHO}{TAIL}\s+{ADVERB}(?P<verb>{STRONG})\b")
WEAK_BEFORE = re.compile(rf"(?:{SPEAKER}|{_PRONOUN}){TAIL}\s+{ADVERB}(?P<verb>{WEAK})\b")
LONG_BEFORE = re.compile(
    rf"{SPEAKER}{LONG_TAIL}\s+{ADVERB}(?P<verb>{STRONG})"
    r"(?=\s*[,:.“\"]|\s+(?:that|he|she|it|they|the|an?|his|her|on|in|at|during|after|to)\b)"
)
ACCORDING = re.compile(
    rf"\b(?:[Aa]ccording to|[Ii]n the (?:words|view|opinion|estimate) of)\s+"
    rf"(?:{SPEAKER}|(?P<pronoun>him|her|them)\b|{_THE}|(?P<office>(?:[a-z][\w’'/-]*\s+){{1,6}})(?P<titled>{NAMES})(?=[.,;:]|\s*$))"
)
LABEL = re.compile(rf"^\s*(?P<name>{NAME}(?:\s+{NAME}){{1,3}}):\s")
LABEL_LAST = re.compile(r"^\s*(?P<name>[A-Z][\w’'-]+):\s*[\"“]")
"""A surname alone before what somebody says: "Lund: “We are ready.”"."""
TURN = re.compile(r"^\s*[\"“]?\(?(?P<name>[A-Z][A-Z’'-]+(?:\s[A-Z][A-Z’'-]+){0,2}):\s")
"""A turn of a transcript: "LUND: Well"."""
QUOTING = re.compile(
    rf"\b(?:quot(?:ed|es)|cit(?:ed|es))\s+(?:{SPEAKER}|(?P<pronoun>him|her)\b|(?P<role>the\s+[^,.\"“”]{{3,60}}?))(?:\s+as\s+saying\b|,)"
)
AFTER_LONG = re.compile(rf"[\"”]\s*,?\s*{SPEAKER},\s[^\"“”]{{3,160}}?\s(?P<verb>{STRONG})(?=[.,]|\s*$|\s+(?:in|at|on|during|to)\s)")
_ORGANISED = any_of("names.organisations", "voices.bodies")
BODY = rf"(?:{_ORGANISED})"
BODY_BEFORE = re.compile(rf"(?P<body>{NAMES}\s+(?:[a-z]+\s+){{0,2}}{BODY})\s+{ADVERB}(?P<verb>{STRONG}|affirm|say|report)\b")
POLICE = re.compile(rf"(?:^|[,;\"”’]\s*|\b(?:that|but|and|as|what)\s+)(?P<police>[Pp]olice)\s+{ADVERB}(?P<verb>{STRONG}|say)\b")
PAPER = re.compile(rf"{SPEAKER}[’']s\s+(?:[a-z]+\s+){{0,2}}(?:{any_of('voices.papers')})\s+{ADVERB}(?P<verb>{STRONG}|reads?)\b")
"""What somebody's statement says, somebody says."""
_DEPUTY = rf"(?:{any_of('voices.deputies')})"
_FOR = rf"(?P<voice>(?:[a-z]+\s+)?{_DEPUTY}\s+(?:for|of|with|at)\s+(?:the\s+)?{NAMES})"
DEPUTY = re.compile(rf"\b(?:[Aa]n?|[Tt]he|[Oo]ne)\s+{_FOR}{TAIL}\s+{ADVERB}(?P<verb>{STRONG})\b")
_HOLDER = rf"(?:{any_of('names.offices', 'voices.deputies', 'voices.women', 'voices.men')})"
OWNED = re.compile(rf"(?P<voice>{NAMES}[’'](?:s\b)?\s+(?:[a-z-]+\s+){{0,3}}{_HOLDER}){TAIL}\s+{ADVERB}(?P<verb>{STRONG})\b")
"""Whoever has no name is given with whose he is: "Lund's doctor said"."""
DEPUTY_AFTER = re.compile(rf"(?:[\"”,]\s*(?:{STRONG})|[Aa]ccording to)\s+(?:an?|the)\s+{_FOR}(?=[.,]|\s*$)")
STATEMENT = re.compile(rf"\bstatements?\s+(?:by|from)\s+(?:the\s+)?{SPEAKER}\s+(?:[a-z]+\s+){{0,4}}that\b")
PUT_IT = re.compile(rf"\b[Aa]s\s+{WHO}{TAIL}\s+{ADVERB}(?P<verb>put it|puts it|called it|calls it)\b")
JUDGING = any_of("saying.judging")
_JUDGED = (
    rf"(?:{any_of('saying.judging', 'voices.judged')}|(?:is|was|has been|had been)\s+(?:{_HOW}\s+)*(?:{any_of('voices.participles')}))"
)
# With words of it in quotation marks a judgement is a statement: "she described the wall as “a ruin”".
JUDGED = re.compile(rf"(?:{SPEAKER}|{_PRONOUN}){TAIL}\s+{ADVERB}(?P<verb>{_JUDGED})" r"\b[^\"“”:,;]{0,120}[:,]?\s*[\"“]")
_SAYING = rf"(?:{any_of('voices.participles')})"
NAME_SAYING = re.compile(rf"{SPEAKER}\s+(?P<verb>{_SAYING})\b[^\"“”:;.]{{0,80}}:?,?\s*[\"“]")
CLAUSE_SAYING = re.compile(
    rf"^(?:[A-Z][^,\"“”]{{2,80}},\s+)?(?:(?:But|And|Yet|So)\s+)?(?:{SPEAKER}|(?P<pronoun>\b[Hh]e|\b[Ss]he)){TAIL}\s+[a-z][^\"“”;:]{{2,200}}?"
    rf"(?:,|\s(?:by|in|before|while))\s+(?:[a-z]+ly\s+)?(?P<verb>{_SAYING})\b[^\"“”:;.]{{0,80}}:?,?\s*[\"“]"
)
"""Whoever a clause begins with says what follows it: "Lund left the hall, saying: “...”"."""
_TAGS = rf"(?:{any_of('voices.tags')}|{STRONG})"
TAGGED = re.compile(rf"[_.,?!…—-][\"”’']+\s*(?:{SPEAKER}|(?P<pronoun>he|she)\b|{_THE}){TAIL}\s+{ADVERB}(?P<verb>{_TAGS})\b")
TAG_NAMED = re.compile(rf"_{{16}}[^\"“”]{{0,3}},[\"”’']+\s*{SPEAKER}{TAIL}\s+{ADVERB}(?P<verb>[a-z]+(?:ed|s|ng|ld|d|ote))\b")
"""A comma, the closing mark and a name: whatever the verb is, it is one of saying."""
TAG_AFTER = re.compile(rf"[,?!][\"”’']+\s*(?P<verb>{any_of('voices.tags')})\s+(?:{_OFFICE})?{SPEAKER}")
_SIGNED = rf"[—–―-]{{1,2}}\s*(?P<name>{NAME}(?:\s+{NAME}){{1,3}})\s*\.?\s*$"
SIGNED = re.compile(rf"[\"”»]\s*{_SIGNED}")
"""A quotation that a dash and a name end: "“We are ready.” — Ada Brandt"."""
SIGNATURE = re.compile(rf"^\s*{_SIGNED}")
"""The same on a line of its own."""
UNRESOLVED = re.compile(
    rf"[\"”]\s*,?\s*(?:the|a|an|one|his|her|their)\s+[^,.\"“”]{{3,60}}\s(?:{STRONG}|reads|read)\b|[\"”]\s*,?\s*(?:{STRONG})\b"
    rf"|[,_.?!][\"”’']+\s*(?:he|she|they|it|who|which|I|we)\s+{ADVERB}(?:{_TAGS})\b"
)
UNKNOWN = re.compile(r"\b[Aa]ccording to\s+(?:an?|her|his|their|its|one|some|several|the|two|[a-z]+s)\s")
STRONG_WORDS = frozenset(re.findall(r"[a-z]{3,}", STRONG)) - {"out", "went", "questions"}
PATTERNS = (
    (QUOTING, False),
    (AFTER_OFFICE, False),
    (AFTER_HOLDER, True),
    (AFTER, False),
    (AFTER_LONG, False),
    (SAID_COMMA, False),
    (OWNED, False),
    (DEPUTY, False),
    (DEPUTY_AFTER, False),
    (PAPER, False),
    (BODY_BEFORE, False),
    (POLICE, False),
    (STRONG_BEFORE, False),
    (APPOSED, False),
    (LONG_BEFORE, True),
    (ACCORDING, False),
    (STATEMENT, False),
    (PUT_IT, False),
    (WEAK_BEFORE, True),
)
"""What says who says it, the surest first; True where it counts for a person named in full or the last speaker only."""
QUOTED_PATTERNS = (
    (SIGNED, False),
    (TAGGED, False),
    (TAG_NAMED, True),
    (TAG_AFTER, True),
    (JUDGED, True),
    (NAME_SAYING, True),
    (CLAUSE_SAYING, True),
)
"""The same where words are in quotation marks."""
SAYING_WORDS = frozenset(re.findall(r"[a-z]{3,}", f"{STRONG} {WEAK}")) | {
    "according", "According", "words", "view", "opinion", "estimate", "quoted", "quotes", "cited", "cites", "statement", "statements",
    "read", "reads", "put", "puts", "called", "calls", "affirm", "say", "report",
}  # fmt: skip
"""A sentence without one of these and without quotation marks is nobody's."""
HEADLINE = re.compile(rf"^(?P<name>{NAME}(?:\s+{NAME}){{0,2}}?)\s+(?i:{STRONG})\b")
PREPOSITION = re.compile(r"\b(?:about|against|at|by|for|from|in|into|near|of|on|to|toward|towards|with)\s+(?:the\s+)?$")
# Somebody without a name: "a passenger said", "said an old man". Whoever "he" is after it, it is nobody named before.
ANONYMOUS = re.compile(
    rf"(?:^|,\s|[\"”])\s*(?:A|An|Another|One|My|Our|a|an|another|one|my|our)\s+[a-z][^,.:\"“”]{{2,80}}\s(?:{STRONG})\b"
    rf"|[\"”]\s*,?\s*(?:{STRONG})\s+(?:a|an|another|one)\s"
)
