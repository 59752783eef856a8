"""OpenDocument texts, packed and flat: what is shown, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_formats import FIRST, HEADLINE, ODT, odt, odt_content, packed

from index.errors import EmptyInputError, NotTextError, TooLargeError
from index.readers.base import Collection, Story
from index.readers.documents.opendocument import read


def found(data: bytes) -> Collection:
    return read(Path("a.odt"), data)


def story(data: bytes) -> Story:
    [one] = found(data).stories
    return one


def test_it_is_one_text_with_headline_and_day_in_it() -> None:
    one = story(ODT)
    assert one.is_whole
    assert one.text.startswith(f"{HEADLINE}\n\n4 May 2032\n\n{FIRST}")


def test_a_flat_document_is_the_same() -> None:
    flat = odt_content(f"<text:p>{FIRST}</text:p>").replace("document-content", "document")
    assert story(flat.encode()).text == FIRST


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<text:p>one<text:s text:c='3'/>two<text:tab/>three<text:line-break/>four</text:p>", "one two three\nfour"),
        ("<text:p>a <text:span>b</text:span> c</text:p>\n  <text:p>d</text:p>", "a b c\n\nd"),
        (
            "<text:list><text:list-item><text:p>a</text:p></text:list-item><text:list-item><text:p>b</text:p></text:list-item></text:list>",
            "a\n\nb",
        ),
        (
            "<table:table><table:table-row><table:table-cell><text:p>Gate</text:p></table:table-cell><table:table-cell><text:p>4</text:p>"
            "</table:table-cell></table:table-row></table:table>",
            "Gate | 4",
        ),
        ("<text:p>a<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>b</text:p>", "a\n\nbox\n\nb"),
        (
            "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p></text:note-body></text:note>b</text:p>",
            "ab\n\nn",
        ),
        ("<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>kept</text:p>", "kept"),
        ("<text:table-of-content><text:p>Contents</text:p></text:table-of-content><text:p>kept</text:p>", "kept"),
        ("<text:p>fish &amp; chips &lt;b&gt;</text:p>", "fish & chips <b>"),
    ],
)
def test_what_is_shown(body: str, shown: str) -> None:
    assert story(odt(body)).text == shown


def test_properties_are_weak_and_their_days_are_none() -> None:
    meta = (
        '<m xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="m"><dc:title>The shut lock of Ebbfleet</dc:title>'
        "<dc:date>2032-05-09</dc:date>"
        "<meta:creation-date>2032-05-09</meta:creation-date><dc:creator>Otto Fenn</dc:creator><dc:language>en-GB</dc:language></m>"
    )
    one = story(odt("<text:p>Words.</text:p>", meta))
    assert (one.title, one.author, one.language) == ("The shut lock of Ebbfleet", "Otto Fenn", "en")
    assert (one.published, one.modified) == (None, None)
    assert story(odt("<text:p>Words.</text:p>", "<broken")).title is None


def test_what_cannot_be_read() -> None:
    locked = packed({"content.xml": odt_content(""), "META-INF/manifest.xml": "<m><encryption-data/></m>"})
    cases: list[tuple[bytes, type[Exception], str]] = [
        (b"", EmptyInputError, "is empty"),
        (odt("<text:p/>"), EmptyInputError, "has no text"),
        (b"PK\x03\x04", NotTextError, "damaged one"),
        (packed({"a.txt": "A"}), NotTextError, "content.xml cannot be read"),
        (packed({"content.xml": "<a/>"}), NotTextError, "is not an OpenDocument text"),
        (packed({"content.xml": odt_content("<text:p>")[:-40]}), NotTextError, "not whole XML"),
        (locked, NotTextError, "locked by a password"),
        (packed({"content.xml": " " * 2**24}), TooLargeError, "unpacks to far more"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), NotTextError, "password"),
    ]
    for data, error, words in cases:
        with pytest.raises(error, match=words):
            found(data)


def test_nothing_outside_the_file_is_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    declared = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "{"z" * 50}">]>'
    data = (declared + odt_content("<text:p>Words &x; &y; end.</text:p>").replace("document-content", "document")).encode()
    assert "the secret" not in story(data).text
