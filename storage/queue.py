"""What of the outbox waits to go out. Whoever takes a row out of the queue, and nobody else, ends its message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Delete,
    Insert,
    Join,
    Label,
    Table,
    Text,
    delete,
    exists,
    func,
    insert,
    literal_column,
    null,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningDelete

from core.outbox import DeliveryId, Planned, Progress
from storage.columns import each_of, in_utc
from storage.tables import outbox, queue
from storage.upsert import upsert

_O, _Q = outbox.c, queue.c
_DIGITS = 10

# How a row stands is said in the queue for as long as it is there.
WITH_QUEUE: Join = outbox.outerjoin(queue, _Q.id == _O.id)
STANDS: tuple[Label[Any], ...] = tuple(
    func.coalesce(_Q[name], _O[name]).label(name) for name in ("progress", "attempts", "problem")
)
IS_OUT: ColumnElement[bool] = ~exists().where(_Q.id == _O.id)


def written_out(progress: Progress) -> ColumnElement[str]:
    """With values that are given PostgreSQL would make a new plan each time."""
    return literal_column(f"'{progress.value}'", Text)


AS_PLANNED = written_out(Progress.PLANNED)


def name_of(message: Planned) -> DeliveryId:
    """Names sort by their instant: what falls due together lies together and is found in one place. So does, of one
    instant, what is about one request, and beside it what is about the next: who acts at once writes on the same pages.

    The rest follows from what the row is unique by: everywhere and always the same things come in the same order.
    """
    about, (recipient, kind, due) = message.about, message.key
    first, instant = _instant(in_utc(due))
    told = "\0".join((about.name, about.key, recipient, kind, instant))
    digest = blake2b(told.encode(), digest_size=10).hexdigest()
    return DeliveryId(first + _in_order(about.key) + digest)


@lru_cache(maxsize=4_096)
def _in_order(key: str) -> str:
    """Numbers in their order; what has another name in none."""
    is_number = key.isascii() and key.isdecimal() and len(key) <= _DIGITS
    return f"{int(key):0{_DIGITS}x}" if is_number else ""


@lru_cache(maxsize=4_096)
def _instant(due: datetime) -> tuple[str, str]:
    return f"{_at(due):012x}", due.isoformat()


def names_until(moment: datetime) -> str:
    """The names of all that falls due by then sort before this one, and hardly any other."""
    return f"{_at(moment) + 1:012x}"


def _at(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def named(column: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether it is among ``names``."""
    return column.in_(select(each_of("names").c.value))


def entering(
    kind: str, which: ColumnElement[bool], progress: ColumnElement[str] = AS_PLANNED
) -> Insert:
    """These of the outbox are to go out; what is in the queue stays as it is. ``kind`` is the database's."""
    found = select(_O.id, _O.due, null(), progress, literal_column("0"), _O.problem).where(which)
    if kind == "sqlite":
        # With a clause for conflicts it puts all that was found into a table of its own first.
        return insert(queue).prefix_with("OR IGNORE").from_select([*_Q], found)
    # Whoever takes one out just now waits for us to let go of its row: we must not wait for them. In the order of their
    # names what falls due together lies together.
    adding = upsert(kind, queue).from_select([*_Q], found.where(IS_OUT).order_by(_O.id))
    return adding.on_conflict_do_nothing()


def deleting(*which: ColumnElement[bool]) -> tuple[Delete, ReturningDelete[Any]]:
    """Nothing is left of these, whether they wait or not."""
    waiting = _Q.id.in_(select(_O.id).where(*which))
    return deleting_in_order(queue, waiting), deleting_in_order(outbox, *which).returning(_O.id)


def deleting_in_order(table: Table, *which: ColumnElement[bool]) -> Delete:
    """As everybody takes them, so that no two units wait for each other."""
    names = select(table.c.id).where(*which).order_by(table.c.id)
    ours = names.with_for_update(of=table).cte("ours")
    return delete(table).where(table.c.id.in_(select(ours.c.id)))


_PLANNED_MEANWHILE = deleting_in_order(queue, named(_Q.id))


async def delete_from_outbox(
    connection: AsyncConnection,
    deletions: tuple[Delete, ReturningDelete[Any]],
    given: Mapping[str, Any] | None = None,
) -> None:
    waiting, all_of_them = deletions
    await connection.execute(waiting, given)
    gone = (await connection.execute(all_of_them, given)).scalars().all()
    if gone and connection.dialect.name == "postgresql":
        # Somebody may have planned one of them between the two.
        await connection.execute(_PLANNED_MEANWHILE, {"names": list(gone)})
