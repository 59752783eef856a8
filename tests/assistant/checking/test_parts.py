"""The parts of a check by themselves: folding, the corpus, marks in a draft, differences, speakers, JSON and Markdown."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checking.contract import check_json
from assistant.checking.corpus import Corpus
from assistant.checking.credits import same_speaker
from assistant.checking.differences import difference_words, differences, is_turned
from assistant.checking.findings import Checked
from assistant.checking.folding import fold, folds_between, word_key, word_spans, words_of
from assistant.checking.marked import block_spans, quoted_spans, without_markup
from assistant.checking.report import markdown, traced_markdown
from assistant.checking.shelf import CorpusShelf
from assistant.checking.tracing import trace
from index.archive import Archive
from index.types import Article, Dating

Judge = Callable[[str], Checked]


@given(st.text(alphabet="ab é\u0301 .…-–—“”„«»'’\u00a0\u00ad\n漢字", max_size=60))
def test_every_folded_character_knows_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@given(st.text(max_size=80))
def test_words_and_their_spans_are_as_many(text: str) -> None:
    assert [text[start:end] for start, end in word_spans(text)] == words_of(text)


def test_what_is_folded_is_named() -> None:
    assert folds_between("„a – b…“", '"a - b..."') == ("quotation marks", "dashes", "ellipses")
    assert folds_between("same", "same") == ()
    assert word_key("Straße") == word_key("STRASSE")


def article(id: str, text: str) -> Article:
    return Article(id, "", text, f"{id}.txt", 0, Dating())


@pytest.fixture(scope="module")
def texts() -> list[str]:
    dice = random.Random(1)
    return [" ".join(dice.choice("ash bay cod dew elm fir".split()) for _ in range(200)) for _ in range(20)]


def test_a_run_of_words_is_found_wherever_it_stands(texts: list[str]) -> None:
    corpus = Corpus.of(article(str(number), text) for number, text in enumerate(texts))
    dice = random.Random(2)
    for _ in range(50):
        words = " ".join(dice.choice(texts).split()[dice.randrange(150) :][: dice.randint(1, 6)])
        found = corpus.find(corpus.run_of(words)).tolist()
        naive = sum(
            (text + " ").count(f"{words} ", at) > 0 for text in texts for at in _begins(text) if f"{text} ".startswith(f"{words} ", at)
        )
        assert len(found) == naive
        for place in found:
            number, start, end = corpus.span(place, place + len(words.split()))
            assert texts[number][start:end] == words


def _begins(text: str) -> list[int]:
    return [start for start, _ in word_spans(text)]


def test_no_run_reaches_into_the_next_article() -> None:
    corpus = Corpus.of([article("1", "one two"), article("2", "three four")])
    assert corpus.find(corpus.run_of("two three")).tolist() == []
    assert len(corpus.find(corpus.run_of("Three FOUR"))) == 1


def test_an_archive_without_articles_has_nothing() -> None:
    corpus = Corpus.of([])
    assert corpus.find(corpus.run_of("two three")).tolist() == []
    assert corpus.near(corpus.run_of("two three"), 3, 8) == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("'We saw the workers' plan,' he said, and the players' best.", ["We saw the workers' plan,"]),
        ("It's the workers' plan and the players' hope.", []),
        ('He said: ‘It is clear and open," he added.’', ['It is clear and open," he added.']),
        ("Music of the '90s and the '80s was played.", []),
        ("“She said ‘we will hold’ and left,” he said.", ["She said ‘we will hold’ and left,"]),
        ('He said "we hold and left.\n\nThen “more” came.', ["we hold and left.", "more"]),
    ],
)
def test_apostrophes_are_no_quotation_marks(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_spans(text)] == quoted


def test_markup_is_blanked_and_moves_nothing() -> None:
    text = "> We *will* **hold** [on](http://a.b/c)\n> — Lund\n"
    assert len(without_markup(text)) == len(text)
    assert [word_key(word) for word in words_of(without_markup(text))] == ["we", "will", "hold", "on", "lund"]
    assert [text[start:end] for start, end in block_spans(text)] == ["We *will* **hold** [on](http://a.b/c)"]


@pytest.mark.parametrize(
    ("draft", "archive", "whats", "turned"),
    [
        ("They will hold", "They will not hold", ["denial"], True),
        ("It cost 5 crowns", "It cost 7 crowns", ["number"], True),
        ("They came on Monday", "They came on Friday", ["day"], True),
        ("They met Ada Lund there", "They met Jonas Brandt there", ["name"], True),
        ("They came on Monday of injuries", "They came on 10 January 2022", ["number"], False),
        ("They hold it firmly", "They hold it gladly", ["words"], False),
        ("They hold – it", "They hold - it", [], False),
    ],
)
def test_a_difference_says_what_was_changed(draft: str, archive: str, whats: list[str], turned: bool) -> None:
    found = differences(draft, archive)
    assert ([one.what for one in found], is_turned(found)) == (whats, turned)


def test_a_note_tells_the_worst_change_first() -> None:
    found = differences("They surely will hold 5 walls", "They will not hold 7 walls")
    assert difference_words(found).startswith("A denial is left out")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Lund", "Jonas Lund", True),
        ("Minister Lund", "Jonas Lund", True),
        ("J. Lund", "Jonas Lund", True),
        ("Ada Lund", "Jonas Lund", False),
        ("Oskerby Harbour Authority", "the harbour authority", True),
        ("OHA", "Oskerby Harbour Authority", True),
        ("Tomas Ilves", "Orla Fenwick", False),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str, same: bool) -> None:
    assert same_speaker(one, other) is same


def test_the_json_has_the_shape_of_the_contract(judge: Judge) -> None:
    document = check_json(
        judge("“We will open it a day before it is safe,” said Orla Fenwick. Nine boats sank in the harbour of Eastmere.")
    )
    assert {"file", "checked", "findings"} <= document.keys()
    assert document["checked"] == {"quotations": 2, "figures": 1, "days": 0, "names": 1}
    first = document["findings"][0]
    assert {"kind", "text", "start", "end", "verdict", "said", "citation", "differences", "note"} <= first.keys()
    assert (first["kind"], first["verdict"]) == ("quotation", "altered")
    assert first["said"] == {"speaker": "Orla Fenwick", "day": None, "outlet": None}
    assert first["differences"] == [{"draft": "", "archive": "not", "what": "denial"}]
    assert first["citation"]["quote"] == "We will not open it a day before it is safe"
    assert [one["said"] for one in document["findings"][1:]] == [None] * 3


def test_citations_are_numbered_as_they_are_read(judge: Judge) -> None:
    checked = judge("Nine boats sank in the harbour of Eastmere. “We will not open it a day before it is safe,” said Orla Fenwick.")
    cited = [(finding.citation, *finding.others, finding.nearest) for finding in checked.findings]
    numbers = list(dict.fromkeys(one.number for several in cited for one in several if one))
    assert numbers == sorted(numbers) == list(range(1, len(numbers) + 1))


def test_nothing_of_a_draft_becomes_markup_in_the_report(judge: Judge) -> None:
    text = markdown(judge("“We will **open** [it](http://x.y) <b>a</b> day before it is safe,” said Orla Fenwick."))
    assert "\\<b>" in text
    assert "\\*\\*open" in text
    assert "[^1]: “We will not open it a day before it is safe”" in text


def test_a_trace_is_a_list_in_markdown(news: Archive) -> None:
    with news.snapshot() as seen:
        text = traced_markdown(trace("when the storm", seen))
    assert "\n1. " in text
    assert "(copy of 1)" in text


def test_a_corpus_is_read_once_for_each_state_of_an_archive(archive: Archive, files: Path) -> None:
    shelf = CorpusShelf()
    with archive.snapshot() as seen:
        empty = shelf.of(seen)
        assert shelf.of(seen) is empty
    archive.add([str(files / "note.txt")], jobs=1)
    with archive.snapshot() as seen:
        assert len(shelf.of(seen).articles) == 1
