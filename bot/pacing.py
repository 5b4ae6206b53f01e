"""Who has told us to slow down, and when it is the next one's turn there.

Nobody sleeps here: what has to wait goes back into the outbox until its turn, so that a slow place keeps no other
waiting and a restart loses nothing.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.channel import TryLater
from core.people import Address

# So far ahead turns are given out; who comes later asks again then.
_AHEAD = timedelta(seconds=30)
_TURNS_AHEAD = 20
# Who does not come to a turn is not waited for: it was cancelled, or another assistant has sent it.
_PATIENCE = timedelta(seconds=3)
_TURNS_OF_PATIENCE = 2
_MARGIN, _WIDEST_MARGIN = 0.01, 0.04
_SHORTEST_STEP = timedelta(milliseconds=50)
_LAST_FEW = 4

# Who goes first: the least. The urgent, then the most overdue; its id tells it from all others.
Rank: TypeAlias = tuple[bool, datetime, str]


@dataclass(slots=True)
class _Lane:
    """``free``: when the next may go; ``step``: the time between two.

    ``kept``: somebody has gone at a turn of ours. ``margin``: such a one was refused, for the way there is not
    always as long: so much of a step is added, and nothing is made up for.
    ``waiting``: the first first; ``turns``: when they were told to come. ``late``: by how much the last few came
    after their turn.
    """

    free: datetime
    step: timedelta
    kept: bool = False
    margin: float = 0
    waiting: list[Rank] = field(default_factory=list)
    turns: dict[Rank, datetime] = field(default_factory=dict)
    late: deque[timedelta] = field(default_factory=lambda: deque(maxlen=_LAST_FEW))

    def turn(self, who: Rank, now: datetime) -> datetime | None:
        """When to come back; ``None``: now."""
        self._forget_who_stays_away(who, now)
        first = bisect_left(self.waiting, who) == 0
        return None if first and self.free <= now else self.wait(who, now)

    def wait(self, who: Rank, now: datetime) -> datetime:
        """Each as many steps away as there are others before."""
        if who not in self.turns:
            insort(self.waiting, who)
        turn = max(self.free, now) + bisect_left(self.waiting, who) * self.step
        latest = now + max(_AHEAD, _TURNS_AHEAD * self.step)
        self.turns[who] = min(turn, max(latest, self.free))
        return self.turns[who]

    def take(self, who: Rank, now: datetime) -> None:
        """Who comes a moment late keeps to the beat, so that nothing of what is allowed is lost."""
        self._forget(who)
        on_beat = not self.margin and now - self.free < self.step
        self.late.append(max(now - self.free, timedelta(0)))
        since = self.free if on_beat else now - self._lead
        self.free = since + self.step * (1 + self.margin)
        self.kept = True

    @property
    def _lead(self) -> timedelta:
        """So much later even the quickest comes: the next one is called earlier by that."""
        quickest = min(self.late)
        usual = len(self.late) == _LAST_FEW and quickest < self.step / 10
        return quickest if usual else timedelta(0)

    def _forget_who_stays_away(self, who: Rank, now: datetime) -> None:
        long = max(_PATIENCE, _TURNS_OF_PATIENCE * self.step)
        while self.waiting and self.waiting[0] != who:
            first = self.waiting[0]
            if now <= max(self.turns[first], self.free) + long:
                return
            self._forget(first)

    def _forget(self, who: Rank) -> None:
        if self.turns.pop(who, None):
            del self.waiting[bisect_left(self.waiting, who)]


class Pacer:
    """Lanes exist only while a limit holds: a place that has said nothing is never made to wait."""

    def __init__(self) -> None:
        self._lanes: dict[tuple[str, ...], _Lane] = {}

    def turn(self, who: Rank, place: Address, now: datetime) -> datetime | None:
        """When to come back; ``None``: now, and the turn is taken."""
        found = [lane for key in _keys(place) if (lane := self._lane(key, now))]
        waits = [wait for lane in found if (wait := lane.turn(who, now))]
        if waits:
            return max(waits)
        for lane in found:
            lane.take(who, now)
        return None

    def limited(self, who: Rank, place: Address, error: TryLater, now: datetime) -> datetime:
        """A limit was reached: when the one who met it is to come back."""
        wait = timedelta(seconds=error.seconds or 0)
        step = wait if error.step is None else timedelta(seconds=error.step)
        key = _keys(place)[0 if error.everywhere else 1]
        lane = self._lanes.get(key)
        if lane is None:
            lane = self._lanes[key] = _Lane(now, step)
        lane.step = max(lane.step, step, _SHORTEST_STEP)
        if lane.kept:
            # The turn that was taken was not used.
            lane.free -= lane.step
            lane.margin = min(lane.margin + _MARGIN, _WIDEST_MARGIN)
        lane.free = max(lane.free, now + wait)
        return lane.wait(who, now)

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
