"""Parts of speech: what the words of questions are, typed with capitals and without, and that the fit learns from what it is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.words import tagger
from assistant.words.tagger import ADJECTIVE, ASKING, BASE, DETERMINER, ING, NAME, NOUN, PAST, PREPOSITION, tags
from eval import tagger_fit


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("did the mayor resign", [PAST, DETERMINER, NOUN, BASE]),
        ("who opened the new bridge", [ASKING, PAST, DETERMINER, ADJECTIVE, NOUN]),
        ("Who is trying to buy Marsby", [ASKING, tagger.PRESENT, ING, PREPOSITION, BASE, NAME]),
        ("why are the nurses striking", [ASKING, tagger.PRESENT, DETERMINER, NOUN, ING]),
    ],
)
def test_words_are_what_they_do_in_the_question(asked: str, told: list[str]) -> None:
    assert tags(asked.split()) == told


def test_capitals_tell_nothing_where_all_words_have_them() -> None:
    assert tagger.surroundings("WHO WON".split())[1][4] == "s ?"
    assert tagger.surroundings("who beat Lund".split())[2][4] == "s A"


def test_no_words_have_no_tags() -> None:
    assert tags([]) == []


TREE = """# newdoc id = {name}
# sent_id = {name}-0001
1\tShips\tship\tNOUN\tNNS
2\tdid\tdo\tAUX\tVBD
3\tnot\tnot\tPART\tRB
4\tsail\tsail\tVERB\tVB
5\t.\t.\tPUNCT\t.

# sent_id = {name}-0002
1-2\tdidn't\t_\t_\t_
1\tdid\tdo\tAUX\tVBD
2\tn't\tnot\tPART\tRB
3\tLund\tLund\tPROPN\tNNP
4\tsail\tsail\tVERB\tVB
5\t?\t?\tPUNCT\t.

"""


def test_what_is_written_together_has_the_tag_of_its_first_part() -> None:
    first, second = tagger_fit.sentences(TREE.format(name="wire"))
    assert [word for word, _ in second] == ["didn't", "Lund", "sail", "?"]
    assert second[0] == ("didn't", PAST) and first[0] == ("Ships", NOUN)
    assert tagger_fit.as_typed(second) == [("didnt", PAST), ("lund", NAME), ("sail", BASE)]


def test_documents_of_the_development_part_are_held_back(tmp_path: Path) -> None:
    (tmp_path / "en_ewt-ud-train.conllu").write_text(TREE.format(name="wire") + TREE.format(name="post"), encoding="utf-8")
    (tmp_path / "en_ewt-ud-dev.conllu").write_text(TREE.format(name="post"), encoding="utf-8")
    taught, held = tagger_fit.documents(tmp_path)
    assert len(taught) == 2 and len(held) == 2


def test_it_learns_the_sentences_that_it_is_given() -> None:
    taught = list(tagger_fit.sentences(TREE.format(name="wire")))
    assert tagger_fit.right(taught, tagger_fit.fit(taught)) == 1.0


def test_a_folder_without_the_treebank_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tagger_fit.main([str(tmp_path)]) == 2
    assert "English Web Treebank" in capsys.readouterr().err
