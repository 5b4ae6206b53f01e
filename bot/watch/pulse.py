"""Whether work still goes on: beaten by the outbox's worker, felt by whoever asks for its health."""

from __future__ import annotations

import time
from collections.abc import Callable


class Pulse:
    """By a clock that nobody can set; ``tick`` gives its seconds."""

    def __init__(self, tick: Callable[[], float] = time.monotonic) -> None:
        self._tick = tick
        self._last = tick()

    def beat(self) -> None:
        self._last = self._tick()

    @property
    def seconds(self) -> float:
        """Since the last beat, or since the start."""
        return self._tick() - self._last
