"""How LexisNexis and Nexis Uni mark their records and name their fields."""

from __future__ import annotations

import re

COUNTER = re.compile(
    r"(?:\A\ufeff?|(?<=[\n\r\f]))[ \t]*(?:FOCUS - )?"
    r"(?:\d{1,5} of \d{1,5} DOCUMENTS?|Dokument \d{1,5} von \d{1,5}|Document \d{1,5} de \d{1,5})[ \t]*(?=[\n\r\f]|\Z)"
)
END = re.compile(r"(?:\A\ufeff?|(?<=[\n\r\f]))[ \t]*(?:End of Document|Ende des Dokuments|Fin du document)[ \t]*(?=[\n\r\f]|\Z)")

HEAD_LABELS = {
    name: kind
    for kind, names in {
        "title": "headline überschrift titre",
        "author": "byline autor auteur",
        "length": "length länge longueur lengte",
        "body": "body",
        "other": "section rubrik rubrique dateline highlight series edition pg page source kicker",
    }.items()
    for name in names.split()
}
TAIL_LABELS = {
    name: kind
    for kind, names in {
        "dates": "load-date date-chargement",
        "language": "language sprache langue",
        "modified": "correction-date",
        "other": "publication-type pub-type publikationstyp type-publication journal-code zeitungs-code document-type acc-no issn",
        "weak": "graphic graphics grafik notes correction url subject person organization company ticker city state country geographic "
        "industry distribution classification update copyright load",
    }.items()
    for name in names.split()
}
"""A weak field ends the prose only right above a strong one: such words also stand in front of a colon in prose."""

FIELD = re.compile(r"(?P<name>[^\W\d_][^\W\d_]+(?:-[^\W\d_]+)?)\s?:\s*(?P<value>.*)", re.DOTALL)
NAME = re.compile(r"(?<=[\n\r])[ \t]*(?:[A-ZÄÖÜ][\w-]+:|Body[ \t]*(?=[\n\r]))")
EDITION = re.compile(r"\b(?:editions?|final|cycle)\b|^[\w .]{1,20};$", re.IGNORECASE)
FURNITURE = re.compile(
    r"Page \d+ of \d+$|\|?\s*About LexisNexis\b|User Name:|Date and Time:|Job Number:|Documents? \(\d+\)$|Client/Matter:|Search T\w+:"
    r"|Narrowed by\b|Link to Image$|PDF file for this document\b|-{5,}$|_{5,}$"
)
STANDALONE = frozenset({"body", "graphic", "graphics", "classification", "notes", "correction"})
CENTRED = 10
"""Spaces before a line that is centred: outlet, date and edition are, headline and prose are not."""
MOST_TITLE = 5
MOST_HEAD = 30
"""Lines of a head with all its fields: a line that is `Body` further down is prose."""
FIELD_WITHIN = 8
"""Lines below a date line among which a record of the newer layout has its first field."""
CAPTIONS = 8
"""Lines that a weak field may have below it: captions of pictures, a correction."""
