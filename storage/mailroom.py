"""The outbox as its workers see it.

A claim and a retry hold a row until an instant; one that is pending, due and no longer held is free.
So one walk along an index finds both what has fallen due and what a dead worker has left behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import (
    Boolean,
    ColumnElement,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from core.outbox import Delivery, DeliveryId, Progress, Settled, Tried
from storage.columns import Instant
from storage.deliveries import COLUMNS, claimed_in
from storage.engine import Database
from storage.tables import outbox

_PLANNED, _SENDING = Progress.PLANNED.value, Progress.SENDING.value
_UNSURE = Progress.UNSURE.value
_NOW = bindparam("now", type_=Instant)
_IN_HAND = or_(outbox.c.progress == _SENDING, outbox.c.progress == _UNSURE)


def _claiming(place: str) -> ReturningUpdate[Any]:
    """``place`` is the database's own name for where a row lies, the quickest way back to it."""
    where: ColumnElement[Any] = literal_column(place)
    free = (
        select(where.label("place"))
        .select_from(outbox)
        .where(outbox.c.pending, outbox.c.due <= _NOW)
        .where(or_(outbox.c.held.is_(None), outbox.c.held <= _NOW))
        .order_by(outbox.c.due)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
        .cte("free")
    )
    return (
        update(outbox)
        .where(where.in_(select(free.c.place)))
        .values(
            # Taken out of somebody's hand, it may have been sent already: from then on it is unsure.
            progress=case((_IN_HAND, literal(_UNSURE)), else_=literal(_SENDING)),
            held=bindparam("until", type_=Instant),
            attempts=outbox.c.attempts + 1,
        )
        .returning(*COLUMNS)
    )


_CLAIM = {"sqlite": _claiming("outbox.id"), "postgresql": _claiming("outbox.ctid")}

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
_SETTLE = """
    UPDATE outbox SET progress = ?, pending = 0, platform = ?, workspace = ?, account = ?,
        receipt = ?, problem = ?, settled = ?, language = ?
    WHERE id = ? AND progress IN ('sending', 'unsure')
"""

# The same, many rows in one statement and one value: PostgreSQL's driver would send them one by one, and looks at
# each element of an array twice.
_SETTLE_ALL = text("""
    UPDATE outbox SET progress = given.outcome, pending = FALSE, platform = given.platform,
        workspace = given.workspace, account = given.account, receipt = given.receipt,
        problem = given.problem, settled = given.settled, language = given.language
    FROM json_to_recordset(CAST(:rows AS json)) AS given (
        outcome TEXT, platform TEXT, workspace TEXT, account TEXT, receipt TEXT, problem TEXT,
        settled TIMESTAMPTZ, language TEXT, id TEXT
    )
    WHERE outbox.id = given.id AND outbox.progress IN ('sending', 'unsure')
""")
_KNOWN_UNSENT = and_(outbox.c.progress == _SENDING, bindparam("unsure", type_=Boolean) == false())
_RETRY = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), _IN_HAND)
    .values(
        progress=case((_KNOWN_UNSENT, literal(_PLANNED)), else_=literal(_UNSURE)),
        held=bindparam("again", type_=Instant),
        attempts=outbox.c.attempts - bindparam("uncounted"),
        problem=bindparam("problem"),
    )
)

# What is held is due already: only rows before the first that is not held can be.
_NEXT_FREE = (
    select(outbox.c.due)
    .where(outbox.c.pending, outbox.c.held.is_(None))
    .order_by(outbox.c.due)
    .limit(1)
)
_NEXT_HELD = select(func.min(outbox.c.held)).where(outbox.c.pending, outbox.c.held.is_not(None))


@dataclass(frozen=True, slots=True)
class SqlMailroom:
    database: Database

    async def claim(self, now: datetime, limit: int, lease: int) -> Sequence[Delivery]:
        until = now + timedelta(seconds=lease)
        async with self.database.single.connect() as connection:
            asked = {"now": now, "most": limit, "until": until}
            rows = (await connection.execute(_CLAIM[self.database.kind], asked)).all()
        return sorted(map(claimed_in, rows), key=lambda delivery: delivery.planned.due)

    async def settle(self, delivery: DeliveryId, progress: Progress, note: Settled) -> None:
        await self.settle_many([(delivery, progress, note)])

    async def settle_many(self, outcomes: Sequence[tuple[DeliveryId, Progress, Settled]]) -> None:
        """All of them or none."""
        rows = [_outcome(*each) for each in outcomes]
        if not rows:
            return
        async with self.database.writer.begin() as connection:
            if self.database.kind == "sqlite":
                written = [(*row[:6], _written(row[6]), *row[7:]) for row in rows]
                await connection.exec_driver_sql(_SETTLE, written)
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
            free: datetime | None = (await connection.execute(_NEXT_FREE)).scalar_one_or_none()
            before = _NEXT_HELD if free is None else _NEXT_HELD.where(outbox.c.due <= free)
            held: datetime | None = (await connection.execute(before)).scalar_one()
        return min((each for each in (free, held) if each), default=None)


def _outcome(delivery: DeliveryId, progress: Progress, note: Settled) -> tuple[Any, ...]:
    place = note.address
    where = (place.platform, place.workspace, place.account) if place else (None, None, None)
    ended = (note.receipt, note.problem, note.at, note.language or None)
    return progress.value, *where, *ended, delivery


def _written(moment: datetime | None) -> str | None:
    """As SQLAlchemy writes it on SQLite, which has no moments of its own."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f") if moment else None
