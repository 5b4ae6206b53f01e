"""The audit trail: rows are added and read, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Row, bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.audit import Entry
from core.people import AuthorityId, PersonId
from core.requests import Action, Reference, RequestId, State
from storage.seals import seal
from storage.tables import audit, requests

# Of each request that a unit of work has added or changed: the place of the entry that is due, and the seal before it.
Due: TypeAlias = dict[RequestId, tuple[int, str]]

_ADD = insert(audit)
_OF_REQUEST = select(audit).where(audit.c.request == bindparam("request")).order_by(audit.c.id)
_BY = (
    select(audit, requests.c.reference)
    .join(requests, requests.c.id == audit.c.request)
    .where(audit.c.person == bindparam("whose"))
    .order_by(audit.c.happened, audit.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlAudit:
    connection: AsyncConnection
    due: Due

    async def add(self, entry: Entry) -> None:
        """One for each change, after it: whoever has changed a request adds to its chain alone."""
        values = {
            "request": entry.request,
            "happened": entry.at,
            "person": entry.by,
            "authority": entry.authority,
            "action": str(entry.action),
            "before": str(entry.before) if entry.before else None,
            "after": str(entry.after),
            "details": dict(entry.details),
        }
        place, before = self.due.pop(entry.request)
        chained = {"place": place, "seal": seal(before, place, values)}
        await self.connection.execute(_ADD, {**values, **chained})

    async def of_request(self, request: RequestId) -> Sequence[Entry]:
        found = await self.connection.execute(_OF_REQUEST, {"request": request})
        return [_entry(row) for row in found]

    async def by(self, person: PersonId) -> Sequence[tuple[Reference, Entry]]:
        found = await self.connection.execute(_BY, {"whose": person})
        return [(Reference(row.reference), _entry(row)) for row in found]


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        request=RequestId(row.request),
        at=row.happened,
        by=PersonId(row.person),
        authority=AuthorityId(row.authority),
        action=Action(row.action),
        before=State(row.before) if row.before else None,
        after=State(row.after),
        details=row.details,
        number=row.id,
    )
