"""References in RIS: those with an abstract are stories of their day and outlet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from invented_formats import FIRST, HEADLINE, PROSE, RIS

from index.errors import EmptyInputError, NotTextError
from index.readers.base import Collection, StatedDate
from index.readers.references import read


def found(data: bytes | str) -> Collection:
    return read(Path("a.ris"), data if isinstance(data, bytes) else data.encode())


def test_what_a_reference_states() -> None:
    [story] = found(RIS).stories
    assert (story.title, story.text, story.source, story.author) == (HEADLINE, PROSE, "Canal Gazette", "Otto Fenn")
    assert (story.published, story.url) == (StatedDate(date(2032, 5, 4), "2032/05/04/", "RIS DA"), "https://gazette.example/lock")


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("DA  - 2032/05/04", date(2032, 5, 4)),
        ("DA  - 2032/5/4/first edition", date(2032, 5, 4)),
        ("Y1  - 2032/05/04/", date(2032, 5, 4)),
        ("PY  - 2032", None),
        ("DA  - 2032/05//", None),
        ("DA  - 2032///", None),
        ("PY  - 2032\nDA  - May 4, 2032", date(2032, 5, 4)),
        ("Y2  - 2032/05/04/", None),
    ],
)
def test_days(lines: str, day: date | None) -> None:
    [story] = found(f"TY  - NEWS\nTI  - {HEADLINE}\n{lines}\nN2  - {FIRST}\nER  - \n").stories
    assert (story.published.day if story.published else None) == day


def test_several_references_the_last_without_an_end() -> None:
    data = f"TY  - NEWS\nT1  - One\nAB  - {FIRST}\nER  -\n\nTY  - NEWS\nTI  - Two\nER  - \n\n"
    data += f"TY  - NEWS\nTI  - Three\nAU  - Fenn, Otto\nAU  - Canal Board\nAB  - {FIRST}"
    collection = found(data.replace("\n", "\r\n"))
    assert [(story.title, story.author) for story in collection.stories] == [("One", None), ("Three", "Otto Fenn, Canal Board")]
    assert collection.skipped == ("reference 2 has no abstract",)


def test_what_has_no_text() -> None:
    with pytest.raises(EmptyInputError, match="references without abstracts"):
        found("TY  - NEWS\nTI  - One\nER  - \n")
    with pytest.raises(NotTextError, match="no reference in the form of RIS"):
        found("Words.\n")
