"""Which HTTP status an error has: the sentence is the error's own."""

from __future__ import annotations

from index.errors import (
    ArchiveLockedError,
    CitationError,
    DatelineError,
    GenerationError,
    InputError,
    QuestionError,
    SettingsError,
    StoreUnreachableError,
    TooLargeError,
    UnknownArticleError,
)

_STATUS: tuple[tuple[type[DatelineError], int], ...] = (
    (UnknownArticleError, 404),
    (ArchiveLockedError, 409),
    (QuestionError, 400),
    (TooLargeError, 413),
    (InputError, 400),
    (SettingsError, 400),
    (CitationError, 410),
    (GenerationError, 502),
    (StoreUnreachableError, 503),
)


def status_of(error: DatelineError) -> int:
    """The status; 500 for what is the archive's own fault."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
