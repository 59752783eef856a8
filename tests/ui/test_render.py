from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from assistant.types import Answer, Citation, Form, Lead, Quotation, Remark, Searched, Statement, Status
from assistant.wording import NOT_FOUND
from index.errors import CitationError
from index.reports import Counts
from index.types import Article, Basis, Dating, Evidence, Hit, Passage
from ui.conversation import Exchange
from ui.quoting import copied
from ui.render import answer_html, date_badge, exchange_html
from ui.shell import facts_html, masthead_html
from ui.sources import quoted_passage, sources_html

DAY = date(2031, 5, 4)
STATED = Dating(DAY, DAY, Basis.STATED)
PASSAGE = "The pass is shut. “We wait for the wind,” said Ilse Brandt. Drivers go round."
QUOTE = "“We wait for the wind,” said Ilse Brandt."
BASE = 100
SEARCHED = Searched(3, 7)
HOSTILE = (
    "<script>alert(1)</script>",
    '<img src="https://evil.example/x.png" onerror="alert(1)">',
    "![picture](https://evil.example/x.png)",
    "[click](javascript:alert(1))",
    "</p></article><b",
    '" onmouseover="alert(1)',
    "'><svg onload=alert(1)>",
    "&lt;script&gt;",
)
REORDERING = "\u202eevil\u202c \u2066x\u2069 zero\u200bwidth\ufeff"


class Markup(HTMLParser):
    """What a browser would make of a fragment: its elements with their attributes, those left open, and its text."""

    VOID = frozenset({"img", "br", "input", "link", "meta"})

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.marked: list[str] = []
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "mark":
            self.marked.append("")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if "mark" in self.open:
            self.marked[-1] += data

    def targets(self) -> list[str]:
        return [attributes["href"] or "" for tag, attributes in self.elements if tag == "a"]

    def ids(self) -> set[str]:
        return {attributes["id"] or "" for _, attributes in self.elements if "id" in attributes}


def citation(*, title: str = "Ash closes pass", number: int = 1, dating: Dating = STATED, **other: object) -> Citation:
    start = BASE + PASSAGE.index(QUOTE)
    fields: dict[str, object] = {
        "number": number,
        "article_id": "a1",
        "title": title,
        "published": dating,
        "source": "The Tarn Echo",
        "url": "https://echo.example/ash",
        "file": "echo.txt",
        "start": start,
        "end": start + len(QUOTE),
        "quote": QUOTE,
        "speaker": "Ilse Brandt",
        "passage_start": BASE,
        "passage_end": BASE + len(PASSAGE),
        "passage_text": PASSAGE,
    }
    return Citation(**{**fields, **other})  # type: ignore[arg-type]


def answered(
    *cited: Citation, lead: Lead | None = None, remark: Remark | None = None, notes: tuple[Remark | str, ...] = (), leads: bool = True
) -> Answer:
    """An answer of one statement: the remark that all citations carry, or the quotation of the first, under its lead."""
    numbers = tuple(one.number for one in cited)
    led = (lead or Lead(cited[0].published, speaker=cited[0].speaker),) if leads else ()
    quoted = Statement(numbers, led, (Quotation(cited[0].number, cited[0].quote),))
    statements = (Statement(numbers, remark=remark) if remark else quoted,)
    answer = Answer("Why?", "Why?", Status.ANSWERED, statements, cited, None, (), SEARCHED, (), "extractive", 0.9)
    return answer.with_notes(*notes)


def hit(title: str = "Ash closes pass", text: str = PASSAGE) -> Hit:
    article = Article("a1", title, text, "echo.txt", BASE, STATED, source="The Tarn Echo")
    return Hit(Passage("p1", "a1", 0, BASE, BASE + len(text), text, title), article, 0.5)


def refused(*nearest: Hit) -> Answer:
    return Answer("Why?", "Why?", Status.NOT_FOUND, (), (), None, (), SEARCHED, nearest, "extractive", 0.1)


def page(answer: Answer, question: str = "Why?") -> Markup:
    exchange = Exchange(1, question, answer).finished()
    return Markup(exchange_html(exchange) + sources_html(exchange))


@pytest.mark.parametrize("evil", HOSTILE)
def test_nothing_from_articles_or_users_becomes_markup(evil: str) -> None:
    dating = Dating(DAY, DAY, Basis.INFERRED, (Evidence(evil, 3, 9, evil),))
    passage = f"{evil} {QUOTE} {evil}"
    start = BASE + len(evil) + 1
    hostile = citation(
        title=evil, dating=dating, source=evil, url=evil, file=evil, speaker=evil, passage_text=passage, start=start, end=start + len(QUOTE)
    )
    harmless = citation(dating=Dating(DAY, DAY, Basis.INFERRED, (Evidence("May", 3, 9, "named"),)), url="echo")
    found = page(answered(hostile, notes=(evil, Remark.of(evil, 1, evil))), evil)
    usual = page(answered(harmless, notes=("A note.", Remark.of("That of ", 1, "."))))
    assert [tag for tag, _ in found.elements] == [tag for tag, _ in usual.elements]
    assert [sorted(attributes) for _, attributes in found.elements] == [sorted(attributes) for _, attributes in usual.elements]
    assert found.open == []
    assert evil in found.text


@pytest.mark.parametrize("evil", HOSTILE)
def test_nothing_of_a_nearest_passage_becomes_markup(evil: str) -> None:
    found, usual = page(refused(hit(evil, evil))), page(refused(hit()))
    assert [(tag, sorted(attributes)) for tag, attributes in found.elements] == [
        (tag, sorted(attributes)) for tag, attributes in usual.elements
    ]
    assert found.open == []


def test_labels_lose_characters_that_hide_or_reorder() -> None:
    shown = page(answered(citation(title=REORDERING, source=REORDERING, file=REORDERING)), "Why?")
    attributes = "".join(value or "" for _, attributes in shown.elements for value in attributes.values())
    assert not set(REORDERING) & set("\u202e\u202c\u2066\u2069\u200b\ufeff") & set(shown.text + attributes)
    assert "evil x zero width" in shown.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc/passwd", "https:// a", "echo"])
def test_only_web_addresses_become_links(url: str) -> None:
    shown = page(answered(citation(url=url)))
    assert all(target.startswith(("#", "?article=")) for target in shown.targets())
    assert url.split()[0] in shown.text


def test_a_web_address_is_told_nothing() -> None:
    links = [attributes for tag, attributes in page(answered(citation())).elements if tag == "a" and "target" in attributes]
    assert [link["href"].partition("#:~:text=")[0] for link in links] == ["https://echo.example/ash"]  # a browser sends no fragment
    assert set((links[0]["rel"] or "").split()) >= {"noreferrer", "noopener"}


def test_every_marker_leads_to_a_card() -> None:
    told = Remark.of("That of ", 2, " came first; ", Remark.of("see ", 1), ".")
    for remark, numbers in ((None, [1, 2, 3]), (told, [2, 1, 3]), (Remark.of("It may be."), [1, 2, 3])):
        shown = page(answered(citation(), citation(number=2), citation(number=3), remark=remark))
        markers = [target for target in shown.targets() if target.startswith("#cite-")]
        assert markers == [f"#cite-A1-{number}" for number in numbers]
        assert {marker[1:] for marker in markers} <= shown.ids()


def test_a_number_in_words_stays_words() -> None:
    shown = page(answered(citation(), remark=Remark.of("Section [1] says so, and [7].")))
    assert "Section [1] says so, and [7]." in shown.text
    assert [target for target in shown.targets() if target.startswith("#cite-")] == ["#cite-A1-1"]


def test_exactly_the_quotation_is_marked() -> None:
    shown = Markup(quoted_passage(citation()))
    assert shown.marked == [QUOTE]
    assert shown.text == PASSAGE


def test_marks_hold_beside_characters_that_html_escapes() -> None:
    passage = f"<a & b> {QUOTE} \U0001f300 <c>"
    start = BASE + passage.index(QUOTE)
    words = (start + 4, start + 8)
    shown = Markup(quoted_passage(citation(passage_text=passage, start=start, end=start + len(QUOTE), highlights=(words,))))
    assert (shown.marked, shown.text) == ([QUOTE], passage)
    assert f'<strong class="answering">{QUOTE[4:8]}</strong>' in quoted_passage(
        citation(passage_text=passage, start=start, end=start + len(QUOTE), highlights=(words,))
    )


@pytest.mark.parametrize("shift", [-1, 1, 500])
def test_a_quotation_that_does_not_stand_there_is_refused(shift: int) -> None:
    cited = citation()
    with pytest.raises(CitationError):
        quoted_passage(citation(start=cited.start + shift, end=cited.end + shift))


@pytest.mark.parametrize(
    ("dating", "words", "look"),
    [
        (STATED, "4 May 2031 (stated)", "stated"),
        (Dating(DAY, DAY, Basis.INFERRED), "4 May 2031 (inferred)", "inferred"),
        (Dating(DAY, DAY, Basis.CORRECTED), "4 May 2031 (corrected)", "corrected"),
        (Dating(DAY, DAY, Basis.GIVEN), "4 May 2031 (given)", "given"),
        (Dating(DAY, date(2031, 5, 9), Basis.INFERRED), "between 4 and 9 May 2031 (inferred)", "inferred"),
        (Dating(None, DAY, Basis.INFERRED), "on or before 4 May 2031 (inferred)", "inferred"),
        (Dating(), "date unknown", "unknown"),
    ],
)
def test_a_date_is_told_by_word_and_by_look(dating: Dating, words: str, look: str) -> None:
    assert date_badge(dating) == f'<span class="date {look}">{words}</span>'


def test_a_statement_says_its_date_once() -> None:
    for leads in (True, False):
        message = answer_html(answered(citation(), leads=leads), 1)
        assert message.count(date_badge(STATED)) == 1
        assert Markup(message).text.count("4 May 2031") == 1


@pytest.mark.parametrize(
    ("lead", "words", "byline"),
    [
        (Lead(STATED, speaker="Ilse Brandt"), "Ilse Brandt, 4 May 2031 (stated):", "Ash closes pass · The Tarn Echo"),
        (Lead(STATED, headline="Ash closes pass"), "“Ash closes pass”, 4 May 2031 (stated):", "The Tarn Echo"),
        (Lead(STATED, headline="Ash closes pass", outlet="The Tarn Echo"), "“Ash closes pass”, The Tarn Echo, 4 May 2031 (stated):", ""),
        (Lead(STATED, outlet="The Tarn Echo"), "The Tarn Echo, 4 May 2031 (stated):", "Ash closes pass"),
        (Lead(STATED, file="echo.txt"), "echo.txt, 4 May 2031 (stated):", "Ash closes pass · The Tarn Echo"),
    ],
)
def test_the_byline_says_what_the_lead_does_not(lead: Lead, words: str, byline: str) -> None:
    message = answer_html(answered(citation(), lead=lead), 1).partition('<p class="searched"')[0]
    assert Markup(message).text == f"{words}{QUOTE}\u202f1 Copy{byline}"


def test_an_inferred_date_shows_its_evidence_and_place() -> None:
    evidence = (Evidence("on Sunday", 1_204, 1_213, "a weekday named"), Evidence("2031-05", None, None, "the file's metadata"))
    text = page(answered(citation(dating=Dating(DAY, DAY, Basis.INFERRED, evidence)))).text
    assert "Date inferred: a weekday named; the file's metadata" in text
    assert "on Sunday a weekday named, characters 1,204–1,213" in text
    assert text.count("2031-05 the file's metadata") == 1
    assert "the file's metadata, characters" not in text


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        (Basis.CORRECTED, "Date corrected by the user."),
        (Basis.GIVEN, "Date given by who added the file."),
        (Basis.UNKNOWN, "Date unknown: nothing"),
    ],
)
def test_a_date_without_evidence_says_how_it_is_known(basis: Basis, words: str) -> None:
    dating = Dating() if basis is Basis.UNKNOWN else Dating(DAY, DAY, basis)
    assert words in page(answered(citation(dating=dating))).text


def test_a_refusal_shows_what_was_searched_and_what_came_nearest() -> None:
    shown = page(refused(hit()))
    assert NOT_FOUND in shown.text
    assert shown.text.count("Searched: 3 articles (7 passages).") == 1
    assert "What came nearest:" in shown.text
    assert "do not answer" not in shown.text
    assert "#near-A1-1" in shown.targets()
    assert "near-A1-1" in shown.ids()
    assert shown.marked == []


def test_notes_stand_under_the_answer() -> None:
    text = page(answered(citation(), notes=("“brant” was read as “brandt”.",))).text
    assert text.index(QUOTE) < text.index("“brant” was read as “brandt”.") < text.index("Searched:")


def test_a_problem_and_a_growing_answer_are_told() -> None:
    assert "The model is away." in Markup(exchange_html(Exchange(1, "Why?", problem="The model is away."))).text
    assert "Reading the archive" in exchange_html(Exchange(1, "Why?"))
    assert "Reading the archive" not in exchange_html(Exchange(1, "Why?").finished())


def test_the_masthead_says_what_the_archive_holds_and_who_answers() -> None:
    shown = Markup(masthead_html(facts_html(Counts(2, 1_200), (DAY, DAY), 1, "<model>")))
    assert all(words in shown.text for words in ("2 articles", "1,200 passages", "4 May 2031", "1 undated", "answers: <model>"))
    assert "no language model" in facts_html(Counts(0, 0), (None, None), 0, None)
    assert shown.open == []


def test_a_long_question_is_folded_and_whole_behind_its_beginning() -> None:
    question = "Who " + "really " * 60 + "said <so>?"
    shown = Markup(exchange_html(Exchange(1, question)))
    assert ("details", {"class": "folded"}) in shown.elements
    assert question in shown.text
    heading = exchange_html(Exchange(1, question)).partition("</h2>")[0]
    assert len(Markup(heading).text) < 300
    assert "details" not in [tag for tag, _ in Markup(exchange_html(Exchange(1, "Why?"))).elements]


def test_a_headline_opens_its_article_at_the_quotation_wherever_it_stands() -> None:
    cited = citation()
    address = f"?article=a1#char={cited.start}-{cited.end}"
    for answer, times in ((answered(cited), 2), (listed(cited), 2)):
        links = [attributes for tag, attributes in page(answer).elements if tag == "a" and "data-article-link" in attributes]
        assert [link["href"] for link in links] == [address] * times
    near = page(refused(hit())).targets()
    assert f"?article=a1#char={BASE}-{BASE + len(PASSAGE)}" in near


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, f"“{QUOTE}” (The Tarn Echo, 4 May 2031, stated)"),
        ({"source": None}, f"“{QUOTE}” (Ash closes pass, 4 May 2031, stated)"),
        ({"source": None, "title": "", "dating": Dating()}, f"“{QUOTE}” (echo.txt, date unknown)"),
    ],
)
def test_a_copied_quotation_carries_outlet_day_and_how_it_is_known(fields: dict[str, object], words: str) -> None:
    cited = citation(**fields)  # type: ignore[arg-type]
    assert copied(cited) == words
    buttons = [attributes for tag, attributes in page(answered(cited)).elements if "data-copy" in attributes]
    assert [button["data-copy"] for button in buttons] == [words, words]
    assert {button["data-link"] for button in buttons} == {f"?article=a1#char={cited.start}-{cited.end}"}


def test_a_quotation_that_no_longer_stands_says_so_in_the_message_and_in_its_card() -> None:
    exchange = Exchange(1, "Why?", answered(citation()), fallen={1: "The words <are> gone."}).finished()
    for html in (exchange_html(exchange), sources_html(exchange)):
        assert html.count('<p class="fallen">The words &lt;are&gt; gone.</p>') == 1
    assert "fallen" not in exchange_html(replace(exchange, fallen={}))


def listed(*cited: Citation) -> Answer:
    """A list of articles, each with its lead."""
    statements = tuple(
        Statement((one.number,), (Lead(one.published, headline=one.title),), (Quotation(one.number, one.quote),)) for one in cited
    )
    return replace(answered(*cited), statements=statements, form=Form.ARTICLES)


def told(*remarks: Remark, cited: tuple[Citation, ...] = (), examples: tuple[str, ...] = (), form: Form = Form.HELP) -> Answer:
    """What Dateline says in its own words."""
    return Answer(
        *("Why?", "Why?", Status.ANSWERED, (), cited, None, (), SEARCHED, (), "extractive", 1.0), form=form, told=remarks, examples=examples
    )


def test_a_list_of_articles_has_a_row_each_with_day_headline_outlet_and_line() -> None:
    markup = page(listed(citation(), citation(title="Ash settles", number=2)))
    assert [tag for tag, _ in markup.elements].count("cite") == 2
    assert "listing" in [attributes.get("class") for tag, attributes in markup.elements if tag == "ol"]
    for words in ("4 May 2031 (stated)", "Ash closes pass", "Ash settles", "The Tarn Echo", QUOTE):
        assert words in markup.text
    assert {target.removeprefix("#") for target in markup.targets() if target.startswith("#cite")} <= markup.ids()


def test_what_is_told_is_paragraphs_with_markers_and_examples_to_click() -> None:
    markup = page(
        told(Remark.of("The newest is ", 1, "."), cited=(citation(),), examples=("All quotes by Ilse Brandt",), form=Form.ARCHIVE)
    )
    assert "The newest is" in markup.text
    assert "#cite-A1-1" in markup.targets()
    assert "All quotes by Ilse Brandt" in markup.text
    assert "The archive does not say" not in markup.text
    assert "Searched" not in markup.text


@pytest.mark.parametrize("evil", HOSTILE)
def test_nothing_of_a_list_or_of_what_is_told_becomes_markup(evil: str) -> None:
    for answer in (listed(citation(title=evil, source=evil)), told(Remark.of(evil), examples=(evil,))):
        markup = page(answer)
        assert {tag for tag, _ in markup.elements}.isdisjoint({"script", "img", "svg"})
        assert not any(name.startswith("on") for _, attributes in markup.elements for name in attributes)
