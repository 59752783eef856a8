"""Rich text: signs of all encodings, links, lines and tables, what was deleted, and what its properties may say."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_formats import HEADLINE, RTF, rtf

from index.errors import EmptyInputError, NotTextError
from index.readers.base import Collection, Story
from index.readers.documents.rtf import read


def found(data: bytes) -> Collection:
    return read(Path("a.rtf"), data)


def story(data: bytes) -> Story:
    [one] = found(data).stories
    return one


def text(body: str) -> str:
    return story(rtf(body)).text


def test_it_is_one_text_with_headline_and_day_in_it() -> None:
    one = story(RTF)
    assert one.is_whole
    assert one.text.startswith(f"{HEADLINE}\n\n4 May 2032\n\nThe lock")
    assert (one.title, one.published) == (None, None)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (r"caf\'e9 \'93shut\'94", "café “shut”"),
        (r"\u8220?shut\u8221? \u-10180?\u-8448?", "“shut” \U0001f300"),
        (r"{\f1 \'c2\'ee\'e4\'e0}", "Вода"),
        (r"one\line two\par three", "one\ntwo\n\nthree"),
        (r"\ldblquote shut\rdblquote\~now\endash later", "“shut” now–later"),
        (r"a \{brace\} and a \\ stroke", "a {brace} and a \\ stroke"),
        (r"soft\-ly", "softly"),
        (r"\trowd\cellx100\cellx200 Gate\cell 40,000\cell\row after", "Gate | 40,000\n\nafter"),
        (r'see {\field{\*\fldinst{HYPERLINK "https://canal.example/x"}}{\fldrslt the plan}} of May', "see the plan of May"),
        (r"HYPERLINK is a word", "HYPERLINK is a word"),
        (r"kept{\deleted  gone} here", "kept here"),
        (r"kept{\rtlch\af0 \ltrch\deleted\revauthdel1 gone {\b too}} here", "kept here"),
        (r"shown {\v hidden}{\v0 all}", "shown all"),
        (r"{\*\unknown secret}{\pict\pngblip 89504e47}words", "words"),
    ],
)
def test_what_is_shown(body: str, shown: str) -> None:
    head = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
    data = rf"{{\rtf1\ansi\ansicpg1252\deff0{head}\f0 {body}}}".encode()
    assert story(data).text == shown


def test_signs_that_nobody_escaped() -> None:
    assert story("{\\rtf1\\ansi “shut” café}".encode()).text == "“shut” café"
    assert story("{\\rtf1\\ansi “shut” café}".encode("cp1252")).text == "“shut” café"


def test_properties_are_weak_and_their_days_are_none() -> None:
    info = r"{\info{\title The shut lock of Ebbfleet}{\author Otto Fenn}{\creatim\yr2032\mo5\dy9}{\revtim\yr2032\mo5\dy9}}"
    one = story(rtf("Words of the board.", info))
    assert (one.title, one.author, one.published, one.modified) == ("The shut lock of Ebbfleet", "Otto Fenn", None, None)
    assert "Otto" not in one.text
    assert story(rtf("Words.", r"{\info{\title Document1}{\author admin}}")).title is None


def test_what_is_left_out_is_told() -> None:
    assert found(rtf(r"Words.{\footnote A note.}{\shp{\*\shpinst{\shptxt A box.}}}")).skipped == (
        "the document's footnotes are not read",
        "the document's text boxes are not read",
    )
    assert found(RTF).skipped == ()
    assert found(RTF[:-90]).skipped == ("the document breaks off before its end",)


@pytest.mark.parametrize(("data", "error"), [(b"", EmptyInputError), (rtf(r"\par "), EmptyInputError), (b"Words.", NotTextError)])
def test_what_cannot_be_read(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"^a\.rtf .*\.$"):
        found(data)


def test_a_sign_beyond_all_signs_is_a_sentence() -> None:
    with pytest.raises(NotTextError, match=r"^a\.rtf is damaged"):
        found(rtf(r"\u99999999?"))


def test_reading_is_linear() -> None:
    """Ten thousand groups that look deleted and are never closed."""
    assert story(rtf(r"{\deleted x" * 10_000)).text
