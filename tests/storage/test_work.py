from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from core.people import AuthorityId, Membership
from core.work import Works
from tests.storage.examples import anna, draft


async def test_what_is_not_committed_never_happened(works: Works) -> None:
    async with works.writing() as work:
        await work.requests.add(draft())
    async with works.reading() as work:
        assert await work.requests.get(draft().reference) is None


async def test_an_error_undoes_everything_before_it(works: Works) -> None:
    async def break_off() -> None:
        async with works.writing() as work:
            await work.requests.add(draft())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await break_off()
    async with works.reading() as work:
        assert await work.requests.get(draft().reference) is None


async def test_a_unit_abandoned_by_its_task_lets_the_next_one_write(works: Works) -> None:
    inside = asyncio.Event()

    async def hang() -> None:
        async with works.writing() as work:
            await work.requests.add(draft())
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with works.writing() as work:
        await work.requests.add(draft())
        await work.commit()
    async with works.reading() as work:
        assert await work.requests.get(draft().reference) is not None


async def test_readers_wait_for_no_writer_and_see_nothing_unfinished(works: Works) -> None:
    async with works.writing() as writing:
        await writing.requests.add(draft())
        async with works.reading() as reading:
            assert await reading.requests.get(draft().reference) is None
        await writing.commit()
    async with works.reading() as reading:
        assert await reading.requests.get(draft().reference) is not None


async def test_many_writers_at_once_all_get_their_turn(works: Works) -> None:
    async def write(number: int) -> None:
        async with works.writing() as work:
            assert await work.requests.get(draft(number).reference) is None
            await work.requests.add(draft(number))
            await work.commit()

    await asyncio.gather(*map(write, range(1, 41)))
    async with works.reading() as work:
        [drafts] = (await work.standings.open_of([draft().asker])).values()
    assert len(drafts) == 40


async def test_nobody_belongs_to_an_authority_that_does_not_exist(works: Works) -> None:
    nowhere = Membership(AuthorityId("nowhere"), anna().memberships[0].area, frozenset())
    async with works.writing() as work:
        await work.people.put(replace(anna(), memberships=(nowhere,)))
        with pytest.raises(IntegrityError):
            await work.commit()
