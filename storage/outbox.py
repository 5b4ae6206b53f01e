"""The outbox as a change writes it: in the change's own transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import JSON, bindparam, delete, literal_column, null, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.outbox import Delivery, DeliveryId, Planned, Progress, Recipient, Topic
from storage.columns import Instant
from storage.deliveries import TOLD, told_in
from storage.tables import outbox
from storage.upsert import Upsert, upsert
from storage.wakes import NOTIFY

_KEY = [outbox.c.topic, outbox.c.subject, outbox.c.recipient, outbox.c.kind, outbox.c.due]
_OF = (
    select(*TOLD)
    .where(outbox.c.topic == bindparam("name"), outbox.c.subject == bindparam("key"))
    .order_by(outbox.c.due, outbox.c.id)
)
_NOT_GIVEN_UP = _OF.where(outbox.c.progress != Progress.CANCELLED.value)
_ARRIVED = _OF.where(
    outbox.c.recipient == bindparam("reader"), outbox.c.progress == Progress.SENT.value
)
_TO = (
    select(*TOLD)
    .where(outbox.c.recipient == bindparam("reader"))
    .where(outbox.c.due > bindparam("since", type_=Instant))
    .where(outbox.c.due <= bindparam("until", type_=Instant))
    .order_by(outbox.c.due, outbox.c.id)
)
_OTHER = outbox.alias("other")
_NOT_SAID = (Progress.PLANNED, Progress.SENDING, Progress.STALE)
_BECAME = ("platform", "workspace", "account", "receipt", "settled", "language")
_TOLD = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        # Spelled out: a list cannot be given to many at once.
        or_(*(outbox.c.progress == p.value for p in _NOT_SAID)),
    )
    .values(
        progress=Progress.SENT.value,
        pending=False,
        **{
            name: select(_OTHER.c[name]).where(_OTHER.c.id == bindparam("by")).scalar_subquery()
            for name in _BECAME
        },
    )
)
_HAND_OVER = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.progress == bindparam("was"))
    .values(progress=Progress.STALE.value, pending=False, details=bindparam("told", type_=JSON))
)
_CANCEL = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.progress == Progress.PLANNED.value)
    .values(progress=Progress.CANCELLED.value, pending=False)
)

_FORGET = delete(outbox).where(
    outbox.c.topic == bindparam("name"),
    outbox.c.subject == bindparam("key"),
    outbox.c.kind.in_(bindparam("kinds", expanding=True)),
)


# As every row begins.
_PLANNED = {
    "progress": literal_column(f"'{Progress.PLANNED.value}'"),
    "pending": true(),
    "held": null(),
    "attempts": literal_column("0"),
    "receipt": literal_column("''"),
    "problem": literal_column("''"),
}


@dataclass(frozen=True, slots=True)
class SqlOutbox:
    connection: AsyncConnection

    async def plan(self, messages: Sequence[Planned]) -> None:
        # Everybody in the same order, so that no two units wait for each other.
        rows = [_columns(message) for message in sorted(messages, key=lambda each: each.key)]
        if rows:
            kind = self.connection.dialect.name
            await self.connection.execute(_planning(kind), rows)
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
        rows = [
            {"row": d.id, "was": d.progress.value, "told": {**d.planned.values, **values}}
            for d in sorted(deliveries, key=lambda each: each.id)
        ]
        if rows:
            await self.connection.execute(_HAND_OVER, rows)

    async def told(self, deliveries: Sequence[DeliveryId], by: DeliveryId) -> None:
        if deliveries:
            rows = [{"row": each, "by": by} for each in sorted(deliveries)]
            await self.connection.execute(_TOLD, rows)

    async def cancel(self, deliveries: Sequence[DeliveryId]) -> None:
        if deliveries:
            await self.connection.execute(_CANCEL, [{"row": each} for each in sorted(deliveries)])

    async def forget(self, about: Topic, kinds: Collection[str]) -> None:
        gone = {"name": about.name, "key": about.key, "kinds": list(kinds)}
        await self.connection.execute(_FORGET, gone)


@lru_cache(maxsize=2)
def _planning(kind: str) -> Upsert:
    """What was given up and is wanted again has never been sent; everything else stays as it is."""
    adding = upsert(kind, outbox).values(_PLANNED)
    renewed = ("progress", "pending", "held", "details")
    return adding.on_conflict_do_update(
        index_elements=_KEY,
        set_={name: adding.excluded[name] for name in renewed},
        where=outbox.c.progress == Progress.CANCELLED.value,
    )


def _name(message: Planned) -> str:
    """Names sort by their instant: what falls due together lies together and is found in one place.

    The rest follows from what the row is unique by: everywhere and always the same things come in the same order.
    """
    about, (recipient, kind, due) = message.about, message.key
    told = "\0".join((about.name, about.key, recipient, kind, due.isoformat()))
    return f"{int(due.timestamp() * 1000):012x}{blake2b(told.encode(), digest_size=10).hexdigest()}"


def _columns(message: Planned) -> dict[str, Any]:
    return {
        "id": _name(message),
        "topic": message.about.name,
        "subject": message.about.key,
        "recipient": message.recipient.key,
        "kind": message.kind,
        "due": message.due,
        "local": message.local,
        "details": dict(message.values),
    }
