"""A quotation found in the archive letter for letter: in one piece, or in pieces around ellipses and the draft's own brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.checking.corpus import Corpus
from assistant.checking.differences import DENIAL, NUMBER, differences
from assistant.checking.folding import fold, folds_between, word_spans

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 400
"""Places of one quotation that are looked at letter by letter: a line that every issue of a paper ends with has more."""
BRACKET_REACH = 12
"""Words of the archive that a bracket of the draft may stand for: "[the minister]" for "he, who has led the ministry since May,"."""
END = "punctuation at its end"
CAPITAL = "the capital at its beginning"
_GAP = re.compile(r"[\[(]\s*(?:\.(?:\s?\.){2,}|…)\s*[\])]|\.(?:\s?\.){2,}|…+|\[(?P<own>[^\[\]]{0,80})\]")
_LETTER = re.compile(r"\[(\w)\](?=\w)")
_SIC = re.compile(r"\s*\[sic[.!]?\]", re.IGNORECASE)
_LOOSE = " \t\r\n\u00a0\u202f\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff'\"“”„‟«»‹›「」『』‘’‚‛`.,;:…-‐‑‒–—―"
"""What may stand at the ends of a quotation without being part of its words."""
_CLOSING = re.compile(r"[.,;:!?…]+")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the archive has a quotation: the article's place in the corpus, and offsets in its text.

    `folds` is what had to be folded, in words; `left_out` what stands in the archive at each ellipsis, `own` the draft's own words in
    brackets with what the archive has there.
    """

    article: int
    start: int
    end: int
    folds: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    own: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a quotation between two gaps; `own` are the draft's words in the bracket before it, None where there is an ellipsis."""

    text: str
    own: str | None = None


def plain(quote: str) -> str:
    """A quotation without what editors put into it that changes no word: "[T]he" and "[sic]"; as long as before."""
    quote = _LETTER.sub("\u200b\\1\u200b", quote)
    return _SIC.sub(lambda match: " " * len(match.group()), quote)


def stands(quote: str, corpus: Corpus) -> list[Stand]:
    """Where a quotation stands letter for letter once marks, spaces, dashes and ellipses are folded; in the order of the corpus."""
    quote = plain(quote)
    whole = [found for place in corpus.find(corpus.run_of(quote))[:MOST].tolist() if (found := _stand(quote, place, corpus))]
    return whole or _in_pieces(quote, corpus)


def pieces_of(quote: str) -> list[str]:
    """The pieces of a quotation between its ellipses and brackets."""
    return [piece.text for piece in _pieces(quote)]


def _stand(quote: str, place: int, corpus: Corpus) -> Stand | None:
    """The quotation at a place where all of its words stand; None where its letters are others."""
    spans = word_spans(quote)
    article, start, end = corpus.span(place, place + len(spans))
    text = corpus.articles[article].text
    lead, trail = quote[: spans[0][0]].strip(_LOOSE), quote[spans[-1][1] :].strip(_LOOSE)
    before, after = text[max(0, start - len(lead) - 1) : start].rstrip(), text[end : end + len(trail) + 1].lstrip()
    if not (before.endswith(lead) and after.startswith(trail)):
        return None
    core = quote[spans[0][0] : spans[-1][1]]
    folds = _folds(core, text[start:end])
    if folds is None:
        return None
    start -= len(text[:start]) - text.rindex(lead, 0, start) if lead else 0
    end = text.index(trail, end) + len(trail) if trail else end
    ended = quote[spans[-1][1] :].lstrip().lstrip(trail).strip(" \t\r\n\u00a0'\"“”„«»‹›‘’‚「」『』")
    stop = _CLOSING.match(text, end)
    if ended and stop and stop.group().startswith(ended[0]):
        end += len(stop.group())
    elif ended in (",", ".", ";", ":"):
        folds = (*folds, END)
    return Stand(article, start, end, folds)


def _folds(core: str, words: str) -> tuple[str, ...] | None:
    """What to fold for two runs of words to be the same letter for letter; None where they are not."""
    if fold(core).text == fold(words).text:
        return folds_between(core, words)
    turned = (words[0].swapcase() if len(words[0].swapcase()) == 1 else words[0]) + words[1:]
    first = core.lstrip("\u200b")
    if first[:1].swapcase() == words[0] and fold(core).text == fold(turned).text:
        return (*folds_between(core, turned), CAPITAL)
    return None


def _pieces(quote: str) -> list[_Piece]:
    found: list[_Piece] = []
    at, own = 0, None
    for gap in _GAP.finditer(quote):
        found.append(_Piece(quote[at : gap.start()], own))
        at, own = gap.end(), gap["own"]
    found.append(_Piece(quote[at:], own))
    return [piece for number, piece in enumerate(found) if word_spans(piece.text) or (piece.own and number)]


def _in_pieces(quote: str, corpus: Corpus) -> list[Stand]:
    pieces = _pieces(quote)
    worded = [piece for piece in pieces if word_spans(piece.text)]
    if len(pieces) < 2 or not worded:
        return []
    runs = [corpus.run_of(piece.text) for piece in worded]
    found = []
    for chain in _chains([corpus.find(run) for run in runs], [len(run) for run in runs], corpus):
        stood = [_stand(piece.text, place, corpus) for piece, place in zip(worded, chain, strict=True)]
        if all(stood) and (joined := _joined([one for one in stood if one], worded, pieces, corpus)):
            found.append(joined)
        if len(found) >= MOST:
            break
    return found


def _chains(places: Sequence[NDArray[np.int64]], lengths: Sequence[int], corpus: Corpus) -> Iterator[list[int]]:
    """The places of pieces that follow one another in one article, the nearest of each after the one before."""
    import numpy as np

    if any(not len(some) for some in places):
        return
    chain = [places[0]]
    for some, length in zip(places[1:], lengths, strict=False):
        after = np.searchsorted(some, chain[-1] + length)
        kept = after < len(some)
        chain = [one[kept] for one in chain]
        following = some[after[kept]]
        same = np.searchsorted(corpus.begins, chain[-1], side="right") == np.searchsorted(corpus.begins, following, side="right")
        chain = [*(one[same] for one in chain), following[same]]
    ends: set[int] = set()
    for row in np.stack(chain, axis=1)[::-1].tolist() if len(chain[0]) else ():
        if row[-1] not in ends:  # of several beginnings the nearest
            ends.add(row[-1])
            yield row


def _may_stand_for(own: str, between: str) -> bool:
    """Whether a bracket of the draft may stand for words of the archive: for few, and not for a denial, a number or a bracket there."""
    turned = any(one.what in (DENIAL, NUMBER) for one in differences(own, between))
    return len(between.split()) <= BRACKET_REACH and not turned and "[" not in between


def _joined(stood: Sequence[Stand], worded: Sequence[_Piece], pieces: Sequence[_Piece], corpus: Corpus) -> Stand | None:
    """The pieces as one; None where a bracket stands for more words than a bracket can, or denies what the archive affirms."""
    text = corpus.articles[stood[0].article].text
    left_out: list[str] = []
    own: list[tuple[str, str]] = []
    for (before, after), piece in zip(pairwise(stood), worded[1:], strict=True):
        between = " ".join(text[before.end : after.start].split()).strip(" ,;:")
        if piece.own is None:
            left_out.append(between)
        elif not _may_stand_for(piece.own, between):
            return None
        else:
            own.append((piece.own.strip(), between))
    added = [piece.own.strip() for piece in pieces if piece.own and piece not in worded[1:]]
    if not all(_may_stand_for(words, "") for words in added):
        return None
    own += [(words, "") for words in added]
    folds = dict.fromkeys(fold for one in stood for fold in one.folds)
    return Stand(stood[0].article, stood[0].start, stood[-1].end, tuple(folds), tuple(left_out), tuple(own))
