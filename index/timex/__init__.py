"""Time expressions, for dating articles and for reading questions: `find` them, or the `stated_window` of a question."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.timex.expressions import Timex, find
    from index.timex.windows import StatedWindow, pointed_window, points_to_window, stated_window

__all__ = ["StatedWindow", "Timex", "find", "pointed_window", "points_to_window", "stated_window"]


def __getattr__(name: str) -> Any:
    """What is named above, loaded when first asked for: its patterns take a tenth of a second, which who lists or checks is spared."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    rules = import_module(f"{__name__}.{'expressions' if name in ('Timex', 'find') else 'windows'}")
    globals()[name] = getattr(rules, name)
    return globals()[name]
