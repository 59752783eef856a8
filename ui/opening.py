"""The archive and the assistant that a command works with: opened as its options and the settings say, and closed after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from index.types import Filter
from ui import console

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.archive import Archive


@contextmanager
def open_archive(archive: Path | None) -> Iterator[Archive]:
    """The archive of the option, else that of the settings."""
    from index.archive import Archive
    from ui.settings import load_settings

    settings = load_settings()
    with Archive.open(archive or settings.archive, settings.index()) as opened:
        yield opened


@contextmanager
def open_assistant(archive: Path | None, wanted: Filter, *, model: str | None = None, as_of: date | None = None) -> Iterator[Assistant]:
    """The assistant of that archive; what the filter names and the archive lacks is noted."""
    from assistant.assistant import Assistant
    from ui.settings import load_settings

    answering = load_settings().ask(model=model, as_of=as_of)
    with open_archive(archive) as opened:
        note_strangers(opened, wanted)
        yield Assistant(opened, answering)


def note_strangers(opened: Archive, wanted: Filter) -> None:
    """Say which outlets of a filter the archive does not know."""
    outlets = opened.sources()
    for name in (name for name in wanted.sources if name not in outlets):
        console.note(f"No article is from {name}; the outlets of the archive are: {', '.join(outlets) or 'none'}.")
