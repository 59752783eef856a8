"""Mail: the message behind the parts, encodings and headers, the day it was sent, and mailboxes taken apart."""

from __future__ import annotations

import time
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import EmptyInputError, InputError, NotTextError
from index.readers.base import Collection, Story
from index.readers.mail import read

LINES = "The tram of Velden opened on Sunday, the council said.\n\nIt runs every ten minutes from six in the morning."


def message(plain: str | None = LINES, html: str | None = None, **headers: str) -> EmailMessage:
    mail = EmailMessage()
    given = {"From": '"The Velden Post" <news@post.example>', "Subject": "Tram opens", "Date": "Sun, 04 May 2031 23:30:00 -0500", **headers}
    for name, value in given.items():
        mail[name] = value
    if plain is not None:
        mail.set_content(plain)
    if html is not None and plain is None:
        mail.set_content(html, subtype="html")
    elif html is not None:
        mail.add_alternative(html, subtype="html")
    return mail


def mail(content: bytes, name: str = "a.eml") -> Collection:
    return read(Path(name), content)


def story(mail_: EmailMessage) -> Story:
    [found] = mail(mail_.as_bytes()).stories
    return found


def test_what_a_message_states() -> None:
    sent = message(**{"Archived-At": "<https://post.example/tram>"})
    sent["Content-Language"] = "en"
    found = story(sent)
    assert found.text == LINES
    assert (found.title, found.source, found.author) == ("Tram opens", "The Velden Post", None)
    assert (found.language, found.url) == ("en", "https://post.example/tram")
    assert found.published is not None
    assert (found.published.day, found.published.field) == (date(2031, 5, 4), "mail Date header")
    assert found.published.words == "Sun, 04 May 2031 23:30:00 -0500"


def test_plain_text_comes_before_html_unless_it_only_points_to_it() -> None:
    paragraphs = "".join(f"<p>{part}</p>" for part in (*LINES.split("\n\n"), "More of it. " * 30))
    html = f"<html><body><style>p {{ color: red }}</style>{paragraphs}</body></html>"
    assert story(message(LINES * 3, html)).text == LINES * 3
    assert story(message("View this mail in a browser.", html)).text.startswith(LINES)
    assert "color" not in story(message(None, html)).text


def test_a_signature_and_the_line_ends_of_flowed_text_are_no_text() -> None:
    assert story(message(f"{LINES}\n\n-- \nThe Velden Post, 1 Quay Street")).text == LINES
    flowed = message("The tram of Velden \nopened on Sunday. \n\nIt runs \nagain.")
    flowed.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed')
    assert story(flowed).text == "The tram of Velden opened on Sunday. \n\nIt runs again."


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("iso-8859-2", "Žluťoučký kůň".encode("iso-8859-2"), "Žluťoučký kůň"),
        ("koi8-r", "Паромы ходят с полудня".encode("koi8-r"), "Паромы ходят с полудня"),
        ("x-unknown", "Grüße aus dem Hafen".encode(), "Grüße aus dem Hafen"),
        ("us-ascii", "“We sail at noon”, she said.".encode("cp1252"), "“We sail at noon”, she said."),
        ("hex", b"plain", "plain"),
        ("idna", b"plain", "plain"),
        ("\x00", b"plain", "plain"),
    ],
)
def test_charsets_known_and_unknown(charset: str, data: bytes, text: str) -> None:
    head = f'From: a@example.org\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\nContent-Type: text/plain; charset="{charset}"\n\n'
    [found] = mail(head.encode() + data).stories
    assert (found.title, found.text, found.source, found.published) == ("Grüße", text, None, None)


def test_attachments_and_attached_messages_are_no_text() -> None:
    mail_ = message()
    mail_.add_attachment("A table of tides", filename="tides.txt")
    mail_.add_attachment(message("Another story altogether.", Subject="Other"))
    assert story(mail_).text == LINES


def test_a_mailbox_is_taken_apart_at_its_lines_only() -> None:
    second = (
        message("From the harbour, news.\n\nFrom noon ferries sail, and so\non.", Subject="Ferries")
        .as_bytes()
        .replace(b"\n\nFrom noon", b"\n\n>From noon")
    )
    attached = EmailMessage()
    attached["Subject"] = "Pictures"
    attached.add_attachment(b"\x89PNG", maintype="image", subtype="png")
    box = b"".join(b"From - Sun May  4 23:30:00 2031\n" + one + b"\n" for one in (message().as_bytes(), second, attached.as_bytes()))
    found = mail(box, "news.mbox")
    assert [one.title for one in found.stories] == ["Tram opens", "Ferries"]
    assert found.stories[1].text == "From the harbour, news.\n\nFrom noon ferries sail, and so\non."
    assert (found.format, found.skipped) == ("mailbox", ("message 3 has no text",))


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", NotTextError),
        (b"Just words.\n\nMore of them.", NotTextError),
        (b"Subject: Nothing\n\n", EmptyInputError),
        (b"\x89PNG\r\n\x1a\n", NotTextError),
    ],
)
def test_what_is_no_mail(content: bytes, error: type[InputError]) -> None:
    with pytest.raises(error, match=r"^a\.eml .*\.$"):
        mail(content)


@pytest.mark.parametrize(
    "head",
    [
        "From: " + "(" * 100_000,
        "Subject: " + "=?utf-8?q?" * 50_000,
        "Date: " + "1 May " * 50_000,
        "From: " + "a@" * 50_000,
        'Content-Type: text/plain; charset="' + "x" * 100_000,
        "Content-Type: multipart/mixed; boundary=" + ";".join(f"a*{n}=b" for n in range(5_000)),
    ],
)
def test_hostile_headers_take_no_time(head: str) -> None:
    begin = time.process_time()
    try:
        assert mail(f"Subject: Tram\n{head}\n\nThe tram opened.".encode()).stories
    except InputError as error:
        assert len(str(error)) < 300
    assert time.process_time() - begin < 2


def test_parts_within_parts_without_end() -> None:
    content = "Subject: Tram\n" + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000)) + "\nText"
    with pytest.raises(InputError):
        mail(content.encode())


@settings(max_examples=60)
@given(st.data())
def test_damaged_mail_ends_in_stories_or_one_sentence(data: st.DataObject) -> None:
    content = bytearray(message(LINES, f"<p>{LINES}</p>", Subject="Grüße").as_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 10))] = data.draw(
            st.binary(max_size=8) | st.sampled_from([b"\n", b"=?", b'"', b"--", b": "])
        )
    try:
        assert mail(bytes(content)).stories
    except InputError as error:
        assert str(error).startswith("a.eml ")


@pytest.mark.parametrize(
    "raw",
    [
        b'From: <>\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset="a\x00b"\n\nGr\xfc\xdfe\n--b--\n',
        b"From: a@example.org (\nSubject: =?\x00?q?A?=\n\nThe tram opened.",
        b"From: a@example.org ()\nSubject: A\n\nThe tram opened.",
    ],
)
def test_senders_and_charsets_of_no_name(raw: bytes) -> None:
    [found] = mail(raw).stories
    assert found.text
    assert found.source is None


def test_headers_written_in_bytes_that_none_may_have() -> None:
    for encoding in ("utf-8", "cp1252"):
        written = f"From: Stadtwerke Mühlau <presse@werke.example>\nSubject: Brücke über die Ähr öffnet\n\n{LINES}"
        [found] = mail(written.encode(encoding)).stories
        assert (found.title, found.source) == ("Brücke über die Ähr öffnet", "Stadtwerke Mühlau")
