"""What ends in the same turn of the event loop is committed together, and each hears what became of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database
from storage.tables import memberships
from storage.writing import WritingConnection
from tests.storage.units import (
    READ,
    Undone,
    Unit,
    add,
    add_and_raise,
    add_many,
    add_many_in_words,
    adding,
    at_once,
    begun,
    in_words,
    of,
    opened,
    stored,
    unit,
    within,
)

_READ_IN_WORDS = text("SELECT count(*) FROM marks")
_JOIN = insert(memberships)
_NOBODY = {"person": "nobody", "position": 0, "authority": "nowhere", "area": "*", "roles": ""}


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    async with opened(sqlite_url) as database:
        yield database


async def test_many_at_once_share_one_commit(database: Database) -> None:
    seen: list[str] = []
    within(database).set_trace_callback(seen.append)
    names = [str(number) for number in range(20)]
    assert await at_once(*(unit(database, adding(name)) for name in names)) == [None] * 20
    assert seen.count("COMMIT") == 1
    assert stored(database) == set(names)


async def test_who_all_waited_for_one_share_one_commit(database: Database) -> None:
    """Each would otherwise begin when the one before has ended, alone, and so would all who come after."""
    goes_on, names = asyncio.Event(), [str(number) for number in range(20)]

    async def lingering(connection: AsyncConnection) -> None:
        await add(connection, "first")
        await goes_on.wait()

    first = asyncio.create_task(unit(database, lingering))
    others = [asyncio.create_task(unit(database, adding(name))) for name in names]
    for _turn in range(5):
        await asyncio.sleep(0)
    seen: list[str] = []
    within(database).set_trace_callback(seen.append)
    goes_on.set()
    await asyncio.gather(first, *others)
    assert seen.count("COMMIT") <= 2
    assert stored(database) == {"first", *names}


async def test_one_alone_is_committed_in_a_few_turns_of_the_loop(database: Database) -> None:
    alone = asyncio.create_task(unit(database, adding("a")))
    for _turn in range(5):
        await asyncio.sleep(0)
    assert alone.done()
    assert stored(database) == {"a"}


async def test_nobody_is_told_before_it_is_kept(database: Database) -> None:
    async def told(name: str) -> None:
        await unit(database, adding(name))
        assert name in stored(database)

    assert await at_once(*(told(str(number)) for number in range(10))) == [None] * 10


async def _only_read_and_raise(connection: AsyncConnection) -> None:
    await connection.execute(READ)
    await asyncio.sleep(0)
    raise Undone


async def _read_in_words_and_raise(connection: AsyncConnection) -> None:
    await connection.execute(_READ_IN_WORDS)
    await asyncio.sleep(0)
    raise Undone


async def _write_in_words_and_raise(connection: AsyncConnection) -> None:
    await in_words(connection, "under way")
    await asyncio.sleep(0)
    raise Undone


async def _add_many_and_raise(connection: AsyncConnection) -> None:
    await add_many(connection, "under way")
    raise Undone


async def _make_a_table_and_raise(connection: AsyncConnection) -> None:
    await connection.execute(text("CREATE TABLE under_way (name TEXT)"))
    raise Undone


_WAYS_TO_RAISE = (
    add_and_raise,
    _only_read_and_raise,
    _read_in_words_and_raise,
    _write_in_words_and_raise,
    _add_many_and_raise,
    _make_a_table_and_raise,
)


@pytest.mark.parametrize("raising", _WAYS_TO_RAISE)
async def test_one_that_raises_leaves_nothing_and_takes_nobody_with_it(
    database: Database, raising: Unit
) -> None:
    told = await at_once(
        unit(database, adding("a", "b")),
        unit(database, raising),
        unit(database, adding("c")),
        begun(database, lambda connection: in_words(connection, "d")),
    )
    assert [type(each) for each in told] == [type(None), Undone, type(None), type(None)]
    assert stored(database) == {"a", "b", "c", "d"}
    assert not within(database).execute("PRAGMA table_info(under_way)").fetchall()


async def test_nothing_is_done_again_for_one_that_has_only_read(database: Database) -> None:
    seen: list[str] = []
    within(database).set_trace_callback(seen.append)
    await at_once(unit(database, adding("a")), unit(database, _only_read_and_raise))
    assert (seen.count("COMMIT"), seen.count("ROLLBACK")) == (1, 0)
    assert stored(database) == {"a"}


@pytest.mark.parametrize("raising", _WAYS_TO_RAISE)
async def test_whoever_waits_beside_one_that_raises_is_told_what_is_so(
    database: Database, raising: Unit
) -> None:
    """Also while nobody comes after them."""
    told = await at_once(unit(database, adding("ended")), unit(database, raising))
    assert told[0] is None
    assert stored(database) == {"ended"}
    await unit(database, adding("next"))
    assert stored(database) == {"ended", "next"}


@pytest.mark.parametrize("way", [unit, begun])
async def test_what_is_refused_at_the_end_takes_nobody_with_it(
    database: Database, way: Callable[[Database, Unit], Coroutine[object, object, None]]
) -> None:
    async def join(connection: AsyncConnection) -> None:
        await add(connection, "refused")
        await connection.execute(_JOIN, _NOBODY)

    for _again in range(3):
        told = await at_once(
            unit(database, adding("a")),
            unit(database, join),
            way(database, adding("b")),
            way(database, join),
            way(database, adding("c")),
        )
        expected = [None, IntegrityError, None, IntegrityError, None]
        assert [each and type(each) for each in told] == expected
        assert stored(database) == {"a", "b", "c"}
        within(database).execute("DELETE FROM marks")


async def test_single_statements_come_between_and_are_kept_as_they_are_done(
    database: Database,
) -> None:
    async def single(name: str) -> None:
        async with database.single.connect() as connection:
            await add(connection, name)
            assert name in stored(database)
            raise Undone

    told = await at_once(
        unit(database, adding("a")),
        single("b"),
        unit(database, add_and_raise),
        single("c"),
        single("d"),
    )
    assert [each and type(each) for each in told] == [None, Undone, Undone, Undone, Undone]
    assert stored(database) == {"a", "b", "c", "d"}


@pytest.mark.parametrize("heavy", [add_many, add_many_in_words])
@pytest.mark.parametrize("times", [1, 2, 3])
async def test_one_given_up_in_the_thread_leaves_nothing_and_takes_nobody_with_it(
    database: Database, heavy: Callable[[AsyncConnection, str], Awaitable[None]], times: int
) -> None:
    """However often it is cancelled."""
    begun = asyncio.Event()

    async def do(connection: WritingConnection) -> None:
        await add(connection, "under way")
        begun.set()
        await heavy(connection, "under way")

    ended = asyncio.create_task(unit(database, adding("ended")))
    heavy_one = asyncio.create_task(unit(database, do))
    await begun.wait()
    for _time in range(times):
        heavy_one.cancel()
        await asyncio.sleep(0)
    told = await at_once(of(ended), of(heavy_one), unit(database, adding("next")))
    assert [each and type(each) for each in told] == [None, asyncio.CancelledError, None]
    assert stored(database) == {"ended", "next"}


async def test_whoever_is_cancelled_while_others_wait_takes_nobody_with_it(
    database: Database,
) -> None:
    for moment in range(8):
        tasks = [asyncio.create_task(unit(database, adding(f"{moment}{n}"))) for n in range(6)]
        for _turn in range(moment):
            await asyncio.sleep(0)
        for task in tasks[::2]:
            task.cancel()
        told = await at_once(*map(of, tasks))
        assert told[1::2] == [None] * 3
        kept = stored(database)
        assert {f"{moment}{n}" for n, each in enumerate(told) if each is None} <= kept
        await unit(database, adding(f"{moment} next"))
        assert stored(database) == kept | {f"{moment} next"}, "nothing comes later"


async def test_whoever_waits_hears_of_it_when_one_that_hangs_lets_go(database: Database) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def hang(connection: WritingConnection) -> None:
        await add(connection, "hung")
        begun.set()
        await go_on.wait()

    ended = asyncio.create_task(unit(database, adding("ended")))
    hanging = asyncio.create_task(unit(database, hang))
    await begun.wait()
    await asyncio.sleep(0)
    assert (ended.done(), stored(database)) == (False, set())
    go_on.set()
    assert await at_once(of(ended), of(hanging)) == [None, None]
    assert stored(database) == {"ended", "hung"}
