"""Time expressions, for dating articles and for reading questions: `find` them, or the `stated_window` of a question."""

from __future__ import annotations

from index.timex.expressions import Timex, find
from index.timex.windows import StatedWindow, pointed_window, points_to_window, stated_window

__all__ = ["StatedWindow", "Timex", "find", "pointed_window", "points_to_window", "stated_window"]
