"""Newsletters: each story with its headline, day and address; the words of the mailing are no text, whatever their language."""

from __future__ import annotations

import time
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from index.readers.base import Collection
from index.readers.html_blocks import blocks
from index.readers.mail import read

GATE = "The port of Arden will close its northern gate for six weeks from Monday."
TRAM = "The tram of Velden opened on Sunday, the council said, and runs every ten minutes."


def mail(html: str, plain: str | None = None) -> Collection:
    sent = EmailMessage()
    sent["From"], sent["Subject"], sent["Date"] = '"Arden Post" <news@post.example>', "This week", "Sat, 03 Jan 2032 06:00:00 +0100"
    sent.set_content(plain if plain is not None else html, subtype="plain" if plain is not None else "html")
    if plain is not None and html:
        sent.add_alternative(html, subtype="html")
    return read(Path("a.eml"), sent.as_bytes())


def section(title: str, text: str, link: str, when: str = "") -> str:
    return f"<tr><td>{title}{when}<p>{text}</p><a href='https://p.example/{link}'>Weiterlesen</a></td></tr>"


HEADLINES = {
    "elements": ("<h3>Northern gate closes</h3>", "<h3>Velden tram opens</h3>"),
    "links": (
        "<p><a href='https://p.example/1'>Northern gate closes</a></p>",
        "<p><a href='https://p.example/2'>Velden tram opens</a></p>",
    ),
    "bold": ("<p><strong>Northern gate closes</strong></p>", "<p><strong>Velden tram opens</strong></p>"),
}


@pytest.mark.parametrize("kind", HEADLINES)
def test_each_story_has_its_headline_day_and_address(kind: str) -> None:
    first, second = HEADLINES[kind]
    foot = (
        "<tr><td><p>Sie erhalten diese E-Mail als Leser. <a href='https://p.example/x'>Abmelden</a> | <a href='/y'>Profil</a></p></td></tr>"
    )
    hidden = "<div style='display:none'>Gate, tram &zwnj;&zwnj;</div>"
    head = "<p><a href='https://p.example/w'>Im Browser ansehen</a></p>"
    body = section(first, GATE, "1", "<p>Dienstag, 30. Dezember</p>") + section(second, TRAM, "2", "<p>2 January 2032</p>")
    found = mail(f"<html><body>{hidden}{head}<table>{body}{foot}</table></body></html>", "Im Browser ansehen: https://p.example/w")
    assert [(story.title, story.text) for story in found.stories] == [("Northern gate closes", GATE), ("Velden tram opens", TRAM)]
    assert [story.published.day for story in found.stories if story.published] == [date(2031, 12, 30), date(2032, 1, 2)]
    assert [story.url for story in found.stories] == ["https://p.example/1", "https://p.example/2"]


def test_a_story_without_a_date_line_has_the_day_of_the_mail_and_prose_above_is_kept() -> None:
    first, second = HEADLINES["elements"]
    welcome = "Good morning! It has been a long week on the quays of Arden, and a dry one."
    intro, gate, tram = mail(f"<p>{welcome}</p><table>{section(first, GATE, '1')}{section(second, TRAM, '2')}</table>").stories
    assert (intro.title, intro.text) == ("This week", welcome)
    assert [story.published.day for story in (gate, tram) if story.published] == [date(2032, 1, 3)] * 2


@pytest.mark.parametrize(
    "html",
    [
        f"<h2>Northern gate closes</h2><p>{GATE}</p><h2>About the port</h2><p>{TRAM}</p>",
        f"<h2>Northern gate closes</h2><p>{GATE}</p><p><a href='https://p.example/1'>More</a></p>",
        f"<h2>Gate</h2><p>{GATE} <a href='https://p.example/'>Site</a></p><h2>Tram</h2><p>{TRAM} <a href='https://p.example/'>Site</a></p>",
    ],
)
def test_headings_inside_one_story_do_not_part_it(html: str) -> None:
    [found] = mail(html).stories
    assert found.title == "This week"
    assert GATE in found.text


@pytest.mark.parametrize(
    "note",
    [
        "View this email in your browser: https://p.example/w",
        "Newsletter abbestellen: https://p.example/u",
        "Pour vous désabonner : https://p.example/u",
        "Si no desea recibir más correos, puede darse de baja: https://p.example/u",
        "Unsubscribe | Update preferences",
        "Отписаться: https://p.example/u",
    ],
)
def test_the_words_of_the_mailing_are_no_text(note: str) -> None:
    paragraphs = f"{note}\n\n{GATE}\n\n{TRAM}\n\n{note}"
    [found] = mail("", plain=paragraphs * 1).stories
    assert found.text == f"{GATE}\n\n{TRAM}"
    linked = note.replace("https://p.example/u", "<a href='https://p.example/unsubscribe?id=4'>link</a>")
    [found] = mail(f"<p>{GATE}</p><p>{TRAM}</p><p>{linked}</p>").stories
    assert found.text == f"{GATE}\n\n{TRAM}"


def test_a_story_about_mailings_keeps_its_words() -> None:
    told = "Ministers want every newsletter to have a button to unsubscribe, the consumer office said on Monday."
    [found] = mail("", plain=f"{told}\n\n{GATE}").stories
    assert found.text == f"{told}\n\n{GATE}"
    [found] = mail(f"<p>{told}</p><p>{GATE}</p>").stories
    assert found.text == f"{told}\n\n{GATE}"


def test_blocks_say_what_of_them_is_linked_bold_or_hidden() -> None:
    shown = blocks(
        "<h2>A <b>b</b></h2><p><a href='/1'>See here</a></p><div hidden>no<div>no</div></div><p>c<br><br>d</p><!-- x --><style>p</style>"
    )
    assert [(block.text, block.heading) for block in shown] == [("A b", "h2"), ("See here", None), ("c", None), ("d", None)]
    assert [block.links for block in shown] == [(), ("/1",), (), ()]
    assert (shown[0].bold, shown[1].linked) == (0.5, 1.0)


@pytest.mark.parametrize(
    "hostile", ["<div hidden>" * 50_000, "<a href=" * 80_000, "<!--" * 80_000, "<h2>a</h2>" * 30_000, "<td style='" * 50_000]
)
def test_markup_takes_time_in_proportion(hostile: str) -> None:
    begin = time.process_time()
    assert mail(f"<p>{GATE}</p>{hostile}").stories
    assert time.process_time() - begin < 5
