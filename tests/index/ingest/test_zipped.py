"""Zip archives: their readable members, and archives that are broken or made to do harm."""

from __future__ import annotations

import io
import time
import warnings
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import EmptyInputError, InputError, NotTextError, TooLargeError
from index.ingest import zipped
from index.ingest.zipped import BrokenMember, Member, members, safe_name
from index.readers.formats import is_known


def packed(files: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def unpacked(data: bytes, depth: int = 0) -> list[Member | BrokenMember]:
    return list(members("news.zip", data, depth, is_known))


def test_members_of_known_formats_come_in_the_order_of_their_names() -> None:
    files = {"b.txt": "B", "a/c.html": "C", "mail.css": "P", ".hidden.txt": "H", "__MACOSX/a.txt": "M", "a/.git/d.txt": "D", "e/": ""}
    assert unpacked(packed(files)) == [Member("a/c.html", b"C"), Member("b.txt", b"B")]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/news.txt", "etc/news.txt"),
        ("/etc/news.txt", "etc/news.txt"),
        ("C:\\news\\..\\a.txt", "news/a.txt"),
        ("a/./b.txt", "a/b.txt"),
        ("a\nb.txt", "ab.txt"),
        ("..", "unnamed"),
    ],
)
def test_names_lead_nowhere(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_names_that_lead_out_are_made_harmless_in_an_archive() -> None:
    assert unpacked(packed({"../../a.txt": "A", "/b.txt": "B"})) == [Member("a.txt", b"A"), Member("b.txt", b"B")]


@pytest.mark.parametrize("names", [("news/a.txt", "news/a.txt"), ("news/a.txt", "/news/a.txt"), ("news/a.txt", "..\\news\\a.txt")])
def test_members_of_one_name_are_all_read(names: tuple[str, str]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a name is there twice is what this is about
        archive.writestr("news/a (2).txt", "D")
        for name, content in zip((*names, names[0]), "ABC", strict=True):
            archive.writestr(name, content)
    assert unpacked(stream.getvalue()) == [
        Member("news/a (2).txt", b"D"),
        Member("news/a.txt", b"A"),
        Member("news/a (3).txt", b"B"),
        Member("news/a (4).txt", b"C"),
    ]


def test_a_great_many_members_of_one_name_are_named_in_time() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(3_000):
            archive.writestr("a.txt", "A")
    begin = time.process_time()
    assert len({member.name for member in unpacked(stream.getvalue())}) == 3_000
    assert time.process_time() - begin < 5


def test_links_are_not_followed() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", "A")
    sound, linked = unpacked(stream.getvalue())
    assert sound == Member("a.txt", b"A")
    assert isinstance(linked, BrokenMember)
    assert str(linked.error) == "news.zip!/link.txt is a link to another file, and links are not followed: pack the file itself."


def test_a_member_that_grows_too_much_is_left_out_and_the_others_are_not() -> None:
    [bomb, sound] = unpacked(packed({"bomb.txt": bytes(20_000_000), "sound.txt": "A"}))
    assert isinstance(bomb, BrokenMember)
    assert isinstance(bomb.error, TooLargeError)
    assert str(bomb.error).startswith("news.zip!/bomb.txt unpacks to more than 200 times its size")
    assert sound == Member("sound.txt", b"A")


def test_limits_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed({f"{number}.txt": "A tide." for number in range(4)})
    monkeypatch.setattr(zipped, "MAX_MEMBERS", 3)
    with pytest.raises(TooLargeError, match="4 members"):
        unpacked(data)
    monkeypatch.setattr(zipped, "MAX_MEMBERS", 4)
    monkeypatch.setattr(zipped, "MAX_TOTAL", 27)
    with pytest.raises(TooLargeError, match="unpacks to"):
        unpacked(data)
    monkeypatch.setattr(zipped, "MAX_TOTAL", 28)
    monkeypatch.setattr(zipped, "MAX_BYTES", 6)
    assert [isinstance(member, BrokenMember) for member in unpacked(data)] == [True] * 4


def test_archives_in_archives_are_opened_once() -> None:
    inner = packed({"a.txt": "A"})
    assert unpacked(packed({"inner.zip": inner})) == [Member("inner.zip", inner)]
    assert unpacked(inner, depth=1) == [Member("a.txt", b"A")]
    with pytest.raises(TooLargeError, match="archive within an archive"):
        unpacked(inner, depth=2)


def test_locked_damaged_and_unknown_packing_are_told_one_by_one() -> None:
    data = bytearray(packed({"a.txt": "Ash on the pass. " * 50, "b.txt": "B"}))
    begin = data.index(b"a.txt") + 5
    data[begin + 3 : begin + 9] = b"broken"
    broken, sound = unpacked(bytes(data))
    assert isinstance(broken, BrokenMember)
    assert isinstance(broken.error, NotTextError)
    assert sound == Member("b.txt", b"B")
    locked = bytearray(packed({"a.txt": "A"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    [member] = unpacked(bytes(locked))
    assert isinstance(member, BrokenMember)
    assert "password" in str(member.error)
    [member] = unpacked(packed({"a.txt": "A"}, zipfile.ZIP_LZMA))
    assert isinstance(member, BrokenMember)
    assert "packed in a way" in str(member.error)


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"", NotTextError), (b"PK\x03\x04", NotTextError), (packed({}), EmptyInputError), (packed({"mail.css": "P"}), EmptyInputError)],
)
def test_what_cannot_be_opened(data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error, match=r"^news\.zip .*\.$"):
        unpacked(data)


@settings(max_examples=80)
@given(st.data())
def test_damaged_archives_end_in_members_or_one_sentence(data: st.DataObject) -> None:
    content = bytearray(packed({"a.txt": "Ash on the pass. " * 20, "b/c.json": "[1]"}))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    try:
        for member in unpacked(bytes(content)):
            assert isinstance(member, Member) or str(member.error).startswith("news.zip!/")
    except InputError as error:
        assert str(error).startswith("news.zip ")
