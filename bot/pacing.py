"""Who has told us to slow down, and when it is the next one's turn there.

Nobody sleeps here: what has to wait goes back into the outbox until its turn, so that a slow place keeps no other
waiting and a restart loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channel import TryLater
from core.people import Address

# So far ahead turns are given out; who comes later asks again then, behind whatever is more urgent.
_AHEAD = timedelta(seconds=30)
_TURNS_AHEAD = 20


@dataclass(slots=True)
class _Lane:
    """``free``: when the next may go; ``step``: the time between two; ``given``: the last turn given out.

    ``kept``: somebody has gone at a turn of ours. ``strict``: such a one was refused, so nothing is made up for.
    """

    free: datetime
    step: timedelta
    given: datetime
    kept: bool = False
    strict: bool = False

    def take(self, now: datetime) -> None:
        """Who comes a moment late keeps to the beat, so that nothing of what is allowed is lost."""
        on_beat = not self.strict and now - self.free < self.step
        self.given = self.free if on_beat else now
        self.free = self.given + self.step
        self.kept = True


class Pacer:
    """Lanes exist only while a limit holds: a place that has said nothing is never made to wait."""

    def __init__(self) -> None:
        self._lanes: dict[tuple[str, ...], _Lane] = {}

    def turn(self, place: Address, now: datetime) -> datetime | None:
        """When to come back; ``None``: now, and the turn is taken."""
        found = [lane for key in _keys(place) if (lane := self._lane(key, now))]
        waits = [_turn_given(lane, now) for lane in found if lane.free > now]
        if waits:
            return max(waits)
        for lane in found:
            lane.take(now)
        return None

    def limited(self, place: Address, error: TryLater, now: datetime) -> datetime:
        """A limit was reached: when the one who met it is to come back."""
        wait = timedelta(seconds=error.seconds or 0)
        step = wait if error.step is None else timedelta(seconds=error.step)
        key = _keys(place)[0 if error.everywhere else 1]
        lane = self._lanes.get(key)
        if lane is None:
            lane = self._lanes[key] = _Lane(now, step, now)
        lane.step = max(lane.step, step)
        lane.strict = lane.kept
        if lane.free < now + wait:
            lane.free = now + wait
            lane.given = lane.free - lane.step
        return _turn_given(lane, now)

    def _lane(self, key: tuple[str, ...], now: datetime) -> _Lane | None:
        """One that nobody has needed for a while is forgotten: the limit is ours to find out again."""
        lane = self._lanes.get(key)
        if lane and now > lane.free + 2 * lane.step + _AHEAD:
            del self._lanes[key]
            return None
        return lane


def _keys(place: Address) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The whole platform, and this place on it."""
    return (place.platform,), (place.platform, place.workspace, place.account)


def _turn_given(lane: _Lane, now: datetime) -> datetime:
    latest = now + max(_AHEAD, _TURNS_AHEAD * lane.step)
    lane.given = min(max(lane.given + lane.step, lane.free), max(latest, lane.free))
    return lane.given
