"""The outbox as a change writes it: in the change's own transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Insert,
    and_,
    bindparam,
    delete,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from core.outbox import Delivery, DeliveryId, Planned, Progress, Recipient, Topic
from storage.columns import Instant
from storage.deliveries import TOLD, told_in
from storage.queue import AS_PLANNED, IS_OUT, delete_from_outbox, deleting, entering, name_of, named
from storage.tables import outbox, queue
from storage.upsert import Upsert, upsert
from storage.wakes import NOTIFY

_OF = TOLD.where(
    outbox.c.topic == bindparam("name"), outbox.c.subject == bindparam("key")
).order_by(outbox.c.due, outbox.c.id)
_NOT_GIVEN_UP = _OF.where(outbox.c.progress != Progress.CANCELLED.value)
_ARRIVED = _OF.where(
    outbox.c.recipient == bindparam("reader"), outbox.c.progress == Progress.SENT.value
)
_TO = (
    TOLD.where(outbox.c.recipient == bindparam("reader"))
    .where(outbox.c.due > bindparam("since", type_=Instant))
    .where(outbox.c.due <= bindparam("until", type_=Instant))
    .order_by(outbox.c.due, outbox.c.id)
)
_ONE = queue.c.id == bindparam("row")
_TAKE_BACK = delete(queue).where(_ONE, queue.c.progress == bindparam("was"))
_PLANNED_NOW = Progress.PLANNED.value
# Taken out of the queue by nobody but us, just now.
_TAKEN_BACK = (outbox.c.id == bindparam("row"), outbox.c.progress == _PLANNED_NOW, IS_OUT)
_CANCEL = update(outbox).where(*_TAKEN_BACK).values(progress=Progress.CANCELLED.value)

_OTHER = outbox.alias("other")
_BECAME = ("platform", "workspace", "account", "receipt", "settled", "language")
_TOLD = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        # Spelled out: a list cannot be given to many at once.
        or_(*(outbox.c.progress == p.value for p in (Progress.PLANNED, Progress.STALE))),
        IS_OUT,
    )
    .values(
        progress=Progress.SENT.value,
        **{
            name: select(_OTHER.c[name]).where(_OTHER.c.id == bindparam("by")).scalar_subquery()
            for name in _BECAME
        },
    )
)
_SAID = delete(queue).where(
    _ONE, or_(*(queue.c.progress == p.value for p in (Progress.PLANNED, Progress.SENDING)))
)
_HAND_OVER = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        or_(outbox.c.progress == bindparam("was"), outbox.c.progress == _PLANNED_NOW),
        IS_OUT,
    )
    .values(progress=Progress.STALE.value, details=bindparam("told", type_=JSON))
)
_FORGET = deleting(
    outbox.c.topic == bindparam("name"),
    outbox.c.subject == bindparam("key"),
    outbox.c.kind.in_(bindparam("kinds", expanding=True)),
)


# As every row begins.
_PLANNED: Mapping[str, ColumnElement[Any]] = {
    "progress": AS_PLANNED,
    "attempts": literal_column("0"),
    "receipt": literal_column("''"),
    "problem": literal_column("''"),
}


@dataclass(frozen=True, slots=True)
class SqlOutbox:
    connection: AsyncConnection

    async def plan(self, messages: Sequence[Planned]) -> None:
        # Everybody in the same order, so that no two units wait for each other.
        rows = sorted(map(_columns, messages), key=itemgetter("id"))
        if rows:
            kind = self.connection.dialect.name
            await self.connection.execute(_planning(kind), rows)
            await self.connection.execute(_entering(kind), {"names": [row["id"] for row in rows]})
            if kind == "postgresql":
                await self.connection.execute(NOTIFY)

    async def of(self, about: Topic) -> Sequence[Delivery]:
        found = await self.connection.execute(_OF, {"name": about.name, "key": about.key})
        return [told_in(row) for row in found]

    async def not_given_up(self, about: Topic) -> Sequence[Delivery]:
        found = await self.connection.execute(_NOT_GIVEN_UP, {"name": about.name, "key": about.key})
        return [told_in(row) for row in found]

    async def arrived(self, about: Topic, recipient: Recipient) -> Sequence[Delivery]:
        wanted = {"name": about.name, "key": about.key, "reader": recipient.key}
        return [told_in(row) for row in await self.connection.execute(_ARRIVED, wanted)]

    async def to(
        self, recipient: Recipient, since: datetime, until: datetime
    ) -> Sequence[Delivery]:
        span = {"reader": recipient.key, "since": since, "until": until}
        return [told_in(row) for row in await self.connection.execute(_TO, span)]

    async def hand_over(self, deliveries: Sequence[Delivery], values: Mapping[str, str]) -> None:
        known = [
            {"row": d.id, "was": d.progress.value}
            for d in sorted(deliveries, key=lambda each: each.id)
        ]
        said = {d.id: {**d.planned.values, **values} for d in deliveries}
        if known:
            await self.connection.execute(_TAKE_BACK, known)
            rows = [{**each, "told": said[DeliveryId(each["row"])]} for each in known]
            await self.connection.execute(_HAND_OVER, rows)

    async def told(self, deliveries: Sequence[DeliveryId], by: DeliveryId) -> None:
        if deliveries:
            rows = [{"row": each} for each in sorted(deliveries)]
            await self.connection.execute(_SAID, rows)
            await self.connection.execute(_TOLD, [{**each, "by": by} for each in rows])

    async def cancel(self, deliveries: Sequence[DeliveryId]) -> None:
        if deliveries:
            rows = [{"row": each} for each in sorted(deliveries)]
            taken = [{**each, "was": _PLANNED_NOW} for each in rows]
            await self.connection.execute(_TAKE_BACK, taken)
            await self.connection.execute(_CANCEL, rows)

    async def forget(self, about: Topic, kinds: Collection[str]) -> None:
        gone = {"name": about.name, "key": about.key, "kinds": list(kinds)}
        await delete_from_outbox(self.connection, _FORGET, gone)


@lru_cache(maxsize=2)
def _entering(kind: str) -> Insert:
    return entering(kind, and_(named(outbox.c.id), outbox.c.progress == _PLANNED_NOW))


@lru_cache(maxsize=2)
def _planning(kind: str) -> Upsert:
    """What was given up and is wanted again has never been sent; everything else stays as it is."""
    adding = upsert(kind, outbox).values(_PLANNED)
    renewed = ("progress", "details")
    return adding.on_conflict_do_update(
        index_elements=[outbox.c.id],
        set_={name: adding.excluded[name] for name in renewed},
        where=outbox.c.progress == Progress.CANCELLED.value,
    )


def _columns(message: Planned) -> dict[str, Any]:
    return {
        "id": name_of(message),
        "topic": message.about.name,
        "subject": message.about.key,
        "recipient": message.recipient.key,
        "kind": message.kind,
        "due": message.due,
        "local": message.local,
        "details": dict(message.values),
    }
