"""What the archive's own writing says of a word."""

from __future__ import annotations

import pytest

from assistant.words.naming import is_written_as_name


@pytest.mark.parametrize(
    ("word", "texts", "is_name"),
    [
        ("brandt", ["The mayor, Ada Brandt, resigned."], True),
        ("lund", ["In Lund’s harbour (and Lund alone) nothing moved."], True),
        ("bridge", ["The Lenn Bridge opened.", "Nobody crossed the bridge."], False),
        ("talks", ["Talks began.\nTalks ended."], False),
        ("talks", ["“Talks failed,” he said. Talks go on."], False),
        ("lent", ["It was lent to the museum."], False),
        ("lun", ["In Lund nothing moved."], False),
        ("a+b", ["In A+B Ltd nothing moved."], True),
        ("brandt", [], False),
    ],
)
def test_a_name_is_what_has_its_capital_everywhere(word: str, texts: list[str], is_name: bool) -> None:
    assert is_written_as_name(word, texts) is is_name
