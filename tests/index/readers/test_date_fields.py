"""Days of fields: as people and programs write them, in many languages; two readings are none, and the zeros of programs are no days."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from index.readers.date_fields import day_of_field, day_of_serial, day_order, is_placeholder
from index.words import calendar
from index.words.calendar import months

DAY = date(2031, 5, 14)


@pytest.mark.parametrize(
    "words",
    [
        "Wed, 14 May 31 07:05:09 +0200",
        "14 May 31",
        "14-May-31",
        "Mi, 14 Mai 2031 07:05:09",
        "Mittwoch, 14. Mai 2031",
        "mercredi 14 mai 2031",
        "miércoles 14 de mayo de 2031",
        "mercoledì, 14 maggio 2031",
        "quarta-feira, 14 de maio de 2031",
        "woensdag 14 mei 2031",
        "ons, 14 maj 2031 07:05",
        "keskiviikko 14. toukokuuta 2031",
        "środa, 14 maja 2031",
        "středa 14. května 2031",
        "2031. május 14.",
        "2031-máj-14T7:05-05:00",
        "14 Mayıs 2031",
        "Τετ, 14 Μάι 2031 12:00:00 EST",
        "14 мая 2031, 07:05",
        "14 травня 2031",
        "2031년 05월 14일 07:05:09",
        "2031年5月14日",
        "2031/5/14 07:05",
        "2031.05.14. 07:05",
        "14/05/2031 07:05",
        "5/14/2031",
        "5/14/31",
        "14-05-31",
        "14.5.31",
        "14.05.2031",
        "May 14th, 2031",
        "le 14 mai 2031 à 7h05",
        "Wed, 14 May 2031 23:55 PST",
    ],
)
def test_days_as_they_are_written(words: str) -> None:
    assert day_of_field(words) == DAY


@pytest.mark.parametrize(
    "words",
    ["04/05/2031", "4/5/31", "May 2031", "14 May", "14.13.2031", "31 June 2031", "14 Mag 2031 – 15 Mag 2031", "1.2.3.2031", "14 Foo 2031"],
)
def test_what_is_no_day_or_two_stays_open(words: str) -> None:
    assert day_of_field(words) is None


@pytest.mark.parametrize(
    "words", ["Updated 14 May 2031", "Aktualisiert am 14.05.2031", "mis à jour le 14 mai 2031", "Изменено 14 мая 2031"]
)
def test_a_day_of_change_is_not_read(words: str) -> None:
    assert day_of_field(words) is None


def test_who_knows_which_figure_is_the_month_says_so() -> None:
    assert [day_of_field("04/05/31", first) for first in (True, False, None)] == [date(2031, 5, 4), date(2031, 4, 5), None]
    assert day_order(["04/05/31", "14/05/31"]) is True
    assert day_order(["04/05/31", "5/14/31"]) is False
    assert day_order(["14/05/31", "5/14/31"]) is day_order(["04/05/31"]) is None


@pytest.mark.parametrize(
    "words",
    [
        "1970-01-01",
        "Thu, 01 Jan 1970 00:00:00 +0000",
        "1970-01-01T01:00:00+01:00",
        "1970-01-01 05:30",
        "Wed, 31 Dec 1969 19:00:00 -0500",
        "1 janvier 1970",
        "01.01.1970",
        "1900-01-01T00:00:00",
        "1/1/1900",
        "1904-01-01",
        "1899-12-30",
        "0001-01-01T00:00:00Z",
        "0000-00-00 00:00:00",
    ],
)
def test_the_zeros_of_programs_are_no_days(words: str) -> None:
    assert day_of_field(words) is None


@pytest.mark.parametrize(
    "words", ["1970-01-01T14:23:11Z", "31 December 1969", "1969-12-31", "1970-01-02", "Fri, 01 Jan 1971 00:00:00 +0000"]
)
def test_days_near_a_zero_are_days(words: str) -> None:
    assert day_of_field(words) is not None


def test_one_rule_says_what_a_placeholder_is() -> None:
    assert is_placeholder(date(1, 1, 1))
    assert is_placeholder(date(1970, 1, 1), "00:00:00.000")
    assert not is_placeholder(date(1970, 1, 1), "09:41")
    assert not is_placeholder(DAY, "00:00")


def test_the_days_that_spreadsheets_count() -> None:
    assert day_of_serial("47982") == DAY
    assert day_of_serial("47982.75") == DAY
    assert [day_of_serial(words) for words in ("1234", "99999", "479820", "47982x", "")] == [None] * 5


def test_no_word_is_for_two_months() -> None:
    path = Path(calendar.__file__).with_name("calendar.toml")
    languages = tomllib.loads(path.read_text(encoding="utf-8"))["months"]
    assert {len(lines) for lines in languages.values()} == {12}
    for lines in languages.values():
        for number, line in enumerate(lines, start=1):
            for word in line.replace("/", " ").split():
                assert months()[calendar.folded(word)] == number
