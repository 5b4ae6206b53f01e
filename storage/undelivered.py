"""What of the outbox waits, and what was given up: for whoever looks after the assistant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    select,
    true,
    update,
)
from sqlalchemy.sql.dml import UpdateBase

from core.outbox import Delivery, DeliveryId, Progress
from storage.columns import Instant
from storage.deliveries import TOLD, told_in
from storage.engine import Database
from storage.queue import entering, names_until
from storage.tables import outbox, queue, spared
from storage.wakes import NOTIFY

_PLANNED = Progress.PLANNED.value
_FAILED, _UNSURE = Progress.FAILED.value, Progress.UNSURE.value
# As the index of those has it.
_GIVEN_UP = (
    outbox.c.problem != literal_column("''"),
    outbox.c.progress.in_([_FAILED, _UNSURE]),
)
_ALL = TOLD.where(*_GIVEN_UP).order_by(outbox.c.due).limit(bindparam("most"))
_COUNTS = select(outbox.c.progress, func.count()).where(*_GIVEN_UP).group_by(outbox.c.progress)
_SPARED = select(func.count()).select_from(spared)
_DUE = select(func.count(), func.min(queue.c.due)).where(
    queue.c.id < bindparam("names"), queue.c.due <= bindparam("now", type_=Instant)
)


@dataclass(frozen=True, slots=True)
class Backlog:
    """``waiting`` are due and not sent; the oldest of them has been for ``oldest_seconds``.

    ``spared``: how many requests nobody had to send, for a public register had the answer.
    """

    waiting: int
    oldest_seconds: float
    failed: int
    unsure: int
    spared: int = 0


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Deliveries given up, ``FAILED`` or ``UNSURE``; every call is a transaction of its own."""

    database: Database

    async def all(self, most: int) -> Sequence[Delivery]:
        """Those that should have gone out first, first."""
        async with self.database.reader.connect() as connection:
            found = await connection.execute(_ALL, {"most": most})
            return [told_in(row) for row in found]

    async def backlog(self, now: datetime) -> Backlog:
        until = {"now": now, "names": names_until(now)}
        async with self.database.reader.connect() as connection:
            waiting, oldest = (await connection.execute(_DUE, until)).one()
            counts = {name: number for name, number in await connection.execute(_COUNTS)}
            saved = int((await connection.execute(_SPARED)).scalar_one())
        age = (now - oldest).total_seconds() if oldest else 0.0
        return Backlog(waiting, age, counts.get(_FAILED, 0), counts.get(_UNSURE, 0), saved)

    async def retry(self, chosen: Sequence[DeliveryId] | None) -> Sequence[DeliveryId]:
        """Send these, or all, after all; what may have arrived is looked for first. Which were found."""
        which = and_(*_GIVEN_UP, _among(chosen))
        again = case((outbox.c.progress == _FAILED, literal(_PLANNED)), else_=literal(_UNSURE))
        changed = update(outbox).where(which).values(progress=_PLANNED)
        ours = select(outbox.c.id).where(which).order_by(outbox.c.id).with_for_update()
        entered = entering(self.database.kind, which, again)
        return await self._change(ours, entered, changed.returning(outbox.c.id))

    async def drop(self, chosen: Sequence[DeliveryId] | None) -> Sequence[DeliveryId]:
        """Give these up, or all, for good; why they failed stays with them. Which were found."""
        changed = update(outbox).values(progress=Progress.STALE.value)
        return await self._change(changed.where(*_GIVEN_UP, _among(chosen)).returning(outbox.c.id))

    async def _change(self, *statements: Select[Any] | UpdateBase) -> Sequence[DeliveryId]:
        """The last of them says which."""
        async with self.database.writer.begin() as connection:
            for statement in statements:
                done = await connection.execute(statement)
            rows: Sequence[Row[Any]] = done.all()
            if rows and self.database.kind == "postgresql":
                await connection.execute(NOTIFY)
        return [DeliveryId(row.id) for row in rows]


def _among(chosen: Sequence[DeliveryId] | None) -> ColumnElement[bool]:
    return true() if chosen is None else outbox.c.id.in_(chosen)
