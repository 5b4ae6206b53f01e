"""What only one may do, on both databases: one has it, and who falls silent loses it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from storage.engine import Database
from storage.leases import SqlLeases

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def leases(database: Database) -> SqlLeases:
    return SqlLeases(database)


async def test_one_has_it_and_keeps_it(leases: SqlLeases) -> None:
    assert await leases.take("sync", "a", NOW, LATER)
    assert not await leases.take("sync", "b", NOW, LATER)
    assert await leases.take("sync", "a", NOW, LATER + timedelta(minutes=1))
    assert await leases.holder("sync", LATER) == "a"


async def test_who_falls_silent_loses_it(leases: SqlLeases) -> None:
    assert await leases.take("sync", "a", NOW, LATER)
    assert await leases.holder("sync", LATER) is None
    assert await leases.take("sync", "b", LATER, LATER + timedelta(minutes=1))
    assert not await leases.take("sync", "a", LATER, LATER + timedelta(minutes=1))


async def test_what_is_given_back_is_free_at_once(leases: SqlLeases) -> None:
    assert await leases.take("sync", "a", NOW, LATER)
    await leases.give_back("sync", "b")
    assert not await leases.take("sync", "b", NOW, LATER)
    await leases.give_back("sync", "a")
    assert await leases.take("sync", "b", NOW, LATER)


async def test_of_many_at_once_one_gets_it(leases: SqlLeases) -> None:
    tries = [leases.take("sync", str(number), NOW, LATER) for number in range(8)]
    assert sum(await asyncio.gather(*tries)) == 1
