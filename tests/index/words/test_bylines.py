"""Bylines as names: who is named, whom a name means, and whom a misspelt one may mean."""

from __future__ import annotations

import pytest

from index.words.bylines import authors_of, is_by, names, nearest, unknown_author


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("By Ida Quill and Tom Arvid", ("Ida Quill", "Tom Arvid")),
        ("Ida Quill, staff writer", ("Ida Quill",)),
        ("Ida Quill, Harbour Correspondent", ("Ida Quill",)),
        ("Quill, Ida", ("Ida Quill",)),
        ("Quill, Ida; Carr, Toby", ("Ida Quill", "Toby Carr")),
        ("Brandl, Jutta, Stein, Uwe", ("Jutta Brandl", "Uwe Stein")),
        ("De Vries, Jan", ("Jan De Vries",)),
        ("Jane Brand, Ann Poole", ("Jane Brand", "Ann Poole")),
        ("Von Jutta Brandl und Uwe Stein", ("Jutta Brandl", "Uwe Stein")),
        ("Par Odile Brunet et Jean Ruffel", ("Odile Brunet", "Jean Ruffel")),
        ("Anna Sokół i Piotr Nowak", ("Anna Sokół", "Piotr Nowak")),
        ("By JANE BRAND in Weydale", ("JANE BRAND",)),
        ("Jane Brand (AP) jane@fell.example", ("Jane Brand",)),
        ("Dr. Ines Calder", ("Ines Calder",)),
        ("Fell Reporter Staff", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_the_people_of_a_byline(byline: str | None, people: tuple[str, ...]) -> None:
    assert names(byline) == people


def test_a_name_is_asked_for_without_case_accents_and_order() -> None:
    assert is_by("By Łucja Sokół and Tom Arvid", "sokol")
    assert is_by("Quill, Ida", "IDA QUILL")
    assert not is_by("By Ida Carr and Tom Quill", "Ida Quill")  # words of two people are no name
    assert not is_by("Ida Quill", "")
    assert not is_by(None, "Ida Quill")


def test_one_person_is_counted_once_however_written() -> None:
    assert authors_of({"IDA QUILL": 5, "Quill, Ida": 1, "By Ida Quill and Tom Arvid": 2}) == {"Ida Quill": 8, "Tom Arvid": 2}


def test_a_name_that_is_not_known_is_said_with_the_nearest() -> None:
    known = ["Ida Quill", "Tom Arvid", "Jutta Brandl"]
    assert nearest("Ida Quil", known) == ("Ida Quill",)
    assert nearest("Brandt", known) == ("Jutta Brandl",)
    assert unknown_author("Tom Arvit", known) == "No article is by Tom Arvit; the nearest bylines of the archive are: Tom Arvid."
    assert unknown_author("Zed", []) == "No article is by Zed; the bylines of the archive are: none."
