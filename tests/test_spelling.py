import pytest

from assistant.spelling import begins_another, nearest_term

VOCABULARY = [("harbour", 9), ("lund", 4), ("brandt", 5), ("oskerbi", 7), ("peacekeep", 3), ("peacekept", 1), ("talk", 8), ("command", 2)]


def terms(prefix: str) -> list[tuple[str, int]]:
    return [(term, documents) for term, documents in VOCABULARY if term.startswith(prefix)]


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("brant", "brandt"),
        ("brnadt", "brandt"),
        ("habour", "harbour"),
        ("comanded", "command"),
        ("peacekepers", "peacekeep"),
        ("oskerbie", "oskerbi"),
        ("tank", None),
        ("zebra", None),
        ("xharbour", None),
        ("12345", None),
    ],
)
def test_reads_a_slip_as_the_word_of_the_archive(word: str, term: str | None) -> None:
    assert nearest_term(word, terms) == term


def test_a_short_form_begins_another_word() -> None:
    assert begins_another("peace", terms)
    assert not begins_another("zebra", terms)
