"""The day that a page shows with its story: which lines are that, and which speak of something else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.readers.web.page import stated_day

HEADLINE = "Breakwater to be rebuilt after winter storms"
PROSE = "<p>The northern breakwater of Port Arden will be rebuilt by the end of the year, the harbour authority said on Tuesday.</p>"
DAY = date(2031, 5, 4)


def day_of(below: str, above: str = "", title: str = HEADLINE) -> date | None:
    source = f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{above}<h1>{HEADLINE}</h1>{below}</body></html>'
    found = stated_day(Path("story.html"), source.encode())
    return found.day if found else None


@pytest.mark.parametrize(
    "below",
    [
        f"<p class='date'>4 May 2031</p>{PROSE}",
        f"<p>Published 4 May 2031 at 6.04 pm, updated 6 May 2031 at 9 am</p>{PROSE}",
        f"<p>Aktualizacja: 6.05.2031, opublikowano: 4.05.2031, 07:30 · Ewa Mewa</p>{PROSE}",
        f"<div>Anneke de Boer | 4 mei 2031 07:15 | 13 reacties</div>{PROSE}",
        f"<div>4 May 2031 - 3 min read</div>{PROSE}",
        f"<p>Publié le 4 mai 2031 à 18h04, mis à jour le 6 mai 2031</p>{PROSE}",
        f"<article>{PROSE}<footer><span class='post-created'>04.05.31</span></footer></article>",  # the article's own footer
    ],
)
def test_the_day_by_the_headline(below: str) -> None:
    assert day_of(below) == DAY


@pytest.mark.parametrize(
    "below",
    [
        f"{PROSE}<div class='tweet-details'><span>11:25 PM - 4 May 2031</span></div>",
        f"<dl class='postprofile'><dd class='profile-joined'>Registered: 04.05.2031, 05:56</dd></dl>{PROSE}",
        f"<p>Printed on 4 May 2031</p>{PROSE}",
        f"{PROSE}<p><b>Next open day:</b> 4 May 2031</p>",
        f"{PROSE}<dl><dt>Annahmeschluss für Bewerbungen:</dt><dd>4. Mai 2031</dd></dl>",
        f"<p>Abgerufen am 4. Mai 2031</p>{PROSE}",
        f"<div>Zapisano:</div><div>4.05.2031</div>{PROSE}",
        "<p>2031年5月4日出生于新加坡，祖籍中国江苏省，现定居于台湾，是一位歌手。</p>",  # a sentence, short as it is
    ],
)
def test_days_of_something_else(below: str) -> None:
    assert day_of(below) is None


def test_the_headline_above_is_no_part_of_the_words_beside_a_day() -> None:
    assert day_of(f"<h1>Files of the harbour board copied</h1><p>Stand: 04.05.2031 18:00 Uhr</p>{PROSE}") == DAY


def test_a_headline_about_what_was_saved_keeps_its_day() -> None:
    source = (
        f"<html><head><title>Dog saved from a well</title></head><body><h1>Dog saved from a well</h1><p>4 May 2031</p>{PROSE}</body></html>"
    )
    found = stated_day(Path("story.html"), source.encode())
    assert found is not None and found.day == DAY


def test_the_name_of_the_site_is_no_headline_that_a_day_stands_by() -> None:
    other = "<ul><li>Arden Gazette</li><li class='date'>9 June 2031</li></ul>"
    assert day_of(f"<p class='date'>4 May 2031</p>{PROSE}{other * 2}", title=f"{HEADLINE} | Arden Gazette") == DAY


@pytest.mark.parametrize("name", ["today", "heute-datum", "oggi", "header_current-date"])
def test_the_day_of_reading_in_the_head_of_a_page_is_no_day_of_publication(name: str) -> None:
    assert day_of(PROSE, above=f"<div id='top'><span class='{name}'>Sonntag, 4. Mai 2031</span></div>") is None


@pytest.mark.parametrize(
    "beside",
    [
        "<div><a href='/paper'>E-Paper vom 4. Mai 2031</a></div>",
        "<ul><li>4. Mai 2031: Bergmesse</li><li>5. Mai 2031: Flohmarkt</li></ul>",
    ],
)
def test_days_of_other_things_beside_the_story(beside: str) -> None:
    assert day_of(PROSE + beside) is None
    assert day_of(PROSE, above=beside) is None


def test_a_day_in_a_link_or_a_list_of_the_story_s_own() -> None:
    assert day_of(f"<a href='/2031'>4 May 2031</a>{PROSE}") == DAY
    assert day_of(f"<ul><li>Bo Lind</li><li>4 May 2031, 10:15</li></ul>{PROSE}") == DAY
