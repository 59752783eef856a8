import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.prose.sentences import MAX_SENTENCE, split_sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. It stopped.", ["It rained.", "It stopped."]),
        (
            "Gen. A. Roe met Dr. Lund in the U.S. on Friday. They talked.",
            ["Gen. A. Roe met Dr. Lund in the U.S. on Friday.", "They talked."],
        ),
        ("He left the U.S. The ferry waited.", ["He left the U.S.", "The ferry waited."]),
        ('"Why now?" Ms Roe asked. Nobody knew.', ['"Why now?" Ms Roe asked.', "Nobody knew."]),
        ('"Stop!" he cried. The bus stopped.', ['"Stop!" he cried.', "The bus stopped."]),
        ("“We agreed.” The mayor left.", ["“We agreed.”", "The mayor left."]),
        ("They agreed.Later it rained.", ["They agreed.", "Later it rained."]),
        ("See www.x.example/Foo.Bar for 3.5% more.", ["See www.x.example/Foo.Bar for 3.5% more."]),
        ("See No. 5 at 10 a.m. today. Then go.", ["See No. 5 at 10 a.m. today.", "Then go."]),
        ("First line\n\nSecond line", ["First line", "Second line"]),
        ("One paragraph.\nAnother one.", ["One paragraph.", "Another one."]),
        ("Is it so? Yes… Perhaps.", ["Is it so?", "Yes…", "Perhaps."]),
    ],
)
def test_cuts_where_a_reader_would(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_reads_hard_wrapped_lines_on() -> None:
    text = "The harbour board of Oskerby has decided after long talks to\nrepair the outer wall before winter. Work begins soon."
    assert len(cut(text)) == 2


def test_offsets_count_from_the_text_not_from_the_start_given() -> None:
    text = "Skip this. Keep this. And this."
    assert split_sentences(text, 11) == [(11, 21), (22, 31)]


def test_a_sentence_without_an_end_is_cut_to_what_can_be_quoted() -> None:
    pieces = split_sentences("word, " * 500)
    assert len(pieces) == 2500 // MAX_SENTENCE + 1
    assert all(MAX_SENTENCE - len("word, ") <= end - start <= MAX_SENTENCE for start, end in pieces[:-1])


@given(st.text(alphabet=st.sampled_from("ab .!?\n\"“”'U.S.é\r\t\ufeff٣"), max_size=300))
def test_spans_are_ordered_and_leave_nothing_out(text: str) -> None:
    spans = split_sentences(text)
    at = 0
    left_out = ""
    for start, end in spans:
        assert at <= start < end
        left_out += text[at:start]
        at = end
    left_out += text[at:]
    assert left_out.replace("\ufeff", "").strip() == ""
