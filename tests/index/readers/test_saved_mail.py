"""Mail that was saved as text: its own sender, subject and day, and those of the innermost message where one was forwarded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_news import __file__ as invented

from index.readers import formats, saved_mail
from index.readers.databases.record import Record

RELEASE = """The glassworks will light a second furnace in June.

"We need sixty people," said its owner, Ines Calder."""
OUTLOOK = f"""From:\tPress Office, Hallow Bay Glassworks <press@glass.example>
Sent:\tTuesday, May 14, 2019 9:12 AM
To:\tNewsdesk; Town desk;
\tFenwick, Orla
Subject:\tSecond furnace to be lit in June

{RELEASE}

--
Hallow Bay Glassworks, Sand Lane 1
"""
GERMAN = (
    OUTLOOK.replace("From:", "Von:")
    .replace("Sent:\tTuesday, May 14, 2019 9:12 AM", "Gesendet:\tDienstag, 14. Mai 2019 09:12")
    .replace("To:", "An:")
    .replace("Subject:", "Betreff:")
)
FORWARDED = f"""From: Orla Fenwick <orla@slate.example>
Sent: Friday, 17 May 2019 18:00
To: Tomas Ilves
Subject: FW: Second furnace to be lit in June

One for your page, Tomas?

-----Original Message-----
{OUTLOOK}"""
REPLIED = FORWARDED.replace("FW:", "RE:").replace("-----Original Message-----", "\n")
RAW = f"""Received: from mail.glass.example (mail.glass.example [192.0.2.9])
\tby mx.slate.example; Tue, 14 May 2019 09:12:40 +0200
Date: Tue, 14 May 2019 09:12:31 +0200
From: Press Office <press@glass.example>
To: newsdesk@slate.example
Subject: Second furnace to be lit in June
Content-Transfer-Encoding: quoted-printable

The glassworks will light a second furnace in Ju=
ne.
{RELEASE}
""".encode()


def read(text: str) -> tuple[str, Record, str]:
    assert saved_mail.sniff(text)
    [record] = saved_mail.sections(text)
    return record.title(text), record, text[record.body_start : record.body_end]


@pytest.mark.parametrize("text", [OUTLOOK, GERMAN, FORWARDED, OUTLOOK.replace("\n", "\r\n")])
def test_a_message_is_of_its_own_sender_and_day(text: str) -> None:
    title, record, prose = read(text)
    assert (title, record.source) == ("Second furnace to be lit in June", "Press Office, Hallow Bay Glassworks")
    assert (record.days, prose.replace("\r\n", "\n")) == ((date(2019, 5, 14),) * 2, RELEASE)
    assert record.dateline is not None and text[record.dateline.start : record.dateline.end] == record.dateline.quote


def test_a_reply_is_of_who_replied() -> None:
    title, record, prose = read(REPLIED)
    assert (title, record.source, record.days) == ("Second furnace to be lit in June", "Orla Fenwick", (date(2019, 5, 17),) * 2)
    assert prose.startswith("One for your page")


def test_a_day_in_figures_that_may_be_two_is_none() -> None:
    assert read(OUTLOOK.replace("Tuesday, May 14, 2019", "05/04/2019"))[1].days is None


def test_a_raw_message_is_mail_under_any_name() -> None:
    assert formats.format_of("release.txt", RAW) is formats.MAIL
    assert formats.format_of("release.txt", b"\r\n" + RAW.replace(b"\n", b"\r\n")) is formats.MAIL


@pytest.mark.parametrize(
    "text",
    [
        Path(invented).read_text(encoding="utf-8"),
        "From: the harbour\nTo: the quay\n\nA walk of ten minutes.\n",
        "Subject: Glass\nDate: 2019\nSource: A book\n\nGlass is made of sand.\n",
        "Date: Tue, 14 May 2019 09:12:31 +0200\n\nA diary.\n",
        "",
    ],
)
def test_other_texts_are_no_mail(text: str) -> None:
    assert not saved_mail.sniff(text)
    assert formats.format_of("a.txt", text.encode()) is formats.TEXT


@settings(max_examples=200)
@given(st.lists(st.sampled_from([*FORWARDED.splitlines(keepends=True), "\n", "\r", "Von: a\n", "Date: \n"]), max_size=30).map("".join))
def test_spans_are_ordered_and_inside(text: str) -> None:
    for record in saved_mail.sections(text):
        assert 0 <= record.start <= record.body_start <= record.body_end <= record.end <= len(text)
        assert record.title_end is None or record.title_end <= record.body_start


def test_a_message_sent_on_in_brazil_is_the_statement() -> None:
    text = (
        FORWARDED.replace("-----Original Message-----", "-----Mensagem original-----").replace("From:\t", "De: ").replace("To:\t", "Para: ")
    )
    text = text.replace("Sent:\tTuesday, May 14, 2019 9:12 AM", "Enviada: terça-feira, 14 de maio de 2019 09:12").replace(
        "Subject:\t", "Assunto: "
    )
    [record] = saved_mail.sections(text)
    assert record.days == (date(2019, 5, 14), date(2019, 5, 14))
    assert "One for your page" not in text[record.body_start : record.body_end]
