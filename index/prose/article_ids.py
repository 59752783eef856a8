"""The ids of articles: made of the content of each, the same wherever its file lies."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import PurePath

from index.types import Article

OCCURRENCES = 1000
"""Equal articles of one file name among which a check looks for an id."""


def is_named_by_content(article: Article) -> bool:
    """Whether the article's id is made of its text: False for a text that has changed since."""
    content = content_of(article.title, article.text, in_file=article.in_file)
    return article.id in islice(ids_of(article.file, content), OCCURRENCES)


def content_of(title: str, text: str, *, in_file: bool) -> str:
    """What an id is made of: the text of the article, and its title where that is no part of it."""
    return text if in_file else f"{title}\0{text}"


def free_id(file: str, text: str, taken: Callable[[str], bool]) -> str:
    """The first id of such an article that is free."""
    return next(id for id in ids_of(file, text) if not taken(id))


def ids_of(file: str, text: str) -> Iterator[str]:
    """Ids made of the file's name and the text: the same wherever the file lies; equal texts are told apart by their occurrence."""
    for occurrence in count():
        key = "\0".join((PurePath(file).name, text, str(occurrence)))
        yield hashlib.sha256(key.encode("utf-8")).hexdigest()[:12]
