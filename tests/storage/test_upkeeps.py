from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text

from core.people import PersonId
from core.upkeep import Deed, Upkeep
from core.work import Works
from storage.engine import Database
from storage.seals import Checked
from storage.upkeep_seals import check_changes
from tests.storage.examples import NOW, RIGA, anna


async def test_what_was_done_to_something_comes_back_in_order(works: Works) -> None:
    added = Upkeep(NOW, anna().id, RIGA.id, Deed.REGISTER_ADDED, "ur")
    changed = replace(added, deed=Deed.REGISTER_CHANGED, parts=("url", "names"))
    async with works.writing() as work:
        for upkeep in (added, changed, replace(added, subject="other")):
            await work.upkeeps.add(upkeep)
        await work.commit()
    async with works.reading() as work:
        assert await work.upkeeps.of_subject("ur") == [added, changed]
        assert await work.upkeeps.of_subject("nothing") == []


async def test_nobodys_deeds_are_the_operators_and_many_are_added_at_once(
    database: Database, works: Works
) -> None:
    one = Upkeep(NOW, None, RIGA.id, Deed.AUTHORITY_ADDED, "first")
    nowhere = replace(one, authority=None, deed=Deed.REGISTER_ADDED, subject="ur")
    again = replace(one, deed=Deed.AUTHORITY_CHANGED, parts=("city",))
    async with works.writing() as work:
        await work.upkeeps.add(replace(one, by=anna().id))
        await work.upkeeps.add_all([one, nowhere, again])
        await work.upkeeps.add_all([])
        await work.commit()
    async with works.reading() as work:
        assert await work.upkeeps.of_subject("first") == [replace(one, by=anna().id), one, again]
        assert await work.upkeeps.of_subject("ur") == [nowhere]
    found = await checked(database)
    assert (found.entries, found.problems) == (4, [])


async def test_one_change_and_many_at_the_same_time_are_whole(
    database: Database, works: Works
) -> None:
    async def many() -> None:
        async with works.writing() as work:
            added = Upkeep(NOW, None, RIGA.id, Deed.AUTHORITY_ADDED, "")
            for subject in ("anna", "joao"):
                await work.upkeeps.add_all([replace(added, subject=subject)] * 3)
            await work.commit()

    await asyncio.gather(many(), changed_often(works), many())
    found = await checked(database)
    assert (found.entries, found.problems) == (20, [])


async def changed_often(works: Works) -> None:
    """Of two people and by many at once."""

    async def one(number: int) -> None:
        subject = "anna" if number % 2 else "joao"
        async with works.writing() as work:
            given = Upkeep(NOW, anna().id, RIGA.id, Deed.RIGHTS_CHANGED, subject, (str(number),))
            await work.upkeeps.add(given)
            await work.commit()

    await asyncio.gather(*(one(number) for number in range(8)))


async def checked(database: Database, until: int | None = None) -> Checked:
    async with database.reader.connect() as connection:
        return await check_changes(connection, until)


async def test_changes_written_by_many_at_once_are_whole(database: Database, works: Works) -> None:
    await changed_often(works)
    found = await checked(database)
    assert (found.entries, found.problems) == (8, [])


TAMPERED = {
    "by somebody else": "UPDATE upkeeps SET person = 'other' WHERE subject = 'anna' AND place = 2",
    "another deed": "UPDATE upkeeps SET deed = 'reviewed' WHERE subject = 'anna' AND place = 4",
    "taken out": "DELETE FROM upkeeps WHERE subject = 'anna' AND place = 1",
    "cut off": "DELETE FROM upkeeps WHERE subject = 'anna' AND place = 4",
    "all of it gone": "DELETE FROM upkeeps WHERE subject = 'anna'",
    "put elsewhere": "UPDATE upkeeps SET subject = 'nora' WHERE subject = 'anna' AND place = 3",
}


@pytest.mark.parametrize("how", TAMPERED)
async def test_tampering_with_a_change_is_found_and_named(
    database: Database, works: Works, how: str
) -> None:
    await changed_often(works)
    async with works.writing() as work:
        await work.people.put(replace(anna(), id=PersonId("other")))
        await work.commit()
    async with database.writer.begin() as connection:
        await connection.execute(text(TAMPERED[how]))
    found = (await checked(database)).problems
    assert found
    assert all(problem.startswith(("anna: ", "nora: ")) for problem in found)


async def test_a_chain_cut_off_at_its_end_is_found_by_the_earlier_fingerprint(
    database: Database, works: Works
) -> None:
    await changed_often(works)
    earlier = await checked(database)
    async with database.writer.begin() as connection:
        await connection.execute(
            text("DELETE FROM upkeeps WHERE id = (SELECT max(id) FROM upkeeps)")
        )
    assert (await checked(database, earlier.last)).fingerprint != earlier.fingerprint
