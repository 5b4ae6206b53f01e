"""What coordinators have added to learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.learning import Chapter, Medium
from core.materials import KeptMaterial, MaterialId
from core.people import AuthorityId
from storage.training_tables import materials

_ALL = select(materials).order_by(materials.c.id)
_GET = select(materials).where(materials.c.id == bindparam("name"))
_REMOVE = delete(materials).where(materials.c.id == bindparam("name"))


@dataclass(frozen=True, slots=True)
class SqlMaterials:
    connection: AsyncConnection

    async def all(self) -> Sequence[KeptMaterial]:
        return [_material(row) for row in await self.connection.execute(_ALL)]

    async def get(self, material: MaterialId) -> KeptMaterial | None:
        row = (await self.connection.execute(_GET, {"name": material})).one_or_none()
        return _material(row) if row else None

    async def add(self, material: KeptMaterial) -> KeptMaterial:
        values = {
            "title": material.title,
            "language": material.language,
            "address": material.address,
            "medium": material.medium.value,
            "minutes": material.minutes,
            "topic": material.subject.value,
            "authority": material.authority,
        }
        adding = insert(materials).returning(materials.c.id)
        found = await self.connection.execute(adding, values)
        return replace(material, id=MaterialId(found.scalar_one()))

    async def remove(self, material: MaterialId) -> None:
        await self.connection.execute(_REMOVE, {"name": material})


def _material(row: Row[Any]) -> KeptMaterial:
    return KeptMaterial(
        id=MaterialId(row.id),
        title=row.title,
        language=row.language,
        address=row.address,
        medium=Medium(row.medium),
        minutes=row.minutes,
        subject=Chapter(row.topic),
        authority=AuthorityId(row.authority),
    )
