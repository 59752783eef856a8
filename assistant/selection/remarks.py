"""What an answer says beside its statements: what is missing, what its statements rest on, who else carried them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from assistant.selection.premise import Contradiction
from assistant.selection.units import Unit
from assistant.types import Query, Remark
from assistant.wording import NOT_FOUND, date_words
from index.store.clusters import versions as versions_of
from index.types import Article

Copies = Mapping[str, tuple[Article, ...]]


def missing_words(part: Query) -> str:
    """That the archive does not answer a part of a compound question."""
    return f"{NOT_FOUND.rstrip('.')}: “{part.asked.strip(' ?.!,;')}”."


def doubtful_words(part: Query) -> str:
    """That what is shown may leave a part of a compound question open."""
    return f"Perhaps not answered: “{part.asked.strip(' ?.!,;')}”."


def contradiction_words(found: Contradiction) -> str:
    """That the nearest passage gives another figure than the question, each in its own words."""
    return f"The question says “{found.asked}”; the nearest passage says “{found.told}”."


def unsaid_words(word: str) -> str:
    """That the passages shown have no word of what the question asks to have been done, or asks of a thing."""
    return f"None of the passages shown speaks of “{word}”."


def unnamed_words(name: str) -> str:
    """That the likeliest passage does not hold a name of the question."""
    return f"The passage that comes nearest does not name {name}."


def anothers_words(office: str) -> str:
    """That the likeliest passage tells who holds an office elsewhere."""
    return f"The passage that comes nearest names the {office} of another."


def age_words(one: str) -> str:
    """That the passage that comes nearest gives an age, but not of whom the question asks about."""
    return f"The age that the passage gives stands before “{one}”, with another."


def unheard_words(name: str) -> str:
    """That the passages shown hold no words of whom the question asks for."""
    return f"None of the passages shown holds words of {name}."


def untold_words(event: str) -> str:
    """That the order of two events cannot be stated for want of a passage that tells of one."""
    return f"No order is stated: no passage found tells plainly of “{event}”."


def outlet_words(query: Query, units: Sequence[Unit], outlets_there: int, copies: Copies) -> str:
    """That everything shown rests on one outlet; empty where it does not, and where it goes without saying or was asked for.

    `outlets_there`: how many the archive has; `copies`: the copies of each article shown, by its id.
    """
    outlets = {unit.article.source for unit in units}
    if query.sources or len(outlets) != 1 or None in outlets:
        return ""
    if len(units) == 1 and outlets_there == 1:
        return ""
    if any(copy.source not in outlets for unit in units for copy in copies[unit.article.id]):
        return ""
    return f"{'All of it rests' if len(units) > 1 else 'This rests'} on one outlet: {', '.join(filter(None, outlets))}."


def correction_words(number: int, figure: str, place: int) -> Remark:
    """That one citation gives another figure than another one, in the words of that."""
    return Remark.of(number, f" gives another figure than the “{figure}” of ", place, ".")


def carried(units: Sequence[Unit], copies: Copies) -> tuple[Remark, ...]:
    """Which other outlets carried a story that is quoted, and whether a newer version of it is there."""
    notes: list[Remark | None] = []
    for number, unit in enumerate(units, 1):
        if others := copies[unit.article.id]:
            notes.append(carried_words(number, others))
        if versions := versions_of(unit.article, others):
            notes.append(version_words(number, unit.article, versions))
    return tuple(note for note in notes if note)


def carried_words(number: int, copies: Sequence[Article]) -> Remark:
    """That a cited story stands in the archive more than once, and where."""
    places = dict.fromkeys(article.source or PurePath(article.file).name for article in copies)
    return Remark.of("The story of ", number, f" was also carried by {', '.join(places)}.")


def version_words(number: int, shown: Article, versions: Sequence[Article]) -> Remark | None:
    """That the archive holds a newer version of a cited story; None when the one cited is the newest."""
    newest = versions[0]
    if newest.id == shown.id:
        return None
    return Remark.of("A newer version of ", number, f" is of {date_words(newest.published)}.")
