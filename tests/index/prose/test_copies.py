"""Copies of one story are found whatever was done to them, and stories that only have much in common are not merged."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from invented_copies import Newsroom, Pair, pairs
from parts import clusters
from places import ROOT

from index.archive import Archive
from index.errors import NotAnArchiveError, UnknownArticleError
from index.prose.copies import BANDS, LEAST_WORDS, are_copies, bands_of, containment, prose_of, shingles_of, sketch_of
from index.types import Article, Dating

PAIRS = tuple(pairs(seed=11, each=8))


@dataclass(frozen=True)
class Judged:
    pair: Pair
    meet: bool
    are_copies: bool


@pytest.fixture(scope="module")
def judged() -> tuple[Judged, ...]:
    return tuple(judge(pair) for pair in PAIRS)


def judge(pair: Pair) -> Judged:
    one, other = shingles_of(pair.one), shingles_of(pair.other)
    assert one is not None
    assert other is not None
    shared_bands = set(bands_of(sketch_of(one))) & set(bands_of(sketch_of(other)))
    return Judged(pair, bool(shared_bands), are_copies(one, other))


# --- two texts ---------------------------------------------------------------------------------------------------------------


def test_copies_and_nothing_else_are_found(judged: tuple[Judged, ...]) -> None:
    wrong = Counter(found.pair.kind for found in judged if found.are_copies != found.pair.are_copies)
    assert wrong == {}


def test_copies_meet_in_a_band(judged: tuple[Judged, ...]) -> None:
    missed = Counter(found.pair.kind for found in judged if found.pair.are_copies and not found.meet)
    assert missed == {}


def test_most_other_pairs_are_never_compared(judged: tuple[Judged, ...]) -> None:
    unlike = [found for found in judged if found.pair.kind in ("same event", "same quotation", "nothing in common")]
    assert sum(found.meet for found in unlike) <= 0.05 * len(unlike)


def test_the_order_of_the_two_does_not_matter() -> None:
    for pair in PAIRS[:16]:
        one, other = shingles_of(pair.one), shingles_of(pair.other)
        assert one and other
        assert are_copies(one, other) == are_copies(other, one)
        assert containment(one, other) == containment(other, one)
        assert are_copies(one, one)


def test_case_line_breaks_and_marks_do_not_matter() -> None:
    text = Newsroom(1).prose(Newsroom(1).words(60))
    one, other = shingles_of(text), shingles_of(text.upper().replace(" ", "\r\n").replace(".", " — "))
    assert one and other
    assert np.array_equal(one.run, other.run)


def test_an_interview_is_compared_whole() -> None:
    room = Newsroom(2)
    answers = "\n\n".join(f"“{room.prose(room.words(40))}”".replace("\n\n", " ") for _ in range(4))
    others = "\n\n".join(f"“{room.prose(room.words(40))}”".replace("\n\n", " ") for _ in range(4))
    one, same, another = shingles_of(answers), shingles_of(f"She spoke in town.\n\n{answers}"), shingles_of(others)
    assert one and same and another
    assert are_copies(one, same)
    assert not are_copies(one, another)


def test_stories_that_share_a_sentence_in_each_part_are_no_copies() -> None:
    room = Newsroom(8)
    one, other = ([word for word in room.words(500) if not word.isdigit()][:400] for _ in range(2))
    shared = [*chain(*(one[at : at + 30] + other[at + 30 : at + 100] for at in range(0, 400, 100)))]
    first, second = shingles_of(room.prose(one)), shingles_of(room.prose(shared))
    assert first and second
    assert 0.2 < containment(first, second) < 0.4
    assert not are_copies(first, second)


def test_an_interview_is_not_told_by_the_words_around_the_answers() -> None:
    room = Newsroom(10)
    frame = room.prose(room.words(40))
    one, other = (shingles_of(f"{frame} “{' '.join(room.words(200))}” she said.") for _ in range(2))
    assert one and other
    assert not are_copies(one, other)


def test_a_text_of_a_few_words_is_compared_with_nothing() -> None:
    words = ["word"] * (LEAST_WORDS - 1)
    assert shingles_of(" ".join(words)) is None
    assert shingles_of(" ".join([*words, "end"])) is not None
    assert shingles_of("") is None


def test_scripts_without_spaces_have_words_too() -> None:
    one = shingles_of("市議会は月曜日に橋の再開を決めたと発表した。工事は十一か月かかり費用は予定を上回った。")
    assert one is not None
    assert len(one.unique) > LEAST_WORDS


def test_sketches_estimate_the_jaccard_index() -> None:
    for pair in PAIRS[:4]:
        one, other = shingles_of(pair.one), shingles_of(pair.other)
        assert one and other
        jaccard = len(np.intersect1d(one.unique, other.unique)) / len(np.union1d(one.unique, other.unique))
        assert float((sketch_of(one) == sketch_of(other)).mean()) == pytest.approx(jaccard, abs=0.15)


def test_sketches_are_the_same_in_every_process() -> None:
    """They are kept on disk: a hash that is salted, or drawn by a library that changes, would make all of them worthless."""
    text = Newsroom(3).prose(Newsroom(3).words(50))
    shingles = shingles_of(text)
    assert shingles
    bands = bands_of(sketch_of(shingles))
    code = f"import json; from index.prose.copies import *; print(json.dumps(bands_of(sketch_of(shingles_of({text!r})))))"
    root = ROOT
    printed = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True).stdout
    assert json.loads(printed) == bands
    assert len(bands) == BANDS
    fixed = shingles_of("the quick brown fox jumps over the lazy dog " * 3)
    assert fixed
    least = [1047193284, 3108920, 512037872]
    assert [int(value) for value in sketch_of(fixed)[:3]] == [value % 2**16 for value in least]
    assert all(-(2**31) <= band < 2**31 for band in bands), "four bytes each on the disk"


def sharing(*quarters: bool) -> tuple[str, str]:
    """Two stories of four hundred words each, without figures, that have those quarters in common."""
    room = Newsroom(5)
    words = [[word for word in room.words(160) if not word.isdigit()][:100] for _ in range(8)]
    one, other = words[:4], [words[n if same else n + 4] for n, same in enumerate(quarters)]
    return room.prose([*chain(*one)]), room.prose([*chain(*other)])


@pytest.mark.parametrize(
    ("quarters", "same"),
    [
        ((True, True, True, True), True),
        ((True, False, True, True), True),
        ((False, True, True, True), True),
        ((True, True, False, False), False),  # half of it, in one piece: background, not the story
        ((True, False, True, False), False),
        ((False, False, False, True), False),
    ],
)
def test_a_copy_shares_something_of_three_quarters_of_the_story(quarters: tuple[bool, ...], same: bool) -> None:
    one, other = map(shingles_of, sharing(*quarters))
    assert one and other
    assert (containment(one, other) > 0.4) == (sum(quarters) >= 2)
    assert are_copies(one, other) is same


@pytest.mark.parametrize(
    ("figures", "others", "same"),
    [
        ("3 4 5", "6 7 8", True),  # so few tell nothing
        ("3 4 5 6", "3 4 7 8", True),
        ("3 4 5 6", "3 7 8 9", False),
        ("3 4 5 6 7 8", "3 4 5 16 17 18", True),
        ("3 4 5 6 7 8", "3 4 15 16 17 18", False),
    ],
)
def test_a_form_filled_in_anew_is_no_copy(figures: str, others: str, same: bool) -> None:
    text = " ".join(word for word in Newsroom(6).words(200) if not word.isdigit())
    one, other = (shingles_of(f"{text} {numbers}") for numbers in (figures, others))
    assert one and other
    assert are_copies(one, other) is same


def test_a_speech_that_two_stories_quote_makes_no_copies_however_long_it_is() -> None:
    room = Newsroom(7)
    speech = " ".join(room.words(90))
    one, other = (f"{room.prose(room.words(70))} “{speech}” she said." for _ in range(2))
    first, second = shingles_of(one), shingles_of(other)
    assert first and second
    assert not are_copies(first, second)
    assert containment(first, second) < 0.1
    bare = shingles_of(one.replace("“", "").replace("”", "")), shingles_of(other.replace("“", "").replace("”", ""))
    assert bare[0] and bare[1]
    assert containment(*bare) > 0.4


# --- an archive --------------------------------------------------------------------------------------------------------------

ROOM = Newsroom(4)
STORY = ROOM.words(120)
EDITED = ROOM.edited(STORY, 0.1)
OTHER = ROOM.words(120)


def write(folder: Path, name: str, words: list[str], title: str = "Bridge to reopen in spring", day: str = "12 January 2022") -> str:
    path = folder / name
    path.write_text(f"{title}\n\n{day}\n\n{ROOM.prose(words)}\n", encoding="utf-8")
    return str(path)


def by_file(archive: Archive) -> dict[str, Article]:
    return {Path(article.file).stem: article for article in archive.articles()}


def names(articles: tuple[Article, ...]) -> list[str]:
    return [Path(article.file).stem for article in articles]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "news"
    made.mkdir()
    return made


def test_copies_are_found_among_old_and_new_articles(archive: Archive, folder: Path) -> None:
    archive.add([write(folder, "one.txt", STORY), write(folder, "other.txt", OTHER, "Glassworks to hire sixty")])
    assert archive.copies(by_file(archive)["one"].id) == ()
    archive.add([write(folder, "two.txt", EDITED, "Harbour crossing opens again"), write(folder, "three.txt", STORY[:70])])
    found = by_file(archive)
    assert names(archive.copies(found["one"].id)) == ["three", "two"]
    assert names(archive.copies(found["two"].id)) == ["one", "three"]
    assert archive.copies(found["other"].id) == ()
    group = clusters(archive, [article.id for article in found.values()])
    assert group[found["one"].id] == group[found["two"].id] == group[found["three"].id]
    assert group[found["other"].id] == found["other"].id


def test_clusters_do_not_depend_on_the_order_of_adding(open_archive: Callable[[], Archive], folder: Path) -> None:
    archive = open_archive()
    paths = [write(folder, "one.txt", STORY), write(folder, "two.txt", EDITED), write(folder, "three.txt", STORY[:70])]
    archive.add(paths)
    first = clusters(archive, [article.id for article in archive.articles()])
    archive.remove([article.id for article in archive.articles()])
    for path in reversed(paths):
        archive.add([path])
    assert clusters(archive, [article.id for article in archive.articles()]) == first
    assert len(set(first.values())) == 1


def test_a_removed_link_parts_what_it_held_together(archive: Archive, folder: Path) -> None:
    ends = STORY[:60], STORY[60:]
    archive.add([write(folder, "whole.txt", STORY), write(folder, "begin.txt", ends[0]), write(folder, "end.txt", ends[1])])
    found = by_file(archive)
    assert names(archive.copies(found["begin"].id)) == ["end", "whole"]
    archive.remove([found["whole"].id])
    assert archive.copies(found["begin"].id) == archive.copies(found["end"].id) == ()
    assert clusters(archive, [found["end"].id]) == {found["end"].id: found["end"].id}
    tables = ("sketches", "bands", "copies")
    left = {table: archive._catalog.value(f"SELECT count(*) FROM {table}") for table in tables}
    assert left == {"sketches": 2, "bands": 2 * BANDS, "copies": 0}


def test_copies_stay_together_when_the_one_they_were_found_by_is_gone(archive: Archive, folder: Path) -> None:
    archive.add([write(folder, f"copy{number}.txt", ROOM.edited(STORY, 0.05)) for number in range(9)])
    found = by_file(archive)
    assert len(archive.copies(found["copy8"].id)) == 8
    for number in range(4):
        archive.remove([found[f"copy{number}"].id])
        left = [found[f"copy{other}"].id for other in range(number + 1, 9)]
        assert len(set(clusters(archive, left).values())) == 1


def test_a_copy_is_found_among_many_that_share_a_line_with_it(archive: Archive, folder: Path) -> None:
    room = Newsroom(9)
    line = room.words(46)
    for number in range(60):  # more than are compared word for word
        write(folder, f"other{number}.txt", room.words(74) + line, f"Bread costs {number} crowns")
    write(folder, "one.txt", STORY + line)
    archive.add([str(folder)])
    archive.add([write(folder, "two.txt", EDITED + line)])
    assert names(archive.copies(by_file(archive)["two"].id)) == ["one"]


def test_a_changed_file_leaves_its_old_cluster(archive: Archive, folder: Path) -> None:
    archive.add([write(folder, "one.txt", STORY), write(folder, "two.txt", EDITED)])
    assert names(archive.copies(by_file(archive)["one"].id)) == ["two"]
    archive.add([write(folder, "two.txt", OTHER)])
    assert archive.copies(by_file(archive)["one"].id) == ()


def test_articles_of_one_file_are_compared_too(archive: Archive, folder: Path) -> None:
    path = folder / "digest.txt"
    stories = [(f"{name} reopens after storm", words) for name, words in (("Harbour", STORY), ("Ferry line", OTHER), ("Old port", EDITED))]
    path.write_text("\n\n* * *\n\n".join(f"{title}\n\n{ROOM.prose(words)}" for title, words in stories) + "\n", encoding="utf-8")
    archive.add([str(path)])
    first, second, third = archive.articles()
    assert archive.copies(first.id) == (third,)
    assert archive.copies(second.id) == ()


def test_versions_of_one_outlet_come_newest_first(archive: Archive, folder: Path) -> None:
    early = write(folder, "early.txt", STORY, day="12 January 2022")
    late = write(folder, "late.txt", STORY[:60] + ROOM.words(20) + STORY[60:], day="14 January 2022")
    archive.add([early, late, write(folder, "same.txt", EDITED, day="12 January 2022")], source="The Eastmere Slate")
    archive.add([write(folder, "elsewhere.txt", STORY, day="13 January 2022")], source="Hallow Bay Courier")
    found = by_file(archive)
    assert names(archive.versions(found["early"].id)) == ["late", "early"]
    newest, *older = names(archive.versions(found["late"].id))
    assert (newest, sorted(older)) == ("late", ["early", "same"])
    assert archive.versions(found["elsewhere"].id) == ()


def test_an_id_that_is_not_there(archive: Archive) -> None:
    with pytest.raises(UnknownArticleError):
        archive.copies("no-such-id")


def test_the_headline_is_not_compared() -> None:
    article = Article("a", "Bridge opens", "Bridge opens\n\nThe bridge opened.", "f", 100, Dating(), body_start=114)
    assert prose_of(article) == "The bridge opened."
    assert prose_of(replace(article, in_file=False, start=0, body_start=0, text="Prose only.")) == "Prose only."


def test_a_version_needs_a_known_day(archive: Archive, folder: Path) -> None:
    archive.add([write(folder, "one.txt", STORY), write(folder, "two.txt", EDITED)], source="The Eastmere Slate")
    found = by_file(archive)
    assert archive.versions(found["one"].id) == ()
    archive.correct(found["two"].id, date(2022, 1, 15))
    assert names(archive.versions(found["one"].id)) == ["two", "one"]


def test_an_archive_of_before_there_were_copies_is_refused(open_archive: Callable[[], Archive]) -> None:
    archive = open_archive()
    with archive._catalog._connection() as connection:
        connection.execute("PRAGMA user_version = 1")
    with pytest.raises(NotAnArchiveError, match=r"older version of this program \(format 1\); add the files to a new archive"):
        open_archive()
