import pytest

from assistant.words.answer_types import Kind, asked_for, candidates, offers


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("When did the ferry sail?", (Kind.DATE,)),
        ("on which day did it sail", (Kind.DATE,)),
        ("How many people were on board?", (Kind.NUMBER,)),
        ("how long did the talks last", (Kind.DURATION,)),
        ("Who opened the bridge?", (Kind.PERSON,)),
        ("Where was it built?", (Kind.PLACE,)),
        ("Why was it closed?", (Kind.REASON,)),
        ("what share of voters came", (Kind.SHARE,)),
        ("What did the mayor say?", ()),
    ],
)
def test_kind_of_answer(question: str, kinds: tuple[Kind, ...]) -> None:
    assert asked_for(question) == kinds


def test_offers_what_the_question_does_not_hold_itself() -> None:
    assert offers("The ferry carried 212 people.", Kind.NUMBER, "How many people?")
    assert not offers("In 2021 it sailed.", Kind.NUMBER, "How many sailed in 2021?")


@pytest.mark.parametrize(
    ("question", "kind", "text", "answer"),
    [
        ("How many boats sank in 2014?", Kind.NUMBER, "The sea took 14.", "14"),
        ("How many of the 14,000 people came?", Kind.NUMBER, "It was 14 in all.", "14"),
        ("How many of the 3.14 million came?", Kind.NUMBER, "It was 14 in all.", "14"),
        ("How much did 250 crowns buy?", Kind.MONEY, "It cost 50 crowns.", "50 crowns"),
        ("Who sailed with Ada Brandtsen?", Kind.PERSON, "Ada Brandt sailed.", "Ada Brandt"),
        ("How long did 12 days of talks take?", Kind.DURATION, "They took 2 days.", "2 days"),
    ],
)
def test_a_part_of_a_word_or_number_of_the_question_is_not_in_it(question: str, kind: Kind, text: str, answer: str) -> None:
    assert answer in [text[start:end] for start, end in candidates(text, kind, question)]
    assert not candidates(text, kind, f"{question} {text}")


@pytest.mark.parametrize(
    ("question", "text"), [("Is it $14?", "It is $14."), ("Why 14, and not 15?", "It is 14."), ("Why 14.", "It is 14")]
)
def test_what_stands_in_the_question_is_no_answer(question: str, text: str) -> None:
    assert candidates(text, Kind.NUMBER, question) == []
    assert not offers(text, Kind.NUMBER, question)
    assert offers(text, Kind.NUMBER)


def test_spans_are_those_of_the_words() -> None:
    text = "The talks lasted three and a half hours on Friday."
    assert [text[s:e] for s, e in candidates(text, Kind.DURATION)] == ["three and a half hours"]
    assert "Friday" in [text[s:e].removeprefix("on ") for s, e in candidates(text, Kind.DATE)]


@pytest.mark.parametrize(
    ("question", "kind", "text", "answer"),
    [
        ("how heavy is the bell", Kind.WEIGHT, "It was hung in 1911 and weighs 62 kilograms.", "62 kilograms"),
        ("how fast can it run", Kind.SPEED, "It stands 1.2 m tall and runs at 3km/h.", "3km/h"),
        ("How old is the mayor?", Kind.AGE, "The mayor, aged 58, won in 2019.", "aged 58"),
        ("how deep did they dive", Kind.LENGTH, "Two divers went down 34 metres.", "34 metres"),
        ("how cold was it on Thursday", Kind.TEMPERATURE, "At six it was minus 14.2 degrees Celsius.", "minus 14.2 degrees Celsius"),
        ("what was the score of the final", Kind.SCORE, "In 2004 she won 6-4 6-2.", "6-4"),
        ("How long is the new road?", Kind.DURATION, "It opened after 2021 and is 41 kilometres long.", "41 kilometres"),
        ("what time did it sink", Kind.DATE, "She went down at 6:04 a.m. off Pier 3.", "6:04"),
        ("how many pages has the pact", Kind.NUMBER, "The 31-page pact was signed.", "31"),
        ("what share sailed", Kind.SHARE, "Eighty-four percent of those asked did.", "Eighty-four percent"),
        ("What did a ticket cost then?", Kind.MONEY, "In 1937 it was a 25-cent ticket.", "25-cent"),
        ("which town was it", Kind.NAME, "On Monday the school of Lower Lenn was shut.", "Lower Lenn"),
    ],
)
def test_measures_are_told_apart(question: str, kind: Kind, text: str, answer: str) -> None:
    assert asked_for(question) == (kind,)
    assert answer in [text[start:end] for start, end in candidates(text, kind, question)]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("was the weather fine on Sunday", Kind.MONEY),
        ("Did the storm damage the sea wall?", Kind.MONEY),
        ("Which roads did the flood damage?", Kind.MONEY),
        ("Who approved the budget of the harbour?", Kind.MONEY),
        ("how high was the fine for the owner", Kind.LENGTH),
        ("How high was the turnout?", Kind.LENGTH),
        ("How many homes were dark at the height of the storm?", Kind.LENGTH),
        ("Which author died at the age of 71?", Kind.AGE),
        ("how many have died to date", Kind.DATE),
        ("Is the timetable up to date?", Kind.DATE),
        ("What did the doctor say when the ward was closed?", Kind.DATE),
        ("what happened to the man who fell from the quay", Kind.PERSON),
        ("Which town lost a bridge whose piers had cracked?", Kind.PERSON),
        ("What warhead was found in the harbour?", Kind.PERSON),
        ("what is the town like where the ferry lands", Kind.PLACE),
        ("What did the first-rate orchestra play?", Kind.SHARE),
        ("How did critics rate the film?", Kind.SHARE),
        ("Which part of the pier was left standing?", Kind.SHARE),
        ("What did Brandt say about the debt?", Kind.MONEY),
        ("how much did the river rise, and who measured it?", Kind.MONEY),
        ("When the ferry sank, who took its people off?", Kind.DATE),
        ("Which league did the club play in when it won the cup?", Kind.DATE),
        ("How far ahead was she after the first count?", Kind.LENGTH),
        ("How high is registered unemployment?", Kind.LENGTH),
        ("What did the company say?", Kind.NAME),
        ("which company's boss resigned", Kind.NAME),
        ("he was named chairman, and when?", Kind.NAME),
    ],
)
def test_a_word_inside_another_or_in_another_place_of_the_question_asks_for_nothing(question: str, kind: Kind) -> None:
    assert kind not in asked_for(question)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What fine did the owner get?", Kind.MONEY),
        ("how high was the fine for the owner", Kind.MONEY),
        ("How big a fine was imposed?", Kind.MONEY),
        ("What damage did the storm do to roads?", Kind.MONEY),
        ("ticket price ferry", Kind.MONEY),
        ("What does the ferry cost, and who pays for it?", Kind.MONEY),
        ("What does the ferry cost, and who pays for it?", Kind.PERSON),
        ('"Nine days are too few" - who is quoted with this?', Kind.PERSON),
        ('"Nine days are too few" whose words?', Kind.PERSON),
        ("By whom was it built?", Kind.PERSON),
        ("Which chairman resigned?", Kind.PERSON),
        ("name of the port director", Kind.PERSON),
        ("Did they say when the bridge opens?", Kind.DATE),
        ("Since when has it been closed?", Kind.DATE),
        ("what was built and when?", Kind.DATE),
        ("date of the vote", Kind.DATE),
        ("what is the unemployment rate", Kind.SHARE),
        ("the rate of inflation", Kind.SHARE),
        ("What is the height of the tower?", Kind.LENGTH),
        ("Say where it sank", Kind.PLACE),
        ("How much did the town pay for the pier?", Kind.MONEY),
        ("how much has the new line cost", Kind.MONEY),
        ("What is the campaign chief being paid?", Kind.MONEY),
        ("What profit did the yard make?", Kind.MONEY),
        ("how big a bid did the fund make", Kind.MONEY),
        ("yearly trade of the two ports in crowns", Kind.MONEY),
        ("shipyard net profit second quarter", Kind.MONEY),
        ("What was the turnout in the second vote?", Kind.NUMBER),
        ("death toll of the storm", Kind.NUMBER),
        ("share of the dead over eighty", Kind.SHARE),
        ("What stake does the fund have in the yard?", Kind.SHARE),
        ("What is the name of the hiker who found the bell?", Kind.PERSON),
        ("names of the two clerks", Kind.NAME),
        ("what is the mayor's daughter's name", Kind.NAME),
        ("What is the new ferry called?", Kind.NAME),
        ("which small northern town lost its school", Kind.NAME),
    ],
)
def test_the_same_words_in_their_own_place_ask_for_it(question: str, kind: Kind) -> None:
    assert kind in asked_for(question)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.DURATION, "The council held a second vote."),
        (Kind.REASON, "It was the coldest night since February 1979."),
        (Kind.REASON, "The bridge has been closed since Monday."),
        (Kind.SHARE, "A third man was seen on the quay."),
        (Kind.SHARE, "They scored before half-time."),
    ],
)
def test_an_ordinal_is_no_share_or_time_and_a_time_is_no_reason(kind: Kind, text: str) -> None:
    assert not offers(text, kind)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.DURATION, "It was over in a second."),
        (Kind.REASON, "They stayed at home since the ferry was full."),
        (Kind.SHARE, "The meadow is a third larger than in 2011."),
        (Kind.SHARE, "Half of the members came."),
        (Kind.SHARE, "Two thirds voted for it."),
    ],
)
def test_a_share_a_time_and_a_reason_are_offered_all_the_same(kind: Kind, text: str) -> None:
    assert offers(text, kind)
