"""The earlier turns of a conversation: which of them asked the archive, and which articles their answers quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.query.last_answer import aspect_of
from assistant.query.mentions import LOOKED_AT
from assistant.query.quoted import QUOTED
from assistant.types import Form, Turn

ANSWERED_FROM = 0.5
"""Confidence from which an earlier turn was answered."""


def asking(turns: Sequence[Turn]) -> list[Turn]:
    """The turns that asked the archive, and not about the answer before them."""
    asking: list[Turn] = []
    for turn in turns:
        if aspect_of(turn.question, asking[-1].form if asking else None) is None:
            asking.append(turn)
    return asking


def words_only(turns: Sequence[Turn]) -> list[Turn]:
    """What the last turn quotes where it told more of the answer before it: "more" asks about nobody, but its words name somebody."""
    last = turns[-1]
    return [] if last in asking(turns) or not last.quoted else [replace(last, question="", standalone="")]


def form_before(turns: Sequence[Turn]) -> Form | None:
    """The form of the last answer that the archive was asked for."""
    return next((turn.form for turn in reversed(asking(turns))), None)


def near(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The articles that the last answer quoted that was one: of what perhaps answers nobody asks more."""
    told = (turn.quoted for turn in reversed(asking(turns)[-LOOKED_AT:]) if turn.quoted and (turn.confidence or 0.0) >= ANSWERED_FROM)
    return tuple(dict.fromkeys(one.article_id for one in next(told, ())[:QUOTED]))
