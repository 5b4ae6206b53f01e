"""A learner's own clock: it goes as the real one does, some days ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from core.clock import Clock

_LEAST = timedelta(microseconds=1)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass
class LearnersClock:
    """No instant comes twice: what was done first is told from what followed."""

    real: Clock
    ahead: timedelta = timedelta()
    _last: datetime = _LONG_AGO

    def now(self) -> datetime:
        self._last = max(self.real.now() + self.ahead, self._last + _LEAST)
        return self._last

    def reset(self) -> None:
        self.ahead, self._last = timedelta(), _LONG_AGO

    def move(self, to: datetime) -> None:
        """It does not go back."""
        self.ahead = max(self.ahead, to.astimezone(UTC) - self.real.now())
