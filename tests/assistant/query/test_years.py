"""Which year a day without one is of, in an archive of several years."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hashing import HashingEmbedder

from assistant.assistant import Assistant
from index.archive import Archive

STORIES = {
    date(2022, 1, 13): "Ferry talks fail\n\nThe harbour master, Ada Moss, said that the talks on the ferry had failed.\n",
    date(2024, 1, 20): "Bridge opens\n\nThe bridge over the Lenn was opened on Saturday by the mayor of Velden, Tom Reed.\n",
    date(2026, 2, 3): "Harbour widened\n\nThe harbour of Velden will be widened, the mayor, Tom Reed, said on Tuesday.\n",
}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive.create_or_open(tmp_path / "archive", embedder=HashingEmbedder())
    for day, text in STORIES.items():
        (tmp_path / f"{day}.txt").write_text(text, encoding="utf-8")
        made.add([str(tmp_path / f"{day}.txt")], published=day)
    return made


@pytest.mark.parametrize(
    ("asked", "since"),
    [
        ("What did Moss say on 13 January?", date(2022, 1, 13)),
        ("What did Reed say on 13 January?", date(2026, 1, 13)),
        ("What was said of the bridge in January?", date(2024, 1, 1)),
        ("What happened on 13 January?", date(2022, 1, 13)),
        ("What happened in February?", date(2026, 2, 1)),
        ("What did the mayor say of the ferry in February?", date(2026, 2, 1)),
        ("What did Moss say on 13 January 2024?", date(2024, 1, 13)),
    ],
)
def test_it_is_the_last_one_in_which_the_archive_tells_of_what_is_asked(archive: Archive, asked: str, since: date) -> None:
    with archive:
        window = Assistant(archive).understand(asked, as_of=date(2026, 11, 1)).window
    assert window is not None and window.since == since


def test_the_days_of_a_word_are_those_of_the_stories_that_hold_it(archive: Archive) -> None:
    with archive, archive.snapshot() as seen:
        found = [seen.days_of(word) for word in ("moss", "reed", "ferries", "zebra", None)]
    moss, bridge, reed = STORIES
    assert found == [[moss], [bridge, reed], [moss], [], [moss, bridge, reed]]
