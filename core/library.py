"""Coordinators add materials to learn from, and remove them; both is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.clock import Clock
from core.errors import UserError
from core.materials import KeptMaterial, MaterialId
from core.people import Person
from core.text import msg
from core.training_refusals import NoCoordinator
from core.training_rights import coordinated, is_national
from core.upkeep import Deed, Upkeep
from core.web import secure_address
from core.work import Work, Works


class UnknownMaterial(UserError):
    field = "material"

    def __init__(self) -> None:
        super().__init__(msg("This is not among the materials, or not for you to remove."))


class KnownMaterial(UserError):
    field = "address"

    def __init__(self, title: str) -> None:
        super().__init__(
            msg("This address is among the materials already: **{title}**.", title=title)
        )


@dataclass(frozen=True, slots=True)
class Library:
    works: Works
    clock: Clock

    async def add(self, actor: Person, new: KeptMaterial) -> KeptMaterial:
        """``new`` without id and authority. Raises ``UserError``."""
        where = coordinated(actor)
        if not where:
            raise NoCoordinator
        address = secure_address(new.address)
        async with self.works.writing() as work:
            for each in await work.materials.all():
                if (each.address, each.language) == (address, new.language):
                    raise KnownMaterial(each.title)
            new = replace(new, address=address, authority=where[0])
            added = await work.materials.add(new)
            await self._note(work, actor, added, Deed.MATERIAL_ADDED)
            await work.commit()
        return added

    async def remove(self, actor: Person, id: MaterialId) -> KeptMaterial:
        async with self.works.writing() as work:
            material = await work.materials.get(id)
            if material is None or not await keeps(work, actor, material):
                raise UnknownMaterial
            await work.materials.remove(id)
            await self._note(work, actor, material, Deed.MATERIAL_REMOVED)
            await work.commit()
        return material

    async def kept_by(self, person: Person) -> Sequence[KeptMaterial]:
        """Those that somebody may remove."""
        if not coordinated(person):
            return ()
        async with self.works.reading() as work:
            return [m for m in await work.materials.all() if await keeps(work, person, m)]

    async def _note(self, work: Work, actor: Person, material: KeptMaterial, deed: Deed) -> None:
        now, subject = self.clock.now(), f"material {material.id}"
        await work.upkeeps.add(Upkeep(now, actor.id, material.authority, deed, subject))


async def keeps(work: Work, person: Person, material: KeptMaterial) -> bool:
    """The coordinators of the authority that added it, and the national ones."""
    own = coordinated(person)
    return material.authority in own or await is_national(work, own, material.authority)
