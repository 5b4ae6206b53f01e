"""A house tells the same as the people, rooms, habits and links that it is made of, whatever has changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from core.habits import Custom, Habits, Stay, owner_authority, owner_of
from core.houses import House
from core.people import ALL_AREAS, AuthorityId, Membership, PersonId, Role
from core.work import Work, Works
from tests.storage.examples import LISBON, QUALIFICATIONS, RIGA, TEAM, ana, anna

AWAY = Stay(date(2026, 7, 1), date(2026, 7, 14))


async def house(work: Work, authority: AuthorityId = RIGA.id) -> House:
    return (await work.houses.of([authority], QUALIFICATIONS))[authority]


async def test_it_has_who_belongs_there_and_its_rooms(works: Works) -> None:
    both = Membership(LISBON.id, ALL_AREAS, frozenset({Role.VIEWER, Role.APPROVER}))
    stored = replace(
        anna(), memberships=(*anna().memberships, both), deputies=(ana().id, PersonId("anna"))
    )
    async with works.writing() as work:
        await work.people.put(stored)
        await work.people.put_room(TEAM)
        found = await house(work)
        assert found.people == {stored.id: stored}
        assert list(found.rooms) == list(await work.people.rooms(RIGA.id))
        assert (await house(work, LISBON.id)).people == {ana().id: ana(), stored.id: stored}


async def test_who_belongs_to_it_twice_is_there_once_with_both(works: Works) -> None:
    again = Membership(RIGA.id, ALL_AREAS, frozenset({Role.VIEWER}))
    stored = replace(
        anna(), memberships=(*anna().memberships, again), deputies=(ana().id, PersonId("anna"))
    )
    async with works.writing() as work:
        await work.people.put(stored)
        await work.habits.put(owner_of(stored), Habits(hour=time(9)))
        found = await house(work)
        assert found.people == {stored.id: stored}
        assert found.customs[owner_of(stored)].habits == Habits(hour=time(9))


async def test_where_nobody_works_its_rooms_keep_to_its_own_habits(works: Works) -> None:
    async with works.writing() as work:
        await work.people.put_room(TEAM)
        await work.people.put(replace(anna(), active=False))
        await work.habits.put(owner_authority(RIGA.id), Habits(hour=time(8)))
        found = await house(work)
        assert found.people == {}
        assert found.customs == {owner_of(TEAM): Custom(Habits(hour=time(8)), RIGA.country)}


async def test_who_has_left_is_not_there(works: Works) -> None:
    async with works.writing() as work:
        assert (await house(work)).people
        await work.people.put(replace(anna(), active=False))
        assert (await house(work)).people == {}


async def test_it_knows_how_each_wants_to_be_told_and_by_whose_holidays(works: Works) -> None:
    async with works.writing() as work:
        await work.people.put_room(TEAM)
        await work.authorities.put([replace(RIGA, region="LV-RIX")])
        await work.habits.put(owner_authority(RIGA.id), Habits(hour=time(8), single=True))
        await work.habits.put(owner_of(anna()), Habits(reply_days_before=(5, 2), away=(AWAY,)))
        await work.habits.put(owner_of(TEAM), Habits(hour=time(10)))
        own = Habits(reply_days_before=(5, 2), hour=time(8), single=True, away=(AWAY,))
        assert (await house(work)).customs == {
            owner_of(anna()): Custom(own, "LV-RIX"),
            owner_of(TEAM): Custom(Habits(hour=time(10), single=True), "LV-RIX"),
        }
        await work.habits.put(owner_of(anna()), Habits())
        later = (await house(work)).customs[owner_of(anna())]
        assert later == Custom(Habits(hour=time(8), single=True), "LV-RIX")


async def test_those_that_coordinate_it_in_the_area_come_with_it(works: Works) -> None:
    async with works.writing() as work:
        await work.authorities.put([replace(RIGA, coordinators={QUALIFICATIONS: LISBON.id})])
        found = await work.houses.of([RIGA.id], QUALIFICATIONS)
        assert found.keys() == {RIGA.id, LISBON.id}
        assert found[RIGA.id].coordinator(QUALIFICATIONS) == LISBON.id
        assert ana().id in found[LISBON.id].people


async def test_what_was_rolled_back_was_never_there(works: Works) -> None:
    async with works.writing() as work:
        await work.people.put(replace(anna(), name="Somebody else"))
        assert (await house(work)).people[anna().id].name == "Somebody else"
    async with works.reading() as work:
        assert (await house(work)).people == {anna().id: anna()}
