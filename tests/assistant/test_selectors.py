"""Selectors, hashes and links by which other programs find quoted words."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import unquote

import pytest

from assistant.contract import citation_json
from assistant.selectors import AROUND, citation_fields, fragment_link
from assistant.types import Citation
from index.types import Dating

BEFORE, QUOTE, AFTER = (
    "The mayor spoke at noon. ",
    "“Nobody — nobody at all — was hurt,” she said.",
    " The road is open again, as it was on Monday before the storm.",
)
LONG = "One two three four five six seven eight nine ten, eleven twelve-thirteen fourteen fifteen sixteen seventeen, eighteen."


def cited(quote: str = QUOTE, url: str | None = "https://echo.example/ash", start: int = 100) -> Citation:
    passage = BEFORE + quote + AFTER
    base = start - len(BEFORE)
    return Citation(
        1, "a1", "Road", Dating(), "Echo", url, "echo.txt", start, start + len(quote), quote, None, base, base + len(passage), passage
    )


def selectors(citation: Citation) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = citation_fields(citation)["selectors"]
    return found


def link_of(citation: Citation) -> str | None:
    return fragment_link(citation.url, citation.quote)


def test_the_selectors_find_the_words_by_letters_and_by_place() -> None:
    by_words, by_place = selectors(cited())
    assert by_words == {"type": "TextQuoteSelector", "exact": QUOTE, "prefix": BEFORE[-AROUND:], "suffix": AFTER[:AROUND]}
    assert by_place == {"type": "TextPositionSelector", "start": 100, "end": 100 + len(QUOTE)}
    assert by_words["prefix"] + by_words["exact"] + by_words["suffix"] in cited().passage_text


def test_words_at_the_edge_of_their_passage_have_nothing_around_them() -> None:
    alone = Citation(1, "a1", "Road", Dating(), None, None, "echo.txt", 7, 7 + len(QUOTE), QUOTE, None, 7, 7 + len(QUOTE), QUOTE)
    assert (selectors(alone)[0]["prefix"], selectors(alone)[0]["suffix"]) == ("", "")


def test_a_short_quotation_stands_in_its_link_whole_and_a_long_one_by_its_ends() -> None:
    link = link_of(cited())
    assert link is not None
    address, _, words = link.partition("#:~:text=")
    assert (address, unquote(words)) == ("https://echo.example/ash", QUOTE)
    assert "-" not in words
    assert "," not in words
    long = link_of(cited(LONG))
    assert long is not None
    first, last = long.partition(":~:text=")[2].split(",")
    assert LONG.startswith(unquote(first))
    assert LONG.endswith(unquote(last))


def test_an_address_with_a_fragment_keeps_it() -> None:
    assert str(link_of(cited("Done.", "https://echo.example/ash#live"))) == "https://echo.example/ash#live:~:text=Done."


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.example"])
def test_what_is_no_web_page_has_no_link(url: str | None) -> None:
    assert link_of(cited(url=url)) is None


def test_the_contract_carries_them_on_every_citation() -> None:
    document = citation_json(cited())
    assert document["quote_sha256"] == hashlib.sha256(QUOTE.encode()).hexdigest()
    assert document["link"] == link_of(cited())
    assert document["selectors"] == selectors(cited())
