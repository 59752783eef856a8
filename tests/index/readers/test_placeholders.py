"""Days that stand where a system had none to state."""

from __future__ import annotations

from datetime import date

import pytest

from index.readers.date_fields import day_of_field, is_placeholder


@pytest.mark.parametrize(
    "words",
    [
        "1970-01-01",
        "1970-01-01T01:00:00+01:00",
        "Thu, 1 Jan 1970 00:00:00 GMT",
        "0001-01-01T00:00:00Z",
        "1900-01-01",
        "1.1.1900",
        "30 Dec 1899",
        "0000-00-00",
        "Thu, 01 Jan 1970 00:00:01 +0000",
        "2038-01-19T03:14:07Z",
        "2099-12-31T23:59:59Z",
        "31.12.2099",
        "1582-10-15T00:00:00Z",
    ],
)
def test_where_a_clock_begins_or_ends_is_no_day(words: str) -> None:
    assert day_of_field(words) is None


@pytest.mark.parametrize("near", [date(1970, 1, 2), date(1900, 1, 2), date(1969, 12, 29)])
def test_the_days_beside_are_days(near: date) -> None:
    assert day_of_field(near.isoformat()) == near
    assert not is_placeholder(near)
    assert is_placeholder(date(1970, 1, 1))
