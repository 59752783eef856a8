import json
from pathlib import Path

import pytest

from eval.measures import is_called
from eval.speakers_benchmark import GOLD, Label, figures, judge, main, read_labels
from index.errors import MissingInputError, UnreadableInputError
from index.readers.text import read_text

TEXT = 'Oskerby Wall Holds\n\nHarbour director Jonas Lund said the wall held. "It is dry," he added. The ferry left at noon.\n'
SAID, ADDED, LEFT = ("Harbour director Jonas Lund said the wall held.", '"It is dry," he added.', "The ferry left at noon.")


def labels(*given: tuple[str, str | None, str | None]) -> list[Label]:
    return [Label("wall.txt", TEXT.index(words), TEXT.index(words) + len(words), speaker, manner) for words, speaker, manner in given]


@pytest.fixture
def wall(tmp_path: Path) -> Path:
    path = tmp_path / "wall.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path


def test_measures_precision_recall_and_manner(wall: Path) -> None:
    given = labels((SAID, "Jonas Lund", "direct"), (ADDED, "Ada Brandt", "direct"), (LEFT, None, None))
    got = figures(judge(given, [read_text(wall)]))
    assert (got.labels, got.spoken, got.answered, got.right) == (3, 2, 2, 1)
    assert (got.precision, got.recall, got.manner) == (0.5, 0.5, 0.0)


def test_an_answer_where_nobody_speaks_lowers_precision_only(wall: Path) -> None:
    got = figures(judge(labels((SAID, "Jonas Lund", "reported"), (ADDED, None, None)), [read_text(wall)]))
    assert (got.precision, got.recall, got.manner) == (0.5, 1.0, 1.0)


@pytest.mark.parametrize(
    ("speaker", "gold", "right"),
    [("Lund", "Jonas Lund", True), ("Jonas Lund", "Lund", False), ("und", "Jonas Lund", False), (None, None, False), ("Lund", None, False)],
)
def test_a_surname_is_right(speaker: str | None, gold: str | None, right: bool) -> None:
    assert is_called(speaker, gold) is right


def test_files_without_labels_are_an_error(wall: Path) -> None:
    with pytest.raises(MissingInputError):
        judge([Label("other.txt", 0, 5, None, None)], [read_text(wall)])


def test_labels_that_are_none_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"file": "a"}\n', encoding="utf-8")
    with pytest.raises(UnreadableInputError):
        read_labels(path)


def test_the_labels_of_the_project_are_offsets_and_names() -> None:
    read = read_labels(GOLD)
    assert sum(label.speaker is not None for label in read) >= 150
    assert sum(label.speaker is None for label in read) >= 60
    assert all(label.start < label.end and (label.speaker is None) == (label.manner is None) for label in read)
    assert {label.manner for label in read} == {"direct", "reported", None}


def test_writes_the_figures(wall: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "labels.jsonl"
    start = TEXT.index(SAID)
    label = {"file": "wall.txt", "start": start, "end": start + len(SAID), "speaker": "Jonas Lund", "manner": "reported"}
    path.write_text(json.dumps(label) + "\n", encoding="utf-8")
    main([str(wall), "--labels", str(path), "--json"])
    assert json.loads(capsys.readouterr().out)["precision"] == 1.0
