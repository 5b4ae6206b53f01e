from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from core.people import AreaId, PersonId
from core.registers import Register, Spared, Trouble
from core.text import Named
from core.work import Works
from tests.storage.examples import LISBON, NOW, QUALIFICATIONS, RIGA, ana, anna

SERVICES = AreaId("services")
FIRMS = Register(
    "ur",
    "LV",
    Named({"lv": "Uzņēmumu reģistrs", "en": "Register of Enterprises"}),
    ("lv", "en"),
    "https://example.org",
    frozenset({SERVICES}),
    subject="firms",
    keeper=RIGA.id,
    checked=date(2026, 1, 31),
)


async def put(works: Works, *registers: Register) -> None:
    async with works.writing() as work:
        await work.registers.put(registers)
        await work.commit()


async def test_registers_are_found_by_country_and_area(works: Works) -> None:
    free = replace(FIRMS, id="z", areas=frozenset({SERVICES, QUALIFICATIONS}), keeper=None)
    paid = replace(FIRMS, id="pt", country="PT", free=False, checked=None)
    await put(works, free, replace(FIRMS, url="https://example.org/old"), paid)
    await put(works, FIRMS)
    await put(works)
    async with works.reading() as work:
        assert await work.registers.of("LV", SERVICES) == [FIRMS, free]
        assert await work.registers.of("LV", QUALIFICATIONS) == [free]
        assert await work.registers.of("PT", SERVICES) == [paid]
        assert await work.registers.of("EE", SERVICES) == []


async def test_registers_are_found_by_id_and_by_keeper(works: Works) -> None:
    other = replace(FIRMS, id="other", keeper=LISBON.id)
    await put(works, FIRMS, other)
    async with works.reading() as work:
        assert await work.registers.many(["ur", "nowhere"]) == {"ur": FIRMS}
        assert await work.registers.kept_by(LISBON.id) == [other]
        assert [each async for each in work.registers.all()] == [other, FIRMS]


async def test_more_registers_than_a_page_are_told_once_each(works: Works) -> None:
    many = [replace(FIRMS, id=f"r{number:05}") for number in range(2_100)]
    await put(works, *many)
    async with works.reading() as work:
        assert [each async for each in work.registers.all()] == many


async def test_the_stamp_changes_with_every_put_that_is_kept(works: Works) -> None:
    async with works.reading() as work:
        first = await work.registers.stamp()
    async with works.writing() as work:
        await work.registers.put([FIRMS])
    async with works.reading() as work:
        assert await work.registers.stamp() == first
    await put(works, FIRMS)
    async with works.reading() as work:
        assert await work.registers.stamp() not in ("", first)


async def test_each_person_reports_a_dead_link_once_until_it_is_settled(works: Works) -> None:
    await put(works, FIRMS)
    async with works.writing() as work:
        for person in (anna(), ana(), anna()):
            await work.registers.report("ur", person.id, NOW)
        await work.registers.tried(FIRMS, NOW, "404")
        await work.commit()
    await put(works, replace(FIRMS, subject="companies"))
    async with works.writing() as work:
        assert await work.registers.troubles(["ur", "nowhere"]) == {"ur": Trouble(2, "404")}
        await work.registers.settle("ur")
        await work.commit()
    async with works.reading() as work:
        assert await work.registers.troubles(["ur"]) == {}


async def test_what_was_tried_least_lately_is_tried_first(works: Works) -> None:
    await put(works, *(replace(FIRMS, id=id) for id in "abcd"))
    async with works.writing() as work:
        for days, id in enumerate("dcb", start=1):
            await work.registers.tried(replace(FIRMS, id=id), NOW - timedelta(days=days), "")
        await work.commit()
    async with works.reading() as work:
        found = await work.registers.untried(NOW - timedelta(days=1), NOW, 10)
        assert [each.id for each in found] == ["a", "b", "c"]
        assert [each.id for each in await work.registers.untried(NOW, NOW, 1)] == ["a"]


async def test_a_faulty_address_is_tried_again_sooner(works: Works) -> None:
    faulty = replace(FIRMS, id="faulty")
    await put(works, FIRMS, faulty)
    async with works.writing() as work:
        await work.registers.tried(FIRMS, NOW - timedelta(days=2), "")
        await work.registers.tried(faulty, NOW - timedelta(days=2), "500")
        await work.commit()
    async with works.reading() as work:
        week, day = NOW - timedelta(days=7), NOW - timedelta(days=1)
        assert await work.registers.untried(week, day, 5) == [faulty]
        assert await work.registers.untried(week, NOW - timedelta(days=3), 5) == []


async def test_a_try_of_an_address_that_was_changed_meanwhile_is_not_kept(works: Works) -> None:
    await put(works, replace(FIRMS, url="https://example.org/new"))
    async with works.writing() as work:
        await work.registers.tried(FIRMS, NOW, "404")
        await work.commit()
    async with works.reading() as work:
        assert await work.registers.troubles(["ur"]) == {}
        assert [each.id for each in await work.registers.untried(NOW, NOW, 5)] == ["ur"]


async def test_what_registers_spare_is_counted_for_each_authority(works: Works) -> None:
    async with works.writing() as work:
        for authority in (RIGA.id, RIGA.id, LISBON.id):
            await work.registers.spare(Spared(NOW, authority, "PT", SERVICES, ("ur", "z")))
        await work.commit()
    async with works.reading() as work:
        assert await work.registers.spared([RIGA.id]) == 2
        assert await work.registers.spared([RIGA.id, LISBON.id]) == 3
        assert await work.registers.spared([]) == 0


async def test_favourites_come_the_latest_first_and_can_be_dropped(works: Works) -> None:
    who = anna().id
    async with works.writing() as work:
        await work.people.put_favourite(who, RIGA.id, NOW)
        await work.people.put_favourite(who, LISBON.id, NOW + timedelta(days=1))
        await work.people.put_favourite(who, LISBON.id, NOW + timedelta(days=2))
        await work.commit()
    async with works.writing() as work:
        assert await work.people.favourites(who) == [LISBON.id, RIGA.id]
        assert await work.people.favourites(PersonId("ana")) == []
        await work.people.put_favourite(who, LISBON.id, None)
        await work.commit()
    async with works.reading() as work:
        assert await work.people.favourites(who) == [RIGA.id]
