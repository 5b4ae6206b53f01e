from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from core.authorities import Directory
from core.people import AuthorityId
from storage.directory import SqlDirectory
from storage.engine import Database
from storage.work import SqlWorks
from tests.storage.examples import LISBON, RIGA


@pytest.fixture
def directory(database: Database) -> Directory:
    return SqlDirectory(database)


async def test_what_many_look_up_at_once_each_gets_what_they_asked_for(
    directory: Directory,
) -> None:
    nowhere = AuthorityId("xx-nowhere")
    wanted: tuple[list[AuthorityId], ...] = (
        [RIGA.id],
        [LISBON.id, RIGA.id],
        [nowhere],
        [],
        [RIGA.id, nowhere],
    )
    found = await asyncio.gather(*(directory.many(ids) for ids in wanted))
    riga, lisbon = {RIGA.id: RIGA}, {LISBON.id: LISBON}
    assert found == [riga, lisbon | riga, {}, {}, riga]


async def test_a_change_is_seen_at_once_and_moves_the_stamp(
    database: Database, directory: Directory
) -> None:
    before = await directory.stamp()
    assert (await directory.many([RIGA.id]))[RIGA.id] == RIGA
    moved = replace(RIGA, city="Liepāja")
    async with SqlWorks(database).writing() as work:
        await work.authorities.put([moved])
        await work.commit()
    assert (await directory.many([RIGA.id]))[RIGA.id] == moved
    assert before != await directory.stamp()
