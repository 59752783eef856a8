"""Answers as the browser keeps them: every value of an answer as JSON, and the answer again from what a browser sends back."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from assistant.types import Answer
from index.errors import InputError


def kept(answer: Answer) -> dict[str, Any]:
    """The answer as JSON, field by field; of the articles that came near their texts are left out, since their passages are there."""
    nearest = tuple(replace(hit, article=replace(hit.article, text="")) for hit in answer.nearest)
    document: dict[str, Any] = _told(replace(answer, nearest=nearest))
    return document


def answer_of(document: Any) -> Answer:
    """The answer that `kept` told of; raises InputError for anything else."""
    try:
        answer: Answer = _read(Answer, document)
    except (KeyError, TypeError, ValueError, AttributeError) as exc:
        raise InputError("An answer that the browser kept is broken; ask its question again.") from exc
    return answer


def _told(value: Any) -> Any:
    if is_dataclass(value):
        return {one.name: _told(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {name: _told(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [_told(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _read(kind: Any, value: Any) -> Any:
    """The value of that type; raises what a value of another shape raises, among it TypeError."""
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _read(hints[name], one) for name, one in value.items()})
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _of_several(inside, value)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError
        each = inside[:1] * len(value) if inside[-1] is Ellipsis else inside
        return tuple(_read(one, part) for one, part in zip(each, value, strict=True))
    if origin is not None:  # the only one of an answer: a mapping of names to figures
        return {str(name): _read(inside[1], one) for name, one in value.items()}
    if issubclass(kind, Enum):
        return kind(value)
    if kind is date:
        return date.fromisoformat(value)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise TypeError
    return value


def _of_several(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None and type(None) in kinds:
        return None
    inside = [kind for kind in kinds if kind is not type(None)]
    plain = [kind for kind in inside if type(value) is kind]
    return _read(plain[0] if plain else inside[0], value)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
