"""Where else somebody is named, beside what they did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.outbox import Recipient
from core.people import PersonId
from core.records import Deed
from core.requests import Reference
from core.traces import Traces
from storage.deliveries import TOLD, told_in
from storage.tables import deputies, handlings, outbox, pauses, people, register_reports, requests

_WHOSE: BindParameter[str] = bindparam("whose")
_STANDS_IN = (
    select(people.c.name)
    .join(deputies, deputies.c.person == people.c.id)
    .where(deputies.c.deputy == _WHOSE, people.c.active)
    .order_by(people.c.name)
)
_PAUSED = (
    select(requests.c.reference, pauses.c.until)
    .join(pauses, pauses.c.request == requests.c.id)
    .where(pauses.c.person == _WHOSE)
    .order_by(pauses.c.until)
)
_REPORTED = (
    select(register_reports.c.register, register_reports.c.reported)
    .where(register_reports.c.person == _WHOSE)
    .order_by(register_reports.c.reported)
)
_HANDLED = (
    select(requests.c.reference, handlings.c.happened, handlings.c.deed)
    .join(handlings, handlings.c.request == requests.c.id)
    .where(handlings.c.person == _WHOSE)
    .order_by(handlings.c.id)
)
_MESSAGES = TOLD.where(outbox.c.recipient == _WHOSE).order_by(outbox.c.due, outbox.c.id)


@dataclass(frozen=True, slots=True)
class SqlTraces:
    connection: AsyncConnection

    async def of(self, person: PersonId) -> Traces:
        handled = await self._rows(_HANDLED, person)
        return Traces(
            stands_in_for=[row.name for row in await self._rows(_STANDS_IN, person)],
            paused=[(Reference(r.reference), r.until) for r in await self._rows(_PAUSED, person)],
            reported=[(r.register, r.reported) for r in await self._rows(_REPORTED, person)],
            handled=[(Reference(r.reference), r.happened, Deed(r.deed)) for r in handled],
            messages=[
                told_in(row) for row in await self._rows(_MESSAGES, Recipient(person=person).key)
            ],
        )

    async def _rows(self, query: Select[Any], whose: str) -> Sequence[Row[Any]]:
        found: Sequence[Row[Any]] = (await self.connection.execute(query, {"whose": whose})).all()
        return found
