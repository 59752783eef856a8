"""ASK: question to query to hits to statements to verified citations to an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["Answer", "AskSettings", "Assistant", "Citation", "Turn"]

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.settings import AskSettings
    from assistant.types import Answer, Citation, Turn
else:  # nothing is loaded before it is asked for: a program that only names the package pays for nothing
    _HOMES = {
        "Answer": "assistant.types",
        "AskSettings": "assistant.settings",
        "Assistant": "assistant.assistant",
        "Citation": "assistant.types",
        "Turn": "assistant.types",
    }

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return globals().setdefault(name, getattr(import_module(_HOMES[name]), name))

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
