"""The reading of an article: its sentences, who says each, the days that its words mean and the counts that it gives; made once and kept.

Whoever asks a question reads readings and runs no rule over an article's text again.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from index.prose.sentences import split_sentences
from index.timex.values import TimexParts
from index.types import Article, Sentence

if TYPE_CHECKING:
    from index.prose.attribution import Attribution
    from index.prose.numbers import Figure
    from index.timex import Timex

RULES = ("index.prose", "index.timex", "index.words")
"""The packages that a reading is made with: when one of their files changes, readings made before are old."""
_UNDATED = frozenset({"duration", "vague"})
"""Kinds of time expressions whose numbers count something: "three years"."""
_NO_PARTS = astuple(TimexParts(""))
_FIELDS = tuple(TimexParts.__dataclass_fields__)
T = TypeVar("T")


class Kept(Sequence[T], Generic[T]):
    """What a reading holds of one kind, as it is stored: each is made when it is looked at, for a question looks at few of them."""

    def __init__(self, stored: list[list[Any]], make: Callable[[list[Any]], T]) -> None:
        self._stored = stored
        self._make = make
        self._made: dict[int, T] = {}

    def place_of(self, start: int) -> int:
        """Of the first that begins there or later: each is stored with its beginning first, and is not made to be compared."""
        return bisect_left(self._stored, start, key=itemgetter(0))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._stored)

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...

    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        """One of them, or those of a slice."""
        if isinstance(at, slice):
            return tuple(self[place] for place in range(*at.indices(len(self._stored))))
        if at not in self._made:
            self._made[at] = self._make(self._stored[at])
        return self._made[at]

    def __eq__(self, other: object) -> bool:
        """Whether another sequence holds the same."""
        return tuple(self) == tuple(other) if isinstance(other, Kept | tuple) else NotImplemented

    def __hash__(self) -> int:
        """Equal for equal ones, also for a tuple."""
        return hash(tuple(self))


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article says, by document offsets, each in the order of the text.

    `sentences` are the spans of its sentences; `voices` who says which of them, by ordinal; `days` its time expressions with the days they
    mean, counted from the article's own date; `figures` its counts with what they count. `version` names the rules it was made by.
    """

    version: str
    sentences: tuple[tuple[int, int], ...]
    voices: Sequence[Attribution]
    days: Sequence[Timex]
    figures: Sequence[Figure]

    def speaker(self, ordinal: int) -> str | None:
        """Who says a sentence; None for the outlet's own words."""
        at = _place(self.voices, ordinal, lambda voice: voice.ordinal)
        return self.voices[at].speaker if at < len(self.voices) and self.voices[at].ordinal == ordinal else None

    def days_in(self, start: int, end: int) -> tuple[Timex, ...]:
        """The time expressions that lie between two offsets."""
        first, last = (_place(self.days, offset, lambda day: day.start) for offset in (start, end))
        return tuple(day for day in self.days[first:last] if day.end <= end)

    def figures_in(self, start: int, end: int) -> tuple[Figure, ...]:
        """The counts that lie between two offsets."""
        first, last = (_place(self.figures, offset, lambda figure: figure.start) for offset in (start, end))
        return tuple(figure for figure in self.figures[first:last] if figure.end <= end)


def _place(kept: Sequence[T], start: int, beginning: Callable[[T], int]) -> int:
    return kept.place_of(start) if isinstance(kept, Kept) else bisect_left(kept, start, key=beginning)


def read(article: Article, spans: Sequence[tuple[int, int]] | None = None) -> Reading:
    """Read an article: its body, and its headline where there is nothing else; `spans` are its sentences, where they are known."""
    # The rules take a fifth of a second to load, which is spared who lists or checks what was read before.
    from index.prose.numbers import figures, numbers
    from index.prose.speakers import attributions
    from index.timex import find

    sentences = sentences_of(article) if spans is None else sentences_at(article, spans)
    begin = sentences[0].start if sentences else article.start
    text = article.slice(begin, article.end)
    found = find(text, anchor_of(article))
    counts = figures(text, numbers(text, [(day.start, day.end) for day in found if day.kind not in _UNDATED]))
    return Reading(
        version(),
        tuple((sentence.start, sentence.end) for sentence in sentences),
        attributions(article, sentences),
        tuple(replace(day, start=begin + day.start, end=begin + day.end) for day in found),
        tuple(replace(count, start=begin + count.start, end=begin + count.end) for count in counts),
    )


def anchor_of(article: Article) -> date | None:
    """The day that "yesterday" is counted from: that of publication, or the last or first day that it can be."""
    return article.published.day or article.published.latest or article.published.earliest


def sentences_of(article: Article) -> tuple[Sentence, ...]:
    """The sentences of an article's body (not of its headline), in order, with document offsets."""
    begin = article.body_start - article.start if article.body_start > article.start else 0
    # A headline and nothing else: the headline is what can be quoted.
    spans = split_sentences(article.text, begin) or split_sentences(article.text)
    return sentences_at(article, [(article.start + start, article.start + end) for start, end in spans])


def sentences_at(article: Article, spans: Sequence[tuple[int, int]], ordinals: Iterable[int] | None = None) -> tuple[Sentence, ...]:
    """The sentences that stand at these spans (document offsets), all or some; raises IndexError for one outside of the article."""
    places = range(len(spans)) if ordinals is None else ordinals
    return tuple(Sentence(article.id, ordinal, *spans[ordinal], article.slice(*spans[ordinal])) for ordinal in places)


@lru_cache(maxsize=1)
def version() -> str:
    """Names the rules by what their files hold: 12 hexadecimal digits."""
    digest = hashlib.sha256()
    for package in RULES:
        for file in sorted(files(package).iterdir(), key=lambda file: file.name):
            if file.name.endswith((".py", ".toml")):
                digest.update(f"{package}/{file.name}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def as_bytes(reading: Reading) -> bytes:
    """A reading as it is stored, without its version: JSON, compressed."""
    document = {
        "sentences": [end for span in reading.sentences for end in span],
        "voices": [[*astuple(voice)] for voice in reading.voices],
        "days": [_packed(day) for day in reading.days],
        "figures": [[*astuple(figure)] for figure in reading.figures],
    }
    return zlib.compress(json.dumps(document, separators=(",", ":"), default=str).encode("utf-8", "surrogatepass"), level=6)


def from_bytes(version: str, stored: bytes, article: Article) -> Reading:
    """A stored reading of an article; raises ValueError for bytes that are none, and for spans outside of the article."""
    try:
        document = json.loads(zlib.decompress(stored))
        places, days = document["sentences"], document["days"]
        if any(not article.start <= start <= end <= article.end for start, end, *_ in days):
            raise IndexError
        return Reading(
            version,
            tuple(zip(places[::2], places[1::2], strict=True)),
            Kept(document["voices"], _voice),
            Kept(days, lambda day: _unpacked(day, article)),
            Kept(document["figures"], _figure),
        )
    except (zlib.error, KeyError, TypeError, IndexError) as exc:
        raise ValueError(f"the reading of article {article.id} cannot be read") from exc


def _packed(day: Timex) -> list[Any]:
    """An expression without its words, which stand in the article, and without what its parts leave open."""
    said = {name: value for name, value, empty in zip(_FIELDS, astuple(day.parts), _NO_PARTS, strict=True) if value != empty}
    period = [] if day.period == (day.earliest, day.latest) else [day.period]
    return [day.start, day.end, day.earliest, day.latest, said, *period]


def _figure(stored: list[Any]) -> Figure:
    from index.prose.numbers import Figure

    return Figure(*stored)


def _voice(stored: list[Any]) -> Attribution:
    from index.prose.attribution import Attribution, Manner

    ordinal, speaker, manner, *rest = stored
    return Attribution(ordinal, speaker, Manner(manner), *rest)


def _unpacked(packed: list[Any], article: Article) -> Timex:
    from index.timex import Timex

    start, end, earliest, latest, said, *period = packed
    span = _day(earliest), _day(latest)
    parts = TimexParts(**said)
    whole = (_day(period[0][0]), _day(period[0][1])) if period else span
    return Timex(start, end, article.slice(start, end), parts.kind, *span, parts, whole)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
