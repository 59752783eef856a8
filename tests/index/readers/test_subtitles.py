"""Subtitles: what is said, without numbers, times, places and styles, as running paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_formats import SECOND, SRT, VTT

from index.errors import EmptyInputError
from index.readers import formats
from index.readers.subtitles import read

CUE = "00:01.000 --> 00:02.000"


def text(data: bytes | str) -> str:
    [story] = read(Path("a.srt"), data if isinstance(data, bytes) else data.encode()).stories
    assert (story.title, story.published, story.modified) == (None, None, None)
    return story.text


@pytest.mark.parametrize("data", [SRT, VTT, SRT.replace(b"\n", b"\r\n"), SRT.decode().encode("utf-16"), b"\xef\xbb\xbf" + SRT])
def test_the_words_run_on(data: bytes) -> None:
    assert text(data) == f"The lock will stay shut until June. {SECOND}"


@pytest.mark.parametrize(
    ("cues", "said"),
    [
        (f"intro\n{CUE} align:start position:0%\nShut.", "Shut."),
        (f"{CUE}\n<i>Shut</i> <c.loud>until</c> <00:00:01.500>June &amp; on.", "Shut until June & on."),
        (f"{CUE}\n<v Maud Tarrant>Nobody will pay.</v>", "Maud Tarrant: Nobody will pay."),
        (f"NOTE made by hand\non a Monday\n\nSTYLE\n::cue {{}}\n\n{CUE}\nShut.", "Shut."),
        (f"{CUE}\n- Is it shut?\n- It is.", "Is it shut?\n\nIt is."),
        (f"{CUE}\n>> Is it shut?\n{CUE}\n>> It is.", "Is it shut?\n\nIt is."),
        (f"{CUE}\nThe lock will stay shut\n\n{CUE}\nThe lock will stay shut\nuntil June", "The lock will stay shut until June"),
        (f"{CUE}\nNo.\n\n{CUE}\nNo.", "No. No."),
        (f"{CUE}\n42\n\n{CUE}\ngates", "42 gates"),
        (f"{CUE}\n{{\\an8}}Shut.", "Shut."),
        (f"{CUE}\n3 < 4 and <b>5</b>", "3 < 4 and 5"),
    ],
)
def test_what_is_said(cues: str, said: str) -> None:
    assert text(f"WEBVTT - Title\nKind: captions\n\n{cues}\n") == said


def test_cues_without_a_blank_line_between_them() -> None:
    assert text("1\n00:00:01,000 --> 00:00:02,000\nShut\n2\n00:00:02,000 --> 00:00:03,000\nuntil June.\n") == "Shut until June."


def test_a_long_transcript_has_paragraphs_at_ends_of_sentences() -> None:
    cues = "".join(
        f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:59:00,000\nGate {n} of the lock was\ninspected in May.\n\n" for n in range(100)
    )
    paragraphs = text(cues).split("\n\n")
    assert 3 < len(paragraphs) < 9
    assert all(paragraph.endswith("in May.") for paragraph in paragraphs)


@pytest.mark.parametrize("data", [b"", b"WEBVTT\n\n", b"1\n00:00:01,000 --> 00:00:02,000\n\n"])
def test_nothing_said_is_nothing(data: bytes) -> None:
    with pytest.raises(EmptyInputError):
        text(data)


def test_a_transcript_as_players_show_it() -> None:
    text = "0:03\nThe tram of Velden\n0:07\nopened on Sunday.\n1:00:02\nIt runs every ten minutes.\n"
    assert formats.format_of("talk.txt", text.encode()) is formats.SUBTITLES
    [story] = read(Path("talk.txt"), text.encode()).stories
    assert story.text == "The tram of Velden opened on Sunday. It runs every ten minutes."
    for agenda in ("9:00\nDoors open\n9:30\nFirst talk\n10:00\nCoffee\n", "0:03\nOne line\n\nand prose.\n"):
        assert formats.format_of("talk.txt", agenda.encode()) is formats.TEXT
