"""A reading says what an article says, comes back from its bytes as it was, and knows the rules that it was made by."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive import Archive
from index.prose import reading as reading_module
from index.prose.reading import as_bytes, from_bytes, read, version
from index.timex import Timex
from index.types import Article, Basis, Dating

DAY = date(2031, 5, 20)
TITLE = "Wall of Oskerby holds"
TEXT = (
    f"{TITLE}\n\n“We counted 14 ferries,” harbour director Jonas Lund said on Monday. “All of them sail again.” "
    "Between 3 and 5 May some 4,300 passengers waited. The pier opens in early June, two weeks late."
)


def article(text: str = TEXT, published: Dating = Dating(DAY, DAY, Basis.STATED), start: int = 7) -> Article:  # noqa: B008
    return Article("a1", TITLE, text, "news.txt", start, published, body_start=start + len(TITLE) + 2 if text == TEXT else start)


def test_sentences_voices_days_and_counts_stand_where_they_are_said() -> None:
    one = article()
    held = read(one)
    assert one.slice(*held.sentences[0]).startswith("“We counted")
    assert len(held.sentences) == 4
    assert [held.speaker(ordinal) for ordinal in range(4)] == ["Jonas Lund", "Jonas Lund", None, None]
    told = {one.slice(day.start, day.end): (day.earliest, day.latest) for day in held.days}
    assert told["Monday"] == (date(2031, 5, 19), date(2031, 5, 19))
    assert (date(2031, 5, 3), date(2031, 5, 5)) in told.values()
    counted = {one.slice(figure.start, figure.end): (figure.noun, figure.low) for figure in held.figures}
    assert counted == {"14 ferries": ("ferri", 14), "some 4,300 passengers": ("passeng", 3225), "two weeks": ("week", 2)}


def test_what_lies_between_two_places() -> None:
    one = article()
    held = read(one)
    start, end = held.sentences[2]
    assert [one.slice(figure.start, figure.end) for figure in held.figures_in(start, end)] == ["some 4,300 passengers"]
    assert [day.earliest for day in held.days_in(start, end)] == [date(2031, 5, 3)]
    assert held.days_in(end, start) == held.figures_in(start, start) == ()


def test_days_are_counted_from_the_day_of_publication() -> None:
    later = read(article(published=Dating(date(2031, 6, 2), date(2031, 6, 2), Basis.CORRECTED)))
    undated = read(article(published=Dating()))
    assert date(2031, 6, 2) in {day.earliest for day in later.days}, "a Monday is that day"
    assert {day.earliest for day in undated.days} == {None}


def test_it_comes_back_as_it_was() -> None:
    one = article()
    assert from_bytes(version(), as_bytes(read(one)), one) == read(one)


def test_a_kept_one_makes_only_what_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    unpacked = reading_module._unpacked

    def noted(packed: list[object], one: Article) -> Timex:
        day = unpacked(packed, one)
        made.append(day.start)
        return day

    monkeypatch.setattr(reading_module, "_unpacked", noted)
    one = article()
    held = from_bytes("v", as_bytes(read(one)), one)
    assert made == []
    assert one.slice(held.days[-1].start, held.days[-1].end) == "two weeks"
    assert len(made) == 1  # once, however often it is looked at
    assert held.days == read(one).days
    assert hash(held.days) == hash(read(one).days)
    assert held.days != read(one).days[1:]


@given(st.text(st.sampled_from("ab .,!?“”\n14May3Mondaysaid 🌊é"), max_size=120), st.integers(0, 50))
def test_any_text_can_be_read_kept_and_cut(text: str, start: int) -> None:
    one = article(text, start=start)
    held = read(one)
    assert from_bytes("v", as_bytes(held), one).sentences == held.sentences
    spans = [*held.sentences, *((day.start, day.end) for day in held.days), *((figure.start, figure.end) for figure in held.figures)]
    assert all(one.start <= left < right <= one.end for left, right in spans)


@pytest.mark.parametrize("stored", [b"", b"x", as_bytes(read(article()))[:-9]])
def test_what_is_no_reading_is_refused(stored: bytes) -> None:
    with pytest.raises(ValueError, match="a1"):
        from_bytes("v", stored, article())


def test_a_reading_of_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="a1"):
        from_bytes("v", as_bytes(read(article())), article("Short.", start=7))


def test_the_version_is_that_of_the_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules.py").write_text("ONE = 1", encoding="utf-8")
    monkeypatch.setattr(reading_module, "files", lambda package: tmp_path)
    one = version.__wrapped__()
    (tmp_path / "notes.txt").write_text("nothing that reads", encoding="utf-8")
    assert version.__wrapped__() == one
    (tmp_path / "rules.py").write_text("ONE = 2", encoding="utf-8")
    assert version.__wrapped__() != one


def test_an_article_is_read_when_it_comes_in_and_when_its_date_is_corrected(archive: Archive, files: Path) -> None:
    archive.add([str(files / "digest.txt")])
    harbour = next(one for one in archive.articles() if "Harbour" in one.title)
    with archive.snapshot() as seen:
        assert seen.reading(harbour.id) == read(harbour)
    corrected = archive.correct(harbour.id, date(2031, 5, 7))
    with archive.snapshot() as seen:
        assert date(2031, 5, 5) in {day.earliest for day in seen.reading(harbour.id).days}, "the Monday before that Wednesday"
        assert seen.reading(harbour.id) == read(corrected)
