"""The outbox as its workers see it.

A claim and a retry hold a row until an instant; one that is pending, due and no longer held is free.
So one walk along an index finds both what has fallen due and what a dead worker has left behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import (
    Boolean,
    ColumnElement,
    Update,
    and_,
    bindparam,
    case,
    delete,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from core.outbox import Delivery, DeliveryId, Progress, Settled, Tried
from storage.columns import Instant, at_utc
from storage.deliveries import PLANNED, claimed_in
from storage.engine import Database
from storage.queue import named, names_until
from storage.tables import outbox, queue

_PLANNED, _SENDING = Progress.PLANNED.value, Progress.SENDING.value
_UNSURE = Progress.UNSURE.value
_Q = queue.c
_NOW = bindparam("now", type_=Instant)
_IN_HAND = or_(_Q.progress == _SENDING, _Q.progress == _UNSURE)


# Taken out of somebody's hand, it may have been sent already: from then on it is unsure.
_TAKEN = case((_IN_HAND, literal(_UNSURE)), else_=literal(_SENDING))
_CLAIMED = (_Q.id, _TAKEN, _Q.attempts + 1, _Q.problem, *PLANNED)
_IS_FREE = (
    _Q.id < bindparam("names"),
    _Q.due <= _NOW,
    or_(_Q.held.is_(None), _Q.held <= _NOW),
)
_FREE = (
    select(*_CLAIMED)
    .join_from(queue, outbox, outbox.c.id == _Q.id)
    .where(*_IS_FREE)
    .order_by(_Q.id)
    .limit(bindparam("most"))
)


def _holding(place: str) -> Update:
    """``place`` is the database's own name for where a row lies, the quickest way back to it."""
    where: ColumnElement[Any] = literal_column(place)
    free = (
        select(where.label("place"))
        .select_from(queue)
        .where(*_IS_FREE)
        .order_by(_Q.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
        .cte("free")
    )
    return (
        update(queue)
        .where(where.in_(select(free.c.place)))
        .values(progress=_TAKEN, attempts=_Q.attempts + 1, held=bindparam("until", type_=Instant))
    )


_HOLD = _holding("queue.id")
_CLAIM = (
    _holding("queue.ctid")
    .where(outbox.c.id == _Q.id)
    .returning(_Q.id, _Q.progress, _Q.attempts, _Q.problem, *PLANNED)
)

_GIVEN = (
    "outcome",
    "platform",
    "workspace",
    "account",
    "receipt",
    "problem",
    "settled",
    "language",
    "id",
)

# What has been settled stays as it is, whoever comes too late.
_TAKE_OUT = delete(queue).where(named(_Q.id), _IN_HAND).returning(_Q.id, _Q.attempts)
_SETTLE = """
    UPDATE outbox SET progress = ?, platform = ?, workspace = ?, account = ?, receipt = ?, problem = ?,
        settled = ?, language = ?, attempts = ? WHERE id = ?
"""

# The same, many rows in one statement and one value: PostgreSQL's driver would send them one by one, and looks at
# each element of an array twice.
_SETTLE_ALL = text("""
    WITH given AS (
        SELECT * FROM json_to_recordset(CAST(:rows AS json)) AS given (
            outcome TEXT, platform TEXT, workspace TEXT, account TEXT, receipt TEXT, problem TEXT,
            settled TIMESTAMPTZ, language TEXT, id TEXT
        )
    ), gone AS (
        DELETE FROM queue USING given
        WHERE queue.id = given.id AND queue.progress IN ('sending', 'unsure')
        RETURNING queue.attempts, given.*
    )
    UPDATE outbox SET progress = gone.outcome, attempts = gone.attempts, platform = gone.platform,
        workspace = gone.workspace, account = gone.account, receipt = gone.receipt,
        problem = gone.problem, settled = gone.settled, language = gone.language
    FROM gone WHERE outbox.id = gone.id
""")
_KNOWN_UNSENT = and_(_Q.progress == _SENDING, bindparam("unsure", type_=Boolean) == false())
_RETRY = (
    update(queue)
    .where(_Q.id == bindparam("row"), _IN_HAND)
    .values(
        progress=case((_KNOWN_UNSENT, literal(_PLANNED)), else_=literal(_UNSURE)),
        held=bindparam("again", type_=Instant),
        attempts=_Q.attempts - bindparam("uncounted"),
        problem=bindparam("problem"),
    )
)

# What is held is due already: only rows before the first that is not held can be.
_NEXT_FREE = select(_Q.id, _Q.due).where(_Q.held.is_(None)).order_by(_Q.id).limit(1)
_NEXT_HELD = select(func.min(_Q.held)).where(_Q.held.is_not(None))
_NEXT_HELD_BEFORE = _NEXT_HELD.where(_Q.id < bindparam("free"))


@dataclass(frozen=True, slots=True)
class SqlMailroom:
    database: Database

    async def claim(self, now: datetime, limit: int, lease: int) -> Sequence[Delivery]:
        until = now + timedelta(seconds=lease)
        asked = {"names": names_until(now), "now": now, "most": limit, "until": until}
        if self.database.kind == "sqlite":
            rows = await self._free(asked)
        else:
            async with self.database.single.connect() as connection:
                rows = (await connection.execute(_CLAIM, asked)).all()
        return sorted(map(claimed_in, rows), key=lambda delivery: delivery.planned.due)

    async def _free(self, asked: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        """SQLite brings nothing of another table back from what it changes; nobody else changes anything meanwhile."""
        async with self.database.writer.begin() as connection:
            found = list(await connection.execute(_FREE, asked))
            if found:
                await connection.execute(_HOLD, asked)
        return found

    async def settle(self, delivery: DeliveryId, progress: Progress, note: Settled) -> None:
        await self.settle_many([(delivery, progress, note)])

    async def settle_many(self, outcomes: Sequence[tuple[DeliveryId, Progress, Settled]]) -> None:
        """All of them or none."""
        rows = [_outcome(*each) for each in outcomes]
        if not rows:
            return
        async with self.database.writer.begin() as connection:
            if self.database.kind == "sqlite":
                await _settle_in_turn(connection, rows)
            else:
                given = [dict(zip(_GIVEN, row, strict=True)) for row in rows]
                await connection.execute(_SETTLE_ALL, {"rows": orjson.dumps(given).decode()})

    async def retry(
        self, delivery: DeliveryId, due: datetime, problem: str, tried: Tried = Tried.FAILED
    ) -> None:
        values = {
            "row": delivery,
            "again": due,
            "problem": problem,
            "uncounted": int(tried is Tried.UNSENT),
            "unsure": tried is Tried.UNSURE,
        }
        async with self.database.single.connect() as connection:
            await connection.execute(_RETRY, values)

    async def next_due(self) -> datetime | None:
        async with self.database.reader.connect() as connection:
            free = (await connection.execute(_NEXT_FREE)).first()
            before, given = (_NEXT_HELD_BEFORE, {"free": free.id}) if free else (_NEXT_HELD, {})
            held: datetime | None = (await connection.execute(before, given)).scalar_one()
        found = (free.due if free else None, held)
        return min((each for each in found if each), default=None)


async def _settle_in_turn(connection: AsyncConnection, rows: Sequence[tuple[Any, ...]]) -> None:
    names = [row[-1] for row in rows]
    taken: dict[str, int] = dict((await connection.execute(_TAKE_OUT, {"names": names})).all())
    written = [
        (*row[:6], at_utc(row[6]), row[7], taken[row[-1]], row[-1])
        for row in rows
        if row[-1] in taken
    ]
    if written:
        await connection.exec_driver_sql(_SETTLE, written)


def _outcome(delivery: DeliveryId, progress: Progress, note: Settled) -> tuple[Any, ...]:
    place = note.address
    where = (place.platform, place.workspace, place.account) if place else (None, None, None)
    ended = (note.receipt, note.problem, note.at, note.language or None)
    return progress.value, *where, *ended, delivery
