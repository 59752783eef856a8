"""Messages that somebody sent on: sender, day and words are those of the innermost message, in the layout and language of any program."""

from __future__ import annotations

import time
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from index.readers.base import Story
from index.readers.mail import read

WORDS = (
    "The port of Arden will close its northern gate for six weeks from Monday.\n\n“Lorries must use the western road,” said Ines Calder."
)
NOTE = "Please file this one, thanks!\n\nBo"
HEADS = {
    "webmail": "---------- Forwarded message ---------\nFrom: Port of Arden <news@port.example>\nDate: Wed, May 14, 2031 at 4:12 PM\n"
    "Subject: Northern gate closes\nTo: Bo <bo@post.example>",
    "Outlook": "________________________________\nFrom: Port of Arden <news@port.example>\nSent: Wednesday, May 14, 2031 4:12 PM\n"
    "To: Bo <bo@post.example>;\n Ada <ada@post.example>\nSubject: Northern gate closes",
    "older Outlook": "-----Original Message-----\nFrom: Port of Arden [mailto:news@port.example]\nSent: Wednesday, May 14, 2031 4:12 PM\n"
    "To: Bo\nSubject: Northern gate closes",
    "Apple": "Begin forwarded message:\n\nFrom: Port of Arden <news@port.example>\n\nSubject: Northern gate closes\n\n"
    "Date: 14 May 2031 at 16:12:11 CEST\n\nTo: bo@post.example",
    "German": "-------- Weitergeleitete Nachricht --------\nBetreff: Northern gate closes\nDatum: Wed, 14 May 2031 16:12:11 +0200\n"
    "Von: Port of Arden <news@port.example>\nAn: bo@post.example",
    "French": "De : Port of Arden <news@port.example>\nEnvoyé : mercredi 14 mai 2031 16:12\nÀ : Bo\nObjet : Northern gate closes",
    "Spanish": "De: Port of Arden <news@port.example>\nEnviado: 14 de mayo de 2031 16:12\nPara: Bo\nAsunto: Northern gate closes",
    "bold": "*From:* Port of Arden <news@port.example>\n*Sent:* 14 May 2031 16:12\n*To:* Bo\n*Subject:* Northern gate closes",
    "Polish": "-------- Przekazana wiadomość --------\nTemat: \tNorthern gate closes\nData: \tWed, 14 May 2031 16:12:11 +0200\n"
    "Nadawca: \tPort of Arden <news@port.example>\nAdresat: \tbo@post.example",
    "Russian": "От: Port of Arden <news@port.example>\nДата: 14 мая 2031, 16:12\nТема: Northern gate closes\nКому: bo@post.example",
}


def message(content: str, subject: str = "Fwd: Northern gate closes", html: str | None = None) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = '"Bo Lind" <bo@post.example>', subject, "Mon, 02 Jun 2031 08:02:11 +0200"
    mail.set_content(html if html is not None else content, subtype="html" if html is not None else "plain")
    return mail


def story(mail: EmailMessage) -> Story:
    [found] = read(Path("a.eml"), mail.as_bytes()).stories
    return found


def check(found: Story) -> None:
    assert found.text == WORDS
    assert (found.title, found.source) == ("Northern gate closes", "Port of Arden")
    assert found.published is not None
    assert (found.published.day, found.published.field) == (date(2031, 5, 14), "date of the forwarded message")


@pytest.mark.parametrize("layout", HEADS)
def test_the_message_inside_is_the_statement(layout: str) -> None:
    for note in (NOTE, ""):
        check(story(message(f"{note}\n\n{HEADS[layout]}\n\n{WORDS}")))
    check(story(message(f"{HEADS[layout]}\n\n{WORDS}", subject="For the archive")))


def test_a_message_sent_on_twice_is_the_innermost() -> None:
    outer = "---------- Forwarded message ---------\nFrom: Ada Roe <ada@post.example>\nDate: Sun, Jun 1, 2031 at 9:00 AM\n"
    outer += "Subject: Fwd: Northern gate closes\nTo: Bo <bo@post.example>"
    check(story(message(f"{NOTE}\n\n{outer}\n\nSee below.\n\n{HEADS['Apple']}\n\n{WORDS}", "Fwd: Fwd: Northern gate closes")))


def test_what_the_message_answers_is_not_the_message() -> None:
    asked = "From: Bo Lind <bo@post.example>\nSent: 13 May 2031 10:00\nTo: Port of Arden\nSubject: Northern gate?\n\nWhen does it close?"
    found = story(message(f"{HEADS['Outlook']}\n\n{WORDS}\n\n{asked}"))
    assert found.text.startswith(WORDS)
    assert found.published is not None
    assert found.published.day == date(2031, 5, 14)


def test_lines_with_marks_of_quotation_are_read_without_them() -> None:
    quoted = "\n".join(f"> {line}".rstrip() for line in f"{HEADS['Apple']}\n\n{WORDS}".split("\n"))
    check(story(message(f"{NOTE}\n\n{quoted}")))


def test_html_is_read_the_same_way() -> None:
    head = "<br>".join(line.replace("<", "&lt;").replace(">", "&gt;") for line in HEADS["webmail"].split("\n"))
    paragraphs = "".join(f"<p>{part}</p>" for part in WORDS.split("\n\n"))
    check(story(message("", html=f"<div>{NOTE}</div><div class='x'><div>{head}</div>{paragraphs}</div>")))
    rows = "".join(
        f"<p><b>{label}:</b>{value}</p>" for label, _, value in (line.partition(":") for line in HEADS["German"].split("\n")[1:])
    )
    check(story(message("", html=f"<p>{NOTE}</p>{rows.replace('<news@port.example>', '&lt;news@port.example&gt;')}{paragraphs}")))


def test_a_message_sent_on_as_an_attachment() -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Port of Arden <news@port.example>", "Northern gate closes"
    inner["Date"] = "Wed, 14 May 2031 23:40:00 -0500"
    inner.set_content(WORDS)
    for note, subject in ((NOTE, "WG: Northern gate closes"), ("", "For the archive")):
        outer = message(note, subject)
        outer.add_attachment(inner)
        found = story(outer)
        assert (found.text, found.title, found.source) == (WORDS, "Northern gate closes", "Port of Arden")
        assert found.published is not None
        assert found.published.day == date(2031, 5, 14)


def test_the_day_of_sending_on_is_never_the_day_of_publication() -> None:
    for line in ("Date: 5/4/2031 4:12 PM", "Sent: yesterday", "To: Bo <bo@post.example>"):
        found = story(message(f"From: Port of Arden <news@port.example>\n{line}\nSubject: Northern gate closes\n\n{WORDS}"))
        assert (found.text, found.published) == (WORDS, None)


@pytest.mark.parametrize(
    ("content", "subject"),
    [
        (f"{WORDS}\n\nContact: Ines Calder\nDate of issue: 2 June 2031", "Northern gate closes"),
        (f"{WORDS}\n\n{HEADS['Outlook']}\n\nWhen does it close?", "Re: Northern gate"),
        (f"{WORDS * 5}\n\n{HEADS['Outlook']}\n\nWhen does it close?", "Northern gate"),
    ],
)
def test_a_message_of_its_own_keeps_its_words_and_its_day(content: str, subject: str) -> None:
    found = story(message(content, subject))
    assert found.text.startswith(WORDS)
    assert found.source == "Bo Lind"
    assert found.published is not None
    assert found.published.day == date(2031, 6, 2)


def test_what_was_sent_on_without_a_head_is_nobodys_and_of_no_day() -> None:
    for words in (WORDS, f"Zzz: Port of Arden\nYyy: 14 May 2031\n\n{WORDS}"):
        found = story(message(words, "Fwd: Northern gate closes"))
        assert found.text == words
        assert (found.title, found.source, found.published) == ("Northern gate closes", None, None)


@pytest.mark.parametrize(
    "hostile", ["To: x\n" * 50_000, "From: a\nDate: b\nTo: c\n" * 20_000, "> " * 200_000, "-" * 300_000, "Subject:\n" * 40_000]
)
def test_heads_take_time_in_proportion(hostile: str) -> None:
    begin = time.process_time()
    assert story(message(f"The tram opened.\n{hostile}")).text
    assert time.process_time() - begin < 3
