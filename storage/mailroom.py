"""The outbox as its workers see it.

A claim and a retry hold a row until an instant; one that is pending, due and no longer held is free.
So one walk along an index finds both what has fallen due and what a dead worker has left behind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    DateTime,
    and_,
    any_,
    bindparam,
    case,
    cast,
    delete,
    false,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB

from core.outbox import Delivery, DeliveryId, Progress, Settled, Tried
from storage.columns import Instant, at_utc
from storage.deliveries import BECAME, PLANNED, claimed_in
from storage.engine import Database
from storage.queue import AS_PLANNED, named, names_until, written_out
from storage.tables import outbox, queue

_SENDING, _UNSURE = written_out(Progress.SENDING), written_out(Progress.UNSURE)
_Q = queue.c
_NOW = bindparam("now", type_=Instant)
_IN_HAND = or_(_Q.progress == _SENDING, _Q.progress == _UNSURE)

# Taken out of somebody's hand, it may have been sent already: from then on it is unsure.
_TAKEN = case((_IN_HAND, _UNSURE), else_=_SENDING)
_IS_FREE = (_Q.due <= _NOW, or_(_Q.held.is_(None), _Q.held <= _NOW))
_BY_NOW = _Q.id < bindparam("names")
_HELD = {
    "progress": _TAKEN,
    "attempts": _Q.attempts + 1,
    "held": bindparam("until", type_=Instant),
}

# SQLite brings nothing of another table back from what it changes. Nobody else changes anything meanwhile, so all that
# is free up to the last one found is what was found.
_FREE = (
    select(_Q.id, _TAKEN, _Q.attempts + 1, _Q.problem, *PLANNED)
    .join_from(queue, outbox, outbox.c.id == _Q.id)
    .where(_BY_NOW, *_IS_FREE)
    .order_by(_Q.id)
    .limit(bindparam("most"))
)
_HOLD = update(queue).where(_Q.id <= bindparam("last"), *_IS_FREE).values(_HELD)

# Where a row lies is the quickest way back to it.
_LIES: ColumnElement[Any] = literal_column("queue.ctid")
_FOUND = (
    select(_LIES.label("place"))
    .select_from(queue)
    .where(_BY_NOW, *_IS_FREE)
    .order_by(_Q.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("found")
)
_PLACES = func.array(select(_FOUND.c.place).scalar_subquery())
_CLAIM = (
    update(queue)
    .where(any_(_PLACES) == _LIES, outbox.c.id == _Q.id)
    .values(_HELD)
    .returning(_Q.id, _Q.progress, _Q.attempts, _Q.problem, *PLANNED)
)

# How it ended, in the order in which it is given, and last its name. All go in one value: one by one each would begin
# and end a statement of its own, and PostgreSQL's driver looks at each element of an array twice.
_ENDING = ("progress", "problem", *(column.name for column in BECAME))
_GIVEN = func.json_each(bindparam("rows", type_=JSON)).table_valued("value")
# A query within hides from PostgreSQL how many there are: it would make a plan for each number of them.
_HIDDEN = select(bindparam("rows", type_=JSONB)).scalar_subquery()
_GIVEN_TO_POSTGRESQL = func.jsonb_array_elements(_HIDDEN).table_valued("value")


Within: TypeAlias = Callable[[ColumnElement[Any], int], ColumnElement[Any]]


def _on_sqlite(value: ColumnElement[Any], place: int) -> ColumnElement[Any]:
    """SQLite has PostgreSQL's sign for it from 3.38 on only: not yet in Ubuntu 22.04."""
    return func.json_extract(value, literal_column(f"'$[{place}]'"))


def _on_postgresql(value: ColumnElement[Any], place: int) -> ColumnElement[Any]:
    return value.op("->>")(literal_column(str(place)))


def _ended(value: ColumnElement[Any], within: Within) -> dict[str, ColumnElement[Any]]:
    return {name: within(value, place) for place, name in enumerate(_ENDING)}


# What has been settled stays as it is, whoever comes too late.
_SETTLE = (
    update(outbox)
    .where(outbox.c.id == _Q.id, _Q.id == _on_sqlite(_GIVEN.c.value, len(_ENDING)), _IN_HAND)
    .values(attempts=_Q.attempts, **_ended(_GIVEN.c.value, _on_sqlite))
)
_TAKE_OUT = delete(queue).where(named(_Q.id), _IN_HAND)

# Somebody may take it out of the queue at the same time: whoever does so first ends it.
_TAKEN_OUT = (
    delete(queue)
    .where(_Q.id == _on_postgresql(_GIVEN_TO_POSTGRESQL.c.value, len(_ENDING)), _IN_HAND)
    .returning(_Q.id, _Q.attempts, _GIVEN_TO_POSTGRESQL.c.value)
    .cte("gone")
)
_ENDED = _ended(_TAKEN_OUT.c.value, _on_postgresql)
_SETTLED = func.timezone("UTC", cast(_ENDED["settled"], DateTime))
_SETTLE_ON_POSTGRESQL = (
    update(outbox)
    .where(outbox.c.id == _TAKEN_OUT.c.id)
    .values({**_ENDED, "attempts": _TAKEN_OUT.c.attempts, "settled": _SETTLED})
)
_KNOWN_UNSENT = and_(_Q.progress == _SENDING, bindparam("unsure", type_=Boolean) == false())
_RETRY = (
    update(queue)
    .where(_Q.id == bindparam("row"), _IN_HAND)
    .values(
        progress=case((_KNOWN_UNSENT, AS_PLANNED), else_=_UNSURE),
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
        async with self.database.writer.begin() as connection:
            found = list(await connection.execute(_FREE, asked))
            if found:
                held = {"last": found[-1][0], "now": asked["now"], "until": asked["until"]}
                await connection.execute(_HOLD, held)
        return found

    async def settle(self, delivery: DeliveryId, progress: Progress, note: Settled) -> None:
        await self.settle_many([(delivery, progress, note)])

    async def settle_many(self, outcomes: Sequence[tuple[DeliveryId, Progress, Settled]]) -> None:
        """All of them or none."""
        if not outcomes:
            return
        rows = {"rows": [_outcome(*each) for each in outcomes]}
        async with self.database.writer.begin() as connection:
            if self.database.kind == "sqlite":
                await connection.execute(_SETTLE, rows)
                await connection.execute(_TAKE_OUT, {"names": [name for name, *_ in outcomes]})
            else:
                await connection.execute(_SETTLE_ON_POSTGRESQL, rows)

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


def _outcome(delivery: DeliveryId, progress: Progress, note: Settled) -> tuple[Any, ...]:
    place = note.address
    where = (place.platform, place.workspace, place.account) if place else (None, None, None)
    became = (*where, note.receipt, at_utc(note.at), note.language or None)
    return progress.value, note.problem, *became, delivery
