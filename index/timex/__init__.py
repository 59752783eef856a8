"""Time expressions, for dating articles and for reading questions: `find` them in a text, or read the `window` that a question states."""

from __future__ import annotations

from index.timex.expressions import Timex, find
from index.timex.windows import Window, pointed_window, points_to_window, window

__all__ = ["Timex", "Window", "find", "pointed_window", "points_to_window", "window"]
