"""The day that an article's web address, or the name of its file, holds: `/2022/01/19/`, `2022-01-19_release.pdf`, `20220119.txt`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from urllib.parse import urlsplit

from index.types import Article, Basis, Dating, Evidence

_IN_PATH = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_.-](\d{1,2})[/_.-](\d{1,2})(?!\d)")
_IN_ONE = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")

_LAST_YEAR = 2090
"""Of a later one are the days that stand for what never ends."""


def dated_by_name(article: Article, *, alone: bool) -> Article:
    """The article with the day of its address, or (where it is `alone` in its file) of the file's name, if no better one is known.

    A day that the format, a dateline or the user states comes first; a day or interval inferred from the text must allow the name's
    day, or the name is passed over: addresses are sometimes those of a page that moved, and names those of the day of saving.
    """
    found = article.published
    if found.basis not in (Basis.INFERRED, Basis.UNKNOWN) or found.day:
        return article
    named = _day_in(urlsplit(article.url).path, "the address") if article.url else None
    if named is None and alone:
        named = _day_in(PurePath(article.file).name, "the file's name")
    if named is None:
        return article
    day, evidence = named
    if found.is_known and not found.overlaps(day, day):
        return article
    return replace(article, published=Dating(day, day, Basis.INFERRED, (evidence, *found.evidence)))


def _day_in(name: str, where: str) -> tuple[date, Evidence] | None:
    """The one day that a name holds; None for none, for several, or for what is no day."""
    days: dict[date, str] = {}
    for match in (*_IN_PATH.finditer(name), *_IN_ONE.finditer(name)):
        year, month, day = (int(part) for part in match.groups())
        try:
            days.setdefault(date(year, month, day), match.group())
        except ValueError:
            continue
    if len(days) != 1 or next(iter(days)).year > _LAST_YEAR:
        return None
    [(found, words)] = days.items()
    return found, Evidence(words, None, None, f"{where} holds this day")
