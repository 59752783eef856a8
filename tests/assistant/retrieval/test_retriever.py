"""What decides the order of passages, one figure at a time, each on a small archive in which nothing else differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from parts import counts

from assistant.assistant import Assistant
from assistant.retrieval.retriever import Retriever
from assistant.types import Turn
from index.archive import Archive

TODAY = date(2031, 6, 1)
Fill = Callable[[Mapping[str, str], date | None], None]


@pytest.fixture
def fill(archive: Archive, tmp_path: Path) -> Fill:
    """Adds articles, a file each: their text by name, the headline being "News"; passages that are equally good are ranked by name."""

    def filled(texts: Mapping[str, str], published: date | None = None) -> None:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(f"News\n\n{text}\n", encoding="utf-8")
        archive.add([str(tmp_path / f"{name}.txt") for name in texts], published=published)

    return filled


def ranked(archive: Archive, question: str, *history: str) -> list[str]:
    """The names of the articles found, best first."""
    query = Assistant(archive).understand(question, [Turn(earlier) for earlier in history], as_of=TODAY)
    with archive.snapshot() as seen:
        return [Path(candidate.article.file).stem for candidate in Retriever(seen).find(query).candidates]


BREAD = {f"other{n}": f"Bread costs {n} crowns in Oskerby, {colour}." for n, colour in enumerate("red blue green grey white".split())}
"""Articles of something else: a word that most passages hold tells nothing."""


def test_news_of_the_day_comes_before_later_accounts_of_it(archive: Archive, fill: Fill) -> None:
    fill({"then": "Divers found nine crates at the old pier of Velden."}, date(2022, 1, 7))
    fill({"later": "On January 7, as we told, divers of the port found nine crates at the old pier of Velden."}, date(2022, 1, 20))
    asked = "What did divers find at the old pier of Velden on 7 January 2022?"
    assert ranked(archive, asked) == ["then", "later"]


def test_what_speaks_of_other_days_is_not_found_for_a_day(archive: Archive, fill: Fill) -> None:
    fill({"then": "Divers found nine crates at the old pier of Velden."}, date(2022, 1, 7))
    fill({"other": "Divers found nine crates at the old pier of Velden, and on January 12 a tenth."}, date(2022, 1, 20))
    assert ranked(archive, "What did divers find at the old pier of Velden on 7 January 2022?") == ["then"]
    assert ranked(archive, "What did divers find at the old pier of Velden on 12 January 2022?") == ["other"]


def test_a_sentence_that_says_all_comes_before_words_spread_over_many(archive: Archive, fill: Fill) -> None:
    fill(
        {
            "a-spread": "Divers ate soup. Nine ships wait. Crates of lemons rot. Brandt owns a pier.",
            "b-one": "Ships wait. Brandt ate a soup of lemons. Divers owns nine crates pier. Rot.",  # the same words
        }
    )
    assert ranked(archive, "divers nine crates pier") == ["b-one", "a-spread"]


def test_a_passage_counts_for_all_that_it_says(archive: Archive, fill: Fill) -> None:
    """The same sentence, as many words and the same of the question's: only what else is said pulls one of them further away."""
    fill({"a-soup": "Divers found crates. Soup soup soup soup soup.", "b-wreck": "Divers found crates. Under wrecks lay ropes now."})
    assert ranked(archive, "divers found crates") == ["b-wreck", "a-soup"]


def test_a_rare_word_outweighs_several_that_stand_everywhere(archive: Archive, fill: Fill) -> None:
    colours = "red blue green grey white black brown pink gold".split()
    fill({f"common{n}": f"The ferry lies at the harbour pier in berth number {n}, {word} {word}." for n, word in enumerate(colours)})
    fill({"rare": "Zorn has a harbour and pier."})
    assert ranked(archive, "Which ferry lies at the harbour pier of Zorn?")[0] == "rare"


def test_a_passage_counts_its_words_however_many_others_match_better(archive: Archive, fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.retrieval.retriever.CANDIDATES", 1)
    fill({"a-crates": "Crates! Crates.", "b-divers": "Divers of the port found boxes at the old pier of Velden, nine of crates."})
    query = Assistant(archive).understand("What did divers of the port of Velden find at the old pier? Crates?", as_of=TODAY)
    with archive.snapshot() as seen:
        [best] = Retriever(seen).find(query).candidates
        monkeypatch.setattr(type(seen), "lexical", lambda self, asks, k: [[] for _ in asks])
        [unlisted] = Retriever(seen).find(query).candidates
    assert (unlisted.article.file, unlisted.lexical_rank) == (best.article.file, None)
    assert unlisted.lexical == pytest.approx(best.lexical) != 0.0


def test_the_words_of_the_question_outweigh_those_of_the_questions_before(archive: Archive, fill: Fill) -> None:
    fill({"before": "The ferry of Velden sailed from the northern pier on Monday."})
    fill({"asked": "Ada Brandt repaired the lantern of the old mole.", **BREAD})
    earlier = Turn("When did the ferry of Velden sail?")
    answer = Assistant(archive).ask("And who repaired the lantern?", [earlier], as_of=TODAY)
    assert Path(answer.citations[0].file).stem == "asked"
    assert ranked(archive, "And when was that?", earlier.question)[0] == "before"  # its own words say too little


def test_a_follow_up_that_says_enough_is_searched_for_by_itself_too(archive: Archive, fill: Fill) -> None:
    fill({"a-before": "When did the ferry sail?", "b-asked": "The lantern shines."})
    asked, earlier = "And who repaired the old lantern of the mole?", "When did the ferry of Velden sail?"
    assert ranked(archive, asked, earlier)[0] == "b-asked"
    assert ranked(archive, "And who repaired it?", earlier)[0] == "a-before"


def test_the_number_of_a_day_is_no_word_to_be_found(archive: Archive, fill: Fill) -> None:
    texts = {"a-number": "11 crews: 11 sailors lost a night.", "b-homes": "Homes in Oskerby lost power for a night."}
    fill(texts, date(2022, 1, 11))
    fill(BREAD)
    assert ranked(archive, "What lost power for a night on 11 January 2022?") == ["b-homes", "a-number"]


def test_passages_that_show_most_of_each_other_are_shown_once_and_others_each(archive: Archive, fill: Fill) -> None:
    sentences = [f"The ferry number {n:02} left the northern pier of the harbour at noon." for n in range(20)]
    fill({"long": " ".join(sentences)})
    query = Assistant(archive).understand("Which ferry left the northern pier?", as_of=TODAY)
    assert counts(archive).passages == 2
    with archive.snapshot() as seen:
        hits, one = Retriever(seen).search(query, 10), Retriever(seen).search(query, 1)
    assert len(hits) == 2  # what is shown around the first holds four fifths of the second
    assert len(one) == 1
    assert all(hit.article.slice(hit.passage.start, hit.passage.end) == hit.passage.text for hit in hits)


def test_copies_come_after_all_other_stories(archive: Archive, fill: Fill) -> None:
    words = "Divers found nine crates at the old pier of Velden, said the harbour office, and a tenth in the mud below the northern mole"
    fill({"a-first": f"{words}.", "b-copy": f"{words} today.", "c-other": "Divers of Velden sing."})
    assert ranked(archive, "What did divers find at the old pier of Velden?") == ["a-first", "c-other", "b-copy"]
