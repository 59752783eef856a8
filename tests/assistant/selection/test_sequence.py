from datetime import date

import pytest
from parts import unit_of

from assistant.selection.sequence import Dated, How, events_of, in_order, order_words, speaks_of_the_future
from assistant.selection.units import Unit
from index.types import Article, Basis, Dating


@pytest.mark.parametrize(
    ("question", "events"),
    [
        ("Which came first, the flood or the fire?", ("the flood", "the fire")),
        ("What happened first: the flood in Velden or the fire?", ("the flood in Velden", "the fire")),
        ("Which was announced earlier, the tram line or the toll?", ("the tram line announced", "the toll announced")),
        ("Who resigned first, the mayor or the director?", ("the mayor resigned", "the director resigned")),
        ("Did the flood happen before the fire?", ("the flood", "the fire")),
        ("Was the tram line announced before or after the fire?", ("the tram line announced", "the fire")),
        ("How long after the fire did the hall reopen?", ("the hall reopen", "the fire")),
        ("How many days passed between the flood and the fire?", ("the flood", "the fire")),
        ("In which order did the flood and the fire happen?", ("the flood", "the fire")),
        ("Did the hall open before 12 May 2031?", ("the hall open", "12 May 2031")),
    ],
)
def test_the_two_events_of_a_question_for_their_order(question: str, events: tuple[str, str]) -> None:
    assert events_of(question) == events


@pytest.mark.parametrize(
    "question", ["When did the hall open?", "Who came after that?", "How long did the fire last?", "Did it open before?"]
)
def test_other_questions_have_none(question: str) -> None:
    assert events_of(question) is None


def unit(name: str, published: Dating) -> Unit:
    article = Article(name, "", f"The {name} came.", "news.txt", 0, published)
    return unit_of(article)


def reported(name: str, earliest: date | None, latest: date | None, basis: Basis = Basis.STATED) -> Dated:
    dating = Dating(earliest, latest, basis if earliest or latest else Basis.UNKNOWN)
    return Dated(name, unit(name, dating), earliest, latest, How.REPORTED)


def named(name: str, day: date) -> Dated:
    return Dated(name, unit(name, Dating()), day, day, How.NAMED)


def stated(*told: Dated) -> str:
    events = in_order(told[0], told[1])
    return order_words(events, [event.unit for event in events if event.unit]).text


MAY = [date(2031, 5, day) for day in range(1, 32)]


def test_the_earlier_one_is_named_first_with_its_day_and_how_it_is_known() -> None:
    words = stated(reported("fire", MAY[16], MAY[16], Basis.INFERRED), reported("flood", MAY[10], MAY[10]))
    assert words == "By these dates, [1] (report, 11 May 2031, stated) comes before [2] (report, 17 May 2031, inferred)."


def test_days_between_are_counted_only_where_the_passages_name_them() -> None:
    assert stated(named("flood", MAY[2]), named("fire", MAY[9])).endswith(", by 7 days.")
    assert "by" not in stated(named("flood", MAY[2]), reported("fire", MAY[9], MAY[9])).removeprefix("By these dates")


def test_intervals_that_overlap_and_unknown_days_settle_no_order() -> None:
    assert stated(reported("flood", MAY[2], MAY[9]), reported("fire", MAY[5], MAY[5])).startswith("The dates do not settle the order: [1]")
    assert "date unknown" in stated(reported("flood", None, None), reported("fire", MAY[5], MAY[5]))
    assert stated(reported("flood", MAY[2], None), reported("fire", MAY[5], MAY[5])).startswith("The dates do not settle")


def test_events_of_one_day_are_said_to_be_of_one_day() -> None:
    assert stated(named("flood", MAY[2]), named("fire", MAY[2])).startswith("By these dates, both are of one day: ")


def test_a_passage_that_names_another_day_is_shown_and_settles_no_order() -> None:
    fire = named("fire", MAY[9])
    flood = Dated("flood", unit("flood", Dating()), MAY[2], MAY[2], How.NAMED, others=(named("flood again", MAY[20]),))
    assert stated(flood, fire) == (
        "The passages found name different days, which do not settle the order: "
        "[1] (3 May 2031, named in it), [2] (10 May 2031, named in it), [3] (21 May 2031, named in it)."
    )


def test_a_day_that_the_question_names_needs_no_passage() -> None:
    asked = Dated("12 May 2031", None, MAY[11], MAY[11], How.ASKED)
    assert stated(named("flood", MAY[2]), asked) == "By these dates, [1] (3 May 2031, named in it) comes before 12 May 2031, by 9 days."


@pytest.mark.parametrize(
    "question",
    [
        "Was the man before the court a sailor?",
        "Is the bill before parliament?",
        "Did the mayor speak before the council?",
        "how long was the accused before the judge",
        "Did the nurses look after the children?",
        "Was the ferry named after its owner?",
        "Did the police go after the thief?",
        "What did the first lady say, yes or no?",
        "What did the first minister promise about jobs or prices?",
        "Which first-time buyers paid more or less?",
        "Who arrived first by car or by train?",
    ],
)
def test_before_a_court_and_after_a_child_are_no_order_of_events(question: str) -> None:
    assert events_of(question) is None


@pytest.mark.parametrize(
    ("question", "events"),
    [
        ("Did the mayor resign before the court ruled?", ("the mayor resign", "the court ruled")),
        ("Was the bridge closed before the council meeting?", ("the bridge closed", "the council meeting")),
        ("Which took place first, the race or the ferry crossing?", ("the race", "the ferry crossing")),
        ("Did the winter games begin before the storm?", ("the winter games begin", "the storm")),
        ("Which of the two was the earlier: the race or the crossing?", ("the race", "the crossing")),
    ],
)
def test_the_same_words_between_events_ask_for_their_order(question: str, events: tuple[str, str]) -> None:
    assert events_of(question) == events


@pytest.mark.parametrize(
    ("sentence", "to_come"),
    [
        ("The first scheduled ferry crossed on Wednesday.", False),
        ("The road was closed due to frost.", False),
        ("The planned operations were put off.", False),
        ("The ferry is scheduled for Wednesday.", True),
        ("The ferry is due on Wednesday.", True),
        ("A vote is planned for May.", True),
    ],
)
def test_what_is_to_come_is_told_by_its_verb(sentence: str, to_come: bool) -> None:
    assert speaks_of_the_future(sentence) is to_come
