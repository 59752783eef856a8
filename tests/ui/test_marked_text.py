"""Spans marked in a text: every character once, in its order, and elements that never overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markup_read import Read

from ui.marked_text import Span, marked

SPANS = st.lists(st.tuples(st.integers(95, 130), st.integers(0, 12)), max_size=6)


def span(start: int, end: int, tag: str) -> Span:
    return Span(start, end, f"<{tag} id=x>", f"</{tag}>", f"<{tag}>")


@given(st.text("ab <&\r\n", min_size=0, max_size=30), st.tuples(SPANS, SPANS, SPANS))
def test_the_text_stays_letter_for_letter(text: str, layers: tuple[list[tuple[int, int]], ...]) -> None:
    spans = [[span(start, start + size, tag) for start, size in layer] for tag, layer in zip("isu", layers, strict=True)]
    read = Read(marked(text, 100, spans))
    assert read.text == text
    assert read.is_sound and not read.open


def test_the_spans_of_an_earlier_layer_are_whole_and_later_ones_are_cut() -> None:
    shown = marked("abcdef", 10, [[span(12, 14, "mark")], [span(11, 15, "i")]])
    assert shown == "a<i id=x>b</i><mark id=x><i>cd</i></mark><i>e</i>f"


def test_spans_that_overlap_in_a_layer_follow_one_another() -> None:
    assert marked("abcdef", 0, [[span(0, 3, "i"), span(2, 5, "i")]]) == "<i id=x>abc</i><i>de</i>f"


def test_a_carriage_return_stays_one() -> None:
    assert marked("a\r\nb", 0, []) == "a&#13;\nb"
