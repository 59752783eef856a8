"""How often one client may do a thing: a few times at once, and then so many a minute."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

KNOWN = 10_000
"""Clients that are remembered; beyond them those are forgotten that could do all again anyway."""


@dataclass(slots=True)
class Pace:
    """A bucket of `burst` tokens for each client, filled by `per_minute`."""

    burst: int
    per_minute: float
    clock: Callable[[], float] = time.monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)  # client: tokens at a time of the clock

    def allows(self, client: str) -> bool:
        """Whether the client may do it now; it then has done it."""
        now = self.clock()
        left = self._now(client, now)
        if len(self._left) > KNOWN:
            self._left = {one: kept for one, kept in self._left.items() if self._now(one, now) < self.burst}
        self._left[client] = (left - 1 if left >= 1 else left, now)
        return left >= 1

    def _now(self, client: str, now: float) -> float:
        tokens, then = self._left.get(client, (float(self.burst), now))
        return min(float(self.burst), tokens + (now - then) * self.per_minute / 60)
