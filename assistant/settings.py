"""What a user may set about answering; passed in, never fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MOST_STATEMENTS = 4


@dataclass(frozen=True, slots=True)
class AskSettings:
    """How questions are answered; what stands here is the only default of each, for the library, the commands, the page and the measures.

    `model`: a chat model as `provider:name` (`openai:...`, `ollama:...`, `anthropic:...`), None = extractive answers without one;
    `base_url`: address of an OpenAI-compatible server; `model_timeout`: seconds; `as_of`: the day that "last week" is counted from,
    None = today; `max_statements`: 1 to MOST_STATEMENTS, more than three only where the question asks for more than one thing;
    `reranker`: a cross-encoder of sentence-transformers, by name or folder, that reads the likeliest sentences again, None = none.
    """

    model: str | None = None
    base_url: str | None = None
    api_key: str | None = None
    model_timeout: float = 60.0
    as_of: date | None = None
    max_statements: int = 3
    reranker: str | None = None
