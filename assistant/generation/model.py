"""The optional language model: asked through LangChain, read while it answers, and shown only as far as it stands in the archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.generation.client import ChatModel
from assistant.generation.drafts import Draft
from assistant.generation.prompts import REPAIR, SYSTEM, user_message
from assistant.generation.support import Sieve, Supported
from assistant.generation.verdicts import UNASKED, UNCONFIRMED, confirms
from assistant.generation.voices import Offered
from assistant.settings import AskSettings
from assistant.types import Query
from index.errors import GenerationError
from index.prose.reading import Reading, sentences_at
from index.types import Hit

OFFERED = 10
"""Passages put before the model: as many as the extractive answer reads, and two for the parts of a compound question."""
ATTEMPTS = 2
"""Answers asked for when none of them is the JSON wanted."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an answer has come: what is verified, what was left out and why, and what went wrong ("": nothing)."""

    kept: tuple[Supported, ...] = ()
    dropped: tuple[str, ...] = ()
    failure: str = ""
    is_finished: bool = False


def offer(hits: Sequence[tuple[Hit, Reading]]) -> list[Offered]:
    """The first OFFERED different passages, each with the reading of its article, under ids that say nothing and cannot be guessed from one
    another: their content address, shortened."""
    first = {hit.passage.id: (hit, reading) for hit, reading in reversed(hits)}
    offered = []
    for hit, reading in list(reversed(first.values()))[:OFFERED]:
        sentences = sentences_at(hit.article, reading.sentences)
        inside = tuple(one for one in sentences if hit.passage.start <= one.start and one.end <= hit.passage.end)
        ordinals = {one.ordinal for one in inside}
        said = {voice.ordinal: voice for voice in reading.voices if voice.ordinal in ordinals}
        offered.append(Offered(f"p{hit.passage.id[:8]}", hit, inside, said))
    return offered


def generate(query: Query, offered: Sequence[Offered], settings: AskSettings, as_of: date) -> Iterator[Progress]:
    """Ask the model named in the settings; one progress for each statement as soon as it is verified, and a finished one at the end.

    A model that fails is a progress with its failure, never an error. Raises SettingsError when the settings name no usable model.
    """
    client = ChatModel(settings)
    sieve = Sieve(offered, query.matter)
    messages = [("system", SYSTEM), ("human", user_message(query, offered, as_of))]
    failure = f"The language model {settings.model} answered no usable JSON"
    for _ in range(ATTEMPTS):
        draft = Draft()
        try:
            for piece in client.pieces(messages):
                for statement in draft.read(piece):
                    if sieve.take(statement) and _is_confirmed(client, sieve):
                        yield Progress(tuple(sieve.kept), tuple(sieve.dropped))
                if draft.is_done:
                    break
        except GenerationError as error:
            failure = str(error)
            break
        if draft.is_usable:
            failure = ""
        if draft.is_usable or draft.well_formed:
            break
        messages = [*messages, ("ai", draft.text or " "), ("human", REPAIR)]
    yield Progress(tuple(sieve.kept), tuple(sieve.dropped), failure, is_finished=True)


def _is_confirmed(client: ChatModel, sieve: Sieve) -> bool:
    """Whether the model, asked apart from its writing, stands by the statement kept last; one that it does not is left out."""
    try:
        if confirms(client, sieve.kept[-1]):
            return True
    except GenerationError:
        sieve.withdraw(UNASKED)
        raise
    sieve.withdraw(UNCONFIRMED)
    return False
