"""The benchmark of pages and their days: the halves, the counts, and a folder that is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.page_dates import DEVELOPMENT, HELD_OUT, Page, figures, main, pages_of
from index.errors import MissingInputError

RIGHT = "<html><head><meta property='article:published_time' content='2021-05-14'></head><body><p>The tram opened.</p></body></html>"
UNDATED = "<html><body><p>The tram opened, the council of Velden said.</p></body></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cache").mkdir()
    for name, source in (("a.html", RIGHT), ("b.html", UNDATED), ("c.html", RIGHT)):
        (tmp_path / "cache" / name).write_text(source, encoding="utf-8")
    listed = {"u/a": {"file": "a.html", "date": "2021-05-14"}, "u/b": {"file": "b.html", "date": "2021-05-14"}}
    (tmp_path / "eval_default.json").write_text(json.dumps(listed), encoding="utf-8")
    (tmp_path / "eval_mediacloud_2020.json").write_text('{"u/c": {"file": "c.html", "date": NaN}}', encoding="utf-8")
    return tmp_path


def test_every_page_is_counted_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--json"]) == 0
    row = json.loads(capsys.readouterr().out)["all, ours"]
    assert row["pages"] == 3
    assert (row["precision"], row["recall"], row["accuracy"]) == (0.5, 0.5, pytest.approx(1 / 3))


def test_figures_are_those_of_the_published_evaluation() -> None:
    counted = figures([("2021-05-14", "2021-05-14"), ("2021-05-13", "2021-05-14"), (None, "2021-05-14"), (None, "")])
    assert (counted.precision, counted.recall, counted.accuracy) == (0.5, pytest.approx(1 / 3), 0.25)
    assert figures([]).accuracy == 0


def test_a_page_belongs_to_one_half() -> None:
    assert {Page(Path(f"{number}.html"), "").half for number in range(40)} == {DEVELOPMENT, HELD_OUT}


def test_a_folder_without_the_pages_is_told(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nowhere")]) == 1
    assert "eval_mediacloud_2020.json" in capsys.readouterr().err
    (folder / "cache" / "a.html").unlink()
    with pytest.raises(MissingInputError, match=r"a\.html"):
        list(pages_of(folder))
