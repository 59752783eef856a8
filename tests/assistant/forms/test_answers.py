"""Lists, facts about the archive and help over a small archive: what is in them, in which order, letter for letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.contract import answer_json, turn_json, turn_of
from assistant.types import Answer, Form, Status, Turn
from index.archive import Archive
from index.types import Filter

STORIES = {
    "b.txt": "5 May 2021\n\nFerry opens\n\nA ferry to Velden opened on Wednesday. “She is a fine ship,” said Mayor Ada Brandt.\n",
    "a.txt": "4 May 2021\n\nStorm over the coast\n\nA storm closed the harbour. Captain Jonas Lund said that the ferry would wait.\n",
    "c.txt": "9 June 2021\n\nBread is dearer\n\nA loaf costs 3 crowns. “The mill pays more,” said Karla Voss, a baker.\n",
    "d.txt": "A walk on the wall\n\nThe wall is open to visitors. A walk takes an hour.\n",
}
TODAY = date(2022, 1, 10)


@pytest.fixture
def assistant(archive: Archive, tmp_path: Path) -> Assistant:
    for name, text in STORIES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        archive.add([str(tmp_path / name)], source="The Tarn Echo" if name in "a.txt b.txt" else "Velden Mail")
    return Assistant(archive)


def asked(assistant: Assistant, *texts: str, filter: Filter | None = None) -> Answer:
    """The answer to the last of the texts, after the others."""
    history: Sequence[Turn] = ()
    for text in texts:
        answer = assistant.ask(text, history, as_of=TODAY, filter=filter)
        history = (*history, Turn(text, answer.text))
    return answer


@pytest.mark.parametrize("text", ["ferry", "Ferry?", "show me the articles about the ferry", "what do you have on the ferry"])
def test_a_topic_alone_is_a_dated_list_of_articles(assistant: Assistant, text: str) -> None:
    answer = asked(assistant, text)
    assert (answer.form, answer.status) == (Form.ARTICLES, Status.ANSWERED)
    assert [(one.title, one.quote) for one in answer.articles] == [
        ("Storm over the coast", "Captain Jonas Lund said that the ferry would wait."),
        ("Ferry opens", "A ferry to Velden opened on Wednesday."),
    ]


def test_the_line_of_an_article_stands_where_the_json_says(assistant: Assistant) -> None:
    listed = answer_json(asked(assistant, "ferry"))["articles"]
    assert [one["published"]["earliest"] for one in listed] == ["2021-05-04", "2021-05-05"]
    for one in listed:
        text = Path(one["file"]).read_text(encoding="utf-8")
        assert text[one["start"] : one["start"] + len(one["lead"])] == one["lead"]


def test_a_list_keeps_to_outlet_and_days(assistant: Assistant) -> None:
    assert [one.title for one in asked(assistant, "ferry", filter=Filter(until=date(2021, 5, 4))).articles] == ["Storm over the coast"]
    assert [one.title for one in asked(assistant, "articles about the ferry on 5 May 2021").articles] == ["Ferry opens"]


def test_everyone_quoted_in_that_story_is_who_is_quoted_where_the_last_answer_is_from(assistant: Assistant) -> None:
    before = assistant.ask("What does a loaf cost?", as_of=TODAY)
    answer = assistant.ask("everyone quoted in that story", [Turn.from_answer(before)], as_of=TODAY)
    assert [one.quote for one in answer.citations] == ["“The mill pays more,” said Karla Voss, a baker."]


def test_a_topic_that_no_article_has_is_asked_as_a_question(assistant: Assistant) -> None:
    answer = asked(assistant, "volcano")
    assert (answer.form, answer.status) == (Form.QUOTATIONS, Status.NOT_FOUND)


@pytest.mark.parametrize("text", ["biden on the ferry to velden", "biden's view on the ferry to velden"])
def test_somebody_whom_no_article_has_is_not_left_out_of_a_list(assistant: Assistant, text: str) -> None:
    assert asked(assistant, "velden ferry outbreak").form is Form.ARTICLES  # an ordinary word is
    assert asked(assistant, text).form is Form.QUOTATIONS


def test_all_that_somebody_says(assistant: Assistant) -> None:
    answer = asked(assistant, "all quotes by Brandt")
    assert (answer.form, [one.quote for one in answer.citations]) == (Form.QUOTATIONS, ["“She is a fine ship,” said Mayor Ada Brandt."])
    assert [one.speaker for one in asked(assistant, "all quotes by the mayor").citations] == ["Ada Brandt"]
    assert [one.speaker for one in asked(assistant, "all quotes by the mayor of Velden").citations] == ["Ada Brandt"]


def test_everyone_quoted_by_an_outlet(assistant: Assistant) -> None:
    assert [one.speaker for one in asked(assistant, "who is quoted in the Velden Mail?").citations] == ["Karla Voss"]


def test_everyone_quoted_about_a_matter_oldest_first(assistant: Assistant) -> None:
    assert [one.speaker for one in asked(assistant, "list everyone quoted about the ferry").citations] == ["Jonas Lund", "Ada Brandt"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("which outlets do you have?", "2 outlets: The Tarn Echo (2 articles) and Velden Mail (2)"),
        ("how many articles are there altogether?", "holds 4 articles, published between 4 May and 9 June 2021; 1 has no date"),
        ("how many articles from May?", "holds 2 articles that were, or may have been, published between 1 and 31 May 2021, of 4 in all"),
        ("how many articles mention the ferry", "2 of the 4 articles in the archive mention “ferry”"),
        ("how many articles mention Obama?", "None of the 4 articles in the archive mentions “Obama”"),
        ("how many articles are from the Tarn Echo?", "holds 2 articles of The Tarn Echo, of 4 in all"),
        ("how many from the Tarn Echo?", "holds 2 articles of The Tarn Echo, of 4 in all"),
        ("how many articles are undated?", "1 of the 4 articles in the archive is undated"),
        ("what is the newest article?", "The newest article is “Bread is dearer”, Velden Mail, 9 June 2021 (stated) [1]."),
        ("what is the newest article about the ferry?", "is “Ferry opens”, The Tarn Echo, 5 May 2021 (stated) [1]."),
        ("how far back does it go?", "The oldest article is “Storm over the coast”, The Tarn Echo, 4 May 2021 (stated) [1]."),
        ("when was the article about bread published?", "“Bread is dearer”, Velden Mail, was published on 9 June 2021 (stated) [1]."),
        ("what is in this archive?", "They are in English."),
    ],
)
def test_facts_about_the_archive(assistant: Assistant, text: str, told: str) -> None:
    answer = asked(assistant, text)
    assert (answer.form, answer.status, answer.statements) == (Form.ARCHIVE, Status.ANSWERED, ())
    assert told in answer.text
    named = [number for remark in answer.told for number in remark.numbers]
    assert named == [citation.number for citation in answer.citations]


def test_days_are_given_back_and_not_carried_over(assistant: Assistant) -> None:
    window = asked(assistant, "how many articles from May?").window
    assert window is not None and (window.since, window.until) == (date(2021, 5, 1), date(2021, 5, 31))
    assert asked(assistant, "What happened on 4 May 2021?", "what is the newest article?").window is None


def test_a_question_about_the_archive_goes_on(assistant: Assistant) -> None:
    assert "Storm over the coast" in asked(assistant, "what is the newest article?", "and the oldest?").text
    assert "holds 1 article" in asked(assistant, "how many articles from May?", "and in June?").text


@pytest.mark.parametrize(
    ("before", "typed", "read", "says"),
    [
        ("ferry", "how many articles mention it?", "how many articles mention the ferry?", "2 of the 4 articles"),
        ("who is Ada Brandt?", "how many articles mention her?", "how many articles mention Ada Brandt?", "1 of the 4 articles"),
    ],
)
def test_how_many_articles_tell_of_what_was_told_of(assistant: Assistant, before: str, typed: str, read: str, says: str) -> None:
    answer = assistant.ask(typed, (Turn.from_answer(assistant.ask(before, as_of=TODAY)),), as_of=TODAY)
    assert (answer.form, answer.standalone_question) == (Form.ARCHIVE, read)
    assert answer.text.startswith(says)


@pytest.mark.parametrize("text", ["hi", "help", "what can you do?", "thanks"])
def test_help(assistant: Assistant, text: str) -> None:
    answer = asked(assistant, text)
    assert (answer.form, answer.status, answer.citations) == (Form.HELP, Status.ANSWERED, ())
    assert "archive does not say" not in answer.text


def test_the_examples_are_of_this_archive_and_are_answered(assistant: Assistant) -> None:
    examples = asked(assistant, "help").examples
    assert any("Ada Brandt" in example for example in examples)
    assert len(examples) > 4
    assert [example for example in examples if asked(assistant, example).status is not Status.ANSWERED] == []


def test_an_empty_archive_has_no_examples(archive: Archive) -> None:
    answer = Assistant(archive).ask("help")
    assert (answer.form, answer.examples) == (Form.HELP, ())
    assert "empty" in answer.text
    assert "empty" in Assistant(archive).ask("what is the newest article?").text


def test_a_language_that_the_archive_is_not_in(assistant: Assistant) -> None:
    answer = asked(assistant, "Wer ist der Bürgermeister von Velden?")
    assert answer.form is Form.HELP
    assert answer.text.startswith("That looks like German. The archive is in English; ask in English.")


def test_a_language_that_the_archive_is_in_too_is_no_matter(assistant: Assistant, tmp_path: Path) -> None:
    story = "Fähre nach Velden\n\nDie Fähre ist am Mittwoch gefahren. Wer mit ihr nach Velden will, hat es nicht weit.\n"
    (tmp_path / "e.txt").write_text(story, encoding="utf-8")
    assistant.archive.add([str(tmp_path / "e.txt")])
    assert asked(assistant, "Wer ist der Bürgermeister von Velden?").form is Form.QUOTATIONS


def test_a_greeting_is_nothing_to_lean_on(assistant: Assistant) -> None:
    assert assistant.ask("and why was it closed?", [Turn("hello")]).standalone_question == "and why was it closed?"


def test_words_that_ask_are_not_read_as_words_of_the_archive(assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "f.txt").write_text("A submarine ferry\n\nThe submarine ferry summons nobody.\n", encoding="utf-8")
    assistant.archive.add([str(tmp_path / "f.txt")])
    assert asked(assistant, "summarise the storm").standalone_question == "summarise the storm"


def test_what_names_nothing_is_told_so_and_no_more(assistant: Assistant) -> None:
    answer = assistant.ask("how many?")
    assert (answer.form, answer.citations) == (Form.HELP, ())
    assert "names nothing" in answer.text
    assert answer.standalone_question == "how many?"


def test_a_fact_about_the_archive_is_leaned_on_only_where_its_article_is_meant(assistant: Assistant) -> None:
    newest = Turn.from_answer(assistant.ask("what is the newest article?"))
    assert assistant.ask("what was shut?", (newest,)).standalone_question == "what was shut?"
    published = assistant.ask("when was it published?", (newest,))
    assert published.citations[0].article_id == newest.quoted[0].article_id
    assert turn_of(turn_json(newest)) == newest
