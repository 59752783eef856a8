"""How LexisNexis and Nexis Uni mark their records and name their fields."""

from __future__ import annotations

import re

from index.readers.databases.labels import kinds_of
from index.readers.databases.record import Line, language_of

_OF = r"\d{1,5} (?:of|von|de|di|van|sur) \d{1,5}"
_LINE_START = r"(?:\A\ufeff?|(?<=[\n\r\f]))[ \t\xa0]*"
_LINE_END = r"[ \t\xa0]*(?=[\n\r\f]|\Z)"
COUNTER = re.compile(
    rf"{_LINE_START}(?:FOCUS - )?(?:{_OF} (?:DOCUMENT(?:S|EN|OS?|I)?|DOKUMENTEN?)|(?:Dokument|Documento?) {_OF}){_LINE_END}"
)
END = re.compile(
    rf"{_LINE_START}(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento|Fine del documento|Fim do documento"
    rf"|Einde van (?:het )?document){_LINE_END}",
    re.IGNORECASE,
)

HEAD_LABELS = kinds_of("nexis.head")
TAIL_LABELS = {**kinds_of("nexis.tail"), "update": "weak"}
"""A weak field ends the prose only right above a strong one: such words also stand in front of a colon in prose."""
STANDALONE = frozenset(name for name, kind in TAIL_LABELS.items() if kind == "standalone") | {"body"}
TAIL_LABELS |= dict.fromkeys(STANDALONE - {"body"}, "weak")
BODY_LINES = frozenset("body corps text textkörper texte cuerpo texto corpo testo hoofdtekst tekst".split())
"""What stands alone on the line above the prose in the newer layout."""

FIELD = re.compile(r"(?P<name>[^\W\d_][^\W\d_]+(?:[- ][^\W\d_]+){0,3})\s?:\s*(?P<value>.*)", re.DOTALL)
NAME = re.compile(r"(?:\A|(?<=[\n\r\f]))[ \t\xa0]*(?:[^\W\d_][\w -]{1,30}:|[^\W\d_]{4,12}[ \t]*(?=[\n\r]))")
EDITION = re.compile(
    r"\b(?:editions?|final|cycle|\w*ausgabe|édition|edición|edizione|editie)\b|^[\w .]{1,20};$|correction appended|^\d{1,2}[:.h]\d\d\b",
    re.IGNORECASE,
)
FURNITURE = re.compile(
    r"Page \d+ of \d+$|\|?\s*About LexisNexis\b|User Name:|Date and Time:|Job Number:|Documents? \(\d+\)$|Client/Matter:|Search T\w+:"
    r"|Narrowed by\b|Link to Image$|PDF file for this document\b|-{5,}$|_{5,}$"
)
CENTRED = 10
"""Spaces before a line that is centred: outlet, date and edition are, headline and prose are not."""
MOST_TITLE = 5
MOST_HEAD = 30
"""Lines of a head with all its fields: a line that is `Body` further down is prose."""
FIELD_WITHIN = 8
"""Lines below a date line among which a record of the newer layout has its first field."""
CAPTIONS = 8
"""Lines that a weak field may have below it: captions of pictures, a correction."""


def head_field(line: Line) -> tuple[str, str] | None:
    """Kind and value of a field that stands above the prose."""
    if line.text.lower() in BODY_LINES:
        return "body", ""
    match = FIELD.match(line.text)
    kind = HEAD_LABELS.get(match["name"].lower()) if match and match["name"][0].isupper() else None
    if not match or not kind or (kind == "body" and match["value"] and not match["name"].isupper()):
        return None  # `Text: ...` with small letters is prose
    return kind, match["value"]


def is_telling(words: str) -> bool:
    """Whether words that may be the name of a field are one that only Nexis's records have."""
    name = words.strip().rstrip(":").strip().lower()
    kind = HEAD_LABELS.get(name)
    if not words.rstrip().endswith(":"):
        return name in BODY_LINES
    return kind in ("body", "length") or name == "byline" or TAIL_LABELS.get(name) in ("dates", "language", "other")


def tail_field(line: Line) -> tuple[str, str] | None:
    """Kind and value of a field that stands below the prose; those that mostly stand above it are of the kind `weak` there."""
    match = FIELD.match(line.text)
    if match is None:
        return ("weak", "") if line.text.lower() in STANDALONE else None
    name, label = match["name"], match["name"].lower()
    kind = TAIL_LABELS.get(label) or ("weak" if HEAD_LABELS.get(label) not in (None, "body", "title") else None)
    if kind is None or not (name.isupper() or all(piece[:1].isupper() for piece in name.split("-"))):
        return None
    if kind == "language" and not name.isupper() and language_of(match["value"]) is None:
        return None  # a sentence that opens with the word
    return kind, match["value"]
