"""Nothing of what the packages make depends on the locale of the program that uses them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from places import ROOT

PACKAGES = ("index", "assistant", "ui", "eval")
MODULES = sorted(path.relative_to(ROOT).as_posix() for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
IN_WORDS = re.compile(r"%-?[aAbBhpcxXrEO]")
"""Directives of strftime whose outcome is a word, or an order of parts, of the locale."""


def localised(source: str) -> Iterator[str]:
    """The formats in a module's source that say a date in the words of the locale."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            yield from (spec for spec in [ast.unparse(node.format_spec)] if IN_WORDS.search(spec))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ("strftime", "strptime", "__format__"):
            yield from (words for words in map(ast.unparse, node.args) if IN_WORDS.search(words))


@pytest.mark.parametrize("module", MODULES)
def test_no_date_is_written_in_the_words_of_the_locale(module: str) -> None:
    assert list(localised((ROOT / module).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source", ["f'{day:%B %Y}'", "f'{day.day} {day:%-d %b}'", "day.strftime('%A')", "datetime.strptime(text, '%d %B %Y')"]
)
def test_a_name_of_the_locale_is_found(source: str) -> None:
    assert list(localised(source))


@pytest.mark.parametrize("source", ["f'{day:%Y-%m-%d}'", "f'{made:%H:%M}'", "day.strftime('%G-W%V')", "f'{count:,} {share:.0%}'"])
def test_numbers_of_a_date_are_no_names(source: str) -> None:
    assert list(localised(source)) == []
