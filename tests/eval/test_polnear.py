"""The measure of speakers on annotated articles, on an article and annotations written out here in their form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.polnear import MEANT, agrees, figures, judge, main
from index.errors import MissingInputError, UnreadableInputError

TEXT = """Oskerby Wall Holds

Harbour director Jonas Lund said the wall was “a marvel”. “It is dry,” said Ada Brandt of the port. “It is old,” the ruling said.

Critics called it “a ruin”. Ada Brandt said it was late.
"""
SPOKEN = (
    ("Harbour director Jonas Lund", "the wall was “a marvel”"),
    ("Ada Brandt of the port", "“It is dry,”"),
    ("the ruling", "“It is old,”"),
    ("Critics", "it “a ruin”"),
    ("Ada Brandt", "it was late"),  # nothing quoted: it does not count
)


def annotations(spoken: tuple[tuple[str, str], ...], text: str = TEXT) -> str:
    lines = []
    for number, (source, content) in enumerate(spoken):
        at = text.index(content)
        start = text.rindex(source, 0, at) if source in text[:at] else text.index(source, at)
        lines.append(f"E{number}\tAttribution:T{number}3 Source:T{number}1 Content:T{number}2")
        lines += [f"T{number}1\tSource {start} {start + len(source)}\t{source}", f"T{number}2\tContent {at} {at + len(content)}\t{content}"]
    return "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("text", "attributions"):
        (tmp_path / part).mkdir()
    (tmp_path / "text" / "wall.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "attributions" / "wall_0a1b.ann").write_text(annotations(SPOKEN), encoding="utf-8")
    (tmp_path / "attributions" / "wall_9f9f.ann").write_text("", encoding="utf-8")  # a second annotator, who does not count
    return tmp_path


def test_counts_quoted_attributions_only(folder: Path) -> None:
    judged = judge(folder)
    assert [(one.quoted.words, one.speaker, one.is_right) for one in judged] == [
        ("Harbour director Jonas Lund", "Jonas Lund", True),
        ("Ada Brandt of the port", "Ada Brandt", True),
        ("the ruling", None, False),
        ("Critics", None, False),
    ]
    got = figures(judged)
    assert (got.articles, got.quoted, got.given, got.right, got.precision, got.recall) == (1, 4, 2, 2, 1.0, 0.5)


def test_a_wrong_speaker_lowers_precision_and_a_missed_one_recall(folder: Path) -> None:
    path = folder / "attributions" / "wall_0a1b.ann"
    path.write_text(annotations((("Harbour", "the wall was “a marvel”"), SPOKEN[1], SPOKEN[2])), encoding="utf-8")
    got = figures(judge(folder))
    assert (got.given, got.right, got.precision, got.recall) == (2, 1, 0.5, pytest.approx(1 / 3))


def test_a_speaker_of_another_quotation_of_the_sentence_is_missed_and_not_wrong(folder: Path) -> None:
    text = "Oskerby Wall\n\nJonas Lund said it was “a marvel” and Ada Brandt called it “a ruin”.\n"
    (folder / "text" / "wall.txt").write_text(text, encoding="utf-8")
    spoken = (("Jonas Lund", "it was “a marvel”"), ("Ada Brandt", "it “a ruin”"))
    (folder / "attributions" / "wall_0a1b.ann").write_text(annotations(spoken, text), encoding="utf-8")
    got = figures(judge(folder))
    assert (got.quoted, got.given, got.right, got.precision, got.recall) == (2, 1, 1, 1.0, 0.5)


@pytest.mark.parametrize(
    ("speaker", "source", "right"),
    [
        ("Ada Brandt", "Mayor Ada Brandt of Oskerby", True),
        ("Brandt", "Sen. Ada Brandt (D-N.L.)", True),
        ("Ada Brandt", "Mr. Brandt", True),
        ("Jonas Brandt", "Ada Brandt", False),
        ("A. Brandt", "Ada Brandt", True),
        ("Brandt", "Brandt’s campaign", False),
        ("Brandt's campaign", "the Brandt campaign", True),
        ("Ada Brandt", "Brandt's spokesman Jonas Lund", False),
        ("company (Brannock Ropeworks)", "The company", True),
        (None, "Ada Brandt", False),
        ("Ada Brandt", None, False),
    ],
)
def test_a_speaker_is_right_by_head_word_and_first_name(speaker: str | None, source: str | None, right: bool) -> None:
    assert agrees(speaker, source) is right


def test_halves_are_every_second_article(folder: Path) -> None:
    (folder / "text" / "yard.txt").write_text(TEXT, encoding="utf-8")
    (folder / "attributions" / "yard_0a1b.ann").write_text(annotations(SPOKEN[:1]), encoding="utf-8")
    assert {one.quoted.article for one in judge(folder, "first")} == {"wall"}
    assert {one.quoted.article for one in judge(folder, "second")} == {"yard"}


def test_what_is_no_folder_of_it_is_an_error(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingInputError):
        judge(tmp_path / "elsewhere")
    (folder / "attributions" / "wall_0a1b.ann").write_text("T1 Source\n", encoding="utf-8")
    with pytest.raises(UnreadableInputError):
        judge(folder)


def test_writes_figures_and_misses(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(folder), "--misses"])
    shown = capsys.readouterr().out
    assert "wall:" in shown and "Critics" in shown and "recall      0.500" in shown
    main([str(folder), "--json"])
    assert json.loads(capsys.readouterr().out)["quoted"] == 4


def test_the_labels_of_the_project_are_places_and_names() -> None:
    rows = [json.loads(line) for line in MEANT.read_text(encoding="utf-8").splitlines()]
    assert all(set(row) == {"article", "start", "speaker"} for row in rows)
    assert sum(row["speaker"] is None for row in rows) >= 30 <= len(rows) - 30
