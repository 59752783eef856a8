"""A language model before the search: the question made to stand alone, and other words that an article may have for it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.generation.client import ChatModel
from assistant.generation.prompts import WORDINGS, wordings_message
from assistant.settings import AskSettings
from assistant.types import Query, Turn
from assistant.words.amounts import numbers
from assistant.words.terms import names_in, words
from index.errors import GenerationError

log = logging.getLogger(__name__)

MOST = 3
"""Other wordings that are searched by."""
LONGEST = 300
"""Characters of one."""
MOST_SAID = 4_000
"""Characters of the model's answer that are read."""
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Reworded:
    """What a model makes of a question: `standalone`, None where it is to stay as it is, and other wordings of it."""

    standalone: str | None = None
    wordings: tuple[str, ...] = ()


def reworded(query: Query, history: Sequence[Turn], settings: AskSettings) -> Reworded:
    """Ask the model for other wordings, and for a follow-up to stand alone; nothing where it fails, for the search can do without.

    What it says is only searched by, never shown as anybody's words. It may not bring in a name or a figure for a follow-up that the
    conversation does not hold. Raises SettingsError when the settings name no usable model.
    """
    client = ChatModel(settings)
    try:
        said = client.whole([("system", WORDINGS), ("human", wordings_message(query, history))], MOST_SAID)
    except GenerationError as error:
        log.warning("no other wordings: %s", error)
        return Reworded()
    found = _json(said)
    conversation = " ".join([query.question, query.standalone, *(f"{turn.question} {turn.answer}" for turn in history)])
    leans = bool(query.background) or words(query.standalone) != words(query.question)
    standalone = _plain(found.get("question")) if history and leans else None
    if standalone and _brings_in(standalone, conversation):
        standalone = None
    listed = found.get("wordings")
    texts = [text for text in map(_plain, listed if isinstance(listed, list) else []) if text and words(text) != words(query.asked)]
    return Reworded(standalone, tuple(dict.fromkeys(texts))[:MOST])


def _json(text: str) -> dict[str, Any]:
    """The first JSON object of an answer that has one of the fields asked for; empty for none."""
    for brace in re.finditer(r"\{", text):
        try:
            value, _ = _DECODER.raw_decode(text, brace.start())
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and {"question", "wordings"} & value.keys():
            return value
    return {}


def _plain(text: Any) -> str | None:
    """A line of words of a reasonable length, or None."""
    line = " ".join(text.split()) if isinstance(text, str) else ""
    return line if line.isprintable() and len(line) <= LONGEST and re.search(r"\w", line) else None


def _brings_in(text: str, conversation: str) -> bool:
    """Whether a text has a name or a figure that a conversation has not."""
    held = set(words(conversation))
    figures = {number.key for number in numbers(conversation)}
    named = [word for name in names_in(text) for word in words(name)]
    return any(word not in held for word in named) or any(number.key not in figures for number in numbers(text))
