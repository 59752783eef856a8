"""One answer in all its forms: the same quotations and the same markers, whatever the articles themselves hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.padding import Padding
from rich.text import Text
from shelf import Shelf

from assistant import compose
from assistant.citations import verify
from assistant.contract import answer_json
from assistant.exports.forms import gather
from assistant.exports.markdown import markdown
from assistant.exports.types import Meta
from assistant.generation.support import Supported
from assistant.generation.voices import Offered, Quoted
from assistant.selection.units import Unit
from assistant.types import Answer, Query, Remark, Searched, Status
from index.archive import Counts
from index.prose.reading import read
from index.types import Article, Basis, Dating, Hit, Passage, Sentence
from ui import screen
from ui.console import visible
from ui.render import answer_html

DAY = date(2031, 5, 4)
QUERY = Query("Why?", "Why?", "Why?")
COUNTS = Counts(4, 9)
META = Meta(datetime(2031, 6, 1, 9, 30, tzinfo=UTC), "9.8.7", "lantern", "model|rules|0123", 4, 9)
HOSTILE = (
    "It [1] stands.",
    "[1]",
    "The bill [2] and [3][1] were read.",
    "*bold* _soft_ `code` ~~gone~~",
    "<b>bold</b> &amp; <script>alert(1)</script>",
    "[^1]: a footnote of its own [^2]",
    "> not a quotation",
    "It cost $5 and $6, \\[1] in all\\",
    "“Quoted” already [2]",
    "A line\nand its break [3]",
    "So it was — “It [1] stands.”, Echo [2], 4 May 2031 (stated) [1]",
    "4 May 2031 (stated): so it stands",
    "The last one!",
)
NAMES = ("", "Ash [1] closes *pass*", "<i>Echo</i> [2]", "4 May 2031 (stated)")


@dataclass(frozen=True)
class Story:
    """An article of one sentence, in the shapes that an answer is composed of."""

    id: str
    text: str
    name: str
    speaker: str | None = None

    @property
    def article(self) -> Article:
        return Article(self.id, self.name, self.text, "echo.txt", 100, Dating(DAY, DAY, Basis.STATED), source=self.name or None)

    @property
    def passage(self) -> Passage:
        return Passage(f"{self.id}-p", self.id, 0, 100, 100 + len(self.text), self.text, self.name)

    @property
    def unit(self) -> Unit:
        sentence = Sentence(self.id, 0, 100, 100 + len(self.text), self.text)
        return Unit(self.article, self.passage, read(self.article), (sentence,), self.speaker, 0.9)

    @property
    def quoted(self) -> Quoted:
        return Quoted(Offered("p1", Hit(self.passage, self.article, 1.0), (), {}), 100, 100 + len(self.text))


def stories(texts: Sequence[str], names: Sequence[str], speaker: str | None = None) -> list[Story]:
    return [Story(f"a{at}", text, name, speaker) for at, (text, name) in enumerate(zip(texts, names, strict=True))]


def extractive(told: Sequence[Story]) -> Answer:
    notes = (Remark.of("The story of ", len(told), f" was also carried by {told[0].name}."), f"See {told[0].text}")
    return compose.answered(QUERY, [story.unit for story in told], COUNTS, 0.9, notes)


def ordered(told: Sequence[Story]) -> Answer:
    order = Remark.of("By these dates, ", 1, f" ({told[0].name}) comes before ", len(told), ", and [1] is no number.")
    return compose.answered(QUERY, [story.unit for story in told], COUNTS, 0.9, order=order)


def claimed(told: Sequence[Story]) -> Answer:
    quoted = [story.quoted for story in told]
    kept = [Supported("It stands, by section [1]!", tuple(quoted)), Supported("The last one does.", (quoted[-1],))]
    return compose.generated(QUERY, kept, COUNTS, 0.9, "some:model", ["A statement was left out: [1]."])


def perhaps(told: Sequence[Story]) -> Answer:
    return replace(extractive(told), status=Status.UNCERTAIN, asides=("A passage of *another* time comes near.",))


COMPOSED = (extractive, ordered, claimed, perhaps)


def expected(answer: Answer) -> list[int]:
    """The markers of the statements, in order: those within a statement, then the others."""
    numbers: list[int] = []
    for statement in answer.statements:
        within = statement.remark.numbers if statement.remark else [one.number for one in statement.quotations]
        numbers += [*within, *(number for number in statement.citations if number not in within)]
    return numbers


def quotes(answer: Answer) -> list[str]:
    cited = {one.number: one.quote for one in answer.citations}
    return [cited[one.number] for statement in answer.statements for one in statement.quotations]


class Page(HTMLParser):
    """The markers and the quoted words of a message, and the words of each class of paragraph."""

    def __init__(self, message: str) -> None:
        super().__init__()
        self.markers: list[int] = []
        self.words: list[str] = []
        self.elements: list[str] = []
        self._open: list[str] = []
        self.feed(message)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = dict(attrs).get("class") or ""
        self._open.append(kind)
        self.elements.append(tag)
        if kind == "words":
            self.words.append("")
        if kind == "marker":
            self.markers.append(int((dict(attrs)["href"] or "").rpartition("-")[2]))

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if "words" in self._open:
            self.words[-1] += data


def on_page(answer: Answer) -> tuple[list[int], list[str]]:
    page = Page(answer_html(replace(answer, remarks=()), 1))
    assert set(page.elements) <= {"div", "p", "b", "bdi", "span", "a", "blockquote", "cite", "strong", "ol", "li", "button"}
    return page.markers, page.words


def in_terminal(answer: Answer) -> tuple[list[int], list[str]]:
    head = 2 if answer.status is Status.UNCERTAIN else 0
    shown_first = screen.answer(answer).renderables[head : head + len(answer.statements)]
    lines = [line for one in shown_first for line in (one.renderable.renderables if isinstance(one, Padding) else (one,))]
    spans = [(line.plain[span.start : span.end]) for line in lines for span in line.spans if span.style == screen.MARKER]
    shown = "".join(line.plain for line in lines)
    return [int(span.strip("[]")) for span in spans], [quote for quote in quotes(answer) if f"“{visible(quote)}” [" in shown]


PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {f"{name}_{side}" for name in ("paragraph", "heading", "bullet_list", "list_item", "em") for side in ("open", "close")}


def in_markdown(answer: Answer) -> tuple[list[int], list[str]]:
    held = [Article(one.article_id, one.title, one.passage_text, one.file, one.passage_start, one.published) for one in answer.citations]
    document = markdown(gather([replace(answer, remarks=())], Shelf(tuple(held)), META)).partition("\n## Sources\n")[0]
    tokens = [inner for token in PARSER.parse(document) for inner in (token, *(token.children or ()))]
    assert {token.type for token in tokens} <= OURS | {"inline", "text"}
    shown = "".join(token.content for token in tokens if token.type == "text")
    calls = re.findall(r"(?<!\\)(?:\\\\)*\[\^(\d+)\]", document)
    return [int(call) for call in calls], [quote for quote in quotes(answer) if f"“{' '.join(quote.split())}”[^" in shown]


def in_json(answer: Answer) -> tuple[list[int], list[str]]:
    """Statements put together again from their parts alone."""
    numbers, words = [], []
    for statement in answer_json(answer)["statements"]:
        within = [part for part in statement["remark"] or [] if isinstance(part, int)] + [one["number"] for one in statement["quotations"]]
        numbers += [*within, *(number for number in statement["citations"] if number not in within)]
        words += [one["words"] for one in statement["quotations"]]
    return numbers, words


def in_text(answer: Answer) -> tuple[list[int], list[str]]:
    """What is left of the text when the words of the parts are taken away, each in its turn."""
    rest, found = answer.text, []
    words: list[str] = []
    for statement in answer.statements:
        pieces = [part for part in statement.remark.parts if isinstance(part, str)] if statement.remark else []
        leads = [lead.text for lead in statement.leads]
        said = [one.words for one in statement.quotations]
        for piece in (*pieces, *leads) if statement.remark else (*leads, *said):
            before, held, rest = rest.partition(piece)
            assert held == piece
            found += re.findall(r"\[(\d+)\]", before)
        words += said
    return [int(number) for number in [*found, *re.findall(r"\[(\d+)\]", rest)]], words


FORMS = (in_text, on_page, in_terminal, in_markdown, in_json)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4, unique=True), st.data())
def test_every_form_holds_the_same_quotations_and_markers(texts: list[str], data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(NAMES), min_size=len(texts), max_size=len(texts)))
    told = stories(texts, names, data.draw(st.sampled_from((None, "Ilse [1] Brandt"))))
    for composed in COMPOSED:
        answer = composed(told)
        verify(answer, Shelf(tuple(story.article for story in told)))
        for form in FORMS:
            assert form(answer) == (expected(answer), quotes(answer)), form.__name__


@pytest.mark.parametrize("text", HOSTILE)
def test_an_article_keeps_its_own_numbers_and_gets_its_marker(text: str) -> None:
    answer = extractive(stories([text], ["Ash"], "Ilse Brandt"))
    assert answer.text == f"Ilse Brandt, 4 May 2031 (stated): {text} [1]"
    for form in FORMS:
        assert form(answer) == ([1], [text]), form.__name__


def test_a_note_keeps_the_numbers_of_words_and_marks_those_of_citations() -> None:
    answer = extractive(stories(["One stands.", "Two [1] stands."], ["Echo [1]", "Foam"]))
    assert answer.notes == ("The story of [2] was also carried by Echo [1].", "See One stands.")
    assert answer_json(answer)["note_parts"] == [["The story of ", 2, " was also carried by Echo [1]."], ["See One stands."]]
    assert Page(answer_html(answer, 1)).markers == [1, 2, 2]
    [note, _] = [one for one in screen.answer(answer).renderables if isinstance(one, Text) and one.style == "yellow"]
    assert note.plain == answer.notes[0]
    assert [note.plain[span.start : span.end] for span in note.spans if span.style == screen.MARKER] == ["[2]"]


def test_an_answer_that_grows_keeps_the_citations_of_its_statements() -> None:
    answer = extractive(stories(HOSTILE[:3], NAMES[:3]))
    for count in (1, 2, 3):
        part = compose.first_statements(answer, count)
        verify(part, Shelf(tuple(story.article for story in stories(HOSTILE[:3], NAMES[:3]))))
        assert answer.text.startswith(part.text)
        assert [one.number for one in part.citations] == list(range(1, count + 1))


def test_a_refusal_says_the_same_in_every_form() -> None:
    aside = "The question says “[1]”; the nearest passage says “*two*”."
    answer = Answer("Why?", "Why?", Status.NOT_FOUND, (), (), None, (), Searched(4, 9), (), "extractive", 0.1, asides=(aside,))
    assert answer.text == (
        "The archive does not say. The question says “[1]”; the nearest passage says “*two*”. Searched: 4 articles (9 passages)."
    )
    shown = " ".join(one.plain for one in screen.answer(answer).renderables if isinstance(one, Text) and one.plain)
    assert shown == answer.text
    document = markdown(gather([answer], Shelf(()), META))
    rendered = "".join(inner.content for token in PARSER.parse(document) for inner in token.children or () if inner.type == "text")
    assert answer.text in rendered
