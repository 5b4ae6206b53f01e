from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.authorities import Authority, AuthorityName
from core.people import AuthorityId
from core.work import Works
from tests.storage.examples import LISBON, QUALIFICATIONS, RIGA


def many(count: int) -> Iterator[Authority]:
    for number in range(count):
        name = AuthorityName(f"Δήμος {number}", "el", "primary")
        yield Authority(AuthorityId(f"gr-{number:05}"), "GR", "el", (name,))


async def put(works: Works, *authorities: Authority) -> None:
    async with works.writing() as work:
        await work.authorities.put(authorities)
        await work.commit()


async def test_an_authority_comes_back_as_stored(works: Works) -> None:
    async with works.reading() as work:
        assert await work.authorities.get(RIGA.id) == RIGA
        assert await work.authorities.get(LISBON.id) == LISBON
        assert await work.authorities.get(AuthorityId("nowhere")) is None


async def test_only_those_that_exist_are_among_many(works: Works) -> None:
    async with works.reading() as work:
        found = await work.authorities.many([LISBON.id, AuthorityId("nowhere"), RIGA.id])
        assert found == {RIGA.id: RIGA, LISBON.id: LISBON}
        assert await work.authorities.many([]) == {}


async def test_putting_an_authority_again_replaces_all_of_it(works: Works) -> None:
    shorter = replace(RIGA, names=RIGA.names[1:2], coordinators={}, areas=frozenset())
    await put(works, shorter)
    async with works.reading() as work:
        assert await work.authorities.get(RIGA.id) == shorter


async def test_authorities_may_name_each_other_in_any_order(works: Works) -> None:
    first, second = many(2)
    await put(
        works,
        replace(first, coordinators={QUALIFICATIONS: second.id}),
        replace(second, coordinators={QUALIFICATIONS: first.id}),
    )
    async with works.reading() as work:
        found = await work.authorities.get(first.id)
    assert found is not None
    assert found.coordinators == {QUALIFICATIONS: second.id}


async def test_all_are_told_once_each_by_id(works: Works) -> None:
    async with works.writing() as work:
        await work.authorities.put(many(2345))
        await work.commit()
    async with works.reading() as work:
        found = [authority async for authority in work.authorities.all()]
    assert found == [*many(2345), RIGA, LISBON]


async def test_the_stamp_changes_with_every_put_that_is_kept(works: Works) -> None:
    async def stamp() -> str:
        async with works.reading() as work:
            return await work.authorities.stamp()

    first = await stamp()
    async with works.writing() as work:
        await work.authorities.put([LISBON])
    assert await stamp() == first
    await put(works, LISBON)
    assert await stamp() not in ("", first)


async def test_an_import_broken_off_leaves_nothing_behind(works: Works) -> None:
    async with works.writing() as work:
        await work.authorities.put(many(1500))
    async with works.reading() as work:
        assert await work.authorities.many([one.id for one in many(3)]) == {}
