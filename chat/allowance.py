"""How much one person may say: so many messages at once, and as many again each minute."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from chat.message import Reply, problem
from core.people import Address, PersonId
from core.text import msg

_MOST_REMEMBERED = 10_000
# Whoever is not known may say a part of what colleagues may.
_STRANGERS = 3


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


@dataclass(frozen=True, slots=True)
class Allowance:
    """``per_minute``: 0 for no limit. Nothing is stored: a restart forgives."""

    per_minute: int
    now: Callable[[], float] = time.monotonic
    _buckets: OrderedDict[Address | PersonId, _Bucket] = field(default_factory=OrderedDict)

    def takes(self, speaker: Address | PersonId) -> bool:
        """A person has one allowance, however many accounts; whoever is not known has that of their address."""
        known = not isinstance(speaker, Address)
        most = self.per_minute if known else self.per_minute / _STRANGERS
        if not most:
            return True
        now = self.now()
        bucket = self._buckets.setdefault(speaker, _Bucket(most, now))
        self._buckets.move_to_end(speaker)
        bucket.left = min(most, bucket.left + (now - bucket.at) * most / 60)
        bucket.at = now
        if len(self._buckets) > _MOST_REMEMBERED:
            self._buckets.popitem(last=False)
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True


TOO_FAST = msg(
    "You are writing faster than I can read. Please wait a moment and write it again: "
    "this message was not read."
)
TOO_FAST_FORM = msg(
    "You are sending faster than I can read. Please wait a moment and send it again: nothing is lost."
)


def too_fast() -> Reply:
    return problem(TOO_FAST)
