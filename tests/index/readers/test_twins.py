"""Invented files of every kind that newsrooms have, in other languages, templates and wordings: what is written beside each holds of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hashing import HashingEmbedder
from twins_in_documents import DOCUMENTS

from index.archive import Archive
from index.reports import FileReport
from index.types import Article, Basis

TWINS = Path(__file__).with_name("twins")
CASES: dict[str, dict[str, Any]] = json.loads((TWINS / "cases.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them in one folder: those that lie here, and the documents that are made for the test."""
    made = tmp_path_factory.mktemp("twins")
    for path in TWINS.iterdir():
        if path.name != "cases.json":
            (made / path.name).write_bytes(path.read_bytes())
    for name, data in DOCUMENTS.items():
        (made / name).write_bytes(data)
    return made


@pytest.fixture(scope="module")
def added(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, tuple[FileReport, ...]]]:
    archive = Archive.create_or_open(tmp_path_factory.mktemp("archive") / "archive", embedder=HashingEmbedder())
    yield archive, archive.add([str(folder / name) for name in CASES])
    archive.close()


def folded(words: str | None) -> str:
    return " ".join((words or "").split())


def told(article: Article) -> str:
    return folded(article.text[max(0, article.body_start - article.start) :])


def options(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def article_faults(want: dict[str, Any], article: Article) -> Iterator[str]:
    """What does not hold of one article, each in a sentence."""
    for key in ("title", "source", "author"):
        if key in want and (folded(getattr(article, key)) or None) not in options(want[key]):
            yield f"{key} {getattr(article, key)!r} and not {want[key]!r}"
    day = article.published.day.isoformat() if article.published.day else None
    if "day" in want and day not in options(want["day"]):
        yield f"day {day} ({article.published.basis}) and not {want['day']}"
    if want.get("undated") and article.published.basis is not Basis.UNKNOWN:
        yield f"dated {day} ({article.published.basis}), and no day is known"
    if "day_not" in want and day == want["day_not"]:
        yield f"dated {day} ({article.published.basis})"
    yield from (f"text without {phrase!r}" for phrase in want.get("contains", ()) if folded(phrase) not in told(article))
    yield from (f"text with {phrase!r}" for phrase in want.get("lacks", ()) if folded(phrase) in told(article))


def pairs(wanted: Sequence[dict[str, Any]], articles: list[Article]) -> Iterator[tuple[dict[str, Any], Article | None]]:
    """Each expectation with the article of its headline, else with the first that is left."""
    for want in wanted:
        named = [article for article in articles if "title" in want and folded(article.title) in options(want["title"])]
        found = next(iter([*named, *articles]), None)
        if found is not None:
            articles = [article for article in articles if article is not found]
        yield want, found


def faults(case: dict[str, Any], articles: list[Article]) -> Iterator[str]:
    count = case.get("count", len(case["articles"]) if case.get("articles") else None)
    if count is not None and not min(options(count)) <= len(articles) <= max(options(count)):
        yield f"{len(articles)} articles and not {count}: {[article.title for article in articles]}"
    for want, article in pairs(case.get("articles", ()), articles):
        if article is None:
            yield f"no article {want.get('title')!r}"
        else:
            yield from (f"{article.title!r}: {fault}" for fault in article_faults(want, article))
    texts = [f"{article.title}\n{told(article)}" for article in articles]
    yield from (f"no text with {phrase!r}" for phrase in case.get("contains", ()) if not any(phrase in text for text in texts))
    yield from (f"a text with {phrase!r}" for phrase in case.get("lacks", ()) if any(phrase in text for text in texts))


@pytest.mark.parametrize("name", CASES)
def test_a_file_gives_what_is_written_of_it(added: tuple[Archive, tuple[FileReport, ...]], folder: Path, name: str) -> None:
    archive, reports = added
    case = CASES[name]
    mine = [report for report in reports if report.file.startswith(str(folder / name))]
    refused = all(report.status == "skipped" for report in mine)
    if refused and case.get("refused"):
        assert all(re.fullmatch(r".{20,500}\.", report.reason or "", re.DOTALL) for report in mine)
        return
    assert not refused, mine[0].reason
    assert not case.get("refused") or case["refused"] == "allowed"
    files = case.get("files", [name])
    articles = [article for article in archive.articles() if article.file.startswith(tuple(str(folder / file) for file in files))]
    assert list(faults(case, articles)) == []


def test_every_file_has_a_case_and_every_case_a_file(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == set(CASES)
