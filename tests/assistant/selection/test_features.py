"""The figures of candidate units, on a small archive with words for vectors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.retrieval.retriever import Retriever
from assistant.selection.asked import Asked
from assistant.selection.features import FEATURES, Features
from assistant.selection.units import drafts_of
from index.archive import Archive

Figures = Callable[[str, str], dict[str, float]]


@pytest.fixture
def figures(archive: Archive, files: Path) -> Figures:
    """The figures of the first unit that begins so, for a question."""
    archive.add([str(files)], source="The Arden Post")
    assistant = Assistant(archive)

    def of(question: str, begins: str) -> dict[str, float]:
        query = assistant.understand(question)
        with archive.snapshot() as seen:
            found = Retriever(seen).find(query)
        asked = Asked.of(query.asked)
        drafts = drafts_of(found, asked)
        texts = [draft.candidate.article.slice(draft.start, draft.end) for draft in drafts]
        place = next(place for place, text in enumerate(texts) if text.startswith(begins))
        row = Features(query, found, asked, drafts).matrix()[place]
        return dict(zip(FEATURES, row.tolist(), strict=True))

    return of


HARBOUR = "The harbour of Port Arden"


def test_a_name_that_the_passage_does_not_hold_is_missing(figures: Figures) -> None:
    there, other = (figures(f"When did the harbour of {name} reopen?", HARBOUR) for name in ("Port Arden", "Zwolbeck"))
    assert there["names_not_around"] == 0.0 < other["names_not_around"]
    assert there["names_not_said"] == 0.0 < other["names_not_said"]
    assert there["all_said"] > other["all_said"]


def test_what_is_asked_about_a_name_is_missing_beside_it(figures: Figures) -> None:
    told, untold = (
        figures(question, HARBOUR) for question in ("When did the harbour of Port Arden reopen?", "Who was the architect of Port Arden?")
    )
    assert told["rest_not_said"] < untold["rest_not_said"]
    assert untold["head_not_around"] == untold["rarest_not_around"] == 1.0
    assert told["head_not_around"] == told["rarest_not_around"] == 0.0


def test_a_number_that_is_not_given_is_told_from_any_kind(figures: Figures) -> None:
    many, open_ = (
        figures("How many boats lie in the harbour of Port Arden?", HARBOUR),
        figures("Is the harbour of Port Arden open?", HARBOUR),
    )
    assert many["not_offered"] == many["no_number"] == 1.0
    assert open_["not_offered"] == open_["no_number"] == 0.0


def test_the_nearest_sentence_stands_out(figures: Figures) -> None:
    question = "When did the harbour of Port Arden reopen?"
    assert figures(question, HARBOUR)["cosine_contrast"] > figures(question, "The opposition")["cosine_contrast"]


def test_what_came_second_is_not_what_came_first(figures: Figures) -> None:
    assert figures("When did the harbour of Port Arden reopen?", HARBOUR)["order_not_said"] == 0.0
    assert figures("When did the second harbour of Port Arden reopen first?", HARBOUR)["order_not_said"] == 2.0


def test_what_is_asked_in_another_word_is_meant(figures: Figures) -> None:
    other, strange = (figures(question, HARBOUR) for question in ("When did the port basin open again?", "When did the orchestra perform?"))
    assert other["meant"] > strange["meant"] and other["worst_meant"] < strange["worst_meant"]
    assert strange["worst_meant"] > 0.5


def test_a_name_that_nothing_around_holds_and_an_act_that_is_not_told(figures: Figures) -> None:
    there, other = (figures(f"When did the harbour of {name} reopen?", HARBOUR) for name in ("Port Arden", "Zwolbeck"))
    assert (there["unnamed"], other["unnamed"]) == (0.0, 1.0)
    told, untold = (figures(f"When was the harbour of Port Arden {act}?", HARBOUR) for act in ("reopened", "auctioned"))
    assert (told["untold"], told["untold_meant"], untold["untold"]) == (0.0, 0.0, 1.0)
    assert 0.0 < untold["untold_meant"] <= 1.0


def test_words_to_look_for_are_no_sentence_and_a_name_may_be_asked_for(figures: Figures) -> None:
    assert figures("harbour port arden boats", HARBOUR)["keywords"] == 1.0
    asked = figures("Which harbour was reopened?", HARBOUR)
    assert asked["keywords"] == 0.0 and asked["no_new_name"] == float(asked["new_names"] == 0.0)
