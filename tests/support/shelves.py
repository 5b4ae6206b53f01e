"""Public registers for tests, and people who keep them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from core.people import AreaId, AuthorityId, Person, Role
from core.registers import Register, Trouble
from core.text import Named
from core.upkeep import Upkeep
from tests.support.world import World, official

QUALIFICATIONS, SERVICES = AreaId("professional-qualifications"), AreaId("services")
GUIDES = Register(
    "pt-register-guides",
    "PT",
    Named({"pt": "Registo Nacional de Guias", "en": "National Register of Guides"}),
    ("pt", "en"),
    "https://guias.example.pt",
    frozenset({QUALIFICATIONS, SERVICES}),
    subject="tourist guides",
    keeper=AuthorityId("pt-turismo"),
    checked=date(2025, 11, 3),
)
DOCTORS = replace(
    GUIDES,
    id="pt-register-doctors",
    names=Named({"pt": "Pesquisa de médicos", "en": "Search for Doctors"}),
    languages=("pt",),
    url="https://medicos.example.pt",
    areas=frozenset({QUALIFICATIONS}),
    subject="doctors and dentists",
    keeper=None,
    checked=None,
)
PAID = replace(
    GUIDES,
    id="pt-register-paid",
    names=Named({"pt": "Arquivo de visitas"}),
    free=False,
    keeper=None,
    subject="guided tours",
)
IRISH = replace(
    DOCTORS, id="ie-register-doctors", country="IE", names=Named({"en": "Medical Register"})
)
KEEPER = official("rosa", "Rosa Lima", "pt-turismo", Role.HANDLER, Role.ADMINISTRATOR)


async def furnish(world: World, *registers: Register) -> None:
    async with world.assistant.services.works.writing() as work:
        await work.registers.put(registers or (GUIDES, DOCTORS, PAID, IRISH))
        await work.people.put(KEEPER, [world.address(KEEPER.id)])
        await work.commit()


async def stored(world: World, id: str) -> Register:
    async with world.assistant.services.works.reading() as work:
        return (await work.registers.many([id]))[id]


async def trouble(world: World, id: str) -> Trouble:
    async with world.assistant.services.works.reading() as work:
        return (await work.registers.troubles([id])).get(id, Trouble())


async def done_to(world: World, id: str) -> Sequence[Upkeep]:
    async with world.assistant.services.works.reading() as work:
        return await work.upkeeps.of_subject(id)


async def spared(world: World, person: Person) -> int:
    async with world.assistant.services.works.reading() as work:
        return await work.registers.spared(person.authorities())
