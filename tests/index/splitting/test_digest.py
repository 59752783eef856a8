"""Splitting: digests of every shape come apart at their stories, single articles of every shape stay whole, nothing is lost."""

from __future__ import annotations

import random
import textwrap
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_news import SINGLES, STORIES

from index.splitting.boundaries import possible_places
from index.splitting.digest import Section, Split, split
from index.splitting.figures import HeadlineFigures
from index.splitting.headlines import Page
from index.splitting.paragraphs import paragraphs as paragraphs_of
from index.splitting.weighing import fitted

SMALL_WORDS = frozenset("a an and as at but by for from in into is of off on or over the to up with".split())
MONTHS = "January February March April May June July August September October November December".split()


def title_case(headline: str) -> str:
    words = headline.split()
    return " ".join(w if i and w in SMALL_WORDS else w[0].upper() + w[1:] for i, w in enumerate(words))


CASES: dict[str, Callable[[str], str]] = {"sentence": str, "title": title_case, "capitals": str.upper}
DAY_FORMATS: tuple[Callable[[int, int], str], ...] = (
    lambda day, month: f"{day} {MONTHS[month]} 2021",
    lambda day, month: f"{MONTHS[month]} {day}, 2021",
    lambda day, month: f"2021-{month + 1:02}-{day:02}",
    lambda day, month: f"Fri, {day} {MONTHS[month][:3]} 2021",
)


@dataclass(frozen=True)
class Shape:
    """One way of writing a digest; `after_title`, `between` and `paragraph` are line breaks."""

    case: str = "sentence"
    after_title: int = 2
    paragraph: int = 2
    after_lead: int = 0
    between: int = 2
    dates: str = ""
    day_format: int = 0
    byline: bool = False
    rule: str = ""
    mark: str = ""
    newline: str = "\n"
    wrap: int = 0

    def __str__(self) -> str:
        default = Shape()
        fields = ((name, getattr(self, name)) for name in self.__dataclass_fields__)
        return " ".join(f"{name}={value!r}" for name, value in fields if value != getattr(default, name)) or "plain"


@dataclass(frozen=True)
class Composed:
    text: str
    starts: tuple[int, ...]
    titles: tuple[str, ...]


def compose(stories: Sequence[tuple[str, tuple[str, ...]]], shape: Shape, rng: random.Random) -> Composed:
    """A digest of the stories in this shape, with the offset where each begins and its title."""
    text = ""
    starts, titles = [], []
    for n, (headline, paragraphs) in enumerate(stories):
        title = CASES[shape.case](headline)
        day = DAY_FORMATS[shape.day_format](rng.randint(1, 28), rng.randrange(12))
        if n:
            text += "\n" * shape.between + (shape.rule + "\n" * shape.between if shape.rule else "")
        text += day + "\n" if shape.dates == "above" else ""
        starts.append(len(text.replace("\n", shape.newline)))
        titles.append(title)
        text += f"**{title}**" if shape.mark == "**" else f"{n + 1}. {title}" if shape.mark == "1." else f"{shape.mark} {title}".strip()
        text += "\nBy Jane Doe" if shape.byline else ""
        text += "\n" + day if shape.dates == "below" else ""
        lead = f"{rng.choice(['HARWICK', 'LUND HARBOUR'])}, March {n + 1} (CPA) — " if shape.dates == "lead" else ""
        pieces = [lead + paragraphs[0], *paragraphs[1:]]
        if shape.wrap:
            pieces = ["\n".join(textwrap.wrap(piece, shape.wrap)) for piece in pieces]
        text += "\n" * shape.after_title + pieces[0]
        for k, piece in enumerate(pieces[1:]):
            text += "\n" * (shape.after_lead or shape.paragraph if k == 0 else shape.paragraph) + piece
    return Composed(text.replace("\n", shape.newline), tuple(starts), tuple(titles))


LAYOUTS = {
    "blank lines": Shape(),
    "single newlines": Shape(paragraph=1),
    "lead set off": Shape(paragraph=1, after_lead=2),
    "headline on the lead": Shape(after_title=1, paragraph=1),
    "no blank line": Shape(after_title=1, paragraph=1, between=1),
    "wide gaps": Shape(between=3),
}
SHAPES = [
    *(replace(layout, case=case) for layout in LAYOUTS.values() for case in CASES),
    *(replace(LAYOUTS[name], newline="\r\n") for name in LAYOUTS),
    *(replace(LAYOUTS["blank lines"], dates=d, day_format=i) for d in ("above", "below") for i in range(4)),
    *(replace(LAYOUTS["lead set off"], dates=d, day_format=i) for d in ("above", "below") for i in range(4)),
    *(Shape(dates="lead", paragraph=paragraph, case=case) for paragraph in (1, 2) for case in CASES),
    *(Shape(byline=True, dates=d, after_title=a, case=case) for d in ("", "below") for a in (1, 2) for case in CASES),
    *(Shape(rule=rule, case=case) for rule in ("---", "***", "* * *", "=" * 40) for case in CASES),
    *(Shape(mark=mark, paragraph=p) for mark in ("#", "##", "1.", "**") for p in (1, 2)),
    *(Shape(wrap=72, case=case, between=b) for case in CASES for b in (2, 3)),
    Shape(wrap=68, after_title=1),
    Shape(mark="##", dates="below", rule="---"),
]


def f1(gold: Sequence[int], found: Sequence[int]) -> float:
    both = len(set(gold) & set(found))
    return 2 * both / (len(gold) + len(found))


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_digests_come_apart_at_their_stories(shape: Shape) -> None:
    scores = []
    for seed, count in ((1, 30), (2, 20), (3, 8)):
        rng = random.Random(seed)
        composed = compose(rng.sample(STORIES, count), shape, rng)
        result = split(composed.text)
        scores.append(f1(composed.starts, [section.start for section in result.sections]))
        expected = dict(zip(composed.starts, composed.titles, strict=True))
        titles = {s.start: s.title(composed.text) for s in result.sections}
        assert {start: titles[start] for start in expected if start in titles} == {s: t for s, t in expected.items() if s in titles}
        if shape.dates in ("above", "below"):
            assert all(s.dateline and composed.text[s.dateline.start : s.dateline.end] == s.dateline.quote for s in result.sections)
        assert all("2021" not in composed.text[s.body_start : s.body_end] for s in result.sections)
    assert min(scores) >= 0.97


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("case", CASES)
def test_small_digests_come_apart(count: int, case: str) -> None:
    right = 0
    for seed in range(40):
        rng = random.Random(seed)
        composed = compose(rng.sample(STORIES, count), Shape(case=case, paragraph=rng.choice([1, 2])), rng)
        right += [s.start for s in split(composed.text).sections] == list(composed.starts)
    assert right >= 36


TOWNS = "Harwick Elmstead Northport Dunmere Brannock Pellworth Gessler Millford Solenne Quill Arran Brightwater".split()
PEOPLE = ("Elin Forsgate", "Oskar Denby", "Maren Oyelaran", "Agnes Tillotson", "Ines Hallam", "Halvard Brisk", "Abeni Kroll")
PLANS = ("a new bridge", "a vaccine trial", "a flood barrier", "a stadium", "a telescope", "a wind farm", "a railway line", "a school")


def report(rng: random.Random) -> tuple[str, tuple[str, ...]]:
    """One of four kinds of report, filled in."""
    town, person, plan = rng.choice(TOWNS), rng.choice(PEOPLE), rng.choice(PLANS)
    surname, millions = person.split()[1], rng.randint(10, 90)
    kinds: tuple[tuple[str, tuple[str, ...]], ...] = (
        (
            f"{town} announces plans for {plan}",
            (f"The town of {town} announced plans for {plan} on Tuesday, {person} said.", "Work is to start soon."),
        ),
        (
            f"{surname} rejects criticism of {plan} in {town}",
            (f"{person}, mayor of {town}, rejected criticism of {plan} on Monday.", '"We listened," she said.'),
        ),
        (
            f"{town} residents protest against {plan}",
            (f"Hundreds of residents of {town} protested against {plan} on Saturday, police said.",),
        ),
        (
            f"Cost of {plan} in {town} rises to {millions} million",
            (f"The cost of {plan} in {town} has risen to {millions} million, {person} said on Friday.",),
        ),
    )
    return rng.choice(kinds)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_reports_of_one_kind_come_apart(layout: str, case: str) -> None:
    for seed, count in ((1, 6), (2, 30), (3, 60)):
        rng = random.Random(seed)
        composed = compose([report(rng) for _ in range(count)], replace(LAYOUTS[layout], case=case), rng)
        assert f1(composed.starts, [s.start for s in split(composed.text).sections]) >= 0.97


@pytest.mark.parametrize("newlines", ["as written", "single", "crlf"])
@pytest.mark.parametrize("name", SINGLES)
def test_a_single_article_stays_whole(name: str, newlines: str) -> None:
    text = SINGLES[name]
    if newlines == "single":
        text = text.replace("\n\n", "\n")
    elif newlines == "crlf":
        text = text.replace("\n", "\r\n")
    (section,) = split(text).sections
    assert section.end == len(text.rstrip())
    assert section.title_start is not None


def story(n: int) -> str:
    return STORIES[n][0] + "\n\n" + "\n\n".join(STORIES[n][1])


def titles_of(text: str) -> list[str]:
    return [section.title(text) for section in split(text).sections]


def furniture_of(text: str) -> list[tuple[str, str]]:
    return [(text[piece.start : piece.end], piece.kind) for piece in split(text).furniture]


def headlines(*numbers: int) -> list[str]:
    return [STORIES[n][0] for n in numbers]


PRESS_PAGE = (
    "NEWS AND STATEMENTS\n03.04.2019\n"
    "Statement by the Ministry of Waterways on the closure of the lock at MillfordOn April 2, 2019, the lock at Millford was closed "
    "to shipping until further notice after divers had found cracks in the lower gate.\nRepairs are expected to take six weeks.\n"
    "https://waterways.example/news/17/\nLATEST EVENTS\n"
    "The Minister opened the new ferry pier at Brannock. About 400 guests attended.\n"
    "A delegation from Westermark visited the canal museum and the old dockyard.\n"
    "Ladies and gentlemen,\n"
    "We meet at a moment at which our rivers carry more goods than ever before.\n"
    "Vera Antley: The accusations of the dredging company are without any foundation.\n"
    "all messages  |\nTweet Follow @waterways\n"
)


def test_a_press_page() -> None:
    result = split(PRESS_PAGE)
    release, *blurbs = result.sections
    assert release.title(PRESS_PAGE) == "Statement by the Ministry of Waterways on the closure of the lock at Millford"
    assert PRESS_PAGE[release.body_start :].startswith("On April 2")
    assert release.url == "https://waterways.example/news/17/"
    assert PRESS_PAGE[: release.end].endswith("/17/")
    assert PRESS_PAGE[: release.body_end].endswith("six weeks.")
    assert release.dateline is not None
    assert release.dateline.quote == "03.04.2019"
    assert [PRESS_PAGE[s.start : s.end].split()[0] for s in blurbs] == ["The", "A", "Ladies", "Vera"]
    assert all(s.title_start is None and s.dateline is None for s in blurbs)
    assert furniture_of(PRESS_PAGE) == [
        ("NEWS AND STATEMENTS", "page header"),
        ("03.04.2019", "dateline"),
        ("LATEST EVENTS", "section header"),
        ("all messages  |", "link text"),
        ("Tweet Follow @waterways", "social widget"),
    ]


def test_a_sub_heading_in_capitals_opens_no_blurbs() -> None:
    text = "\n\n".join([STORIES[0][0].upper(), *STORIES[0][1], "OTHER VOICES", *STORIES[0][1][::-1], "RECENT EVENTS", STORIES[0][1][2]])
    assert titles_of(text) == [STORIES[0][0].upper()]


def test_a_press_page_of_dated_releases_with_glued_titles() -> None:
    text = "\n".join(f"{12 - n:02}.03.2021\n{STORIES[n][0]}{STORIES[n][1][0]}\nhttps://news.example/{n}" for n in (0, 3, 5, 9))
    assert titles_of(text) == headlines(0, 3, 5, 9)
    assert [s.dateline.quote[:2] for s in split(text).sections if s.dateline] == ["12", "09", "07", "03"]


@pytest.mark.parametrize(("world", "sport"), [("WORLD", "SPORT"), ("World news", "Sport"), ("## World", "## Sport")])
def test_section_heads_belong_to_no_article(world: str, sport: str) -> None:
    text = f"{world}\n\n{story(0)}\n\n{story(3)}\n\n{story(9)}\n\n{sport}\n\n{story(2)}\n\n{story(11)}\n"
    assert titles_of(text) == headlines(0, 3, 9, 2, 11)
    assert [words for words, _ in furniture_of(text)] == [world, sport]


def test_markdown_levels() -> None:
    text = "# Weekly digest\n\n## World\n\n" + "\n\n".join("### " + story(n) for n in (0, 1, 3)) + "\n\n## Sport\n\n### " + story(2)
    assert titles_of(text) == headlines(0, 1, 3, 2)


def test_a_masthead_with_its_date_dates_all_stories() -> None:
    text = "THE BRIGHTWATER COURIER\nDaily digest\n12 March 2021\n\n" + "\n\n".join(story(n) for n in range(6))
    assert titles_of(text) == headlines(*range(6))
    assert {s.dateline.quote for s in split(text).sections if s.dateline} == {"12 March 2021"}
    assert all(s.dateline for s in split(text).sections)


def test_a_greeting_is_no_story() -> None:
    head = "Brightwater Courier – Morning Briefing – 12 March 2021\n\nGood morning. Here are the stories of the day.\n\n"
    text = head + "\n\n".join(story(n) for n in range(6))
    assert titles_of(text) == headlines(*range(6))
    assert {s.dateline.quote for s in split(text).sections if s.dateline} == {"12 March 2021"}


def test_a_day_heads_its_stories() -> None:
    first, second = ("\n\n".join(story(n) for n in numbers) for numbers in ((0, 1, 3), (2, 5, 9)))
    text = f"12 March 2021\n\n{first}\n\n11 March 2021\n\n{second}"
    assert titles_of(text) == headlines(0, 1, 3, 2, 5, 9)
    assert [s.dateline.quote for s in split(text).sections if s.dateline] == ["12 March 2021"] * 3 + ["11 March 2021"] * 3


def test_dates_at_the_end_of_each_story_are_its_own() -> None:
    text = "\n\n".join(f"{story(n)}\n\n{n + 1} March 2021" for n in range(5))
    assert titles_of(text) == headlines(*range(5))
    assert [s.dateline.quote for s in split(text).sections if s.dateline] == [f"{n + 1} March 2021" for n in range(5)]


def test_agency_leads_without_headlines() -> None:
    cities = ("HARWICK", "TARN", "NORTHPORT", "GESSLER")
    leads = [f"{city}, March {n} (CPA) — {' '.join(STORIES[n][1])}" for n, city in enumerate(cities, 1)]
    text = "\n\n".join(leads)
    assert [text[s.start : s.end] for s in split(text).sections] == leads


@pytest.mark.parametrize("mark", ["{}. ", "{}) ", "• ", "- "])
def test_counted_items_without_headlines(mark: str) -> None:
    items = [mark.format(n + 1) + " ".join(STORIES[n][1]) for n in range(6)]
    text = "\n\n".join(items)
    assert [text[s.start : s.end] for s in split(text).sections] == items


def test_untitled_items_between_rules() -> None:
    text = "\n\n---\n\n".join("\n\n".join(STORIES[n][1]) for n in range(6))
    assert len(split(text).sections) == 6
    assert furniture_of(text) == [("---", "separator")] * 5


def test_records_of_a_database() -> None:
    heads = [f"Headline: {STORIES[n][0]}\nDate: {n + 1} March 2021\nSource: The Courier" for n in range(5)]
    text = "\n\n".join(head + "\n\n" + "\n\n".join(STORIES[n][1]) for n, head in enumerate(heads))
    assert titles_of(text) == headlines(*range(5))
    assert [s.dateline.quote for s in split(text).sections if s.dateline] == [f"{n + 1} March 2021" for n in range(5)]


def test_a_table_of_contents_is_furniture() -> None:
    text = "IN THIS ISSUE\n\n" + "\n".join(headlines(*range(5))) + "\n\n" + "\n\n".join(story(n) for n in range(5))
    assert titles_of(text) == headlines(*range(5))


def test_standfirst_byline_and_date_under_the_headline() -> None:
    under = "What the decision means for the region\nBy Jane Doe\n12 March 2021"
    text = "\n\n\n".join(f"{STORIES[n][0]}\n{under}\n\n{STORIES[n][1][0]}" for n in (0, 3, 5, 9))
    sections = split(text).sections
    assert titles_of(text) == headlines(0, 3, 5, 9)
    assert [text[s.body_start : s.body_end] for s in sections] == [STORIES[n][1][0] for n in (0, 3, 5, 9)]


def test_a_saved_web_page() -> None:
    text = (
        "Home | News | Sport | Weather\nWe use cookies to improve your experience.\n\n"
        f"{STORIES[3][0]}\n\nPublished 12 March 2021 10:30 GMT\n\n" + "\n\n".join(STORIES[3][1]) + "\n\nhttps://courier.example/a\n\n"
        f"Share on Facebook\nRelated stories\n{STORIES[0][0]}\n{STORIES[1][0]}\n© 2021 Brightwater Courier. All rights reserved."
    )
    (section,) = split(text).sections
    assert section.title(text) == STORIES[3][0]
    assert text[section.body_start : section.body_end] == "\n\n".join(STORIES[3][1])
    assert section.url == "https://courier.example/a"
    assert section.dateline is not None
    assert section.dateline.quote == "12 March 2021"


def test_link_text_after_each_item() -> None:
    text = "\n\n".join(f"{STORIES[n][0]}\n{STORIES[n][1][0]}\nRead more" for n in range(6))
    assert titles_of(text) == headlines(*range(6))
    assert furniture_of(text) == [("Read more", "link text")] * 6


def test_front_matter() -> None:
    text = "---\ntitle: Trams\ndate: 2021-03-12\ntags:\n  - trams\n---\n\n" + story(0)
    result = split(text)
    assert titles_of(text) == headlines(0)
    assert [(text[f.start : f.end][-3:], f.kind) for f in result.furniture] == [("---", "front matter")]


@pytest.mark.parametrize("text", ["A comet can be seen until Friday.", "Comet until Friday", "Hello", "a\nb\nc", "\n\n  x\n"])
def test_next_to_nothing_is_one_section(text: str) -> None:
    (section,) = split(text).sections
    assert text[section.start : section.end] == text.strip()
    assert text[section.body_start : section.body_end] == text.strip()


@pytest.mark.parametrize("text", ["", " \n\r\n", "\ufeff"])
def test_nothing_is_no_section(text: str) -> None:
    assert split(text).sections == ()


def test_a_byte_order_mark_is_not_part_of_the_title() -> None:
    text = "\ufeff" + story(0)
    assert titles_of(text) == headlines(0)
    assert furniture_of(text) == [("\ufeff", "invisible")]


# --- what decides at the edge ------------------------------------------------------------------------------------------------

WALL = """Oskerby council votes to rebuild the outer wall of the harbour

Ada Brandt, the mayor of Oskerby, said on Monday that the council had voted to rebuild the outer wall. Granite will come from Velden, \
said Karla Voss of Voss Granite, who owns the quarry there. Jonas Lund, who speaks for the pilots, was not convinced."""
BELOW = (
    "Karla Voss counts on barges from Velden in spring",
    "Jonas Lund fears nights without light in December",
    "Emil Voss asks for a pier",
)


def under_wall(*bodies: str) -> str:
    return "\n\n".join([WALL, *(line for pair in zip(BELOW, bodies, strict=True) for line in pair)]) + "\n"


OWN_OPENINGS = (
    "Voss Granite of Velden has", "Jonas Lund, a pilot of Oskerby, said", "Emil Voss, who steers barges for Voss Granite,"
)  # fmt: skip
LEANING_OPENINGS = ("They have, at Voss Granite,", "He said, as a pilot of Oskerby,", "His barges sail for Voss Granite, and Emil Voss")


def odds_of(text: str) -> float:
    """The mean log odds that the words at the possible headlines below the first speak for a story."""
    page = Page(text, paragraphs_of(text))
    places, _ = possible_places(page)
    figures, weights = HeadlineFigures(page, places, 0), fitted().words
    assert len(places) == len(BELOW) + 1
    return mean(sum(weights[name] * value for name, value in figures.words(n).items()) for n in range(1, len(places)))


def sections_opened_with(openings: tuple[str, str, str]) -> str:
    return under_wall(
        f"{openings[0]} hired nine barges, Karla Voss said. Emil Voss will steer one of them to Oskerby, said Ada Brandt, who praised him.",
        f"{openings[1]} that no lamp had burned in Norland for nine nights. In December, Lund told Ada Brandt, ships had waited in Velden.",
        f"{openings[2]} announced that Oskerby needs a pier. Karla Voss had asked Ada Brandt for one in May, according to Jonas Lund.",
    )


def test_sections_that_open_with_a_pronoun_go_on_with_the_story_above() -> None:
    leaning, own = sections_opened_with(LEANING_OPENINGS), sections_opened_with(OWN_OPENINGS)
    assert len(split(leaning).sections) == 1
    assert odds_of(leaning) < odds_of(own)


def test_sections_that_speak_of_the_things_above_go_on_with_their_story() -> None:
    bodies = (
        "At {} quarry {} owner has hired nine barges, Karla Voss said. From there {} granite and {} pilots will sail to {} harbour, "
        "to {} mayor and {} council.",
        "At {} wall {} pilots and {} mayor met {} council, Jonas Lund said. For nine nights {} granite and {} quarry and {} harbour had "
        "no lamp, Lund told Ada Brandt.",
        "For {} barges {} harbour and {} quarry need {} wall, Emil Voss announced. For {} granite {} council and {} mayor and {} pilots "
        "voted in May, Jonas Lund said.",
    )
    known, new = (under_wall(*(body.replace("{}", article) for body in bodies)) for article in ("the", "a"))
    assert len(split(known).sections) == 1
    assert odds_of(known) < odds_of(new)


LEANING = (
    "They have hired nine barges, Karla Voss said. Emil Voss will steer one of them to Oskerby, said Ada Brandt, who praised him.",
    "He said, as a pilot of Oskerby, that no lamp had burned in Norland for nine nights. In December, Lund told Ada Brandt, ships had "
    "waited in Velden.",
    "His barges sail for Voss Granite, and Emil Voss announced that Oskerby needs a pier. Karla Voss had asked Ada Brandt for one in May, "
    "according to Jonas Lund.",
)
PLAIN = (
    "Voss Granite has hired nine barges. One of them will sail to Oskerby, said Karla Voss, and a tug will pull it in the rain.",
    "Jonas Lund wants lamps. No lamp had burned for nine nights, Lund said, and ships had waited in the dark.",
    "Emil Voss steers barges in Velden. A pier for nine of them is needed, Voss said, and a crane would lift stone in the rain.",
)


@pytest.mark.parametrize(
    ("above", "mark", "below", "gap", "stories"),
    [
        ("", "", "", "\n\n", 1),
        ("", "", "\n{n} May 2021", "\n\n", 4),
        ("", "", "\nBy Jane Doe", "\n\n", 4),
        ("* * *\n\n", "", "", "\n\n", 4),
        ("", "", "", "\n\n\n\n", 4),
        ("", "{n}. ", "", "\n\n", 4),
        ("", "# ", "", "\n\n", 4),
        ("", "## ", "", "\n\n", 4),
    ],
    ids=["plain", "dates", "bylines", "rules", "wide gaps", "numbers", "headings", "headings of the second level"],
)
def test_layout_parts_what_words_alone_would_leave_whole(above: str, mark: str, below: str, gap: str, stories: int) -> None:
    title, lead = WALL.split("\n\n")
    items = enumerate(zip((title, *BELOW), (lead, *LEANING), strict=True), start=1)
    pieces = [f"{above if n > 1 else ''}{mark.format(n=n)}{head}{below.format(n=n)}\n\n{body}" for n, (head, body) in items]
    assert titles_of(gap.join(pieces)) == [title, *BELOW][:stories]


def test_sub_headings_set_otherwise_than_the_headline_part_nothing() -> None:
    title, lead = WALL.split("\n\n")
    sections = "\n\n".join(f"{head}\n{body}" for head, body in zip(BELOW, PLAIN, strict=True))
    text = f"{title}\n\n{lead}\n\n{sections}\n"
    assert titles_of(text) == [title]


def test_a_heading_of_words_that_stand_above_goes_on_with_its_story() -> None:
    above = ("Harbour wall of Oskerby to be rebuilt by the council", "Outer wall and granite quarry in Velden", "Council voted on Monday")
    assert len(split("\n\n".join([WALL, *(line for pair in zip(above, PLAIN, strict=True) for line in pair)])).sections) == 1


def test_many_lines_like_headlines_in_a_row_are_a_list() -> None:
    matches = (
        "Velden Town against Arden Rovers\nOskerby Sailors against Tarn United\nLowmere against Northport\nEastvale against Highfield Park"
    )
    table = f"{story(3)}\n\n{matches}\n\nThe matches begin at noon, said Karla Voss of the league in Velden on Monday."
    assert titles_of("\n\n".join([story(0), story(1), table, story(4)])) == headlines(0, 1, 3, 4)


def test_a_line_in_another_style_opens_a_story_only_where_much_speaks_for_it() -> None:
    titles = [title_case(STORIES[n][0]) for n in range(5)]
    stories = ["\n\n".join([title, *STORIES[n][1]]) for n, title in enumerate(titles)]
    for aside, opens in {
        "Repairs of the old wall\n\nThey want it to be dry before autumn, and it is not.": False,
        f"{STORIES[8][0]}\n\n{STORIES[8][1][0]}": True,
    }.items():
        aside_title = aside.split("\n")[0]
        assert aside_title != title_case(aside_title)
        found = titles_of("\n\n".join([*stories[:3], aside, *stories[3:]]))
        assert found == ([*titles[:3], aside_title, *titles[3:]] if opens else titles)


def test_a_line_in_the_style_of_the_headlines_that_all_speaks_against_opens_no_story() -> None:
    wall = [
        "Oskerby council votes to rebuild the outer wall of the harbour",
        "Ada Brandt, the mayor of Oskerby, said on Monday that the council had voted to rebuild the outer wall. The builders want to use "
        "granite from the quarry of Velden, and the pilots of the harbour want a light on the wall.",
        "But what does the wall want?",
        "They said the granite of the quarry of Velden could not be laid in the rain. The council said the builders of the wall would "
        "have until autumn to close the harbour with granite.",
    ]
    assert titles_of("\n\n".join([story(0), story(1), *wall, story(3), story(4)])) == [*headlines(0, 1), wall[0], *headlines(3, 4)]


LINES = st.sampled_from(
    [
        *(line for n in range(8) for line in (STORIES[n][0], STORIES[n][0].upper(), *STORIES[n][1])),
        *("---", "***", "* * *", "====", "# A heading of some words", "## WORLD", "1. Storm Closes Harbour", "**Bold words here**"),
        *("WORLD", "LATEST EVENTS", "12 March 2021", "2021-03-12", "By Jane Doe", "https://a.example/b", "Read more", "Home | News"),
        *("Tweet", "© 2021 A", "title: x", "- item", "Ladies and gentlemen,", "HARWICK, March 3 (CPA) — The town slept."),
        *('"Quoted."', "\ufeff", "\u200b", "\xa0", "  ", "A", ".", "Q: Why?", "1. One two three", "2. Four five six"),
    ]
)
BREAKS = st.sampled_from(["\n", "\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\r", "\u2028", "\x0c", " "])
PAGES = st.lists(st.tuples(LINES, BREAKS), max_size=24).map(lambda pieces: "".join(line + end for line, end in pieces))


def assert_holds_everything(text: str, result: Split) -> None:
    pieces = sorted([*result.sections, *result.furniture], key=lambda piece: piece.start)
    at = 0
    for piece in pieces:
        assert not text[at : piece.start].strip()
        assert at <= piece.start < piece.end <= len(text)
        at = piece.end
    assert not text[at:].strip()
    assert list(result.sections) == sorted(result.sections, key=lambda section: section.start)
    assert list(result.furniture) == sorted(result.furniture, key=lambda piece: piece.start)
    for section in result.sections:
        assert_well_formed(text, section)


def assert_well_formed(text: str, section: Section) -> None:
    assert section.start <= section.body_start <= section.body_end <= section.end
    assert text[section.start : section.end].strip() == text[section.start : section.end]
    if section.title_start is not None and section.title_end is not None:
        assert section.start <= section.title_start < section.title_end <= section.body_start
        assert section.title(text)
    if section.dateline is not None:
        assert text[section.dateline.start : section.dateline.end] == section.dateline.quote


@settings(max_examples=300)
@given(PAGES | st.text(max_size=300))
def test_nothing_is_lost_and_nothing_overlaps(text: str) -> None:
    assert_holds_everything(text, split(text))


@pytest.mark.parametrize(
    "piece",
    [
        *(story(0) + "\n\n", "Storm hits the town\n\n", "12 March 2021\n", "a b ", "* * *\nStorm hits the town.\n", '"A" ', "- ", "\n"),
        *("HARWICK, March 3 (CPA) — It rained.\n", "LATEST NEWS\nA storm hit the town.\nA ship sank.\n", "# A heading\n"),
    ],
)
def test_time_is_linear(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        begin = time.process_time()
        split(text)
        return time.process_time() - begin

    small = min(seconds(50_000) for _ in range(2))  # a busy machine slows the one and not the other
    assert min(seconds(400_000) for _ in range(2)) < 8 * 3 * small + 0.2


def test_two_megabytes_take_seconds() -> None:
    text = "\n\n".join(story(n) for n in range(len(STORIES)))
    text = (text + "\n\n") * (2_000_000 // len(text))
    begin = time.process_time()
    assert len(split(text).sections) > 1000
    assert time.process_time() - begin < 6


@pytest.mark.parametrize(
    "line",
    [
        "A suicide ruling in a school fight. What to know",
        "Can the mayor hold on? Much rests on the harbour",
        "Brandt Singles Out Reporter At Oskerby Rally (Again.)",
        "Walls Are ‘The Ultimate Public Works Crisis,’ Ada Brandt Tells Council",
    ],
)
def test_a_headline_may_be_two_sentences_or_end_in_an_aside(line: str) -> None:
    assert Page(line, paragraphs_of(line)).headlines[0] is not None


ADDRESSED = (
    "VELDEN (AP) — The court in Velden doubled the fine on Granite Ferries on Monday, after two lamps had failed in a storm.",
    "MILLFORD (AP) — Engineers closed the crossing at Millford on Tuesday, and said that rust had eaten two of its girders.",
    "QUILL (AP) — Readers of Quill may borrow novels until midnight from June, said Agnes Tillotson, who keeps the shelves.",
)


def test_a_line_with_an_address_is_no_headline_and_the_line_under_it_may_be_one() -> None:
    text = "More on ice hockey: https://news.example/hockey and https://social.example/sports"
    assert Page(text, paragraphs_of(text)).headlines == (None,)
    stories = "\n".join(
        f"{title}\n{body}\n{text}"
        for title, body in zip(("Ferry fine doubled", "Bridge shut to lorries", "Library opens at night"), ADDRESSED, strict=True)
    )
    assert len(split(stories).sections) == 3
