"""What was set of authorities, as it was before it was changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.authorities import Authority, AuthorityName
from core.edits import UNDONE_WITHIN, Before, Edit, TeamHabits
from core.habits import Owner
from core.people import AreaId, AuthorityId, PersonId
from core.workflows import Workflow
from storage.habits import document_of, habits_in
from storage.tables import authority_edits

_C = authority_edits.c
_LAST = (
    select(authority_edits)
    .where(_C.authority == bindparam("wanted"))
    .order_by(_C.happened.desc(), _C.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class SqlEdits:
    connection: AsyncConnection

    async def add(self, edit: Edit) -> None:
        values = {
            "authority": edit.authority,
            "happened": edit.at,
            "person": edit.by,
            "before": _out(edit.before),
        }
        old = (_C.authority == edit.authority) & (_C.happened < edit.at - UNDONE_WITHIN)
        await self.connection.execute(delete(authority_edits).where(old))
        await self.connection.execute(insert(authority_edits), values)

    async def last(self, authority: AuthorityId) -> Edit | None:
        row = (await self.connection.execute(_LAST, {"wanted": authority})).one_or_none()
        if row is None:
            return None
        return Edit(row.happened, PersonId(row.person), authority, _in(row.before))

    async def forget(self, authority: AuthorityId, since: datetime, before: datetime) -> None:
        gone = delete(authority_edits).where(
            _C.authority == authority, or_(_C.happened >= since, _C.happened < before)
        )
        await self.connection.execute(gone)


def _out(before: Before) -> Mapping[str, Any]:
    """A description stands there as it is; the others say what they are."""
    match before:
        case Workflow(approval, allocation):
            return {"workflow": [sorted(approval), sorted(allocation)]}
        case TeamHabits(owner, habits):
            return {"owner": owner, "habits": document_of(habits)}
        case Authority():
            return _described(before)


def _in(stored: Mapping[str, Any]) -> Before:
    match stored:
        case {"workflow": [approval, allocation]}:
            return Workflow(frozenset(map(AreaId, approval)), frozenset(map(AreaId, allocation)))
        case {"owner": owner, "habits": habits}:
            return TeamHabits(Owner(owner), habits_in(habits))
        case _:
            return _authority(stored)


def _described(authority: Authority) -> Mapping[str, Any]:
    return {
        "id": authority.id,
        "country": authority.country,
        "language": authority.language,
        "names": [[name.text, name.language, name.kind] for name in authority.names],
        "city": authority.city,
        "areas": sorted(authority.areas),
        "languages": authority.languages,
        "contact": authority.contact,
        "category": authority.category,
        "region": authority.region,
        "coordinators": dict(authority.coordinators),
        "updated": authority.updated.isoformat() if authority.updated else None,
    }


def _authority(stored: Mapping[str, Any]) -> Authority:
    linked = stored["coordinators"]
    return Authority(
        id=AuthorityId(stored["id"]),
        country=stored["country"],
        language=stored["language"],
        names=tuple(AuthorityName(*name) for name in stored["names"]),
        city=stored["city"],
        areas=frozenset(map(AreaId, stored["areas"])),
        languages=tuple(stored["languages"]),
        contact=stored["contact"],
        category=stored["category"],
        region=stored.get("region", ""),
        coordinators={AreaId(area): AuthorityId(id) for area, id in linked.items()},
        updated=date.fromisoformat(stored["updated"]) if stored["updated"] else None,
    )
