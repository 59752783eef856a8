from collections.abc import Iterator

import pytest

from assistant.query.spelling import is_english, nearest_word
from assistant.words.vocabulary import begins_another

VOCABULARY = [("harbour", 9), ("lund", 4), ("brandt", 5), ("oskerbi", 7), ("peacekeep", 3), ("talk", 8), ("command", 2), ("paper", 6)]
TEXT = "Ada Brandt and Jonas Lund of Oskerby held talks in the harbour with those who commanded the peacekeepers. Papers were signed."


def terms(prefix: str) -> list[tuple[str, int]]:
    return [(term, documents) for term, documents in VOCABULARY if term.startswith(prefix)]


def texts(term: str) -> Iterator[str]:
    yield TEXT


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
    assert nearest_word(word, terms, texts) == read


def test_a_short_form_begins_another_word() -> None:
    assert begins_another("peace", terms)
    assert not begins_another("zebra", terms)
    assert not begins_another("harbours", terms)  # the same word, and not the beginning of a longer one
    assert not begins_another("pea", terms)  # so short a beginning tells nothing


def test_english_is_told_from_slips() -> None:
    assert is_english("commuters")
    assert not is_english("comuters")
