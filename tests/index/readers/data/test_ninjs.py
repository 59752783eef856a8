"""Items of agencies in JSON: each is an article of the day of its version."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from invented_formats import FIRST, HEADLINE, PROSE, SECOND

from index.errors import EmptyInputError
from index.readers.base import Story
from index.readers.data.tables import read

MARKUP = f"<p>{FIRST}</p><p>{SECOND}</p>"
ONE = {
    "uri": "urn:wire:1",
    "type": "text",
    "firstcreated": "2032-05-01T08:00:00Z",
    "versioncreated": "2032-05-04T09:15:00Z",
    "headline": HEADLINE,
    "byline": "By Otto Fenn",
    "language": "en",
    "infosource": [{"name": "Canal Wire"}],
    "description_text": "What the canal board said.",
    "body_text": PROSE,
}
THREE = {
    "uri": "urn:wire:1",
    "firstCreated": "2032-05-01T08:00:00Z",
    "versionCreated": "2032-05-04T09:15:00Z",
    "headlines": [{"role": "short", "value": "Lock shut"}, {"role": "main", "value": HEADLINE}],
    "by": "By Otto Fenn",
    "language": "en",
    "infosources": [{"role": "isource", "name": "Canal Wire"}],
    "bodies": [{"role": "main", "contentType": "text/html", "value": MARKUP}],
}


def stories(value: Any) -> tuple[Story, ...]:
    return read(Path("a.json"), json.dumps(value).encode(), {}).stories


@pytest.mark.parametrize("item", [ONE, {**ONE, "body_html": MARKUP, "body_text": "Short."}, THREE, {"items": [THREE]}, [ONE]])
def test_an_item_is_of_the_day_of_its_version(item: Any) -> None:
    [story] = stories(item)
    assert (story.title, story.text, story.source, story.author, story.language) == (HEADLINE, PROSE, "Canal Wire", "Otto Fenn", "en")
    assert story.published is not None
    assert story.published.day == date(2032, 5, 4)


def test_cancelled_items_are_left_out() -> None:
    assert len(stories([ONE, {**ONE, "pubstatus": "canceled"}])) == 1
    with pytest.raises(EmptyInputError):
        stories([{**THREE, "pubStatus": "withheld"}])


def test_other_objects_stay_as_they_are() -> None:
    [story] = stories({"uri": "https://gazette.example/lock", "headline": HEADLINE, "body": PROSE, "firstCreated": "2032-05-01"})
    assert story.published is not None
    assert story.published.day == date(2032, 5, 1)
