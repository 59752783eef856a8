"""A language model after it has written: asked of each claim, apart from the writing, whether the quotations support it."""

from __future__ import annotations

import json
import re

from assistant.generation.client import ChatModel
from assistant.generation.prompts import VERDICT, verdict_message
from assistant.generation.support import Supported

MOST_SAID = 8_000
"""Characters of a verdict that are read; models that think aloud take thousands."""
UNCONFIRMED = "asked apart, the model did not find that its quotations support it"
UNASKED = "the model could not be asked whether its quotations support it"
_THOUGHTS = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_OBJECT = re.compile(r"\{[^{}]*\}")


def confirms(client: ChatModel, supported: Supported) -> bool:
    """Whether the model says that a claim's quotations support it; no for an answer of another form. Raises GenerationError."""
    said = client.whole([("system", VERDICT), ("human", verdict_message(supported))], MOST_SAID)
    return verdict(said) is True


def verdict(said: str) -> bool | None:
    """What an answer says, None for nothing: the last object of the form asked for, after any thinking aloud."""
    for found in reversed(_OBJECT.findall(_THOUGHTS.sub("", said))):
        try:
            value = json.loads(found).get("supported")
        except ValueError:
            continue
        if isinstance(value, bool):
            return value
    return None
