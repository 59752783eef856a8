"""Two neighbouring sentences of which only one is somebody's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.retrieval.retriever import Retriever
from assistant.selection.asked import Asked
from assistant.selection.features import FEATURES, Features
from assistant.selection.probability import Learnt
from assistant.selection.units import drafts_of, read
from index.archive import Archive

TEXT = "Pier\n\nJonas Lund said that the pier of Velden is dry. The ferry of Velden lay in the harbour all day.\n"


@pytest.mark.parametrize(("worth", "together"), [(0.1, False), (3.0, True)])
def test_they_are_quoted_together_only_where_that_is_much_likelier(archive: Archive, tmp_path: Path, worth: float, together: bool) -> None:
    (tmp_path / "pier.txt").write_text(TEXT, encoding="utf-8")
    archive.add([str(tmp_path / "pier.txt")])
    query = Assistant(archive).understand("Who said that the pier of Velden is dry?")
    with archive.snapshot() as seen:
        found = Retriever(seen).find(query)
        weights = Learnt("", "", tuple(worth if name == "is_pair" else 0.0 for name in FEATURES), 0.0, 0.1)
        units = read(query, found, weights)
    assert any(len(unit.sentences) == 2 for unit in units) is together
    assert {unit.speaker for unit in units if len(unit.sentences) == 1} == {"Jonas Lund", None}


def test_words_that_are_asked_for_are_that_person_s_or_another_s(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "pier.txt").write_text(TEXT, encoding="utf-8")
    archive.add([str(tmp_path / "pier.txt")])
    told = {}
    for name in ("Jonas Lund", "Ada Brandt"):
        query = Assistant(archive).understand(f"What did {name} say about the pier of Velden?")
        with archive.snapshot() as seen:
            found = Retriever(seen).find(query)
        asked = Asked.of(query.asked)
        drafts = drafts_of(found, asked)
        place = next(place for place, draft in enumerate(drafts) if draft.speaker == "Jonas Lund")
        row = dict(zip(FEATURES, Features(query, found, asked, drafts).matrix()[place].tolist(), strict=True))
        told[name] = (row["speaks"], row["unspoken"], row["others_speak"])
    assert told == {"Jonas Lund": (1.0, 0.0, 0.0), "Ada Brandt": (0.0, 1.0, 1.0)}
