"""Training dates and seats come back as they were put, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from core.learning import Chapter, Medium
from core.materials import KeptMaterial, MaterialId
from core.people import PersonId, Role
from core.text import Named
from core.trainings import NEW, Enrolment, Training, roll_of
from core.work import Works
from tests.storage.examples import NOW, RIGA, ana, anna

BASICS = Training(
    id=NEW,
    uid="basics@example.lv",
    titles=Named({"lv": "IMI pamati", "en": "IMI basics"}),
    starts=NOW + timedelta(days=20),
    minutes=90,
    place="https://meet.example.lv/imi",
    languages=("lv", "en"),
    countries=frozenset({"LV"}),
    roles=frozenset({Role.HANDLER}),
    seats=1,
    authority=RIGA.id,
    by=anna().id,
)


async def planned(works: Works, training: Training = BASICS) -> Training:
    async with works.writing() as work:
        added = await work.trainings.add(training)
        await work.commit()
    return added


async def test_a_training_is_kept_changed_and_found_by_its_id_and_its_calendars(
    works: Works,
) -> None:
    added = await planned(works)
    assert added == replace(BASICS, id=added.id)
    moved = replace(added, starts=NOW + timedelta(days=30), sequence=1, seats=5)
    async with works.writing() as work:
        assert await work.trainings.alone(added.id) == added
        await work.trainings.save(moved)
        await work.commit()
    async with works.reading() as work:
        assert await work.trainings.get(added.id) == moved
        assert await work.trainings.by_uid(BASICS.uid) == moved
        assert await work.trainings.by_uid("other") is None
        assert await work.trainings.run_by(anna().id) == [moved]
        assert await work.trainings.run_by(ana().id) == []


async def test_what_is_coming_is_neither_over_nor_called_off(works: Works) -> None:
    later = await planned(works)
    first = await planned(works, replace(BASICS, uid="1", starts=NOW + timedelta(days=1)))
    past = await planned(works, replace(BASICS, uid="2", starts=NOW - timedelta(days=1)))
    await planned(works, replace(BASICS, uid="3", called_off=True))
    async with works.reading() as work:
        assert await work.trainings.coming(NOW) == [first, later]
        assert await work.trainings.over(NOW) == [past.id]


async def test_seats_are_kept_in_the_order_in_which_people_came(works: Works) -> None:
    id = (await planned(works)).id
    mine, yours = Enrolment(id, anna().id, NOW, True), Enrolment(id, ana().id, NOW, False)
    async with works.writing() as work:
        await work.trainings.enrol(mine)
        await work.trainings.enrol(yours)
        await work.commit()
    async with works.writing() as work:
        assert await work.trainings.enrolled(id) == [mine, yours]
        await work.trainings.withdraw(id, anna().id)
        await work.trainings.seat(id, ana().id)
        assert await work.trainings.enrolled(id) == [replace(yours, seated=True)]
        assert await work.trainings.enrolments_of(anna().id) == []
        await work.trainings.forget(id)
        assert await work.trainings.enrolments_of(ana().id) == []
        assert await work.trainings.get(id) is None


async def test_a_wish_is_kept_until_it_is_honoured(works: Works) -> None:
    async with works.writing() as work:
        await work.trainings.wish(ana().id, NOW)
        await work.trainings.wish(ana().id, NOW)
        assert await work.trainings.wishes() == [ana().id]
        assert await work.trainings.wished(ana().id) == NOW
        await work.trainings.unwish(ana().id)
        assert await work.trainings.wishes() == []


async def test_the_last_seat_is_taken_once_however_many_want_it_at_once(works: Works) -> None:
    id = (await planned(works)).id
    async with works.writing() as work:
        for number in range(6):
            await work.people.put(replace(anna(), id=PersonId(f"p{number}")))
        await work.commit()

    async def take(person: PersonId) -> None:
        async with works.writing() as work:
            training = await work.trainings.alone(id)
            assert training is not None
            roll = await roll_of(work.trainings, training)
            await work.trainings.enrol(Enrolment(id, person, NOW, roll.free > 0))
            await work.commit()

    await asyncio.gather(*(take(PersonId(f"p{number}")) for number in range(6)))
    async with works.reading() as work:
        assert [each.seated for each in await work.trainings.enrolled(id)] == [True] + [False] * 5


async def test_a_material_is_kept_and_removed(works: Works) -> None:
    guide = KeptMaterial(
        id=MaterialId(0),
        title="Kā saskaņot termiņu",
        language="lv",
        address="https://macibas.example.lv",
        medium=Medium.VIDEO,
        minutes=7,
        subject=Chapter.DATES,
        authority=RIGA.id,
    )
    async with works.writing() as work:
        added = await work.materials.add(guide)
        await work.commit()
    assert added == replace(guide, id=added.id)
    async with works.writing() as work:
        assert await work.materials.all() == [added]
        assert await work.materials.get(added.id) == added
        await work.materials.remove(added.id)
        assert await work.materials.get(added.id) is None
