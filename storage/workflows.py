"""How authorities work inside, one row for each area in which they have said so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.people import AreaId, AuthorityId
from core.workflows import PLAIN, Workflow
from storage.tables import workflows

_OF = select(workflows).where(workflows.c.authority.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class SqlWorkflows:
    connection: AsyncConnection

    async def of(self, authorities: Sequence[AuthorityId]) -> Mapping[AuthorityId, Workflow]:
        found = (await self.connection.execute(_OF, {"ids": list(authorities)})).all()
        known = {row.authority for row in found}
        workflow = {
            AuthorityId(id): Workflow(
                approval=frozenset(
                    AreaId(r.area) for r in found if r.authority == id and r.approval
                ),
                allocation=frozenset(
                    AreaId(r.area) for r in found if r.authority == id and r.allocation
                ),
            )
            for id in known
        }
        return {id: workflow.get(id, PLAIN) for id in authorities}

    async def put(self, authority: AuthorityId, workflow: Workflow) -> None:
        gone = delete(workflows).where(workflows.c.authority == authority)
        await self.connection.execute(gone)
        rows = [
            {
                "authority": authority,
                "area": area,
                "approval": area in workflow.approval,
                "allocation": area in workflow.allocation,
            }
            for area in sorted(workflow.approval | workflow.allocation)
        ]
        if rows:
            await self.connection.execute(insert(workflows), rows)
