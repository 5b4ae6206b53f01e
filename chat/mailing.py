"""What is said unasked when its hour has come: one kind of thing, one module in ``handlers/``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Container
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chat.context import Services
from chat.message import Card, Reply
from core.catching_up import KEPT
from core.clock import today_in
from core.outbox import Delivery, Planned
from core.people import Guest, Person, Room
from core.text import Message, msg
from core.work import Work

_LONG_AGO = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class News:
    """A row of the outbox on its way to one reader. ``work`` is for reading only.

    ``excused``: that it is late has been said.
    """

    delivery: Delivery
    reader: Person | Room | Guest
    services: Services
    work: Work
    excused: bool = False

    @property
    def planned(self) -> Planned:
        return self.delivery.planned

    @property
    def mailing(self) -> Mailing:
        return self.services.mailings[self.planned.about.name]

    def about(self, delivery: Delivery, *, excused: bool = False) -> News:
        """The same reader's news of something else."""
        return replace(self, delivery=delivery, excused=excused)

    def about_planned(self, planned: Planned) -> News:
        return self.about(replace(self.delivery, planned=planned))

    @property
    def today(self) -> date:
        """The reader's day."""
        return today_in(self.reader.time_zone, self.services.clock.now())

    @property
    def late(self) -> bool:
        """It should have been said on an earlier day, or long ago on this one; unless the reader wanted quiet."""
        if self.delivery.problem == KEPT:
            return False
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
        if self.excused or not self.late:
            return ()
        return (
            msg(
                "This message is late: it was meant for {planned}, when I could not send it.",
                planned=self.meant,
            ),
        )


Write = Callable[[News], Awaitable[Reply | None]]
Brief = Callable[[News], Awaitable[Card | None]]
Follow = Callable[[News], Awaitable[None]]


async def nothing_more(_news: News) -> None:
    """Nothing follows."""


@dataclass(frozen=True, slots=True, eq=False)
class Mailing:
    """``topic``: the name of the outbox's topics it writes for. ``write`` gives what the reader is shown,
    ``None`` when nobody needs it any more; to a room only what any room may see. After a message of a kind
    in ``repeated`` was sent, ``follow`` plans what comes next, in a unit that is committed after it and that
    ``work`` then writes in. Kinds in ``urgent`` go first where a platform's limit makes others wait. What cannot be
    said to its reader is said ``elsewhere``, unless that helps nobody. Kinds in ``merged`` may stand in one message
    with other things, where they are told by ``brief``: without one, by the first card of what is written.
    Kinds in ``timely`` come at their hour even if the reader wants to hear nothing then: they were planned with
    regard to that, or the reader waits for them. All others are kept until quiet hours are over.
    """

    topic: str
    write: Write
    repeated: Container[str] = ()
    follow: Follow = nothing_more
    urgent: Container[str] = ()
    elsewhere: bool = True
    merged: Container[str] = ()
    timely: Container[str] = ()
    brief: Brief | None = None

    async def in_brief(self, news: News) -> Card | None:
        if self.brief:
            return await self.brief(news)
        reply = await self.write(news)
        parts = reply.parts if reply else ()
        return next((part for part in parts if isinstance(part, Card)), None)


def is_merged(services: Services, planned: Planned) -> bool:
    """Whether it may stand in one message with other things."""
    mailing = services.mailings.get(planned.about.name)
    return mailing is not None and planned.kind in mailing.merged
