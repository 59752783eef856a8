"""The lines that say where and when a story stood and who wrote it: `The Eastmere Slate, 4 May 2017, p. 3`, `By Orla Fenwick`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.splitting.linekinds import date_span
from index.splitting.mastheads import names_section
from index.words.lists import any_of

_PLACE_IN_PAPER = re.compile(
    r"\b(?:pages?|pp?\.|pg\.?|seiten?|s\.|página|pág\.?|pag\.?|pagina|blz\.?|sid(?:an|a)?\.?|side|str\.?)\s?[A-Z]?\d{1,3}\b|\b\d{1,5}\s?(?:w\b|words?|wörter|mots|palabras|parole|woorden|palavras|ord|słów)"
    r"|\b(?:edition|ausgabe|édition|edición|edizione|editie)\b",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*[,;|·•()\[\]]\s*|\s+[-–—]+\s+|\s*[*_]{1,2}\s*")
_LABEL = re.compile(
    r"(?P<kind>source|publication|publisher|outlet|newspaper|paper|quelle|zeitung|medium|journal|fuente|periódico|medio|fonte|testata|giornale|bron|krant|źródło|gazeta|källa|tidning|kilde|avis|zdroj|lähde|author|byline|autor|autora|autorin|autorka|auteur|autore|verfasser|forfatter|författare)\s*:\s*(?P<value>\S.{0,80})",
    re.IGNORECASE,
)
_OF_AUTHOR = re.compile(r"aut|byline|verfasser|f[oö]rfattare|forfatter", re.IGNORECASE)
_BY = re.compile(r"(?:words |text |written |reporting |story |report )?by\s*:?\s+", re.IGNORECASE)
_OUTLET = re.compile(rf"\b(?:{any_of('pages.outlets')})(?:s|en)?\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:The|Le|La|Les|L['’]|El|Los|Il|Lo|Der|Die|Das|De|Het|O)\s?(?=[A-ZÀ-Þ])")
_NO_OUTLET = re.compile(
    r"(?:for immediate release|press release|news release|statement|(?:first |last )?(?:published|posted|updated|issued|released|date)"
    r"|embargo\w*|by\b.*|\W*\d.*)",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile(r"\s+(?:vom|den|am|of|du|del|van|av\s+den|z\s+dnia)\s*$", re.IGNORECASE)
"""What stands between an outlet and its day."""
_MANY_WORDS, _MANY_CAPITALS = 4, 3
"""Words before a date, and those in capitals among them, from which they are no place but a name."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a line states of a story: where it stood, and who wrote it."""

    source: str | None = None
    author: str | None = None


def imprint_of(line: str) -> Imprint:
    """What a date line, a byline or a line `Source: ...` states; what may be a place is no outlet."""
    labelled = _LABEL.match(line)
    if labelled and _OF_AUTHOR.match(labelled["kind"]):
        return Imprint(author=_BY.sub("", labelled["value"], count=1).strip(" .*_") or None)
    words = line[labelled.start("value") :] if labelled else line.strip("*_ ")
    opened = _BY.match(words)
    if opened and date_span(line) is None:
        return Imprint(author=words[opened.end() :].strip(" .*_()") or None)
    span = date_span(words)
    if span is None:
        return Imprint(source=words.strip(" .*_") or None) if labelled else Imprint()
    pieces = [piece for part in (words[: span[0]], words[span[1] :]) for piece in _SEPARATOR.split(part)]
    pieces = [_BEFORE_DAY.sub("", piece) for piece in pieces]
    named = [piece.strip(" :") for piece in pieces if re.search(r"[^\W\d_]{2}", piece) and not _NO_OUTLET.fullmatch(piece.strip(" :"))]
    placed = _PLACE_IN_PAPER.search(words) is not None
    outlets = (piece for piece in named if _PLACE_IN_PAPER.search(piece) is None)
    return Imprint(source=next((piece for piece in outlets if labelled or _is_outlet(piece, placed)), None))


def outlets_above(lines: Sequence[str]) -> list[str | None]:
    """The outlet that a line right above each item's date names: one that sounds so, or that stands above several of them."""
    short = [
        line.strip("*#_ ") if re.search(r"[^\W\d_]{2}", line or "") and 0 < len(line.split()) <= 8 and line[-1] not in ".!?:;" else ""
        for line in lines
    ]
    return [line if line and not names_section(line) and (short.count(line) > 1 or _sounds_so(line)) else None for line in short]


def _is_outlet(words: str, placed: bool) -> bool:
    """Whether words beside a date name an outlet: with a page or a number of words beside them any name does."""
    count, capitals = len(words.split()), sum(word[0].isupper() for word in words.split())
    if not words[:1].isupper() or count > 8:
        return False
    return placed or (count >= _MANY_WORDS and capitals >= _MANY_CAPITALS) or _sounds_so(words)


def _sounds_so(words: str) -> bool:
    return bool(_ARTICLE.match(words)) or _OUTLET.search(words) is not None
