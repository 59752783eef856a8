"""What the properties of office documents state, where it is more than a program's own default."""

from __future__ import annotations

import re

_NO_TITLE = re.compile(
    r"microsoft word\b.*|microsoft powerpoint\b.*|untitled.*|document\s*\d*|(?:title|slide|page|print|layout)\s*\d*|powerpoint presentation"
    r"|(?:word )?document|(?:press|news|media) release|\W*|.*\.(?:docx?|pdf|indd|qxd|odt|rtf|pptx?|tmp|html?)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:windows|microsoft|office|default|test|new)?\W*(?:office\s*)?(?:user|admin|administrator|owner|author|python-docx|unknown)\d*|.*@.*|\W*",
    re.I,
)
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]*)?\s*(?:,.*)?")


def title_stated(words: str | None) -> str | None:
    """A title that somebody gave: several words, no file name, no default of a program."""
    flat = _flat(words)
    return flat if len(flat.split()) > 1 and len(flat) <= 300 and not _NO_TITLE.fullmatch(flat) else None


def author_stated(words: str | None) -> str | None:
    """An author with a name of several words: a single one is an account."""
    flat = _flat(words)
    return flat if len(flat.split()) > 1 and len(flat) <= 120 and not _NO_AUTHOR.fullmatch(flat) else None


def language_tag(words: str | None) -> str | None:
    """The primary subtag of a language tag (`en` of `en-GB`), in lower case; None for what is no language tag."""
    match = _LANGUAGE.fullmatch(words or "")
    return match[1].lower() if match else None


def _flat(words: str | None) -> str:
    return " ".join((words or "").split())
