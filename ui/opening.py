"""The archive and the assistant that a command works with: opened as its options and the settings say, and closed after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from index.types import Filter
from index.words.bylines import is_by, unknown_author
from ui import console

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.archive import Archive
    from index.settings import IndexSettings


@contextmanager
def opened(path: Path, settings: IndexSettings) -> Iterator[Archive]:
    """The archive in a folder; one of an older format is taken over first, and that is shown."""
    from index.archive import Archive

    with console.taking_over() as told:
        archive = Archive.open(path, settings, progress=told)
    with archive:
        yield archive


@contextmanager
def open_archive(archive: Path | None) -> Iterator[Archive]:
    """The archive of the option, else that of the settings."""
    from ui.settings import load_settings

    settings = load_settings()
    with opened(archive or settings.archive, settings.index()) as found:
        yield found


@contextmanager
def open_assistant(archive: Path | None, wanted: Filter, *, model: str | None = None, as_of: date | None = None) -> Iterator[Assistant]:
    """The assistant of that archive; what the filter names and the archive lacks is noted."""
    from assistant.assistant import Assistant
    from ui.settings import load_settings

    answering = load_settings().ask(model=model, as_of=as_of)
    with open_archive(archive) as found:
        note_strangers(found, wanted)
        yield Assistant(found, answering)


def note_strangers(archive: Archive, wanted: Filter) -> None:
    """Say which outlets and people of a filter the archive does not know."""
    with archive.snapshot() as seen:
        facts, authors = seen.facts, seen.authors() if wanted.authors else {}
    for name in (name for name in wanted.sources if name not in facts.sources):
        console.note(f"No article is from {name}; the outlets of the archive are: {', '.join(facts.outlets) or 'none'}.")
    for name in wanted.authors:
        if not any(is_by(known, name) for known in authors):
            console.note(unknown_author(name, authors))


def corrected_on(archive: Archive, article_id: str) -> date | None:
    """The day on which the user corrected the date of an article; None where they did not."""
    with archive.snapshot() as seen:
        correction = seen.corrections([article_id]).get(article_id)
    return correction.made if correction else None
