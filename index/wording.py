"""How a count is worded, the same in every package."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """`1 article`, `1,234 articles`; for nouns whose plural ends in -s."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
