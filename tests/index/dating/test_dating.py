from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dating.clues import read_clues
from index.dating.sections import date_sections
from index.types import Basis, Dating, Evidence


@dataclass(frozen=True)
class Piece:
    start: int
    end: int
    body_start: int
    body_end: int
    dateline: Evidence | None = None


def digest(bodies: Sequence[str], datelines: Sequence[str | None] = ()) -> tuple[str, list[Piece]]:
    """A file of stories, each with a headline and perhaps a date line above it, and its pieces."""
    text, pieces = "", []
    for number, body in enumerate(bodies):
        line = datelines[number] if datelines else None
        evidence = Evidence(line, len(text), len(text) + len(line), "") if line else None
        text += f"{line}\n" if line else ""
        start = len(text)
        text += f"Headline number {number}\n\n"
        pieces.append(Piece(start, len(text) + len(body), len(text), len(text) + len(body), evidence))
        text += body + "\n\n"
    return text, pieces


def date_all(bodies: Sequence[str], datelines: Sequence[str | None] = ()) -> tuple[Dating, ...]:
    text, pieces = digest(bodies, datelines)
    found = date_sections(text, pieces)
    for dating in found:
        assert all(text[evidence.start : evidence.end] == evidence.quote and evidence.why for evidence in dating.evidence)
    return found


def date_one(body: str, dateline: str | None = None) -> Dating:
    return date_all([body], [dateline])[0]


def days(found: Sequence[Dating]) -> list[str | None]:
    return [dating.day.isoformat() if dating.day else None for dating in found]


# March 2022: the 1st is a Tuesday.
OLDEST_FIRST = [
    "The ferry line will close, harbour chief Ines Maro said on Tuesday. A hearing will be held on March 3.",
    "The bakers of Lowmere kept their prices.",
    "Farmers blocked a road in Eastvale on Tuesday.",
    "A choir from Sandbay sang in the hall.",
    "The hearing was held on March 3, the board said on Thursday.",
    "The permit was issued on 1 March 2022, and the hearing took place on March 3, mayor Ruth Alden told reporters on Friday.",
    "The tunnel is dry again, engineers said on Saturday. Trains will run on March 7.",
    "A mill burned in Highfield on Monday. A fair had been opened there on March 6.",
    "The last word belongs to the cook.",
]
OLDEST_FIRST_DAYS = ["2022-03-01", "2022-03-01", "2022-03-01", None, "2022-03-03", "2022-03-04", "2022-03-05", "2022-03-07", None]


def test_a_digest_that_runs_oldest_first() -> None:
    found = date_all(OLDEST_FIRST)
    assert days(found) == OLDEST_FIRST_DAYS
    assert (found[3].earliest, found[3].latest) == (date(2022, 3, 1), date(2022, 3, 3))
    assert found[8] == Dating()


def test_a_digest_that_runs_newest_first() -> None:
    found = date_all(OLDEST_FIRST[::-1])
    assert days(found) == OLDEST_FIRST_DAYS[::-1]
    assert found[0] == Dating()


def test_a_place_between_two_items_is_named_as_evidence_in_plain_words() -> None:
    undated = date_all(OLDEST_FIRST)[1]
    reasons = [evidence.why for evidence in undated.evidence]
    assert "the item above is of Tuesday 1 March 2022; items run oldest first" in reasons
    assert "the item below is of Tuesday 1 March 2022; items run oldest first" in reasons
    assert undated.basis is Basis.INFERRED


def test_the_weekday_and_the_numbered_days_are_evidence() -> None:
    friday = date_all(OLDEST_FIRST)[5]
    assert ("told reporters on Friday", "weekday on which the article speaks: a Friday") in [(e.quote, e.why) for e in friday.evidence]
    assert "spoken of as past: not before Thursday 3 March 2022" in [evidence.why for evidence in friday.evidence]


def test_without_an_order_a_place_is_no_evidence() -> None:
    mixed = [OLDEST_FIRST[number] for number in (6, 1, 0, 3, 5, 8, 4, 2, 7)]
    found = date_all(mixed)
    assert [
        dating.is_known for dating, body in zip(found, mixed, strict=True) if body in {OLDEST_FIRST[1], OLDEST_FIRST[3], OLDEST_FIRST[8]}
    ] == [
        False,
        False,
        False,
    ]
    truth = dict(zip(OLDEST_FIRST, OLDEST_FIRST_DAYS, strict=True))
    for dating, body in zip(found, mixed, strict=True):
        day = date.fromisoformat(truth[body]) if truth[body] else None
        assert day is None or ((dating.earliest or day) <= day <= (dating.latest or day))


def test_a_digest_over_new_year() -> None:
    found = date_all(
        [
            "The lake froze, rangers said on Wednesday. The fair will open on December 30.",
            "The fair was opened on December 30 by the mayor, organisers said on Thursday.",
            "A barge sank near Northport on Friday.",
            "Fireworks hurt two people, doctors said on Saturday.",
            "The year began on January 1 with a storm, sailors said on Sunday. "
            "The permit was issued on 31 December 2021, and work began on January 1.",
            "The bridge reopened, the board said on Monday. A vote will be held on January 5.",
            "The vote took place on January 5, clerks said on Wednesday.",
        ]
    )
    assert days(found) == ["2021-12-29", "2021-12-30", "2021-12-31", "2022-01-01", "2022-01-02", "2022-01-03", "2022-01-05"]


def test_a_date_line_is_stated_and_confirmed_by_the_text() -> None:
    found = date_one("On March 4, 2022, the board chose a chair.", "04.03.2022")
    assert (found.day, found.basis) == (date(2022, 3, 4), Basis.STATED)
    assert [evidence.quote for evidence in found.evidence] == ["04.03.2022", "On March 4, 2022"]


@pytest.mark.parametrize(
    ("body", "day"),
    [("On March 4, 2022, they met.", date(2022, 3, 4)), ("On 3 April 2022 they met.", date(2022, 4, 3)), ("They met.", None)],
)
def test_a_slashed_date_line_needs_the_text_to_tell_day_from_month(body: str, day: date | None) -> None:
    assert date_one(body, "03/04/2022").day == day


@pytest.mark.parametrize("line", ["2022/01/06", "2022/1/6", "2022.01.06"])
def test_a_date_line_that_begins_with_the_year_leaves_nothing_open(line: str) -> None:
    found = date_one("The ferry stayed in port, and the pilot went home.", line)
    assert (found.day, found.basis) == (date(2022, 1, 6), Basis.STATED)


def test_every_story_may_have_its_own_date_line() -> None:
    found = date_all(["They met.", "They sang on Friday.", "They slept."], ["4 March 2022", "1 February 2021", "7 June 2022"])
    assert days(found) == ["2022-03-04", "2021-02-01", "2022-06-07"]
    assert {dating.basis for dating in found} == {Basis.STATED}


def test_a_date_line_without_a_year_takes_the_year_of_the_text() -> None:
    body = "The permit was issued on March 1, 2022, and work began on March 2."
    assert date_one(body, "Friday, March 4").day == date(2022, 3, 4)
    assert date_one(body, "Monday, March 4").day is None
    assert date_one("Work began.", "Friday, March 4") == Dating()


@pytest.mark.parametrize(
    "body",
    [
        "LOWMERE, March 4, 2022 (Lake Agency) - The board chose a chair.",
        "LOWMERE, 4 March 2022. /LAKE/ The board chose a chair.",
        "NORTH LOWMERE, Eastland, March 4, 2022 — The board chose a chair.",
        "Lowmere, E.L., March 4, 2022 – The board chose a chair.",
        "LOWMERE (4 March 2022) – The board chose a chair.",
        "Lowmere, 4 March 2022\nThe board chose a chair.",
        "Published: Friday, 4 March 2022, 14:05\n\nThe board chose a chair.",
        "4 March 2022\n\nThe board chose a chair.",
    ],
)
def test_a_dateline_in_the_lead_is_stated(body: str) -> None:
    found = date_one(body)
    assert (found.day, found.basis) == (date(2022, 3, 4), Basis.STATED)


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("On March 3, 2022, the board chose a chair. He thanked the voters, he said on Friday.", date(2022, 3, 4)),
        ("The board said on Friday, March 4, 2022, that it had chosen a chair.", date(2022, 3, 4)),
        ("The tunnel, closed on 2 March 2022, is dry, the board said on Friday.", date(2022, 3, 4)),
        ("Talks began on 1 March 2022 and went on. A vote will be held on March 5, the clerk said on Thursday.", date(2022, 3, 3)),
    ],
)
def test_a_weekday_with_a_full_date_close_by_gives_the_day(body: str, day: date) -> None:
    found = date_one(body)
    assert (found.day, found.basis) == (day, Basis.INFERRED)


@pytest.mark.parametrize(
    "body",
    [
        "The mayor said on Friday, March 4, that the bridge would close.",
        "LOWMERE, March 4 (Lake Agency) - The board chose a chair.",
        "The mayor said on Friday that the bridge had closed on March 3. It will open on March 8.",
        "The bridge, which fell in 1998, will be rebuilt, the mayor said on Friday.",
        "The mayor remembered the fire of 12 May 1994, she said on Friday. The old hall burned on May 11, 1994.",
        "Thirty years after the flood of 3 March 1992, a wall is built, the mayor said on Friday.",
        "A man convicted of a theft on 3 March 2014 was freed on Friday.",
        "The council will meet on Friday. It was founded on 3 March 2014.",
        "Nothing happened here.",
        "",
    ],
)
def test_without_a_year_of_its_own_time_an_article_stays_unknown(body: str) -> None:
    assert date_one(body) == Dating()


def test_an_opening_on_history_is_only_a_bound() -> None:
    plain = date_one("On 26 April 1986, a mill burned down. Nine people were hurt. Lowmere will rebuild it, the mayor said on Monday.")
    told = date_one("On 27 April 1986, a mill burned down. A museum will tell its story, the mayor said on Monday.")
    assert [(found.earliest, found.latest) for found in (plain, told)] == [(date(1986, 4, 26), None), (date(1986, 4, 27), None)]


@pytest.mark.parametrize(
    "body",
    [
        "The bridge fell on 3 May 2019, killing nine. On Monday the court heard an engineer, who had been charged on 20 May.",
        "The firm earned less in the quarter ended March 31, 2022, it said on Thursday.",
        "On 23 June 1994, a ferry sank. A service will be held on 23 June, the coast guard said on Thursday.",
    ],
)
def test_a_day_of_an_old_story_is_not_the_day_of_writing(body: str) -> None:
    assert date_one(body).day is None


def test_what_was_said_yesterday_was_printed_today() -> None:
    assert date_one("The bridge will close, the mayor said yesterday, 4 March 2022.").day == date(2022, 3, 5)
    assert date_one("The fair opens tomorrow, 4 March 2022, in Lowmere.").day == date(2022, 3, 3)
    voted = date_one("On March 1, 2022, a plan was drawn. The council chose it on Thursday. It is a good plan, the mayor said yesterday.")
    assert voted.day is None


def test_what_was_said_late_may_have_been_printed_the_day_after() -> None:
    found = date_one("The board chose a chair on March 3, 2022, the mayor said late on Friday.")
    assert (found.earliest, found.latest) == (date(2022, 3, 4), date(2022, 3, 5))


def test_a_month_beside_last_month_gives_the_month_of_writing() -> None:
    found = date_one(
        "Prices rose in February 2022, last month’s figures show; in January, they fell. Last month, in February 2022, it froze."
    )
    assert (found.earliest, found.latest) == (date(2022, 3, 1), date(2022, 3, 31))
    bound = date_one("In early March 2021 the price rose. Last month it fell.")
    assert (bound.earliest, bound.latest) == (date(2021, 3, 1), None)
    assert date_one("Prices rose in March 2021.") == Dating()


def test_a_year_is_told_by_days_on_both_sides_of_the_writing() -> None:
    others = [
        "The ferry line will close, harbour chief Ines Maro said on Monday. A hearing will be held on March 9.",
        "Farmers blocked a road in Eastvale on Tuesday.",
        "The hearing was held on March 9, the board said on Wednesday.",
        "Troops went to Highfield on March 3, 2022, and their withdrawal began on March 10. All will have left by March 16, "
        "the minister told reporters on Thursday.",
        "The tunnel is dry again, engineers said on Friday. Trains will run on March 14.",
        "A mill burned in Highfield on Monday. Trains had run on March 14.",
    ]
    assert days(date_all(others)) == ["2022-03-07", "2022-03-08", "2022-03-09", "2022-03-10", "2022-03-11", "2022-03-14"]


@pytest.mark.parametrize(
    "sentence",
    [
        "A tram derailed last Friday.",
        "The council will meet on Friday.",
        "The road has been closed since Friday.",
        "Answers are due by Friday.",
        '"We spoke on Friday," she added.',
        "A vote is expected on Friday.",
        "She will fly next Friday.",
        "They work on Fridays and every Friday night.",
        "They prayed on Good Friday.",
    ],
)
def test_another_weekday_is_not_taken_for_the_day_of_writing(sentence: str) -> None:
    found = date_one(f"On March 3, 2022, the board chose a chair. {sentence}")
    assert (found.earliest, found.latest) == (date(2022, 3, 3), None)


def test_a_past_day_alone_is_only_a_bound() -> None:
    found = date_one("On March 3, 2022, the board chose a chair.")
    assert (found.earliest, found.latest, found.basis) == (date(2022, 3, 3), None, Basis.INFERRED)


def test_writers_who_abbreviate_months_name_the_days_of_the_week_instead() -> None:
    found = date_one("The strike began on Feb. 28, 2022, and ended on March 2. Work goes on, the mayor said Friday.")
    assert found.day is None
    plain = date_one("The strike began on February 28, 2022, and ended on March 2. Ships sailed on March 4, the mayor said Friday.")
    assert plain.day == date(2022, 3, 4)


def test_yesterday_is_another_day_than_the_one_named_before_it() -> None:
    asked = "The press asked about this year (2022). "
    body = asked + "On March 1-2 boats were built, on the 3rd a race was rowed, and yesterday a prize was given."
    assert date_one(body).earliest == date(2022, 3, 5)


def test_history_in_the_text_is_not_evidence_of_publication() -> None:
    found = date_one("On 3 March 2022 the board met. The hall was built on 12 May 1994. Plans change, the mayor said on Friday.")
    assert found.day == date(2022, 3, 4)


def test_an_end_of_the_file_proves_nothing_even_with_a_weekday() -> None:
    stray = "A singer was telephoned by the mayor on Sunday."
    found = date_all([*OLDEST_FIRST[:8], stray])
    assert found[8].day is None


def test_a_year_that_one_article_of_many_names_must_fit_the_calendar() -> None:
    others = [
        "The ferry will close, the chief said on Wednesday. It sailed on March 2. A hearing will be held on March 3.",
        "The hearing was held on March 3, the board said on Friday. Trains will run on March 4.",
        "A mill burned on March 7, and it was out, guards said on Thursday. A fair will open on March 8.",
    ]
    history = "The old dam broke on 5 March 1997. On March 6 helpers arrived, so the book tells us."
    assert [dating.is_known for dating in date_all([*others, history])[:3]] == [False, False, False]


@pytest.mark.parametrize(
    ("body", "weekday"),
    [
        ("Police said a man was hurt on Friday.", 4),
        ("Roe said on Thursday that talks held on Tuesday had failed.", 3),
        ("The storm hit Lowmere on Saturday. Officials said Sunday that two were hurt.", 6),
        ("“It is over,” Roe told the Herald on Tuesday. “I spoke to him on Monday.”", 1),
        ("The ministry, which had objected on Monday, agreed on Wednesday.", 2),
        ("Roe is expected to sign next Friday, his office said on Thursday.", 3),
        ("In a statement issued late Thursday, the bank said nothing.", 3),
        ("Police said the man was arrested on Monday and charged on Wednesday.", None),
        ("On Monday, Roe met Doe. On Wednesday, he flew to Northport.", None),
        ("Roe will resign on Friday, he said.", None),
        ("The firm said it was due to open on Friday.", None),
        ("The team said it hopes to win on Sunday.", None),
        ("The court is to rule on Friday.", None),
        ("The trial opens Monday.", None),
        ("Nobody forgets the fire that broke out on Friday, May 2, 2014.", None),
        ("The shop is open from Monday to Friday.", None),
    ],
)
def test_the_weekday_of_the_statement_is_told_from_other_weekdays(body: str, weekday: int | None) -> None:
    assert read_clues(body, Piece(0, len(body), 0, len(body))).weekday == weekday


def with_name(body: str) -> str:
    return body.replace("said on", "said with Ann Grey Holm of the Lake Water Board on")


def test_a_name_that_every_story_has_does_not_make_two_stories_one_event() -> None:
    stray = ["Nothing to say.", "Ships may leave, said Ann Grey Holm of the Lake Water Board on Monday."]
    fire = OLDEST_FIRST[7].replace("burned in Highfield", "burned, said Ann Grey Holm of Highfield,")
    assert days(date_all([*OLDEST_FIRST[:7], fire, *stray]))[7:] == ["2022-03-07", "2022-03-07", "2022-03-07"]
    assert days(date_all([*map(with_name, OLDEST_FIRST[:7]), fire, *stray]))[7:] == ["2022-03-07", None, None]


# --- at the edge of each number ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("weekday", "day"), [("Friday", 4), ("Sunday", 6), ("Monday", None), ("Wednesday", None)])
def test_a_weekday_is_taken_for_the_one_close_behind_the_last_known_day_only(weekday: str, day: int | None) -> None:
    found = date_one(f"The tunnel, closed on 3 March 2022, is dry, the board said on {weekday}.")
    assert found.earliest == date(2022, 3, day or 3)
    assert found.latest == (date(2022, 3, day) if day else None)


@pytest.mark.parametrize(("weekday", "day"), [("Wednesday", "2022-03-09"), ("Thursday", "2022-03-10"), ("Saturday", None)])
def test_a_weekday_behind_the_dated_items_is_placed_close_to_them_only(weekday: str, day: str | None) -> None:
    after = [f"A sail was sewn in Eastvale on {weekday}.", "Nothing to say.", f"A rope was cut in Eastvale on {weekday}."]
    assert days(date_all([*OLDEST_FIRST[:8], *after]))[8] == day


@pytest.mark.parametrize(("weekday", "day"), [("Monday", "2022-02-28"), ("Saturday", "2022-02-26"), ("Thursday", None)])
def test_a_weekday_before_the_dated_items_is_placed_close_to_them_only(weekday: str, day: str | None) -> None:
    before = [f"A rope was cut in Eastvale on {weekday}.", "Nothing to say.", f"A sail was sewn in Eastvale on {weekday}."]
    assert days(date_all([*before, *OLDEST_FIRST[:8]]))[2] == day


def test_three_items_in_a_row_prove_no_order() -> None:
    """One order in six of three items fits their words; of all of `OLDEST_FIRST`, next to none does."""
    found = date_all([OLDEST_FIRST[number] for number in (4, 1, 5, 6)])
    assert days(found) == [None, None, "2022-03-04", None]


@pytest.mark.parametrize(
    ("later", "earliest"),
    [("April 20", date(2022, 4, 20)), ("May 4", date(2022, 5, 4)), ("May 5", date(2022, 3, 3)), ("July 20", date(2022, 3, 3))],
)
def test_a_day_without_a_year_counts_within_two_months_of_the_one_that_names_it(later: str, earliest: date) -> None:
    assert date_one(f"On March 3, 2022, the board chose a chair. On {later} the hall was painted.").earliest == earliest


@pytest.mark.parametrize(
    ("later", "earliest"),
    [("March 30", date(2022, 3, 30)), ("April 3", date(2022, 4, 3)), ("April 4", None), ("May 20", None)],
)
def test_a_year_named_in_passing_counts_where_days_within_a_month_go_without(later: str, earliest: date | None) -> None:
    assert date_one(f"The baker likes bread. The mill was sold on 3 March 2022. A fair was opened on {later}.").earliest == earliest


@pytest.mark.parametrize(("other", "day"), [("4 March 2022", date(2021, 11, 4)), ("5 March 2022", None)])
def test_stated_days_more_than_four_months_apart_speak_for_no_third_article(other: str, day: date | None) -> None:
    body = "The permit was issued on November 3. A vote will be held on November 5, the clerk said on Thursday."
    assert date_all(["They met.", body, "They slept."], ["4 November 2021", None, other])[1].day == day


def test_articles_that_name_years_far_apart_do_not_borrow_the_last_one() -> None:
    told = "The line closed on 1 March {}, and a hearing took place on March 3, mayor Ruth Alden told reporters on {}."
    old = date_all([told.format(2021, "Friday"), OLDEST_FIRST[5]])
    assert days(old) == [None, "2022-03-04"]
    assert days([date_one(told.format(2021, "Friday"))]) == ["2021-03-05"]


@pytest.mark.parametrize(("last", "earliest"), [("May 28", date(2022, 5, 28)), ("September 20", None)])
def test_a_year_said_without_a_day_is_that_of_days_of_one_season(last: str, earliest: date | None) -> None:
    body = f"The fair of this year (2022) is over. A hall was opened on March 30. A boat was launched on {last}."
    assert date_one(body).earliest == earliest


WORDS = st.sampled_from(
    "said on Friday Monday, Thursday’s talks March 3 2022 January 31 February 29 30 2100 will be held was yesterday today the 12th In 1999 "
    'last year " . \n\n \n LOWMERE, (Agency) - that is, this week since 01.02.2022 9-10 0001 9999 December 31, told reporters'.split(" ")
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=80).map(" ".join))


@settings(max_examples=300)
@given(text=TEXTS, cuts=st.lists(st.integers(0, 400), max_size=8), lines=st.booleans())
def test_any_text_in_any_sections_is_dated_without_error(text: str, cuts: list[int], lines: bool) -> None:
    edges = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    pieces = []
    for start, end in itertools.pairwise(edges):
        line = Evidence(text[start:end], start, end, "") if lines else None
        pieces.append(Piece(start, end, start, end, line))
    found = date_sections(text, pieces)
    assert len(found) == len(pieces)
    for dating in found:
        assert dating.earliest is None or dating.latest is None or dating.earliest <= dating.latest
        assert (dating.basis is Basis.UNKNOWN) == (not dating.is_known)
        assert bool(dating.evidence) == dating.is_known
        assert all(text[evidence.start : evidence.end] == evidence.quote for evidence in dating.evidence)


@pytest.mark.parametrize(
    "lead",
    [
        "VALMONT, 10 mars 2021 (AVP) - Le marché rouvre samedi, a annoncé la mairie.",
        "Hohenstein, 10. März 2021 (bld) – Der Markt öffnet am Samstag wieder.",
        "TORREALBA, 10 de marzo de 2021 /EFT/.- El mercado abre el sábado.",
        "ŁĘGI, 10 marca 2021 - Targ otworzy się w sobotę.",
        "Lindau-Nord, 10. März 2021 – Das Freibad öffnet am Samstag, teilen die Stadtwerke mit.",
        "Serra Fonda, 10 marzo 2021 - La funivia riapre sabato, annuncia la società.",
    ],
)
def test_an_agency_s_dateline_in_another_language_states_the_day(lead: str) -> None:
    found = date_one(lead)
    assert (found.day, found.basis) == (date(2021, 3, 10), Basis.STATED)
    assert all(evidence.start is not None for evidence in found.evidence)


@pytest.mark.parametrize(
    "prose",
    [
        "Hohenstein, 10. März 2021 war ein guter Tag - sagt man.",
        "Der Krieg endete am 10. März 2021 - sagt man.",
        "Mittwoch, 10. März 2021 – Konzert im Park, Beginn um acht Uhr.",
        "Domenica, 10 marzo 2021 - Mercato in piazza.",
        "Am Markt, so heißt es, 10. März 2021 – das Fest.",
        "Seit dem 10. März 2021 (Mittwoch) fährt sie - meistens.",
    ],
)
def test_prose_that_names_a_day_early_states_none(prose: str) -> None:
    assert date_one(prose).basis is not Basis.STATED
