"""Reading text files: every encoding keeps its characters, and what is no text ends in one sentence that says so."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import EmptyInputError, InputError, MissingInputError, NotTextError, TooLargeError, UnreadableInputError
from index.readers import text as reader
from index.readers.text import decode, find_files, read_text

RUSSIAN = "Вчера вечером в городе прошёл сильный дождь, и улицы опустели. Мэр поблагодарил спасателей за работу."
POLISH = "Zażółć gęślą jaźń, powiedziała burmistrz. Mieszkańcy świętują już od wczoraj, a pogoda sprzyja."
JAPANESE = "昨夜、町に大雨が降りました。市長は消防団に感謝の言葉を述べました。今日は晴れています。"
ENGLISH = "The mayor said “it’s over” – and that the café would cost £5… for a while. " * 3


@pytest.mark.parametrize(
    ("text", "encoding", "reported"),
    [
        ("Plain words.\r\nNext\rlast\n", "ascii", "utf-8"),
        (ENGLISH, "utf-8", "utf-8"),
        (ENGLISH, "cp1252", "cp1252 (guessed)"),
        ("Müller fuhr über die Brücke, sagte die Bürgermeisterin am Freitag.", "latin-1", "cp1252 (guessed)"),
        (RUSSIAN, "cp1251", "cp1251 (guessed)"),
        (RUSSIAN, "koi8-r", "koi8_r (guessed)"),
        (POLISH, "cp1250", "cp1250 (guessed)"),
        (JAPANESE, "shift_jis", "cp932 (guessed)"),
        (RUSSIAN, "utf-16", "utf-16"),
        (JAPANESE, "utf-32", "utf-32"),
        ("𝒰 and 🙂 outside the basic plane", "utf-8", "utf-8"),
    ],
)
def test_characters_survive(text: str, encoding: str, reported: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, reported)


def test_a_byte_order_mark_stays_the_first_character() -> None:
    assert decode(b"\xef\xbb\xbfWords", "a.txt").text == "\ufeffWords"


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Cs")), min_size=1).filter(str.strip))
def test_utf_8_is_read_letter_for_letter(text: str) -> None:
    if text.strip("\ufeff\u200b \u2028\u2029"):
        assert decode(text.encode(), "a.txt").text == text


@given(st.binary(max_size=2000))
def test_any_bytes_are_text_or_one_sentence(data: bytes) -> None:
    try:
        decoded = decode(data, "a.txt")
    except InputError as error:
        assert str(error).startswith("a.txt ")
        assert str(error).endswith(".")
        assert "\n" not in str(error)
    else:
        assert decoded.text.strip()
        if not decoded.encoding.startswith("utf-"):
            assert data.decode(decoded.encoding.removesuffix(" (guessed)")) == decoded.text


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyInputError),
        (b" \r\n\t ", EmptyInputError),
        (b"\xef\xbb\xbf", EmptyInputError),
        ("\u200b\n".encode(), EmptyInputError),
        (b"GIF89a\x00\x01", NotTextError),
        (b"\x7fELF\x02\x01\x01" + bytes(64), NotTextError),
        (bytes(range(1, 32)) * 30, NotTextError),
        (b"\xff\xfeabc", NotTextError),
        (b"a" * (reader.MAX_LINE + 1), TooLargeError),
    ],
)
def test_what_is_no_text(data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error, match=r"^odd\.txt .*\.$"):
        decode(data, "odd.txt")


def test_a_huge_line_is_refused_fast() -> None:
    data = b"word " * 10_000_000
    begin = time.process_time()
    with pytest.raises(TooLargeError, match="1,000,000"):
        decode(data, "dump.txt")
    assert time.process_time() - begin < 5


def test_a_document_holds_for_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    data = "\ufeffTitle\r\n\r\nCafé.\r\n".encode()
    path.write_bytes(data)
    document = read_text(path)
    with open(path, encoding=document.encoding, newline="") as file:
        assert document.text == file.read()
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.path == path


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MissingInputError, match=r"none\.txt"):
        read_text(tmp_path / "none.txt")
    with pytest.raises(UnreadableInputError):
        read_text(tmp_path)
    big = tmp_path / "big.txt"
    big.write_text("Words.")
    monkeypatch.setattr(reader, "MAX_BYTES", 5)
    with pytest.raises(TooLargeError, match=r"big\.txt"):
        read_text(big)


def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "shut.txt"
    path.write_text("Words.")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(UnreadableInputError, match=r"shut\.txt"):
        read_text(path)


def test_a_name_no_file_can_have() -> None:
    with pytest.raises(InputError):
        read_text(Path("a\0b.txt"))
    with pytest.raises(InputError):
        find_files(["a\0b.txt"])


def test_folders_are_searched_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "sub/c.text", "sub/deep/d.markdown", ".hidden.txt", ".git/e.txt", "photo.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Words.")
    found = find_files([tmp_path, tmp_path / "b.txt"])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a.MD", "b.txt", "sub/c.text", "sub/deep/d.markdown"]


def test_a_hidden_file_named_outright_is_read(tmp_path: Path) -> None:
    (tmp_path / ".a.txt").write_text("Words.")
    assert find_files([str(tmp_path / ".a.txt")]) == (tmp_path / ".a.txt",)


def test_what_cannot_be_found(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    with pytest.raises(NotTextError, match=r"photo\.png .* \.txt, \.md, \.text or \.markdown"):
        find_files([tmp_path / "photo.png"])
    with pytest.raises(EmptyInputError):
        find_files([tmp_path])
    with pytest.raises(MissingInputError, match="nowhere"):
        find_files([tmp_path / "nowhere"])
