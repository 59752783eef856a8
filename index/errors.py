"""Everything that Dateline raises on purpose.

DatelineError
├── InputError                what the user handed in cannot be used
│   ├── MissingInputError     no such file or folder
│   ├── UnreadableInputError  there, but it may not be read
│   ├── NotTextError          binary bytes under a text name, or an unknown format
│   ├── EmptyInputError       nothing to read in it
│   │   └── ImagesOnlyError   its pages are pictures of text
│   ├── TooLargeError         over a limit that is stated in the message
│   └── SuiteError            a known-questions file with a broken line
├── ArchiveError              the archive cannot be used
│   ├── NoArchiveError        there is none at that place
│   ├── NotAnArchiveError     the folder holds something else, or an archive of a newer version
│   ├── ArchiveLockedError    another process is writing to it
│   ├── ModelMismatchError    it was made with another embedding model
│   ├── DamagedArchiveError   its parts do not agree; `dateline verify --repair` mends it
│   ├── StoreUnreachableError the server that keeps its vectors cannot be reached, or refuses
│   └── UnknownArticleError   no article of that id
├── ModelError                the embedding model cannot be loaded, or is not the one it should be
├── SettingsError             a setting has a value that cannot be used
├── QuestionError             the question cannot be asked (empty, too long)
├── CitationError             a citation does not stand in its article: a bug, never shown to a user as an answer
└── GenerationError           a language model failed, stalled or answered nonsense

    try:
        archive.add([path])
    except DatelineError as error:
        print(error)          # one sentence: what, which one, what to do
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of all errors raised on purpose; `str(error)` is one sentence that says what, which one, and what to do."""


class InputError(DatelineError):
    """What the user handed in cannot be used."""


class MissingInputError(InputError):
    """No such file or folder."""


class UnreadableInputError(InputError):
    """The file is there, but it may not be read."""


class NotTextError(InputError):
    """Binary bytes under a text name, or a format that is not known."""


class EmptyInputError(InputError):
    """Nothing to read."""


class ImagesOnlyError(EmptyInputError):
    """Pages that are pictures of text, which only text recognition reads."""


class TooLargeError(InputError):
    """Over a limit, which the message states."""


class SuiteError(InputError):
    """A known-questions file with a broken line."""


class ArchiveError(DatelineError):
    """The archive cannot be used."""


class NoArchiveError(ArchiveError):
    """There is no archive at that place."""


class NotAnArchiveError(ArchiveError):
    """The folder holds something else, or an archive of a newer version."""


class ArchiveLockedError(ArchiveError):
    """Another process is writing to the archive."""


class ModelMismatchError(ArchiveError):
    """The archive was made with another embedding model."""


class DamagedArchiveError(ArchiveError):
    """The parts of the archive do not agree."""


class StoreUnreachableError(ArchiveError):
    """The server that keeps the archive's vectors cannot be reached, or refuses; the archive can be used without it."""


class UnknownArticleError(ArchiveError):
    """No article of that id."""


class ModelError(DatelineError):
    """The embedding model cannot be loaded, or is not the one it should be."""


class SettingsError(DatelineError):
    """A setting has a value that cannot be used."""


class QuestionError(DatelineError):
    """The question cannot be asked."""


class CitationError(DatelineError):
    """A citation does not stand in its article."""


class GenerationError(DatelineError):
    """A language model failed, stalled or answered nonsense."""
