"""Runs of capitals that are nobody's name."""

from __future__ import annotations

import pytest

from index.prose.people import full_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Outside GOP group goes in for Lund.", set()),
        ("Norland's Lund met Velden's Ada Brandt.", {"Ada Brandt"}),
        ("As Nazi Germany did, and Male U.S. athletes.", set()),
        ("The NATO envoy Ida Frost and A.C. Lund left with JK Falk.", {"Ida Frost", "A.C. Lund", "JK Falk"}),
        ("RENATA FALK: we are ready.\nThe ferry waited for an hour, and for the tide.", {"RENATA FALK"}),
    ],
)
def test_whose_what_follows_is_and_initials_and_countries_are_nobody(text: str, names: set[str]) -> None:
    assert set(full_names(text).values()) == names
