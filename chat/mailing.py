"""What is said unasked when its hour has come: one kind of thing, one module in ``handlers/``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Container
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chat.context import Services
from chat.message import Reply
from core.clock import today_in
from core.outbox import Delivery, Planned
from core.people import Guest, Person, Room
from core.text import Message, msg
from core.work import Work

_LONG_AGO = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class News:
    """A row of the outbox on its way to one reader. ``work`` is for reading only."""

    delivery: Delivery
    reader: Person | Room | Guest
    services: Services
    work: Work

    @property
    def planned(self) -> Planned:
        return self.delivery.planned

    def about(self, delivery: Delivery) -> News:
        """The same reader's news of something else."""
        return replace(self, delivery=delivery)

    def about_planned(self, planned: Planned) -> News:
        return self.about(replace(self.delivery, planned=planned))

    @property
    def today(self) -> date:
        """The reader's day."""
        return today_in(self.reader.time_zone, self.services.clock.now())

    @property
    def late(self) -> bool:
        """It should have been said on an earlier day, or long ago on this one."""
        return self._is_of_another_day or self.services.clock.now() - self.planned.due > _LONG_AGO

    @property
    def meant(self) -> date:
        """The day it was meant for, on that very day the hour."""
        return self.planned.local if self._is_of_another_day else self.planned.due

    @property
    def _is_of_another_day(self) -> bool:
        return self.planned.local < self.today

    def lateness(self) -> tuple[Message, ...]:
        """What a message that comes late says of it; nothing in one that is in time."""
        if not self.late:
            return ()
        return (
            msg(
                "This message is late: it was meant for {planned}, when I could not send it.",
                planned=self.meant,
            ),
        )


Write = Callable[[News], Awaitable[Reply | None]]
Follow = Callable[[Services, Work, Planned], Awaitable[None]]


async def nothing_more(services: Services, work: Work, planned: Planned) -> None:
    """Nothing follows."""


@dataclass(frozen=True, slots=True, eq=False)
class Mailing:
    """``topic``: the name of the outbox's topics it writes for. ``write`` gives what the reader is shown,
    ``None`` when nobody needs it any more; to a room only what any room may see. After a message of a kind
    in ``repeated`` was sent, ``follow`` plans what comes next, in a unit that is committed after it. Kinds in
    ``urgent`` go first where a platform's limit makes others wait. What cannot be said to its reader is said
    ``elsewhere``, unless that helps nobody.
    """

    topic: str
    write: Write
    repeated: Container[str] = ()
    follow: Follow = nothing_more
    urgent: Container[str] = ()
    elsewhere: bool = True
