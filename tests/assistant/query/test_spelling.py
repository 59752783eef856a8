from collections.abc import Iterable, Sequence

import pytest

from assistant.query.spelling import _nearest_asking, nearest_word
from assistant.words.dictionary import is_english
from assistant.words.vocabulary import Vocabulary

VOCABULARY = [
    ("harbour", 9),
    ("lund", 4),
    ("brandt", 5),
    ("oskerbi", 7),
    ("peacekeep", 3),
    ("talk", 8),
    ("command", 2),
    ("paper", 6),
    ("tour", 5),
]
TEXT = (
    "Ada Brandt and Jonas Lund of Oskerby held talks in the harbour with those who commanded the peacekeepers. "
    "Papers were signed, and a tour began."
)


class Stems:
    """An archive's lexicon, made of `VOCABULARY`."""

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        return {stem: dict(VOCABULARY)[stem] for stem in stems if stem in dict(VOCABULARY)}

    def terms(self, prefixes: Iterable[str]) -> list[tuple[str, int]]:
        return [(term, documents) for term, documents in VOCABULARY if term.startswith(tuple(prefixes))]


WORDS = Vocabulary(Stems())


def texts(terms: Sequence[str]) -> list[list[str]]:
    return [[TEXT] for _ in terms]


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("branndt", "Brandt"),
        ("Brnadt", "Brandt"),
        ("habour", "harbour"),
        ("comanded", "commanded"),
        ("peacekepers", "peacekeepers"),
        ("peacekeprs", "peacekeepers"),
        ("hrabur", None),  # two slips are too many for a short word
        ("Oskreby", "Oskerby"),
        ("oskeby", "Oskerby"),
        ("Lun", None),
        ("tuor", "tour"),  # two letters swapped
        ("peacekeping", "peacekeepers"),  # the slip is in the stem
        ("lunk", None),  # in so short a word one slip makes another
        ("Oskerbie", None),  # two slips are too many for a name
        ("oskerbie", "Oskerby"),
        ("Brandts", None),  # another name may go on from one
        ("Paver", None),  # a name is not taken for a word
        ("commuted", None),  # English, however near to what the archive says
        ("harbor", None),  # as Americans write it
        ("oskerb", None),  # a short form, and no slip
        ("tank", None),
        ("zebra", None),
        ("xharbour", None),
        ("12345", None),
    ],
)
def test_reads_a_slip_as_the_word_of_the_archive(word: str, read: str | None) -> None:
    assert nearest_word(word, WORDS, texts) == read


def test_a_short_form_begins_another_word() -> None:
    assert WORDS.begins_another("peace")
    assert not WORDS.begins_another("zebra")
    assert not WORDS.begins_another("harbours")  # the same word, and not the beginning of a longer one
    assert not WORDS.begins_another("pea")  # so short a beginning tells nothing


def test_of_equally_near_words_the_one_that_more_passages_hold_is_taken() -> None:
    class Two(Stems):
        def terms(self, prefixes: Iterable[str]) -> list[tuple[str, int]]:
            return [("lunnd", 2), ("lunnt", 9)]

    read = nearest_word("lunnx", Vocabulary(Two()), lambda terms: [["Lunnd"] if term == "lunnd" else ["Lunnt"] for term in terms])
    assert read == "Lunnt"


def test_english_is_told_from_slips() -> None:
    assert is_english("commuters")
    assert not is_english("comuters")


def test_a_slip_in_a_small_word_of_asking_is_read() -> None:
    assert [_nearest_asking(word) for word in ("mch", "waht", "wich", "abot", "fire", "brexit", "wh")] == [
        "much",
        "what",
        "which",
        "about",
        None,
        None,
        None,
    ]


def test_a_word_one_slip_from_an_english_one_is_that_and_no_other_of_its_stem() -> None:
    words = Vocabulary(_Held({"restor": 3}))
    assert nearest_word("resturants", words, lambda terms: [["the restoration of the pier"] for _ in terms]) == "restaurants"


class _Held:
    def __init__(self, held: dict[str, int]) -> None:
        self._held = held

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        return {stem: self._held[stem] for stem in stems if stem in self._held}

    def terms(self, prefixes: Iterable[str]) -> list[tuple[str, int]]:
        return [(term, documents) for term, documents in self._held.items() if term.startswith(tuple(prefixes))]
