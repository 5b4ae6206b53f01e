from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from core.people import (
    ALL_AREAS,
    Address,
    AreaId,
    Membership,
    Person,
    PersonId,
    Right,
    Role,
    RoomId,
)
from core.work import Works
from tests.storage.examples import (
    ANNA_IN_MATRIX,
    ANNA_IN_SLACK,
    LISBON,
    QUALIFICATIONS,
    RIGA,
    TEAM,
    ana,
    anna,
)


async def put(works: Works, person: Person, *addresses: Address) -> None:
    async with works.writing() as work:
        await work.people.put(person, addresses or None)
        await work.commit()


async def test_a_person_comes_back_as_stored(works: Works) -> None:
    stored = replace(anna(), deputies=(ana().id, anna().id), active=False)
    await put(works, stored)
    async with works.reading() as work:
        assert await work.people.get(stored.id) == stored
        assert await work.people.get(PersonId("nobody")) is None


async def test_putting_a_person_again_replaces_all_of_them(works: Works) -> None:
    await put(works, replace(anna(), deputies=(ana().id,)))
    moved = Membership(LISBON.id, ALL_AREAS, frozenset({Role.VIEWER}))
    renamed = Person(anna().id, "Anna Kalniņa", "en", "Europe/Lisbon", (moved,))
    await put(works, renamed)
    async with works.reading() as work:
        assert await work.people.get(anna().id) == renamed
        assert await work.people.of_authority(RIGA.id) == []


async def test_a_person_is_known_at_each_of_their_addresses(works: Works) -> None:
    await put(works, anna(), ANNA_IN_SLACK, ANNA_IN_MATRIX)
    elsewhere = replace(ANNA_IN_SLACK, workspace="T2")
    async with works.reading() as work:
        assert await work.people.at(ANNA_IN_SLACK) == anna()
        assert await work.people.at(ANNA_IN_MATRIX) == anna()
        assert await work.people.at(elsewhere) is None


async def test_nobody_speaks_from_the_address_of_someone_who_has_left(works: Works) -> None:
    await put(works, replace(anna(), active=False), ANNA_IN_SLACK)
    async with works.reading() as work:
        assert await work.people.at(ANNA_IN_SLACK) is None


async def test_addresses_come_preferred_first_and_stay_unless_given(works: Works) -> None:
    await put(works, anna(), ANNA_IN_SLACK, ANNA_IN_MATRIX)
    await put(works, replace(anna(), language="en"))
    async with works.reading() as work:
        assert await work.people.addresses(anna().id) == [ANNA_IN_SLACK, ANNA_IN_MATRIX]
    await put(works, anna(), ANNA_IN_MATRIX, ANNA_IN_SLACK)
    async with works.reading() as work:
        assert await work.people.addresses(anna().id) == [ANNA_IN_MATRIX, ANNA_IN_SLACK]


async def test_addresses_can_be_taken_away(works: Works) -> None:
    await put(works, anna(), ANNA_IN_SLACK)
    async with works.writing() as work:
        await work.people.put(anna(), [])
        await work.commit()
    async with works.reading() as work:
        assert await work.people.addresses(anna().id) == []
        assert await work.people.at(ANNA_IN_SLACK) is None


async def test_nobody_takes_over_another_s_address(works: Works) -> None:
    await put(works, anna(), ANNA_IN_SLACK)
    with pytest.raises(IntegrityError):
        await put(works, ana(), ANNA_IN_SLACK)
    async with works.reading() as work:
        assert await work.people.at(ANNA_IN_SLACK) == anna()


async def test_a_right_is_found_in_its_area_or_in_all(works: Works) -> None:
    services = AreaId("services")
    async with works.reading() as work:
        handlers = work.people.with_right
        assert await handlers(Right.HANDLE, RIGA.id, QUALIFICATIONS) == [anna()]
        assert await handlers(Right.HANDLE, RIGA.id, services) == []
        assert await handlers(Right.HANDLE, LISBON.id, services) == [ana()]
        assert await handlers(Right.ALLOCATE, LISBON.id, services) == []


async def test_who_has_left_belongs_to_no_authority(works: Works) -> None:
    leaver = replace(ana(), id=PersonId("leaver"), active=False)
    await put(works, leaver)
    async with works.reading() as work:
        assert await work.people.of_authority(LISBON.id) == [ana()]
        assert await work.people.with_right(Right.HANDLE, LISBON.id, QUALIFICATIONS) == [ana()]


async def test_a_room_comes_back_as_stored_and_can_be_changed(works: Works) -> None:
    renamed = replace(TEAM, name="Jaunā komanda", language="en")
    for room in (TEAM, renamed):
        async with works.writing() as work:
            await work.people.put_room(room)
            await work.commit()
    async with works.reading() as work:
        assert await work.people.room(TEAM.id) == renamed
        assert await work.people.rooms(RIGA.id) == [renamed]
        assert await work.people.rooms(LISBON.id) == []
        assert await work.people.room(RoomId("none")) is None


async def test_two_teams_do_not_share_one_place(works: Works) -> None:
    other = replace(TEAM, id=RoomId("lisbon-team"), authority=LISBON.id)
    async with works.writing() as work:
        await work.people.put_room(TEAM)
        with pytest.raises(IntegrityError):
            await work.people.put_room(other)
