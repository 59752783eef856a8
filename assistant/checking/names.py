"""Whether two ways to write a name are of one person, and which persons a sentence of the archive names."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from index.prose.people import full_names, is_nobody
from index.types import Article

MISSPELT = 0.82
"""How alike two names must be spelt for one to be taken for a misspelling of the other (difflib's ratio); not swept."""


def is_misspelt(name: str, full: str) -> bool:
    """Whether a name is another's but for some letters: one of its words is the same, and the rest nearly."""
    one, other = name.casefold(), full.casefold()
    if one == other or len(one.split()) < 2 or not set(one.split()) & set(other.split()):
        return False
    left, right = [set(two) - (set(one.split()) & set(other.split())) for two in (one.split(), other.split())]
    return bool(left and right) and SequenceMatcher(None, " ".join(left), " ".join(right), autojunk=False).ratio() >= MISSPELT


def holds(text: str, word: str) -> bool:
    """Whether a text has a word as a whole, letter case aside."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None


def namesake(name: str, article: Article) -> str | None:
    """Whoever an article names in full with the same last name and another first name, the first name of `name` nowhere in it."""
    first, *_, last = name.split() if " " in name else ("", name)
    full = full_names(article.text).get(last.casefold())
    if full is None or not first or full.split()[0].casefold() == first.casefold() or holds(article.text, first):
        return None
    return full


def persons_in(text: str, article: Article) -> list[str]:
    """The persons of an article whose last names stand in a text of it."""
    return [full for last, full in full_names(article.text).items() if holds(text, last) and not is_nobody(full)]
