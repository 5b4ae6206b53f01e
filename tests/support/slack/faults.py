"""What can go wrong at Slack's end, on demand: rate limits, errors, silence."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

from tests.support.slack.call import Call

HTTP_500 = "http_500"
TIMEOUT = "timeout"
"""No answer, and nothing was done."""
TIMEOUT_AFTER = "timeout_after"
"""No answer, but it was done: the message is there."""
DROPPED = "dropped"
"""It was done, then the connection broke before the answer."""
RATELIMITED = "ratelimited"


@dataclass
class Fault:
    """`how` is one of the words above or any error code of Slack's (`is_archived` ...)."""

    method: str
    how: str
    channel: str | None = None
    times: int = 1
    retry_after: int = 1

    def hits(self, call: Call) -> bool:
        here = self.channel in (None, call.args.get("channel"))
        return self.times > 0 and self.method in ("*", call.method) and here


@dataclass
class Pace:
    """At most `burst` calls at once and one more every `seconds`, in each channel."""

    seconds: float
    burst: int = 1
    free: dict[tuple[str, object], list[float]] = field(default_factory=dict)

    def wait(self, call: Call) -> int:
        """0 when the call may pass, else whole seconds until it may."""
        now = time.monotonic()
        taken = self.free.setdefault((call.workspace.id, call.args.get("channel")), [])
        taken[:] = [moment for moment in taken if moment + self.seconds * self.burst > now]
        if len(taken) < self.burst:
            taken.append(now)
            return 0
        return max(1, math.ceil(taken[0] + self.seconds * self.burst - now))


@dataclass
class Faults:
    planned: list[Fault] = field(default_factory=list)
    paces: dict[str, Pace] = field(default_factory=dict)

    def fail(
        self,
        method: str,
        how: str,
        *,
        channel: str | None = None,
        times: int = 1,
        retry_after: int = 1,
    ) -> None:
        """The next `times` calls of `method` (`*`: of any) end like this."""
        self.planned.append(Fault(method, how, channel, times, retry_after))

    def pace(self, method: str, seconds: float = 1.0, burst: int = 1) -> None:
        """429 with Retry-After for whoever is faster than this in one channel."""
        self.paces[method] = Pace(seconds, burst)

    def clear(self) -> None:
        self.planned.clear()
        self.paces.clear()

    def on(self, call: Call) -> Fault | None:
        for fault in self.planned:
            if fault.hits(call):
                fault.times -= 1
                return fault
        pace = self.paces.get(call.method)
        wait = pace.wait(call) if pace and call.token else 0
        return Fault(call.method, RATELIMITED, retry_after=wait) if wait else None
