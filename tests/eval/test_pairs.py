"""Pairs to learn from: the units of a suite that are learnt from, kept and read again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tiny_bert import TinyBert

from assistant.selection.features import FEATURES
from assistant.selection.probability import Learnt
from eval import pairs
from eval.cases import Case, GoldSpan, file_name
from eval.mining import after_others, mine, parts_for, read_for
from eval.pairs import Group
from index.archive import Archive
from index.errors import InputError

MODEL = TinyBert()


def group(answers: list[bool], cosines: list[float], *, answerable: bool = True) -> Group:
    figures = np.zeros((len(answers), len(FEATURES)), dtype=np.float32)
    figures[:, FEATURES.index("cosine")] = cosines
    spans = np.array([(0, 10 * place, 10 * place + 9) for place in range(len(answers))])
    return Group("one", answerable, [[101, 110 + place, 102] for place in range(len(answers))], np.array(answers), figures, spans)


def test_learnt_from_are_those_that_answer_and_the_likeliest_that_do_not() -> None:
    weights = Learnt("", "", tuple(float(name == "cosine") for name in FEATURES), 0.0, 0.1)
    many = group([False] * 9 + [True] * 4, [place / 13 for place in range(13)])
    untold = group([False] * 3, [0.1, 0.2, 0.3], answerable=False)
    lost = group([False] * 3, [0.1, 0.2, 0.3])
    [of_many, of_untold] = pairs.learnt_from([many, untold, lost], weights)
    assert [tokens[1] - 110 for tokens in of_many.tokens[:6]] == [12, 11, 8, 7, 6, 5]
    assert len(of_many.tokens) == 2 + 4 + 1 and of_many.answers.tolist() == [True] * 2 + [False] * 5
    assert len(of_untold.tokens) == 3 and not of_untold.is_answerable


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    before = [group([True, False], [0.5, 0.25]), group([False], [0.125], answerable=False)]
    pairs.write(before, tmp_path / "pairs.npz")
    after = pairs.read(tmp_path / "pairs.npz")
    assert [(one.archive, one.is_answerable, one.tokens, one.answers.tolist()) for one in after] == [
        (one.archive, one.is_answerable, one.tokens, one.answers.tolist()) for one in before
    ]
    assert all(np.array_equal(one.figures, other.figures) for one, other in zip(before, after, strict=True))
    assert all(np.array_equal(one.spans, other.spans) for one, other in zip(before, after, strict=True))
    (tmp_path / "none.npz").write_bytes(b"PK")
    with pytest.raises(InputError, match="does not hold pairs"):
        pairs.read(tmp_path / "none.npz")


def test_the_pairs_of_a_suite_are_the_units_that_are_mined(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    [(article, place)] = [(one, one.text.find("9,000")) for one in archive.articles() if "9,000" in one.text][:1]
    span = GoldSpan(file_name(article.file), "9,000", article.start + place, article.start + place + 5)
    cases = [
        Case("told", "How many names does the petition against the tram line have?", "fact", ("9,000",), (span,)),
        Case("none", "Which orchestra played Bruckner in Zagreb?", "unanswerable"),
    ]
    mined = [one for one in mine(cases, archive, "own") if one.origin.value == "asked"]
    found = list(pairs.of_suite(cases, archive, "own", MODEL))
    assert found[0].answers.any() and not found[-1].answers.any()
    assert [one.answers.tolist() for one in found] == [one.answers.tolist() for one in mined]
    assert all(np.allclose(one.figures, other.figures, atol=1e-5) for one, other in zip(found, mined, strict=True))


def test_a_follow_up_is_learnt_from_in_each_of_its_readings(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    follow_up = Case("after", "how many names does it have?", "unanswerable", history=("Who is against the tram line?",))
    read = [(query.asked, query.background) for _, query, _ in read_for([follow_up], archive)]
    assert len(read) == len(set(read)) >= 2
    assert ("how many names does it have?", ("Who is against the tram line?",)) in read
    found = list(pairs.of_suite([follow_up], archive, "own", MODEL, read_for))
    assert len(found) == len(read) and len({tuple(map(tuple, one.tokens)) for one in found}) == len(read)


def test_the_parts_of_a_compound_question_are_learnt_from_by_themselves(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    spans = (GoldSpan("a.txt", "9,000 names", 0, 11), GoldSpan("a.txt", "in May", 20, 26))
    both = Case("both", "How many names does it have, and when was it begun?", "multi", ("9,000 in May",), spans, (("9,000",), ("May",)))
    one = Case("one", "How many names does the petition have?", "fact", ("9,000",), spans[:1])
    asked = [(case.answers, [gold.quote for gold in case.evidence], query.asked) for case, query, _ in parts_for([both, one], archive)]
    assert [each[:2] for each in asked] == [
        (("9,000 in May",), ["9,000 names", "in May"]),
        (("9,000",), ["9,000 names"]),
        (("May",), ["in May"]),
        (("9,000",), ["9,000 names"]),
    ]
    assert asked[1][2].startswith("How many names") and "when" in asked[2][2]


def test_questions_are_read_as_if_they_leant_on_others(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    span = GoldSpan("note.txt", "9,000", 0, 5)
    told = [Case(f"told-{number}", f"Who is told of in story {number}?", "fact", ("9,000",), (span,)) for number in range(3)]
    untold = Case("none", "Which orchestra played Bruckner?", "unanswerable")
    read = {case.id: query for case, query, _ in after_others([*told, untold], archive)}
    assert set(read) == {"told-0", "told-1", "told-2", "none"}
    for case in (*told, untold):
        [before] = read[case.id].background
        assert before in {one.question for one in told} - {case.question}
        assert read[case.id].asked == case.question and read[case.id].standalone == f"{before} {case.question}"
