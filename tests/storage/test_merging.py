"""Everything that is said of one authority is said of another afterwards."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select

from core.authorities import Authority, AuthorityName
from core.merging import Moved
from core.people import ALL_AREAS, AuthorityId, Membership, Role, RoomId
from core.registers import Register, Spared
from core.requests import Passing, Request
from core.text import Named
from core.work import Works
from core.workflows import Workflow
from storage.engine import Database
from storage.tables import metadata
from tests.storage.examples import LISBON, NOW, QUALIFICATIONS, RIGA, TEAM, ana, anna, draft

TWIN = Authority(
    AuthorityId("lv-twin"), "LV", "lv", (AuthorityName("Rīgas Dome", "lv", "primary"),)
)
HANDLER = frozenset({Role.HANDLER})


async def stored(works: Works, request: Request) -> Request:
    async with works.reading() as work:
        found = await work.requests.get(request.reference)
    assert found is not None
    return found


async def filled(works: Works) -> None:
    """A twin of Riga with a bit of everything."""
    async with works.writing() as work:
        await work.authorities.put([TWIN, replace(LISBON, coordinators={ALL_AREAS: TWIN.id})])
        await work.requests.add(replace(draft(1), asker=TWIN.id))
        passed = (Passing(TWIN.id, None, NOW),)
        await work.requests.add(replace(draft(2), answerer=TWIN.id, passed=passed))
        await work.requests.add(replace(draft(3), coordinator=TWIN.id))
        await work.requests.add(draft(4))
        both = (Membership(TWIN.id, QUALIFICATIONS, HANDLER), *anna().memberships)
        await work.people.put(replace(anna(), memberships=both))
        left = Membership(TWIN.id, ALL_AREAS, HANDLER)
        await work.people.put(replace(ana(), memberships=(left,), active=False))
        await work.people.put_room(replace(TEAM, id=RoomId("twins"), authority=TWIN.id))
        for person, authority in ((anna(), TWIN), (anna(), RIGA), (ana(), TWIN)):
            await work.people.put_favourite(person.id, authority.id, NOW)
        register = Register("r", "LV", Named({"lv": "R"}), (), "https://a.example", frozenset())
        await work.registers.put([replace(register, keeper=TWIN.id)])
        await work.registers.spare(Spared(NOW, TWIN.id, "PT", QUALIFICATIONS, ("r",)))
        await work.workflows.put(TWIN.id, Workflow(approval=frozenset({QUALIFICATIONS})))
        await work.commit()


async def moved(works: Works) -> None:
    async with works.writing() as work:
        await work.merging.move(TWIN.id, RIGA.id)
        await work.commit()


async def test_what_belongs_to_an_authority_is_counted(works: Works) -> None:
    await filled(works)
    async with works.reading() as work:
        assert await work.merging.belonging(TWIN.id) == Moved(3, 2, 1, 1, 2)


async def test_requests_go_over_on_every_side_and_whoever_changes_them_must_look_again(
    works: Works,
) -> None:
    await filled(works)
    await moved(works)
    asked, passed, referred, other = [await stored(works, draft(number)) for number in range(1, 5)]
    assert (asked.asker, asked.version) == (RIGA.id, 2)
    assert passed.answerer == RIGA.id
    assert [each.authority for each in passed.passed] == [RIGA.id]
    assert referred.coordinator == RIGA.id
    assert (other.asker, other.version) == (RIGA.id, 1)
    async with works.writing() as work:
        assert not await work.requests.save(replace(asked, version=2), 1)


async def test_people_are_at_the_other_authority_with_all_their_roles(works: Works) -> None:
    await filled(works)
    await moved(works)
    async with works.reading() as work:
        here, gone = await work.people.get(anna().id), await work.people.get(ana().id)
        assert await work.people.of_authority(TWIN.id) == []
    assert here is not None
    assert gone is not None
    roles = {m.area: m.roles for m in here.memberships if m.authority == RIGA.id}
    assert roles[QUALIFICATIONS] == {Role.HANDLER, Role.ALLOCATOR}
    assert len(here.memberships) == 2
    assert [m.authority for m in gone.memberships] == [RIGA.id], "people who have left as well"


async def test_nothing_in_the_database_names_the_other_one_but_its_own_entry(
    works: Works, database: Database
) -> None:
    await filled(works)
    await moved(works)
    columns = [
        column
        for table in metadata.sorted_tables
        for column in table.c
        for key in column.foreign_keys
        if key.target_fullname == "authorities.id" and table.name != "authority_names"
    ]
    assert len(columns) > 10
    async with database.reader.connect() as connection:
        for column in columns:
            query = select(func.count()).where(column == TWIN.id)
            assert (await connection.execute(query)).scalar_one() == 0, str(column)


async def test_one_favourite_is_left_of_two(works: Works) -> None:
    await filled(works)
    await moved(works)
    async with works.reading() as work:
        assert await work.people.favourites(anna().id) == [RIGA.id]
        assert await work.people.favourites(ana().id) == [RIGA.id]


async def test_a_successor_is_not_among_all_but_still_known(works: Works) -> None:
    async with works.writing() as work:
        await work.authorities.put([replace(TWIN, successor=RIGA.id)])
        await work.commit()
    async with works.reading() as work:
        assert [each.id async for each in work.authorities.all()] == [RIGA.id, LISBON.id]
        assert [each.id async for each in work.authorities.all("PT")] == [LISBON.id]
        known = await work.authorities.get(TWIN.id)
    assert known is not None
    assert known.successor == RIGA.id
