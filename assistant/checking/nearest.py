"""The words of the archive nearest to a quotation, aligned word by word, and the pieces that one was put together from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from assistant.checking.corpus import BOUNDARY, Corpus, Near
from assistant.checking.folding import DOUBLE, SINGLE

CANDIDATES = 8
"""Stretches of the archive that are aligned word by word."""
FAR = 90
"""Words that a quotation may leave out in its middle, and be looked for at both ends of what it leaves out."""
LEAST_RUN = 3
"""Words in a row that tell of one source: fewer stand in a row in many texts."""
GAP, GAP_MOST = 0.35, 6.0
"""What a word between two matching stretches takes from their weight, and the most that all words of a gap take."""
LEAST_PATCH = 4
"""Words of the smallest piece that a quotation is said to be put together from: three may be a name in the place of another."""
COVERED = 0.9
"""Share of a quotation's words that such pieces hold."""
INTERRUPTION = 16
"""Words that an article may put between two parts of a quotation to say whose it is."""
_SENTENCE_ENDS = re.compile(rf"[.!?…][{DOUBLE}{SINGLE})]*\s+[{DOUBLE}{SINGLE}(]*|\n\s*\n\s*")
_CONTRACTED = re.compile(r"['’][^\W\d_]{1,2}\b")
_INTERRUPTED = re.compile(rf"^\s*[,.!?…—–-]*\s*[{DOUBLE}{SINGLE}]+\s*,?\s[^{DOUBLE}]*?[{DOUBLE}‘'‚]$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Words of an article laid beside a quotation: offsets in the article's text, and how near they are, 0 to 1.

    `share` is that of the quotation's words that stand there, `in_runs` of those that stand there three and more in a row; `gaps` are the
    stretches between them that the quotation has not (offsets in the text).
    """

    article: int
    start: int
    end: int
    nearness: float
    share: float
    in_runs: float
    gaps: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Patch:
    """A piece of a quotation, its words `first`..`last`, that stands letter for letter at `place` of the corpus."""

    first: int
    last: int
    place: int


def aligned(run: Sequence[int], corpus: Corpus) -> Aligned | None:
    """What comes nearest to a run of words; None where nothing has any of its words."""
    if not run:
        return None
    near = [*corpus.near(run, CANDIDATES, max(8, len(run) // 2)), *corpus.near(run, CANDIDATES // 2, FAR)]
    found = [one for stretch in near if (one := _align(run, stretch, corpus))]
    return max(found, key=lambda one: (round(one.nearness, 6), one.start - one.end), default=None)


def _align(run: Sequence[int], stretch: Near, corpus: Corpus) -> Aligned | None:
    article = corpus.article_at(max(stretch.first + len(run) // 2, 1))
    begin, end = corpus.bounds(article)
    first, last = max(begin, stretch.first - 4), min(end, stretch.last + 4)
    window = corpus.words[first:last].tolist()
    weights = corpus.weights(run)
    matcher = SequenceMatcher(None, run, window, autojunk=False)
    blocks = _chained([(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size], weights)
    if not blocks:
        return None
    total = sum(weights) or 1.0
    weight = sum(sum(weights[a : a + size]) for a, _, size in blocks) / total
    share = sum(size for _, _, size in blocks) / len(run)
    in_runs = sum(size for _, _, size in blocks if size >= LEAST_RUN) / len(run)
    spans, offset = corpus.spans(article), first - begin
    # What the quotation changed at its ends has words in its place there.
    left = max(0, blocks[0][1] - blocks[0][0], -offset)
    right = min(len(window), blocks[-1][1] + len(run) - blocks[-1][0])
    if BOUNDARY in window[left:right]:
        return None
    start, stop = _in_sentences(
        corpus.articles[article].text, spans, offset + left, offset + blocks[0][1], offset + right, offset + blocks[-1][1] + blocks[-1][2]
    )
    gaps = [(spans[offset + b + size - 1][1], spans[offset + after][0]) for (_, b, size), (_, after, _) in _skipped(blocks)]
    return Aligned(article, start, stop, (weight + share) / 2, share, in_runs, tuple(gaps))


def _in_sentences(text: str, spans: Sequence[tuple[int, int]], left: int, first: int, right: int, last: int) -> tuple[int, int]:
    """Where words `left`..`right` begin and end, without what belongs to the sentences before `first` and after `last`."""
    start, stop = spans[left][0], spans[right - 1][1]
    for match in _SENTENCE_ENDS.finditer(text, start, spans[first][0]):
        start = match.end()
    ended = _SENTENCE_ENDS.search(text, spans[last - 1][1], stop)
    contracted = _CONTRACTED.match(text, stop)
    return start, ended.start() if ended else contracted.end() if contracted else stop


def _skipped(blocks: Sequence[tuple[int, int, int]]) -> list[tuple[tuple[int, int, int], tuple[int, int, int]]]:
    """The neighbours between which words of the archive are left out."""
    return [(one, after) for one, after in pairwise(blocks) if after[1] > one[1] + one[2]]


def _chained(blocks: Sequence[tuple[int, int, int]], weights: Sequence[float]) -> list[tuple[int, int, int]]:
    """The run of matching blocks that tells most: a single "the" ten words away from the rest tells nothing."""
    best: list[tuple[int, int, int]] = []
    most = running = 0.0
    chain: list[tuple[int, int, int]] = []
    for block in blocks:
        gain = sum(weights[block[0] : block[0] + block[2]])
        cost = min(GAP * (block[1] - chain[-1][1] - chain[-1][2]), GAP_MOST) if chain else 0.0
        if running - cost < 0:
            chain, running, cost = [], 0.0, 0.0
        chain.append(block)
        running += gain - cost
        if running > most:
            most, best = running, list(chain)
    return best


def patched(run: Sequence[int], corpus: Corpus) -> list[Patch]:
    """The longest pieces of a run that stand somewhere, from its beginning on, where two or three of them make up nearly all of it.

    Empty for other runs. Each piece is placed after the one before where it stands there too.
    """
    found: list[Patch] = []
    at = 0
    while at < len(run) and len(found) < 4:
        size = _longest(run, at, corpus)
        if size < LEAST_RUN:
            at += 1
            continue
        places = corpus.find(run[at : at + size])
        last = found[-1].place if found else 0
        later = places[places > last]
        found.append(Patch(at, at + size, int(later[0] if len(later) else places[0])))
        at += size
    sizes = [patch.last - patch.first for patch in found]
    return found if 2 <= len(found) <= 3 and sum(sizes) >= COVERED * len(run) and min(sizes) >= LEAST_PATCH else []


def _longest(run: Sequence[int], at: int, corpus: Corpus) -> int:
    """How many words of a run, from a place on, stand one after the other somewhere."""
    low, high = 0, len(run) - at
    while low < high:
        middle = (low + high + 1) // 2
        if len(corpus.find(run[at : at + middle])):
            low = middle
        else:
            high = middle - 1
    return low


def is_interrupted(between: str) -> bool:
    """Whether what stands between two parts of a quotation only says whose it is: `,” said Lund, “`."""
    return len(between.split()) <= INTERRUPTION and _INTERRUPTED.match(between) is not None
