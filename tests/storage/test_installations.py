from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.installations import Installation, Installations
from storage.engine import Database
from storage.installations import SqlInstallations
from storage.sealing import CannotOpen, Ring
from storage.tables import installations as table
from tests.storage.examples import NOW

OLD, NEW = b"o" * 32, b"n" * 32
RIGA = Installation("", "T1", "A1", "U1", "xoxb-of-riga", "xoxe-of-riga", NOW)
LISBON = Installation("E1", "T2", "A1", "U2", "xoxb-of-lisbon")
EVERYWHERE = Installation("E1", "", "A1", "U3", "xoxb-of-the-organisation")


@pytest.fixture
def installations(database: Database) -> SqlInstallations:
    return SqlInstallations(database, Ring([OLD]))


async def test_an_installation_is_kept_and_found_by_its_workspace(
    installations: Installations,
) -> None:
    await installations.put(RIGA)
    assert await installations.at("", "T1") == RIGA
    assert await installations.keyed("T1") == RIGA
    assert await installations.at("", "T2") is None
    assert await installations.at("E1", "T1") is None


async def test_a_workspaces_own_installation_goes_before_that_of_its_organisation(
    installations: Installations,
) -> None:
    await installations.put(EVERYWHERE)
    assert await installations.at("E1", "T2") == EVERYWHERE
    await installations.put(LISBON)
    assert await installations.at("E1", "T2") == LISBON
    assert await installations.at("E1", "T3") == EVERYWHERE
    assert await installations.at("E1", "") == EVERYWHERE
    assert await installations.keyed("E1") == EVERYWHERE


async def test_installed_again_takes_the_place_of_what_was_there(
    installations: Installations,
) -> None:
    await installations.put(RIGA)
    again = replace(RIGA, token="xoxb-another", bot_user="U9")
    await installations.put(again)
    assert list(await installations.all()) == [again]


async def test_what_is_uninstalled_is_gone(installations: Installations) -> None:
    await installations.put(RIGA)
    await installations.put(LISBON)
    assert await installations.forget("T1")
    assert not await installations.forget("T1")
    assert list(await installations.all()) == [LISBON]


async def test_what_was_told_before_it_was_installed_again_ends_nothing(
    installations: Installations,
) -> None:
    await installations.put(replace(RIGA, since=NOW))
    assert not await installations.forget("T1", NOW - timedelta(seconds=1))
    assert await installations.keyed("T1") == replace(RIGA, since=NOW)
    assert await installations.forget("T1", NOW)
    await installations.put(RIGA)
    assert await installations.forget("T1", NOW - timedelta(days=1)), "nobody knows since when"


async def test_only_one_renews_a_token(database: Database, installations: Installations) -> None:
    await installations.put(RIGA)
    other = SqlInstallations(database, Ring([OLD]))
    until = NOW + timedelta(minutes=1)
    asked = [each.renewing("T1", NOW, until) for each in (installations, other) for _ in range(5)]
    assert sum(await asyncio.gather(*asked)) == 1
    assert await other.renewing("T1", until + timedelta(seconds=1), until), "it never came back"
    await installations.put(RIGA)
    assert await other.renewing("T1", NOW, until)


async def test_no_token_stands_in_the_database(
    database: Database, installations: Installations
) -> None:
    await installations.put(RIGA)
    async with database.reader.connect() as connection:
        row = (await connection.execute(select(table))).one()
    assert not any(b"riga" in str(value).encode() for value in row)
    assert b"riga" not in row.sealed


async def test_a_token_put_in_anothers_place_does_not_open(
    database: Database, installations: Installations
) -> None:
    await installations.put(RIGA)
    async with database.writer.begin() as connection:
        await connection.execute(table.update().values(team="T7"))
    with pytest.raises(CannotOpen):
        await installations.keyed("T7")


async def test_tokens_are_sealed_anew_with_the_first_key(
    database: Database, installations: Installations
) -> None:
    await installations.put(RIGA)
    await installations.put(LISBON)
    assert await SqlInstallations(database, Ring([NEW, OLD])).reseal() == 2
    renewed = SqlInstallations(database, Ring([NEW]))
    assert list(await renewed.all()) == [RIGA, LISBON]
    assert await renewed.reseal() == 0


async def test_no_token_is_shown_where_an_installation_is_printed() -> None:
    assert "of-riga" not in repr(RIGA)
