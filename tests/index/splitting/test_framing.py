"""What the stories of a digest share: words that come again tell parts of a story, a common frame tells headlines."""

from __future__ import annotations

import pytest
from invented_news import STORIES

from index.splitting.chains import WordChains
from index.splitting.cohesion import stems_of
from index.splitting.digest import split
from index.splitting.framing import frame_of, shared_frame
from index.splitting.headlines import Page, headline_of
from index.splitting.paragraphs import Paragraph, paragraphs
from index.splitting.people import NamedPeople
from index.splitting.rarity import Rarity


def digest(heads: list[str]) -> str:
    """A digest of invented stories under these heads: a headline and what stands under it."""
    stories = zip(heads, STORIES, strict=False)
    return "\n\n".join("\n\n".join((head, *body)) for head, (_, body) in stories) + "\n"


def test_words_lead_across_a_sub_heading_and_not_across_a_headline() -> None:
    ferry = "The ferry company Tolvane stopped the night crossing after its engines failed near the harbour wall."
    orchard = "Growers of pears expect a late harvest because frost damaged blossoms in valleys this spring."
    page = Page("", paragraphs("\n\n".join((ferry, ferry, orchard, orchard))))
    chains = WordChains(page, lambda i: frozenset(stems_of(page.paragraphs[i].text)))
    assert chains.crossing(1) > 1 > chains.crossing(2) == 0
    assert chains.from_above(frozenset(stems_of("ferry engines")), 1, 1) == 1
    assert chains.from_above(frozenset(stems_of("pears harvest")), 2, 2) == 0
    assert chains.going_on(frozenset(stems_of("ferry engines")), 0, 50) == 1
    assert chains.going_on(frozenset(stems_of("ferry engines")), 1, 50) == 0


def test_a_frame_speaks_for_what_likely_headlines_have_and_others_lack() -> None:
    frames = [{"under": "byline"}] * 10 + [{"under": "prose"}] * 10
    said = shared_frame(frames, [0.9] * 9 + [0.5] + [0.1] * 9 + [0.5])
    assert said[9] > 0.3 and said[19] < -0.3


def test_few_lines_say_little_about_a_frame() -> None:
    said = shared_frame([{"under": "byline"}, {"under": "prose"}], [1.0, 0.0])
    assert all(abs(one) < 0.2 for one in said)


def test_a_frame_is_what_stands_around_a_headline() -> None:
    page = Page(
        "", paragraphs("The quay was closed.\n\nHarbour shut after storm\nBy Ana Lund\n\nThe harbour of Solenne was shut on Monday.\n")
    )
    headline = page.headlines[1]
    assert headline is not None
    frame = frame_of(page, headline, 3, 0)
    assert (frame["under"], frame["gap_above"], frame["gap_under"], frame["above"]) == ("byline", 1, 0, ".")


@pytest.mark.parametrize(
    "line",
    [
        "Storm 'nowhere near over,' Denby says",
        "4th of July fireworks: where to see them",
        "The mayor wanted another term, but …",
        "What is it? Why does it happen? And what comes next",
    ],
)
def test_a_line_that_may_be_a_headline(line: str) -> None:
    assert headline_of(Paragraph(0, len(line), line, 1), 0) is not None


def test_a_place_in_a_headline_in_capitals_is_no_dateline() -> None:
    page = Page("", paragraphs("CHOOSE HOPE OVER FEAR - KENNEDY\n\nVoters have a choice, the leader of the Liberals said on Monday.\n"))
    assert not page.is_prose(0)


def test_a_name_and_an_office_under_each_headline_part_no_story() -> None:
    heads = [f"{title}\n\nMaren Oyelaran\n\nTribune" for title, _ in STORIES[:6]]
    text = digest(heads)
    assert [section.start for section in split(text).sections] == [text.index(head) for head in heads]


def test_a_story_from_two_places_stays_whole() -> None:
    one = "Ministers of Norland and Sudmark met to end the dispute about fishing in the Tarn strait, where boats of Sudmark were held."
    other = "In Sudmark the fishing ministers' dispute about boats held in the Tarn strait by Norland filled the papers."
    text = f"Fishing dispute in the Tarn strait goes on\n\nSOLENNE — {one}\n\n{one}\n\nQUILL — {other}\n\n{one}\n"
    assert len(split(text).sections) == 1


def test_people_are_called_by_the_last_name_in_their_own_story() -> None:
    intro = "The council heard Maren Oyelaran, who runs the ferry, and Tomas Lind of the harbour on Monday."
    page = Page(
        "", paragraphs("\n\n".join((intro, "The crossing was safe, Oyelaran said.", "It was safe, said Tomas Lind. In Lind it is.")))
    )
    people = NamedPeople(page)
    assert people.called_again(1, [1]) == (1, 0)
    assert people.called_again(2, [2]) == (0, 1)
    assert people.called_again(0, [0]) == (0, 0)


def test_rare_words_count_more() -> None:
    pages = [frozenset({"harbou", "ferry"}), frozenset({"harbou"}), frozenset({"harbou"})]
    rarity = Rarity(3, lambda i: pages[i])
    asked = frozenset({"harbou", "ferry"})
    assert 0.5 < rarity.share(asked, frozenset({"ferry"})) < 1
    assert rarity.share(asked, asked) == pytest.approx(1)
    assert rarity.share(frozenset({"pear"}), asked) == 0


def test_days_under_the_title_and_in_a_list_open_no_notices() -> None:
    title, body = STORIES[0]
    tour = (
        "June 17 - Solenne, the town hall\n\nJune 19 - Quill, the old dock\n\nDoors open at seven on each of the evenings, the band said."
    )
    text = f"{title}\nBy Ana Lund\nNovember 11, 2019\n\n" + "\n\n".join(body) + f"\n\nTOUR DATES\n\n{tour}\n"
    assert len(split(text).sections) == 1


def test_a_name_after_a_dateline_opens_no_story() -> None:
    title, body = STORIES[0]
    text = f"{title}\n\nSOLENNE (CPA) — Ana Lund\n\nThe Coastal Press\n\nQUILL (CPA) — " + "\n\n".join(body) + "\n"
    assert len(split(text).sections) == 1
