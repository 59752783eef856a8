"""The word lists: how they are read, and that each word list of the house stands in the file of the language and nowhere else."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from places import ROOT

from index.prose.sayings import STRONG, STRONG_BEFORE, WEAK
from index.words.lists import BASE, PAST, THIRD, alternatives, any_of, grouped, listed, saying

TABLES: dict[str, Any] = tomllib.loads((ROOT / "index" / "words" / "en.toml").read_text(encoding="utf-8"))
# Rules of grammar, not lists: the tense of a clause, and the words around a stated window.
GRAMMAR = {"index/timex/tense.py", "index/timex/windows.py"}


def lists(tables: Mapping[str, Any], path: str = "") -> Iterator[str]:
    for name, value in tables.items():
        if isinstance(value, dict):
            yield from lists(value, f"{path}{name}.")
        elif name != "verbs":
            yield path + name


def test_a_list_is_read_as_words_or_as_phrases_in_its_order() -> None:
    assert listed("calendar.weekdays")[:2] == ("monday", "tuesday")
    assert grouped("calendar.months")[8] == ("september", "sept", "sep")
    assert set(listed("change")) >= {"grew", "grown", "growing"}
    with pytest.raises(KeyError):
        listed("calendar.fortnights")


def test_the_longest_alternative_stands_first_and_a_space_is_any_white_space() -> None:
    assert alternatives("sep", "sept", "sep", "points out") == r"points\s+out|sept|sep"
    assert re.fullmatch(any_of("small.personal"), "theirs")


def test_verbs_are_chosen_by_mark_and_form() -> None:
    past = saying("strong", forms=(PAST,)).split("|")
    assert "said" in past and "emphasized" in past and "says" not in past
    assert re.fullmatch(saying("any", forms=(BASE,)), "call for")
    assert re.match(rf"(?:{saying('strong')})\b", "declared that it was over")
    assert not re.match(rf"(?:{saying('strong')})\b", "declared an emergency")


def test_no_form_names_a_speaker_both_surely_and_unsurely() -> None:
    assert set(STRONG.split("|")).isdisjoint(WEAK.split("|"))


def test_what_one_form_of_a_verb_tells_the_other_tells_as_well() -> None:
    sentences = [
        f"Ada Brandt {verb} that the wall held." for verb in ("confirms", "confirmed", "denies", "denied", "predicts", "predicted")
    ]
    assert [sentence for sentence in sentences if not STRONG_BEFORE.search(sentence)] == []


@pytest.mark.parametrize("name", list(lists(TABLES)))
def test_no_list_holds_a_word_twice(name: str) -> None:
    assert [word for word, times in Counter(listed(name)).items() if times > 1] == []


def test_no_verb_stands_twice_and_every_mark_names_forms_that_the_verb_has() -> None:
    verbs = TABLES["saying"]["verbs"]
    assert len({verb["base"] for verb in verbs}) == len(verbs)
    for verb in verbs:
        for mark in ("strong", "weak", "plain", "quotes"):
            assert set(verb.get(mark, "").split()) <= {form for form in (PAST, THIRD, BASE) if form in verb}, verb["base"]


def test_verbs_of_saying_months_and_weekdays_are_listed_in_no_module() -> None:
    said = re.compile(r"\bsaid\|(?:says|told)|\b(?:says|told|added|noted|stated)\|said\b|jan\|feb|\bjanuary\|february|mon(?:day)?\|tues")
    found = [
        str(path.relative_to(ROOT))
        for package in ("index", "assistant")
        for path in sorted((ROOT / package).rglob("*.py"))
        if said.search(path.read_text(encoding="utf-8")) and str(path.relative_to(ROOT)) not in GRAMMAR
    ]
    assert found == []


def test_the_lists_are_read_by_nothing_but_a_module_that_needs_them() -> None:
    script = "import sys, index, assistant, index.types, index.errors; print('index.words.lists' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "False"
