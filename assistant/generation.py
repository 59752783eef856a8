"""The optional language model: a draft of claims and quotes asked for through LangChain, and what of it stands in the passages."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from pydantic import BaseModel, ValidationError

from assistant.citations import locate
from assistant.prompts import REPAIR, SYSTEM, user_message
from assistant.settings import AskSettings
from assistant.terms import words
from assistant.types import Query
from index.errors import GenerationError, SettingsError
from index.types import Hit

log = logging.getLogger(__name__)

OFFERED = 8
"""Passages put before the model: as many as the extractive answer reads."""
SHORTEST_QUOTE = 12
"""Characters; a shorter quote stands in almost any passage and proves nothing."""


class DraftQuote(BaseModel):
    """A quote as the model claims it."""

    id: str
    quote: str


class DraftStatement(BaseModel):
    """A claim as the model drafts it."""

    claim: str
    quotes: list[DraftQuote]


class Draft(BaseModel):
    """What a model answered."""

    statements: list[DraftStatement]


@dataclass(frozen=True, slots=True)
class Supported:
    """A claim whose words are carried by verified spans: (passage, start, end) in document offsets."""

    claim: str
    quotes: tuple[tuple[Hit, int, int], ...]


def opaque_ids(hits: Sequence[Hit]) -> list[tuple[str, Hit]]:
    """Ids that say nothing and cannot be guessed from one another: the passage's own content address, shortened."""
    return [(f"p{hit.passage.id[:6]}", hit) for hit in hits[:OFFERED]]


def draft(query: Query, offered: Sequence[tuple[str, Hit]], settings: AskSettings) -> Draft:
    """Ask the model named in the settings. Raises GenerationError when it fails, stalls, or answers no usable JSON twice."""
    model = _model(settings)
    messages: list[tuple[str, str]] = [("system", SYSTEM), ("human", user_message(query.question, query.background, offered))]
    problem = ""
    for _ in range(2):
        answer = _invoke(model, messages, settings)
        try:
            return Draft.model_validate(_json_in(answer))
        except (ValueError, ValidationError) as exc:
            problem = str(exc).splitlines()[0][:200]
            messages = [*messages, ("ai", answer), ("human", REPAIR.format(problem=problem))]
    raise GenerationError(
        f"the language model {settings.model} answered no usable JSON ({problem}); the extractive answer is shown instead"
    )


def supported(drafted: Draft, offered: Sequence[tuple[str, Hit]]) -> tuple[list[Supported], list[str]]:
    """What of a draft stands: claims with their verified spans; and a sentence for each piece that was dropped."""
    by_id = dict(offered)
    kept: list[Supported] = []
    dropped: list[str] = []
    for statement in drafted.statements:
        spans = [span for quote in statement.quotes if (span := _span(quote, by_id, dropped))]
        if not spans:
            dropped.append("A statement of the language model was left out: none of its quotes stands in the archive.")
            continue
        stray = unsupported_words(statement.claim, [hit for hit, _, _ in spans])
        if stray:
            dropped.append(f"A statement of the language model was left out: {', '.join(stray)} does not stand in the passages it quotes.")
            continue
        kept.append(Supported(" ".join(statement.claim.split()), tuple(spans)))
    return kept, dropped


def unsupported_words(claim: str, hits: Sequence[Hit]) -> list[str]:
    """Numbers and capitalised words of a claim that stand in none of the passages, their headlines or datelines."""
    held: set[str] = set()
    for hit in hits:
        day = hit.article.published.day
        held |= set(words(f"{hit.passage.text} {hit.article.title} {hit.article.source or ''} {f'{day.day} {day:%B %Y}' if day else ''}"))
    first, *rest = re.findall(r"[^\W_]+(?:[.,:’'-][^\W_]+)*", claim) or [""]
    wanted = [word for word in rest if word[:1].isupper() or any(c.isdigit() for c in word)]
    wanted += [first] if any(c.isdigit() for c in first) else []
    return [word for word in dict.fromkeys(wanted) if not set(words(re.sub(r"[’']s$", "", word))) <= held]


def _span(quote: DraftQuote, by_id: dict[str, Hit], dropped: list[str]) -> tuple[Hit, int, int] | None:
    hit = by_id.get(quote.id)
    found = locate(unescape(quote.quote), hit.passage.text) if hit and len(quote.quote.strip()) >= SHORTEST_QUOTE else None
    if hit is None or found is None:
        dropped.append("A quotation of the language model was dropped: it does not stand in the passage it names.")
        return None
    return hit, hit.passage.start + found[0], hit.passage.start + found[1]


def _model(settings: AskSettings) -> Any:
    provider, _, name = (settings.model or "").partition(":")
    if not provider or not name:
        raise SettingsError(
            f"the model {settings.model!r} is not of the form provider:name; write for example openai:gpt-4o-mini or ollama:llama3.2"
        )
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"temperature": 0, "timeout": settings.model_timeout, "max_retries": 0}
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
            "client_kwargs": {"timeout": settings.model_timeout}
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


def _invoke(model: Any, messages: Sequence[tuple[str, str]], settings: AskSettings) -> str:
    try:
        reply = model.invoke(list(messages))
    except Exception as exc:  # every provider raises its own classes; all of them mean the same here
        log.warning("language model failed", exc_info=exc)
        raise GenerationError(
            f"the language model {settings.model} failed ({type(exc).__name__}); the extractive answer is shown instead"
        ) from exc
    content = reply.content
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content if isinstance(part, dict))


def _json_in(answer: str) -> Any:
    """The JSON object of an answer, also when it is fenced or talked around."""
    start, end = answer.find("{"), answer.rfind("}")
    if start < 0 or end < start:
        raise ValueError("no JSON object in it")
    return json.loads(answer[start : end + 1])
