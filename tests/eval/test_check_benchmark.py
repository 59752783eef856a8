"""The benchmark of checks: it changes what it says it changes, and what is checked is good enough on a small archive."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from checked_news import checked_archive

from eval.changes import changed, in_marks, other_number, sampled, untouched
from eval.check_benchmark import main, measured, table
from index.archive import Archive


@pytest.fixture(scope="module")
def tallies() -> dict[str, float]:
    with Archive.open(checked_archive()) as archive:
        found = measured(archive, seed=3, most=40)
    return {name.strip(): tally.share for name, tally in found.items()}


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("untouched: verbatim, of its article and speaker", 0.99),
        ("changed: not called verbatim", 0.98),
        ("changed: the change is named", 0.9),
        ("true figures and days: not called different", 0.97),
        ("changed figures and days: differ or are open", 0.8),
        ("sentence alone: its article and day", 0.97),
        ("sentence alone: no wrong article", 0.99),
    ],
)
def test_a_small_archive_is_checked_well(name: str, floor: float, tallies: dict[str, float]) -> None:
    assert tallies[name] >= floor


def test_a_change_changes_the_sentence() -> None:
    with Archive.open(checked_archive()) as archive, archive.snapshot() as seen:
        sentences = sampled(seen.held(article.id for article in seen.articles()))
    dice = random.Random(1)
    found = list(changed(sentences, ["Ada Lund", "Jonas Brandt"], ["Ada Lund"], dice))
    assert {one.kind for one in found} >= {"number", "name", "denial added", "stitched", "middle cut out", "speaker"}
    assert all(one.source.text not in one.draft for one in found if one.kind not in ("speaker", "stitched"))
    assert all(one.source.text.split()[1] in one.draft for one in untouched(sentences, dice))


def test_a_number_is_changed_to_another() -> None:
    dice = random.Random(2)
    for words in ("It cost 4.2 million crowns.", "Nine boats and four men", "In 2022 it was 1,200"):
        changed_words = other_number(words, dice)
        assert changed_words is None or (changed_words[0] != words and changed_words[1] != changed_words[2])
    assert other_number("No number here", dice) is None


def test_marks_inside_of_marks_are_single_ones() -> None:
    assert in_marks('He said "no" to it', ("“", "”"), None, random.Random(1)) == "“He said ’no’ to it”"


def test_the_command_writes_a_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    main([str(checked_archive()), "--most", "10", "--examples", "1"])
    assert "untouched: verbatim" in capsys.readouterr().out
    assert table({}) == ""
    with pytest.raises(SystemExit) as stopped:
        main([str(tmp_path / "none")])
    assert stopped.value.code == 1
