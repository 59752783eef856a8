"""Europresse's records in a saved page: outlet, day, headline and prose stand in elements that say by their class what they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from index.readers.base import StatedDate, Story
from index.readers.databases.imprint_lines import outlet_of
from index.readers.databases.record import author_of, folded
from index.readers.date_fields import is_placeholder
from index.readers.written_days import written_days

_OUTLET = ("docpublicationname",)
_HEADER = ("docheader",)
_TITLE = ("titrearticlevisu", "rdp__articletitle")
_AUTHOR = ("sm-margin-bottomnews", "docauthors", "rdp__docauthors")
_TEXT = ("doctext",)


def stories(root: Any, text_of: Callable[[Any], str]) -> tuple[Story, ...]:
    """The records of a page; none where it has no element of an outlet. `text_of` gives the text of an element."""
    names = list(_of_class(root, _OUTLET))
    return tuple(story for part in _records(names, root) if (story := _story(part, text_of)) is not None)


def _records(names: Sequence[Any], root: Any) -> Iterator[Any]:
    """For each outlet's name the largest element that holds no other."""
    holds: dict[Any, int] = {}
    for name in names:
        for outer in name.iterancestors():
            holds[outer] = holds.get(outer, 0) + 1
    for name in names:
        largest = name
        for outer in name.iterancestors():
            if holds[outer] > 1:
                break
            largest = outer
        yield largest


def _story(record: Any, text_of: Callable[[Any], str]) -> Story | None:
    prose = "\n\n".join(text for part in _of_class(record, _TEXT) if (text := text_of(part)))
    if not prose:
        return None
    header = _words(record, _HEADER)
    days = written_days(header)
    stated = len(days) == 1 and not is_placeholder(days[0].day)
    return Story(
        text=prose,
        title=_words(record, _TITLE) or None,
        published=StatedDate(days[0].day, header[days[0].start : days[0].end], "date line of this record") if stated else None,
        source=outlet_of(_words(record, _OUTLET)),
        author=author_of(_words(record, _AUTHOR)),
    )


def _words(record: Any, classes: Sequence[str]) -> str:
    """The words of the first elements of these classes that have any."""
    return next((words for part in _of_class(record, classes) if (words := folded(" ".join(part.itertext())))), "")


def _of_class(root: Any, classes: Sequence[str]) -> Iterator[Any]:
    """The elements of these classes, none inside another of them."""
    within: set[Any] = set()
    for element in root.iter():
        if isinstance(element.tag, str) and not set(classes).isdisjoint((element.get("class") or "").lower().split()):
            within.add(element)
            if not any(outer in within for outer in element.iterancestors()):
                yield element
