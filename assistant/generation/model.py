"""The optional language model: asked through LangChain, read while it answers, and shown only as far as it stands in the archive."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from assistant.generation.drafts import Draft
from assistant.generation.prompts import REPAIR, SYSTEM, user_message
from assistant.generation.support import Sieve, Supported
from assistant.generation.voices import Offered
from assistant.settings import AskSettings
from assistant.types import Query
from index.errors import GenerationError, SettingsError
from index.prose.reading import Reading, sentences_at
from index.types import Hit

log = logging.getLogger(__name__)

OFFERED = 10
"""Passages put before the model: as many as the extractive answer reads, and two for the parts of a compound question."""
ATTEMPTS = 2
"""Answers asked for when none of them is the JSON wanted."""
PATIENCE = 5
"""How many times the wait for one token a whole answer may take."""
READERS = 8
"""Answers of one model that are read at the same time; twice as many as the web chat asks for. A stalled model holds each for ever."""
LOOK = 0.25
"""Seconds after which a wait looks whether all waiting is given up."""
_given_up = threading.Event()
T = TypeVar("T")
_places: dict[tuple[str, str], threading.BoundedSemaphore] = {}


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
    model = _model(settings)
    sieve = Sieve(offered, query.matter)
    messages = [("system", SYSTEM), ("human", user_message(query, offered, as_of))]
    failure = f"The language model {settings.model} answered no usable JSON"
    for _ in range(ATTEMPTS):
        draft = Draft()
        try:
            for piece in _pieces(model, messages, settings):
                for statement in draft.read(piece):
                    if sieve.take(statement):
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


def give_up() -> None:
    """Wait for no language model any more, for good: the program ends. Each question that waits gets the answer without it."""
    _given_up.set()


def _pieces(model: Any, messages: Sequence[tuple[str, str]], settings: AskSettings) -> Iterator[str]:
    """The answer piece by piece. Raises GenerationError when the model fails, or lets wait for a piece longer than the timeout.

    It is read on a thread of its own: a server can keep the line open for ever without a word, and no client's timeout notices. Nothing can
    end such a thread, so there are no more than READERS of them for one server; a daemon's ends with the program.
    """
    places = _places.setdefault((settings.model or "", settings.base_url or ""), threading.BoundedSemaphore(READERS))
    if _waited(lambda seconds: places.acquire(timeout=seconds) or None, settings.model_timeout) is None:
        raise GenerationError(f"The language model {settings.model} has not yet answered {READERS} earlier questions")
    pieces: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
    given_up = threading.Event()

    def read() -> None:
        try:
            for piece in _spoken(model, list(messages)):
                pieces.put(piece)
                if given_up.is_set():
                    return
            pieces.put(None)
        except Exception as exc:  # every provider raises its own classes; all of them mean the same here
            pieces.put(exc)
        finally:
            places.release()

    try:
        threading.Thread(target=read, name="language model", daemon=True).start()
    except RuntimeError as exc:  # the system gives no more threads
        places.release()
        raise GenerationError(f"The language model {settings.model} cannot be asked ({exc})") from exc
    end = time.monotonic() + PATIENCE * settings.model_timeout
    try:
        while (piece := _next(pieces, min(settings.model_timeout, end - time.monotonic()), settings)) is not None:
            yield piece
    finally:
        given_up.set()


def _next(pieces: queue.SimpleQueue[str | Exception | None], patience: float, settings: AskSettings) -> str | None:
    def get(seconds: float) -> tuple[str | Exception | None] | None:
        with suppress(queue.Empty):
            return (pieces.get(timeout=seconds),)
        return None

    found = _waited(get, patience)
    if found is None:
        raise GenerationError(f"The language model {settings.model} did not go on in time")
    [piece] = found
    if isinstance(piece, Exception):
        log.warning("language model failed", exc_info=piece)
        raise GenerationError(f"The language model {settings.model} failed ({type(piece).__name__})") from piece
    return piece


def _waited(wait: Callable[[float], T | None], patience: float) -> T | None:
    """What the waiting gives within so many seconds; None for nothing, or where all waiting is given up."""
    end = time.monotonic() + patience
    while (found := wait(max(0.0, min(LOOK, end - time.monotonic())))) is None:
        if time.monotonic() >= end or _given_up.is_set():
            return None
    return found


def _spoken(model: Any, messages: list[tuple[str, str]]) -> Iterator[str]:
    """The text of the answer as it comes; in one piece from a server that cannot stream."""
    is_streamed = False
    try:
        for chunk in model.stream(messages):
            is_streamed = True
            yield _text(chunk.content)  # without text too: a model that thinks before it speaks is alive
    except ValueError:
        if is_streamed:
            raise
        # LangChain's word for a stream in which nothing came: servers that do not know `stream` answer as if it had not been asked for.
        yield _text(model.invoke(messages).content)


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content if isinstance(part, dict))


def _model(settings: AskSettings) -> Any:
    provider, _, name = (settings.model or "").partition(":")
    if not provider or not name:
        raise SettingsError(
            f"the model {settings.model!r} is not of the form provider:name; write for example openai:gpt-4o-mini or ollama:llama3.2"
        )
    from langchain.chat_models import init_chat_model

    # The wait is over when `_next` says so, the same for every provider; the client's own timeout only ends its thread.
    timeout = 2 * settings.model_timeout
    options: dict[str, Any] = {"temperature": 0, "timeout": timeout, "max_retries": 0}
    if settings.base_url:
        options["base_url"] = settings.base_url
    if provider == "openai":
        # Local servers want a key to be sent but do not read it.
        options["api_key"] = settings.api_key or ("none" if settings.base_url else None)
        options = {key: value for key, value in options.items() if value is not None}
    elif settings.api_key:
        options["api_key"] = settings.api_key
    if provider == "ollama":
        options = {key: value for key, value in options.items() if key in ("temperature", "base_url")} | {
            "client_kwargs": {"timeout": timeout}
        }
    try:
        return init_chat_model(name, model_provider=provider, **options)
    except ImportError as exc:
        raise SettingsError(
            f"the model {settings.model} needs the extra of its provider; install it with pip install 'dateline[{provider}]'"
        ) from exc
    except Exception as exc:  # each provider has its own errors for a missing key or an unknown name
        raise SettingsError(
            f"the model {settings.model} cannot be used ({str(exc).splitlines()[0][:160]}); check DATELINE_MODEL and its key"
        ) from exc
