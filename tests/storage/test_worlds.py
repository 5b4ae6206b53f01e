"""Each learner's database of practice is apart from the others, and goes without a trace."""

from __future__ import annotations

from dataclasses import replace

from core.people import PersonId
from storage.engine import Database
from storage.work import SqlWorks
from storage.worlds import WorldsDatabase
from tests.storage.examples import LISBON, RIGA, anna


async def settle(database: Database, name: str) -> None:
    async with SqlWorks(database).writing() as work:
        await work.authorities.put([RIGA, LISBON])
        await work.people.put(replace(anna(), name=name))
        await work.commit()


async def name_in(database: Database) -> str | None:
    async with SqlWorks(database).reading() as work:
        found = await work.people.get(PersonId("anna"))
    return found.name if found else None


async def test_worlds_are_apart_from_each_other_and_from_what_stands_beside_them(
    url: str, database: Database
) -> None:
    worlds = WorldsDatabase(url)
    first, second = await worlds.create("a1"), await worlds.create("b2")
    try:
        await settle(first, "Learner")
        assert await name_in(first) == "Learner"
        assert await name_in(second) is None
        assert await name_in(database) == anna().name
        assert sorted(await worlds.names()) == ["a1", "b2"]
    finally:
        await first.close()
        await second.close()


async def test_a_world_is_found_again_as_it_was_left_until_it_is_emptied(url: str) -> None:
    worlds = WorldsDatabase(url)
    first = await worlds.create("a1")
    await settle(first, "Learner")
    await first.close()
    again = worlds.open("a1")
    try:
        assert await name_in(again) == "Learner"
        await worlds.empty(again)
        assert await name_in(again) is None
    finally:
        await again.close()


async def test_a_world_that_is_dropped_is_gone_and_can_be_made_anew(
    url: str, database: Database
) -> None:
    worlds = WorldsDatabase(url)
    first = await worlds.create("a1")
    await settle(first, "Learner")
    await first.close()
    await worlds.drop("a1")
    assert await worlds.names() == []
    fresh = await worlds.create("a1")
    try:
        assert await name_in(fresh) is None
        assert await name_in(database) == anna().name
    finally:
        await fresh.close()
