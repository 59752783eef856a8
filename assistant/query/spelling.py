"""Misspelt words of a question, read as the word of the archive that was probably meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from assistant.words.dictionary import is_english, nearest_english, slips_between
from assistant.words.terms import stem, words
from assistant.words.vocabulary import Vocabulary
from index.store.snapshot import Snapshot
from index.words.lists import listed

SHORTEST_MENDED = 5
"""Letters; in shorter words one slip makes another word."""
LONG = 8
"""Letters from which two slips are forgiven instead of one; in a name never more than one, for names differ by less than words do."""
LONG_STEM = 6
"""Letters of a stem from which one whose ending was cut off may stand for the word."""
SHORTEST_ASKING = 3
_ASKING = (*listed("small.question_words"), "many", "much", "did", "does", "about", "said")
_CONTRACTED = {word.replace("'", ""): word for word in listed("asked.contractions")}
STEMS_TRIED = 5
"""Nearest stems whose words are looked at."""

Texts = Callable[[Sequence[str]], Iterable[Iterable[str]]]
"""For each of several stems, some passages that hold it."""
PASSAGES_SHOWN = 2
"""Passages that are looked at for how each of them is written."""


def respelt(word: str, vocabulary: Vocabulary, seen: Snapshot) -> str | None:
    """The archive's word for a misspelt one that stands nowhere in it; None for one that does, or that nothing is near enough to."""
    if whole := _CONTRACTED.get(word.casefold()):
        return whole
    if vocabulary.frequency(word):
        return None
    if asking := _nearest_asking(word.casefold()):
        return asking
    return nearest_word(word, vocabulary, lambda terms: seen.written(terms, PASSAGES_SHOWN))


def nearest_word(word: str, vocabulary: Vocabulary, texts: Texts) -> str | None:
    """The word of the archive, as it is written there, that a word is a misspelling of; None when nothing is near enough.

    `word` stands nowhere in the archive. Optimal string alignment distance: a letter left out, put in, changed, or swapped with its
    neighbour. The first letter must be right. A word that English has is none that was misspelt, and a name (capitalised) is only taken
    for what the archive writes with a capital and it does not merely go on from. Among equally near words the one that more passages hold
    is taken.
    """
    folded = word.casefold()
    if len(folded) < SHORTEST_MENDED - 1 or not folded.isalpha() or is_english(folded) or vocabulary.begins_another(folded):
        return None
    is_name = word[0].isupper()
    slips = 2 if len(folded) >= LONG and not is_name else 1
    wanted = stem(folded)
    near = sorted(
        # Endings differ by more than the words do.
        (distance, -documents, term)
        for term, documents in vocabulary.terms(folded[0])
        if term.isalpha() and (distance := slips_between(wanted, term, slips + 1)) <= slips + 1
    )
    tried = near[:STEMS_TRIED]
    written = [
        (_slips(folded, folded if is_name else wanted, other.casefold(), term), documents, other[0].isupper() != is_name, other)
        for (_, documents, term), held in zip(tried, texts([term for _, _, term in tried]), strict=True)
        for other in _written(term, held)
        if (not is_name or (other[0].isupper() and not folded.startswith(other.casefold())))
        # In a shorter word one slip makes another word, but for a letter that was left out, or two swapped.
        and (len(folded) >= SHORTEST_MENDED or len(other) > len(folded) or sorted(folded) == sorted(other.casefold()))
    ]
    distance, _, _, best = min(written, default=(slips + 1, 0, False, ""))
    if distance > slips:
        return None
    # Stems hide how far words are apart: "resturants" was meant for restaurants, and for no "restoration".
    nearer = nearest_english(folded) if not is_name and slips_between(folded, best.casefold()) > slips else None
    return nearer if nearer and stem(nearer) != stem(best.casefold()) else best


def _slips(typed: str, wanted: str, other: str, term: str) -> int:
    """Between two words, or their stems where these are long: "suporting" was meant for what has "support"."""
    whole = slips_between(typed, other)
    return min(whole, slips_between(wanted, term)) if len(wanted) >= LONG_STEM and wanted != typed else whole


def _nearest_asking(word: str) -> str | None:
    """The one small word of asking that differs by a letter left out or two swapped: "mch", "waht"; None where it may be several."""
    if len(word) < SHORTEST_ASKING or not word.isalpha() or is_english(word):
        return None
    near = [one for one in _ASKING if len(one) >= len(word) and one[0] == word[0] and slips_between(word, one, 1) <= 1]
    return near[0] if len(near) == 1 else None


def nearest_of(word: str, words: Collection[str]) -> str | None:
    """The one of some words that a word (folded), which is none of English's, is a misspelling of; None when nothing is near enough."""
    if len(word) < SHORTEST_MENDED - 1 or not word.isalpha() or word in words or is_english(word):
        return None
    slips = 2 if len(word) >= LONG else 1
    near = [
        (distance, other)
        for other in words
        if len(other) >= SHORTEST_MENDED and other[0] == word[0] and (distance := slips_between(word, other, slips)) <= slips
    ]
    return min(near, default=(0, None))[1]


def _written(term: str, texts: Iterable[str]) -> set[str]:
    """The words of the texts whose stem it is, as they are written."""
    return {word for text in texts for word in re.findall(r"[^\W\d_]+", text) if [stem(folded) for folded in words(word)] == [term]}
