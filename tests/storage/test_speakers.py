from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from core.people import Address
from core.practices import Speaker, Speakers
from storage.engine import Database
from storage.speakers import SqlSpeakers
from storage.work import SqlWorks
from tests.storage.examples import ANNA_IN_MATRIX, ANNA_IN_SLACK, ana, anna


@pytest.fixture
def speakers(database: Database) -> Speakers:
    return SqlSpeakers(database)


async def test_everybody_who_speaks_at_once_is_known(database: Database) -> None:
    async with SqlWorks(database).writing() as work:
        here = Address("slack", ANNA_IN_SLACK.workspace, "U-ana")
        await work.people.put(anna(), [ANNA_IN_SLACK, ANNA_IN_MATRIX])
        await work.people.put(ana(), [here])
        await work.commit()
    elsewhere = replace(ANNA_IN_SLACK, workspace="T-other")
    speakers = SqlSpeakers(database)
    places = (ANNA_IN_SLACK, elsewhere, here, ANNA_IN_MATRIX, ANNA_IN_SLACK)
    found = await asyncio.gather(*(speakers.at(place) for place in places))
    assert [each and each.person for each in found] == [anna(), None, ana(), anna(), anna()]


async def test_a_right_taken_away_is_gone_with_the_next_word(
    database: Database, speakers: Speakers
) -> None:
    for person in (anna(), replace(anna(), memberships=()), replace(anna(), active=False)):
        async with SqlWorks(database).writing() as work:
            await work.people.put(person, [ANNA_IN_SLACK])
            await work.commit()
        assert await speakers.at(ANNA_IN_SLACK) == (Speaker(person) if person.active else None)
