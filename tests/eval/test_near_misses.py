"""Known questions made into near misses by exchanging a name or a year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval import near_misses
from eval.cases import Case, GoldSpan, file_name
from eval.near_misses import exchanged
from index.archive import Archive
from index.types import Article

TEXTS = {
    "velden": "Ferry of Velden\n\nThe ferry of Velden sank in 1911, and Mara Quill wrote a book on it.\n",
    "oskerby": "Tower of Oskerby\n\nThe tower of Oskerby fell in 1934, and Tilda Prew wrote a song on it.\n",
}
ASKED = {"velden": "When did the ferry of Velden sink?", "oskerby": "When did the tower of Oskerby fall?"}


def known(archive: Archive, folder: Path) -> tuple[list[Case], tuple[Article, ...]]:
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    archive.add([str(folder / f"{name}.txt") for name in TEXTS])
    articles = archive.articles()
    cases = []
    for article in articles:
        name, year = Path(article.file).stem, "1911" if "1911" in article.text else "1934"
        place = article.start + article.text.index(year)
        gold = GoldSpan(file_name(article.file), year, place, place + 4)
        cases.append(Case(name, ASKED[name], "fact", (year,), (gold,)))
    return cases, articles


def test_a_name_gives_way_to_one_of_its_kind_that_the_article_does_not_hold(archive: Archive, tmp_path: Path) -> None:
    cases, articles = known(archive, tmp_path)
    made = {case.id: case for case in exchanged(cases, articles)}
    assert {id: case.question for id, case in made.items()} == {
        "velden-exchanged": "When did the ferry of Oskerby sink?",
        "oskerby-exchanged": "When did the tower of Velden fall?",
    }
    assert not any(case.is_answerable or case.answers for case in made.values())
    assert [case.question for case in exchanged(cases, articles)] == [case.question for case in made.values()]  # always the same ones


def test_nothing_is_made_of_a_question_without_another_name(archive: Archive, tmp_path: Path) -> None:
    cases, articles = known(archive, tmp_path)
    assert list(exchanged(cases[:1], articles)) == []
    leaning = [replace(case, history=("What sank?",)) for case in cases]
    assert list(exchanged(leaning, articles)) == []
    everywhere = [replace(case, question=case.question.replace("Velden", "January").replace("Oskerby", "March")) for case in cases]
    assert list(exchanged(everywhere, articles)) == []  # another month asks for another day


def test_a_name_that_its_own_article_lacks_is_not_exchanged_for_itself(archive: Archive, tmp_path: Path) -> None:
    cases, articles = known(archive, tmp_path)
    dated = [replace(case, question=f"{case.question[:-1]} as a book of 2022 tells?") for case in cases]
    for case, made in zip(dated, exchanged(dated, articles), strict=True):
        assert made.question != case.question


def test_an_archive_that_is_not_there_is_said_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        near_misses.main([str(tmp_path / "suite.jsonl"), str(tmp_path / "nowhere")])
    assert stopped.value.code == 1 and "nowhere" in capsys.readouterr().err
