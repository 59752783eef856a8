"""How much two neighbouring pieces of text share: the words that tell whether a new story begins or the same one goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.words.lists import any_of, listed

_WORD = re.compile(r"[^\W\d_][^\W_]{2,}")
_NAME = re.compile(r"(?<=[a-z,;)’'\"] )[A-ZÀ-ÖØ-Þ][\w-]{2,}")
_STEM = 6
"""Letters kept of a word, so that inflected forms meet."""
_STOP = frozenset((*listed("small.stop"), *listed("small.everywhere")))
_ANAPHORA = re.compile(rf"[\"“'‘]?(?:{any_of('small.leaning_back')})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bag:
    """The content words and the names of a stretch of text."""

    stems: frozenset[str]
    names: frozenset[str]


def bag_of(text: str) -> Bag:
    """Content words (cut to stems) and capitalised names of `text`."""
    return Bag(frozenset(stems_of(text)), names_of(text))


def names_of(text: str) -> frozenset[str]:
    """The capitalised names of `text`, in small letters."""
    return frozenset(map(str.lower, _NAME.findall(text)))


def stems_of(text: str) -> list[str]:
    """The content words of `text` in order, cut to stems."""
    return [word[:_STEM] for word in map(str.lower, _WORD.findall(text)) if word not in _STOP]


def share(part: frozenset[str], whole: frozenset[str]) -> float:
    """The share of `part` that also stands in `whole`, 0 to 1; 0 for an empty part."""
    return len(part & whole) / len(part) if part else 0.0


def refers_back(lead: str) -> bool:
    """Whether a paragraph opens with a word that leans on what came before (a pronoun, a connective)."""
    return _ANAPHORA.match(lead) is not None
