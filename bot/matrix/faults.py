"""What may go wrong between us and the homeserver, and what a sender of letters is to make of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.channel import NotDelivered, TryLater, Unreachable, Unsure

LIMITED = "M_LIMIT_EXCEEDED"
LOGGED_OUT = frozenset({"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"})
# Nobody there, or nobody who lets us in: another try gives the same answer.
_CLOSED = frozenset({"M_FORBIDDEN", "M_NOT_FOUND", "M_USER_DEACTIVATED", "M_UNKNOWN_ROOM"})


class Refused(Exception):
    """The homeserver answered with an error. Its own words stay out: they may name people."""

    def __init__(self, doing: str, code: str, status: int, retry_after: float | None) -> None:
        super().__init__(f"{doing}: {code or 'no Matrix error'} ({status})")
        self.code = code
        self.status = status
        self.retry_after = retry_after

    @property
    def is_limit(self) -> bool:
        return self.code == LIMITED or self.status == 429

    @property
    def is_closed(self) -> bool:
        return self.code in _CLOSED

    @property
    def is_passing(self) -> bool:
        """A fault of the homeserver's or of what stands before it, not of ours."""
        return self.is_limit or self.status >= 500


class Silent(Exception):
    """No answer; ``sent`` when the request may have arrived nevertheless."""

    def __init__(self, doing: str, why: str, *, sent: bool) -> None:
        super().__init__(f"{doing}: {why}")
        self.sent = sent


@contextmanager
def told_to_the_mailman() -> Iterator[None]:
    """The homeserver's faults as the worker of the outbox knows them."""
    try:
        yield
    except Silent as silent:
        raise (Unsure if silent.sent else TryLater)(str(silent)) from silent
    except Refused as refused:
        raise _not_delivered(refused) from refused


def _not_delivered(refused: Refused) -> NotDelivered:
    if refused.is_limit:
        # The homeserver counts what we send, wherever it goes.
        return TryLater(str(refused), refused.retry_after, everywhere=True)
    if refused.is_passing or refused.code in LOGGED_OUT:
        return TryLater(str(refused))
    return Unreachable(str(refused)) if refused.is_closed else NotDelivered(str(refused))
