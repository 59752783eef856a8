"""The line to a language model: through LangChain, in pieces as it speaks, with an end to every wait."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from assistant.settings import AskSettings
from index.errors import GenerationError, SettingsError

log = logging.getLogger(__name__)

PATIENCE = 5
"""How many times the wait for one token a whole answer may take."""
READERS = 8
"""Answers of one model that are read at the same time; twice as many as the web chat asks for. A stalled model holds each for ever."""
LOOK = 0.25
"""Seconds after which a wait looks whether all waiting is given up."""
_given_up = threading.Event()
T = TypeVar("T")
_places: dict[tuple[str, str], threading.BoundedSemaphore] = {}
Messages = Sequence[tuple[str, str]]
"""Who speaks ("system", "human", "ai"), and what."""


class ChatModel:
    """The model named in the settings. Raises SettingsError when they name no usable one."""

    def __init__(self, settings: AskSettings) -> None:
        self._settings = settings
        self._model = _model(settings)

    def pieces(self, messages: Messages) -> Iterator[str]:
        """The answer piece by piece. Raises GenerationError when the model fails, or lets wait for a piece longer than the timeout."""
        return _pieces(self._model, messages, self._settings)

    def whole(self, messages: Messages, most: int) -> str:
        """The first `most` characters of the answer. Raises GenerationError as `pieces` does."""
        text = ""
        for piece in self.pieces(messages):
            text += piece
            if len(text) >= most:
                break
        return text[:most]


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
