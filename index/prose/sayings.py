"""The verbs of saying, and the patterns that find them with who says it: `name`, `pronoun`, `role` or `body` is whoever does."""

from __future__ import annotations

import re

from index.prose.people import NAME, NAMES
from index.words.lists import any_of, saying

STRONG = saying("strong")
# These say something only when a person does them: "the capital expects" and "the event continued" name no speaker.
WEAK = saying("weak")
ROLE = r"(?:[Tt]he\s+(?:[\w’'-]+\s+){0,5}?[\w’'-]+)"
TAIL = r"(?:,\s(?P<tail>[^,\"“”]{3,90}),)?"
ADVERB = r"(?:also\s+|then\s+|later\s+|further\s+|has\s+|had\s+|have\s+)?"
SPEAKER = rf"(?P<name>{NAMES})"
WHO = rf"(?:{SPEAKER}|(?P<pronoun>\b[Hh]e|\b[Ss]he|\b[Tt]hey)|(?P<role>{ROLE}))"
SAID_AFTER = rf"[\"”’]\s*,?\s*(?P<verb>{STRONG}|{WEAK})\s+"
AFTER = re.compile(rf"{SAID_AFTER}(?:{SPEAKER}|(?P<pronoun>he|she|they)\b|(?P<role>the\s+[^,.\"“”]{{3,60}}))")
AFTER_OFFICE = re.compile(rf"{SAID_AFTER}(?:{NAMES}\s+)?(?P<office>(?:[a-z][\w’'-]*\s+){{1,6}}){SPEAKER}")
SAID_COMMA = re.compile(rf",\s(?:{STRONG})\s+(?:(?:{NAMES}\s+)?(?P<office>(?:[a-z][\w’'-]*\s+){{1,6}}))?{SPEAKER}")
STRONG_BEFORE = re.compile(rf"{WHO}{TAIL}\s+{ADVERB}(?P<verb>{STRONG})\b")
WEAK_BEFORE = re.compile(rf"(?:{SPEAKER}|(?P<pronoun>\b[Hh]e|\b[Ss]he)){TAIL}\s+{ADVERB}(?P<verb>{WEAK})\b")
ACCORDING = re.compile(
    rf"\b(?:[Aa]ccording to|[Ii]n the (?:words|view|opinion|estimate) of)\s+"
    rf"(?:{SPEAKER}|(?P<pronoun>him|her|them)\b|(?P<role>the\s+[^,.\"“”]{{3,60}}))"
)
LABEL = re.compile(rf"^\s*(?P<name>{NAME}(?:\s+{NAME}){{1,3}}):\s")
QUOTING = re.compile(
    rf"\b(?:quot(?:ed|es)|cit(?:ed|es))\s+(?:{SPEAKER}|(?P<pronoun>him|her)\b|(?P<role>the\s+[^,.\"“”]{{3,60}}?))(?:\s+as\s+saying\b|,)"
)
AFTER_LONG = re.compile(rf"[\"”]\s*,?\s*{SPEAKER},\s[^\"“”]{{3,160}}?\s(?P<verb>{STRONG})(?=[.,]|\s*$)")
BODY = rf"(?:{any_of('names.organisations')})"
BODY_BEFORE = re.compile(rf"(?P<body>{NAMES}\s+(?:[a-z]+\s+){{0,2}}{BODY})\s+{ADVERB}(?P<verb>{STRONG}|affirm|say|report)\b")
STATEMENT = re.compile(rf"\bstatements?\s+(?:by|from)\s+(?:the\s+)?{SPEAKER}\s+(?:[a-z]+\s+){{0,4}}that\b")
JUDGING = any_of("saying.judging")
# With words of it in quotation marks a judgement is a statement: "she described the wall as “a ruin”".
JUDGED = re.compile(
    rf"(?:{SPEAKER}|(?P<pronoun>\b[Hh]e|\b[Ss]he)){TAIL}\s+{ADVERB}(?P<verb>{JUDGING})"
    r"\b[^\"“”:]{0,120}[\"“]"
)
UNRESOLVED = re.compile(rf"[\"”]\s*,?\s*(?:the|a|an|one|his|her|their)\s+[^,.\"“”]{{3,60}}\s(?:{STRONG}|reads|read)\b")
PATTERNS = (
    (QUOTING, False),
    (AFTER_OFFICE, False),
    (AFTER, False),
    (AFTER_LONG, False),
    (SAID_COMMA, False),
    (BODY_BEFORE, False),
    (STRONG_BEFORE, False),
    (ACCORDING, False),
    (STATEMENT, False),
    (WEAK_BEFORE, True),
    (JUDGED, True),
)
"""What says who says it, the surest first; True where it counts for a person named in full or the last speaker only."""
HEADLINE = re.compile(rf"^(?P<name>{NAME}(?:\s+{NAME}){{0,2}}?)\s+(?i:{STRONG})\b")
PREPOSITION = re.compile(r"\b(?:about|against|at|by|for|from|in|into|near|of|on|to|toward|towards|with)\s+$")
# Somebody without a name: "a passenger said", "said an old man". Whoever "he" is after it, it is nobody named before.
ANONYMOUS = re.compile(
    rf"^\s*(?:A|An|Another|One)\s+[a-z][^,.:\"“”]{{2,80}}\s(?:{STRONG})\b|[\"”]\s*,?\s*(?:{STRONG})\s+(?:a|an|another|one)\s"
)
