"""The audit trail: rows are added and read, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.audit import Entry
from core.people import AuthorityId, PersonId
from core.requests import Action, RequestId, State
from storage.tables import audit

_ADD = insert(audit)
_OF_REQUEST = select(audit).where(audit.c.request == bindparam("request")).order_by(audit.c.id)


@dataclass(frozen=True, slots=True)
class SqlAudit:
    connection: AsyncConnection

    async def add(self, entry: Entry) -> None:
        values = {
            "request": entry.request,
            "happened": entry.at,
            "person": entry.by,
            "authority": entry.authority,
            "action": entry.action.value,
            "before": entry.before.value if entry.before else None,
            "after": entry.after.value,
            "details": dict(entry.details),
        }
        await self.connection.execute(_ADD, values)

    async def of_request(self, request: RequestId) -> Sequence[Entry]:
        found = await self.connection.execute(_OF_REQUEST, {"request": request})
        return [_entry(row) for row in found]


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
    )
