import pytest

from index.passages import sentences_of
from index.speakers import Manner, attributions
from index.types import Article, Dating


def said(text: str) -> list[str | None]:
    article = Article("a", "Title", text, "f.txt", 7, Dating())
    sentences = sentences_of(article)
    by_ordinal = {found.ordinal: found.speaker for found in attributions(article, sentences)}
    return [by_ordinal.get(sentence.ordinal) for sentence in sentences]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Harbour director Jonas Lund said the wall would hold.", ["Jonas Lund"]),
        ('"The wall will hold," said harbour director Jonas Lund.', ["Jonas Lund"]),
        ('Harbour director Jonas Lund spoke on Monday. "It will hold," Lund added.', [None, "Jonas Lund"]),
        ('Mayor Ada Brandt said it was late. "We are ready," she added.', ["Ada Brandt", "Ada Brandt"]),
        ('Mayor Ada Brandt said it was late. "We are ready," the mayor stressed.', ["Ada Brandt", "Ada Brandt"]),
        ("According to Mayor Ada Brandt, the bridge is closed.", ["Ada Brandt"]),
        ('"The wall is old. It is weak," Deputy Transport Minister Ada Brandt said.', ["Ada Brandt", "Ada Brandt"]),
        ('"The wall is old.\n\nIt is weak," Ada Brandt said.', ["Ada Brandt", "Ada Brandt"]),
        ("The Oskerby Transport Ministry said the road was open. The ministry added that buses ran.", ["Oskerby Transport Ministry"] * 2),
        ("Ada Brandt: We need a new wall.", ["Ada Brandt"]),
        ("The road was closed on Monday. Rain is expected.", [None, None]),
        ("The treaty gives member states the freedom to act.", [None]),
        ('Ada Brandt said it was late. The ferry left. "We are ready," Jonas Lund said.', ["Ada Brandt", None, "Jonas Lund"]),
        ("The head of the board, Ada Brandt, said the port was full.", ["Ada Brandt"]),
    ],
)
def test_names_who_says_it(text: str, speakers: list[str | None]) -> None:
    assert said(text) == speakers


def test_a_verb_inside_a_quotation_names_nobody_else() -> None:
    assert said('"The minister told us nothing," Ada Brandt said.') == ["Ada Brandt"]


def test_manner_and_span_of_the_words_that_say_so() -> None:
    article = Article("a", "Title", '"It will hold," Jonas Lund said. Jonas Lund said it was dry.', "f.txt", 100, Dating())
    first, second = attributions(article, sentences_of(article))
    assert (first.manner, second.manner) == (Manner.DIRECT, Manner.REPORTED)
    assert article.slice(second.start, second.end) == "Jonas Lund said"
