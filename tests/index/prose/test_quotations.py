import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.prose.quotations import quotations, quoted_share


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quotations(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"We sail," he said. "Today."', ["We sail,", "Today."]),
        ("“We sail,” he said.", ["We sail,"]),
        ('He said,"we sail" and left.', ["we sail"]),
        ('"We sail,"he added. Then he left.', ["We sail,"]),
        ('We sail," he said. It rained.', ["We sail,"]),
        ('“We sail," he said.', ["We sail,"]),
        ('"We sail.\n\nWe sail far," he said.\n\nIt rained.', ["We sail.", "We sail far,"]),
        ('"We sail.\n\n"We sail far," he said.', ["We sail.", "We sail far,"]),
        ('"We never close it.\n\nIt rained all day.', ["We never close it."]),
        (
            '"We want their “rules” and no others.\n\nThe “open” sea is ours,"he said. It rained.',
            ["We want their “rules” and no others.", "The “open” sea is ours,"],
        ),
        ('"On Monday the "Calm Water" drill begins," he said. It rained.', ['On Monday the "Calm Water" drill begins,']),
        ('“On Monday the "Calm Water" drill begins,” he said.', ['On Monday the "Calm Water" drill begins,']),
        ('He said "we sail" and she said "we stay" again.', ["we sail", "we stay"]),
        ('The "big" ferry and the «small» one.', ["big", "small"]),
    ],
)
def test_finds_the_quoted_words(text: str, words: list[str]) -> None:
    assert quoted(text) == words


def test_share_of_a_span() -> None:
    assert quoted_share([(0, 5)], 0, 10) == 0.5
    assert quoted_share([], 3, 3) == 0.0


@given(st.text(alphabet='ab \n"“”«».,', max_size=200))
@example('He said “yes”, and "no", and «never».')
def test_spans_are_ordered_and_inside(text: str) -> None:
    at = 0
    for start, end in quotations(text):
        assert at <= start < end <= len(text)
        at = end
