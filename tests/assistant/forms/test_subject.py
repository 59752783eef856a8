"""What a text is about is what is left between the words that say what is wanted of it."""

from __future__ import annotations

import pytest

from assistant.forms.subject import speaker_and_matter, subject_of


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("ferry", "ferry"),
        ("show me the article about the bridge closure", "bridge closure"),
        ("what do you have on Ada Brandt?", "Ada Brandt"),
        ("how many articles mention the Treaty of Oslo?", "Treaty of Oslo"),
        ("Brandt articles", "Brandt"),
        ("anything on the US", "US"),
        ("Brandt's", "Brandt"),
        ("which articles are there?", ""),
        ("it", ""),
    ],
)
def test_the_subject(text: str, subject: str) -> None:
    assert subject_of(text) == subject


def test_the_subject_of_a_summary() -> None:
    assert subject_of("Summarise the row over the Baltic council", ("summary",)) == "Baltic council"
    assert subject_of("what is the dispute between farmers and the ministry about?", ("summary",)) == "farmers and the ministry"


@pytest.mark.parametrize(
    ("text", "speaker", "matter"),
    [
        ("all quotes by Brandt", "Brandt", ""),
        ("everything the mayor said about the sea wall", "mayor", "sea wall"),
        ("list everyone quoted about the storm", "", "storm"),
        ("Brandt quotes on ferries", "Brandt", "ferries"),
        ("who is quoted?", "", ""),
    ],
)
def test_who_speaks_and_of_what(text: str, speaker: str, matter: str) -> None:
    assert speaker_and_matter(text) == (speaker, matter)
