"""What people type is told apart on texts that the classifier was not fitted on, and no known question loses its form."""

from __future__ import annotations

import pytest
from places import ROOT

from assistant.forms.classifier import Wish, fitted, wish
from assistant.forms.typed import mended
from eval.cases import load_suite
from eval.forms_fit import TEXTS, texts, words_of

MEND = mended(fitted().words)
FRESH = {
    Wish.TOPIC: (
        "french glacier row",
        "german lobster quarrel",
        "glacier",
        "Halvorsen",
        "lobster quotas",
        "have you anything on the tidal barrage?",
        "which stories mention Halvorsen?",
    ),
    Wish.SUMMARY: (
        "what was reported on the lobsters in August 2016?",
        "what's the latest from Halvorsen Bay?",
        "summarise the row over the tidal barrage",
        "what do we know about the ferry disaster?",
        "tell me about Halvorsen",
    ),
    Wish.SAYINGS: ("all quotes by Halvorsen", "list everyone quoted about the glacier", "everything Halvorsen said about the barrage"),
    Wish.OUTLETS: ("which newspapers have you got here?", "what outlets are there, please"),
    Wish.COUNT: ("how many articles mention Halvorsen?", "how many stories are there in total?", "how many articles from November"),
    Wish.NEWEST: ("what's the most recent article here?", "show me the latest story"),
    Wish.OLDEST: ("what is the earliest article in here?", "how far back does this go?"),
    Wish.CONTENTS: ("what is there in this archive?", "what does this archive contain, please?"),
    Wish.PUBLISHED: ("when was the article about the glacier published?",),
    Wish.GREETING: ("hello dateline!", "good evening, dateline"),
    Wish.THANKS: ("thanks a million", "great, thank you"),
    Wish.HELP: ("what can I ask you here?", "how do I use this thing?"),
    Wish.QUESTION: (
        "How many articles does the new constitution have?",
        "who owns the biggest newspaper of the island",
        "what did Halvorsen say about the barrage?",
        "when was the lighthouse built?",
        "lobster price in June",
        "did Halvorsen mention the lobsters?",
        "are you really sure about that?",
        "and why was it closed?",
        "what's ida halvorsen's favourite radio show",
        "what does she do for a job?",
    ),
}


@pytest.mark.parametrize(("text", "wanted"), [(text, wanted) for wanted, several in FRESH.items() for text in several])
def test_fresh_texts_are_told_apart(text: str, wanted: Wish) -> None:
    assert text.casefold() not in {one.text.casefold() for one in texts(TEXTS)}
    assert wish(text, mend=MEND) is wanted


@pytest.mark.parametrize("text", ["how many artcles mention Halvorsen", "evryone qouted about the glacier", "wich outlets do you have"])
def test_misspelt_words_are_read(text: str) -> None:
    assert wish(text, mend=MEND) is wish(text.replace("artcles", "articles").replace("evryone qouted", "everyone quoted"), mend=MEND)
    assert wish(text, mend=MEND) is not Wish.QUESTION


def test_what_was_wanted_before_decides_what_goes_on() -> None:
    assert wish("and the oldest?", Wish.NEWEST) is Wish.OLDEST
    assert wish("and the oldest?") is Wish.QUESTION
    assert wish("and Halvorsen?", Wish.COUNT) is Wish.COUNT
    assert wish("from what years?", Wish.COUNT) is Wish.CONTENTS
    assert wish("in what years?") is Wish.QUESTION
    assert wish("and Halvorsen?") is Wish.QUESTION


@pytest.mark.parametrize("suite", ["sample.jsonl", "specials.jsonl"])
def test_no_known_question_loses_its_form(suite: str) -> None:
    cases = load_suite(ROOT / "eval" / "suites" / suite)
    assert [case.question for case in cases if wish(case.question, mend=MEND) is not Wish.QUESTION] == []


def test_the_numbers_are_those_of_the_labelled_texts() -> None:
    assert fitted().words == words_of(texts(TEXTS))


def test_every_wish_has_labelled_texts_and_no_text_two() -> None:
    labelled = texts(TEXTS)
    assert {one.wish for one in labelled} == set(Wish)
    keys = [(one.text.casefold(), one.after) for one in labelled]
    assert len(keys) == len(set(keys))
