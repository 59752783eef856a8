"""Whom and what a follow-up means: names typed small beside a verb, who answers a "who", what is called something, what is turned to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from assistant.query.leaning import background_of
from assistant.query.mention import Mention, Sort
from assistant.query.parts import parts_of
from assistant.query.phrases import phrases
from assistant.query.pronouns import resolve
from assistant.query.question import Known, understand
from assistant.types import QuotedWords, Turn
from assistant.words.dictionary import is_foreign
from index.types import Article, Dating

TODAY = date(2031, 6, 1)
NAMES = {"lund", "thea", "velden", "falk", "arden", "norland", "dask"}
TITLE = "Arden yard sold at auction"
STORY = (
    f"{TITLE}\n\nVelden Holding Group outbid the state to buy the Arden yard. "
    "“They have bought trouble,” said Norland's spokesman Piet Dask. "
    "Jonas Lund is challenging Falk for the seat. "
    "Norland's Lund visited Velden. Shelley Dask, a lobbyist, is with Lund. "
    "The council met and Tessel resigned after a row. She had led it for a year. "
    "Tessel's line was cut, the group said after the speech to Marlow Sachs. The group is of Arden. "
    "Ivo Merrow has replaced Dr Sorn at the mill, and Dr Sorn has left it. "
    "Piet Sorn said that he was told. Ivo Merrow said that he was glad. "
    "The Sorn Company has had its man at the mill, Ivo Merrow, for years."
)


def turn(question: str, *words: str, speaker: str | None = None, confidence: float = 0.8) -> Turn:
    quoted = tuple(QuotedWords("a1", STORY.index(one), STORY.index(one) + len(one), one, TITLE, speaker) for one in words)
    return Turn(question, standalone=question, quoted=quoted, confidence=confidence)


def told(ids: Iterable[str]) -> Mapping[str, Article]:
    return {id: Article(id, TITLE, STORY, "arden.txt", 0, Dating()) for id in ids}


KNOWN = Known(is_name=lambda word: is_foreign(word) or word in NAMES, articles=told)


def reading(asked: str, *history: Turn) -> str:
    return understand(asked, history, KNOWN, as_of=TODAY).reading


BID = "Velden Holding Group outbid the state to buy the Arden yard."
OUTBID = turn("Who bought the yard?", BID)
CHALLENGES = turn("who is challenging falk?", BID, "Jonas Lund is challenging Falk for the seat.")
REPLACED = "Ivo Merrow has replaced Dr Sorn at the mill, and Dr Sorn has left it."
MILL = "The Sorn Company has had its man at the mill, Ivo Merrow, for years."
VISITS = "Norland's Lund visited Velden."
RESIGNED = "The council met and Tessel resigned after a row."
LINE = "Tessel's line was cut, the group said after the speech to Marlow Sachs."
CUT = turn("When was Tessel's line cut?", LINE, speaker="group")
VISITED = turn("when did lund visit velden?", "Norland's Lund visited Velden.")


@pytest.mark.parametrize(
    ("asked", "before", "read"),
    [
        # The verb between two names typed small is no part of the first.
        ("who did he meet?", VISITED, "who did Lund meet?"),
        ("did she say so?", turn("when did thea falk visit velden?", BID), "did Thea Falk say so?"),
        ("did he agree?", turn("why did will lund hit falk?", BID), "did Will Lund agree?"),
        # Over what was told, whatever it was.
        ("anyone arrested?", VISITED, "when did lund visit velden? anyone arrested?"),
        # The one whom the article calls what is asked for.
        (
            "what did he say?",
            turn("which spokesman told of trouble?", "“They have bought trouble,” said Norland's spokesman Piet Dask."),
            "what did Piet Dask say?",
        ),
        # Who does something to somebody is whom "who" asks for, and stands in the second of the quotations.
        ("how much money does he have?", CHALLENGES, "how much money does Jonas Lund have?"),
        # A body may have done it; whoever only tells of it has not.
        ("how much did they pay?", OUTBID, "how much did Velden Holding Group pay?"),
        ("was it worth it?", OUTBID, "was the yard worth it?"),
        # An article may give no more than the surname of the one who did it.
        ("why did she go?", turn("Who resigned after the row?", RESIGNED), "why did Tessel go?"),
        # Whose it is that was asked about.
        ("why is she in the tower?", CUT, "why is Tessel in the tower?"),
        # Who does what was asked for is before whom it is done to.
        ("what did he say?", turn("who replaced Sorn at the mill?", REPLACED), "what did Ivo Merrow say?"),
        # Over what was told: what there is of something, who replied.
        ("any deaths?", VISITED, "when did lund visit velden? any deaths?"),
        ("which minister commented?", VISITED, "when did lund visit velden? which minister commented?"),
        ("who called it outrageous?", Turn("How much did Falk want?"), "How much did Falk want? who called it outrageous?"),
        # The winner is somebody, and not "it".
        ("who sponsors it?", turn("how much does the winner get?", VISITS), "how much does the winner get? who sponsors it?"),
        # What is turned to by a name that nothing was told of.
        ("what about brimble's visit?", VISITED, "what about brimble's visit?"),
        # What has a director is a body, though something else was asked about.
        ("is its director leaving?", turn("when was the sale?", BID), "is Velden Holding Group’s director leaving?"),
        ("what did its director say?", turn("what did Velden Holding Group buy?", BID), "what did Velden Holding Group’s director say?"),
        # One woman, or one man, is not "they".
        ("when are they meeting?", turn("summarise the row of falk", VISITS), "the row of falk? when are they meeting?"),
        # A first name tells a woman from the man whose "he" stands near her.
        ("who is she dating?", turn("who is shelley dask", "Shelley Dask, a lobbyist, is with Lund."), "who is Shelley Dask dating?"),
        # What somebody called something is not known to be what was asked of before.
        ("who called it a mistake?", Turn("What does Norland say?"), "What does Norland say? who called it a mistake?"),
        # What was told needs no name where it is only named by its kind.
        ("prize money?", OUTBID, "Who bought the yard? prize money?"),
        ("did falk comment?", OUTBID, "Who bought the yard? did falk comment?"),
        # A surname in the name of a body is not the one who has it, and "who's" asks for somebody.
        ("what did he say?", turn("who's the man at the mill?", MILL), "what did Ivo Merrow say?"),
        # A sentence told before a question says whom it means.
        ("Lund met a woman of Arden on Sunday. Who was she?", CUT, "Lund met a woman of Arden on Sunday. Who was she?"),
        # What was done is what somebody is blamed for; no thing says anything.
        ("who did Lund blame for it?", Turn("how much does Velden pay for the yard?"), "how much does Velden pay for the yard? {}"),
        ("how long did they say the trip took?", Turn("how many ships left Velden?"), "how long did Velden say the trip took?"),
        # "Those" and "that" were told of, whatever names stand beside.
        ("how many of those were from Arden?", Turn("how many ships left Velden?"), "how many ships left Velden? {}"),
        ("when's that coming to Arden?", VISITED, "when did lund visit velden? {}"),
        ("what is that ferry to Arden called?", VISITED, "{}"),
        ("who's on board?", VISITED, "when did lund visit velden? {}"),
        ("And who has the job by May 2031?", VISITED, "when did lund visit velden? {}"),
        # "Any other" has a thing of its own.
        ("is any other town closing its yard?", VISITED, "{}"),
        # What acts is a body, and what is there is in a place.
        ("what did its council own?", Turn("how much is Arden paying for ties to piracy?"), "what did Arden’s council own?"),
        ("who lives there?", Turn("how many went out of Velden?"), "who lives in Velden?"),
        # What nothing was told of is asked about alone.
        ("what about the harbour railway?", turn("why did falk go?", "Norland's Lund visited Velden."), "what about the harbour railway?"),
    ],
)
def test_a_follow_up_means_what_the_exchange_before_told(asked: str, before: Turn, read: str) -> None:
    assert reading(asked, before) == read.format(asked)


def test_what_was_shown_again_is_of_the_same_exchange() -> None:
    again = turn("says who?", LINE, speaker="group")
    assert reading("why is she in the tower?", CUT, again) == "why is Tessel in the tower?"


def test_two_who_were_told_of_are_they_before_what_was_asked_of_earlier() -> None:
    earlier = turn("what did the reporters see?", BID)
    lately = turn("what of the visit?", "Jonas Lund is challenging Falk for the seat. ", "Shelley Dask, a lobbyist, is with Lund.")
    assert reading("when are they meeting?", earlier, lately) == "what of the visit? when are they meeting?"


@pytest.mark.parametrize(
    ("asked", "subject"),
    [
        # The small word between two names with capitals is what the one did to the other, though the archive writes it as a name.
        ("Did the Lions trade Falk?", "the Lions"),
        ("When did Vera van Dam visit Velden?", "Vera van Dam"),
        ("What did Norland minister Lund say?", "Norland minister Lund"),
    ],
)
def test_a_verb_between_two_names_is_no_part_of_the_first(asked: str, subject: str) -> None:
    assert next(one.text for one in phrases(asked, {"falk", "velden", "lund", "trade"}.__contains__) if one.is_subject) == subject


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("when does the harbour bridge open?", "the harbour bridge"),
        ("when will the new library open its doors?", "the new library"),
        ("what is the price of the harbour bridge?", "the price of the harbour bridge"),
        ("how long was the editor of the harbour paper questioned?", "the editor of the harbour paper"),
        ("compare the old and the new price of the harbour bridge why?", "the new price of the harbour bridge"),
    ],
)
def test_a_thing_is_named_up_to_its_last_word_and_the_verb_is_none_of_it(asked: str, named: str) -> None:
    assert named in [one.text for one in phrases(asked, {"falk"}.__contains__)]


def test_somebody_by_an_office_of_whom_nothing_was_told_is_of_another_story() -> None:
    last = Turn("why did the ferry run aground?", standalone="why did the ferry run aground?")
    asked, told = "how much did the fans collect to keep the goalkeeper?", {"ferry", "aground", "fans"}
    assert background_of(asked, (last,), {"falk"}.__contains__, told.__contains__) == ()
    assert background_of(asked, (last,), {"falk"}.__contains__, (told | {"goalkeeper"}).__contains__) == (last.question,)
    assert background_of("what did the director say?", (last,), {"falk"}.__contains__, told.__contains__) == (last.question,)


def test_what_is_turned_to_and_was_told_of_leans_on_it() -> None:
    before = turn("what did Falk announce?", "Velden Holding Group outbid the state to buy the Arden yard.")
    assert reading("what about the auction of the state?", before).startswith("what did Falk announce?")


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("what did lund and what did falk say?", ("What did lund say", "What did falk say")),
        ("What did the mayor and what did the court say of it?", ("What did the mayor say of it", "What did the court say of it")),
    ],
)
def test_a_verb_that_stands_once_is_of_both(asked: str, parts: tuple[str, ...]) -> None:
    assert parts_of(asked) == parts


def test_a_follow_up_is_near_to_the_articles_of_the_last_answer_that_was_one() -> None:
    assert understand("who did he meet?", (VISITED,), KNOWN, as_of=TODAY).near == ("a1",)
    unsure = turn("did he pay?", "Norland's Lund visited Velden.", confidence=0.2)
    assert understand("who did he meet?", (unsure,), KNOWN, as_of=TODAY).near == ()
    assert understand("who did he meet?", (VISITED, unsure), KNOWN, as_of=TODAY).near == ("a1",)
    # A question of its own, and one that turns to something else, is near to none.
    assert understand("When does the Tarn ferry sail?", (VISITED,), KNOWN, as_of=TODAY).near == ()
    assert understand("what about the visit of the state?", (VISITED,), KNOWN, as_of=TODAY).near == ()


MINISTER = Mention("the minister", Sort.PERSON, 3.0, is_subject=True, gender="he", is_asked=True)
PLAYER = Mention("Thea Falk", Sort.OPEN, 2.0, gender="she", is_asked=True)
BRIDGE = Mention("the bridge", Sort.THING, 1.0, is_asked=True)
CREW = [Mention(name, Sort.PERSON, weight, is_subject=True) for name, weight in (("Jonas Lund", 2.0), ("Piet Dask", 1.8))]


@pytest.mark.parametrize(
    ("asked", "before", "read"),
    [
        ("why did he make it public?", [MINISTER, PLAYER], "why did the minister make it public?"),
        ("why did he make it public?", [MINISTER, PLAYER, BRIDGE], "why did the minister make the bridge public?"),
        ("where will they land?", CREW, "where will they land?"),
        ("where will they land?", [*CREW, Mention("the crew", Sort.GROUP, 2.0, is_asked=True)], "where will the crew land?"),
        ("who was behind it all?", [BRIDGE], "who was behind it all?"),
    ],
    ids=["somebody is no it", "something is", "one of several is not they", "the crew is", "it all"],
)
def test_a_pronoun_stays_where_nothing_told_of_agrees(asked: str, before: list[Mention], read: str) -> None:
    assert resolve(asked, lambda: before, is_foreign).text == read


def test_what_stands_bare_behind_a_preposition_and_what_a_name_did_name_nothing() -> None:
    assert phrases("who is on board, and who was in court?", is_foreign) == []
    assert [one.text for one in phrases("how many had it when Jack in the Box took over", is_foreign)] == ["Jack", "the Box"]
    assert [one.text for one in phrases("what had gone wrong there?", is_foreign)] == []


BRIDGE = Turn("what does it cost to cross the bridge to Velden?", standalone="what does it cost to cross the bridge to Velden?")


def test_one_is_what_was_asked_about_where_a_name_or_a_place_says_which() -> None:
    assert reading("and on the Arden one?", BRIDGE) == "what does it cost to cross the Arden bridge?"
    assert reading("how long is the one in Arden?", BRIDGE).endswith("how long is the bridge in Arden?")
    assert "bridge" not in reading("which is the right one?", Turn("who won in Velden?", standalone="who won in Velden?"))
    assert "bridge" not in reading("who is the one who paid Lund?", BRIDGE)


def test_one_of_several_is_nobody_of_whom_some_are() -> None:
    assert "Ivo Merrow" not in reading("are any of them in Velden?", turn("who has replaced Dr Sorn?", REPLACED))
    admits = reading("does he admit any of it?", turn("why is jonas lund challenging falk?", CHALLENGES.quoted[1].words))
    assert admits.endswith("admit any of it?")


def test_of_them_are_those_that_were_asked_about() -> None:
    counted = Turn("how many workers died at the Arden steelworks?", standalone="how many workers died at the Arden steelworks?")
    assert reading("any foreigners among them?", counted) == "any foreigners among the workers?"


def test_nobody_is_a_place() -> None:
    after = turn("who took over from Ivo Merrow in Velden?", REPLACED)
    assert reading("how many work there?", after) == "how many work in Velden?"


def test_what_happens_or_is_done_is_no_thing_that_was_named() -> None:
    after = Turn("why is Arden closing the yard?", standalone="why is Arden closing the yard?")
    assert reading("when is it happening?", after) == "why is Arden closing the yard? when is it happening?"
    assert reading("did Lund do it?", after).endswith("did Lund do it?")


def test_an_office_that_somebody_has_is_a_person() -> None:
    after = turn("why did Arden recall its ambassador?", BID)
    assert reading("when is he coming back?", after) == "when is the ambassador coming back?"


def test_a_question_with_a_name_that_only_goes_on_is_asked_alone() -> None:
    before = Turn("why is Arden closing the yard?", standalone="why is Arden closing the yard?")
    assert reading("and how many troops does Norland have in Velden?", before) == "and how many troops does Norland have in Velden?"
    assert reading("and how many jobs?", before).startswith("why is Arden closing the yard?")
    assert reading("which rivals did Lund mention in his reply?", before) == "which rivals did Lund mention in his reply?"
    assert reading("did Lund reply?", before) != "did Lund reply?"


def test_a_question_without_its_days_ends_where_they_were_led_to() -> None:
    before = turn("what was the toll at Arden in the week to 13 May 2031?", BID)
    assert reading("why so much?", before).startswith("what was the toll at Arden? ")


def test_the_second_of_two_questions_is_none_of_what_is_completed() -> None:
    before = turn("how many people is Lund sacking and what's that in percent?", BID)
    assert reading("why?", before) == "Why is Lund sacking people?"


def test_earlier_questions_that_are_the_same_without_their_days_stand_once() -> None:
    first = turn("what was the toll at Arden in March?", BID)
    second = replace(turn("what was it in May?", BID), standalone="what was the toll at Arden in May?")
    assert reading("why did it rise?", first, second).count("toll at Arden") <= 1
