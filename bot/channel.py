"""A platform, as the outbox's worker sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.i18n import Voice
from chat.message import Reply
from core.outbox import DeliveryId
from core.people import Address


@dataclass(frozen=True, slots=True)
class Letter:
    """An unasked message: to a person (``private``) or to a team's room.

    ``language`` and ``time_zone`` are the reader's. The same ``id`` sent twice must reach them once. ``card`` is the
    receipt of what was said first about the same thing in the same place: the letter goes under it, or, if it is the
    same ``anew``, takes its place there. Where that is gone, the letter stands for itself. One that is ``living`` may
    later be shown anew.
    """

    id: DeliveryId
    to: Address
    private: bool
    reply: Reply
    voice: Voice
    card: str = ""
    anew: bool = False
    living: bool = False

    @property
    def thread(self) -> str:
        return "" if self.anew else self.card

    @property
    def edits(self) -> str:
        return self.card if self.anew else ""


class Channel(Protocol):
    @property
    def platform(self) -> str: ...

    async def deliver(self, letter: Letter) -> str:
        """Send, and give the platform's own id of what was sent. Raises ``NotDelivered``."""
        ...

    async def reconcile(self, letter: Letter) -> str | None:
        """Look for a message that may have arrived: its id, or ``None`` when sending (again) is safe.

        Raises ``NotDelivered`` when that cannot be told now.
        """
        ...

    async def revise(self, letter: Letter, receipt: str) -> None:
        """Put this in the place of the message that was sent there; as often as one likes.

        Raises ``NotDelivered``: ``Gone`` where it stands there no more.
        """
        ...


class NotDelivered(Exception):
    """The message did not arrive; ``str()`` says why, without secrets and without its text."""


class TryLater(NotDelivered):
    """A limit or a passing fault: nothing was sent.

    ``seconds``: how long a limit asks us to wait. ``step``: the time it wants between two messages, if that is
    another. ``everywhere``: it holds for the whole platform, not for this place alone.
    """

    def __init__(
        self,
        why: str,
        seconds: float | None = None,
        step: float | None = None,
        everywhere: bool = False,
    ) -> None:
        super().__init__(why)
        self.seconds = seconds
        self.step = step
        self.everywhere = everywhere


class Unreachable(NotDelivered):
    """This address will not work until somebody mends it."""


class Gone(NotDelivered):
    """What was to be changed is not there any more."""


class Unsure(NotDelivered):
    """It may have arrived: the answer was lost. To be reconciled, never sent again blindly."""
