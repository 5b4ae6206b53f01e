"""The outbox as its workers see it.

``ready`` is when a row may be taken: its due instant, a later one after a retry, or a claim's end.
So one index range finds both what has fallen due and what a dead worker has left behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, func, literal, or_, select, update

from core.outbox import Delivery, DeliveryId, Progress, Settled
from storage.columns import Instant
from storage.deliveries import delivery_in
from storage.engine import Database
from storage.tables import outbox

_PLANNED, _SENDING = Progress.PLANNED.value, Progress.SENDING.value
_UNSURE = Progress.UNSURE.value
_IN_HAND = or_(outbox.c.progress == _SENDING, outbox.c.progress == _UNSURE)
_DUE = (
    select(outbox.c.id)
    .where(outbox.c.ready <= bindparam("now", type_=Instant))
    .order_by(outbox.c.ready)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")
)

# A row taken out of somebody's hand may have been sent already: from then on it is unsure.
_CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(select(_DUE.c.id)))
    .values(
        progress=case((_IN_HAND, literal(_UNSURE)), else_=literal(_SENDING)),
        ready=bindparam("until", type_=Instant),
        attempts=outbox.c.attempts + 1,
    )
    .returning(*outbox.c)
)

# What has been settled stays as it is, whoever comes too late.
_SETTLE = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), _IN_HAND)
    .values(
        progress=bindparam("outcome"),
        ready=None,
        platform=bindparam("platform"),
        workspace=bindparam("workspace"),
        account=bindparam("account"),
        receipt=bindparam("receipt"),
        problem=bindparam("problem"),
    )
)
_RETRY = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), _IN_HAND)
    .values(
        progress=case((outbox.c.progress == _SENDING, literal(_PLANNED)), else_=literal(_UNSURE)),
        ready=bindparam("again", type_=Instant),
        attempts=outbox.c.attempts - bindparam("uncounted"),
        problem=bindparam("problem"),
    )
)
_NEXT_DUE = select(func.min(outbox.c.ready)).where(outbox.c.ready.is_not(None))


@dataclass(frozen=True, slots=True)
class SqlMailroom:
    database: Database

    async def claim(self, now: datetime, limit: int, lease: int) -> Sequence[Delivery]:
        until = now + timedelta(seconds=lease)
        async with self.database.single.connect() as connection:
            asked = {"now": now, "most": limit, "until": until}
            rows = (await connection.execute(_CLAIM, asked)).all()
        return sorted(map(delivery_in, rows), key=lambda delivery: delivery.planned.due)

    async def settle(self, delivery: DeliveryId, progress: Progress, note: Settled) -> None:
        await self.settle_many([(delivery, progress, note)])

    async def settle_many(self, outcomes: Sequence[tuple[DeliveryId, Progress, Settled]]) -> None:
        rows = [_outcome(*each) for each in outcomes]
        if rows:
            async with self.database.writer.begin() as connection:
                await connection.execute(_SETTLE, rows)

    async def retry(
        self, delivery: DeliveryId, due: datetime, problem: str, *, unsent: bool = False
    ) -> None:
        values = {"row": delivery, "again": due, "problem": problem, "uncounted": int(unsent)}
        async with self.database.single.connect() as connection:
            await connection.execute(_RETRY, values)

    async def next_due(self) -> datetime | None:
        async with self.database.reader.connect() as connection:
            first: datetime | None = (await connection.execute(_NEXT_DUE)).scalar_one()
        return first


def _outcome(delivery: DeliveryId, progress: Progress, note: Settled) -> Mapping[str, str | None]:
    where = note.address
    return {
        "row": delivery,
        "outcome": progress.value,
        "platform": where.platform if where else None,
        "workspace": where.workspace if where else None,
        "account": where.account if where else None,
        "receipt": note.receipt,
        "problem": note.problem,
    }
