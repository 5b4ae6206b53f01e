"""Every replica finds what any other, or the command line, has just changed."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import Assistant, assemble
from bot.config import Config
from core.authorities import Authority, AuthorityName
from core.people import AuthorityId
from storage.engine import Database
from storage.readiness import migrate
from storage.search_indexes import SqlSearchIndex
from tests.support.postgres import PostgresServer


def authority(id: str, name: str) -> Authority:
    names = (AuthorityName(name, "lv", "primary"),)
    return Authority(AuthorityId(id), "LV", "lv", names, city="Rīga")


HARBOUR = authority("lv-harbour", "Latvijas Jūras administrācija")
ROADS = authority("lv-roads", "Ceļu satiksmes drošības direkcija")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_server: PostgresServer
) -> Iterator[str]:
    with postgres_server.database() as database:
        address = database if request.param == "postgresql" else f"sqlite:///{tmp_path}/imi.db"
        asyncio.run(migrate(address))
        yield address


@pytest.fixture
async def replicas(url: str) -> AsyncIterator[tuple[Assistant, Assistant]]:
    config = Config.model_validate({"database": {"url": url}})
    async with AsyncExitStack() as stack:
        pair = assemble(config), assemble(config)
        for one in pair:
            stack.push_async_callback(one.close)
        yield pair


async def put(at: Assistant, *authorities: Authority) -> None:
    async with at.services.works.writing() as work:
        await work.authorities.put(authorities)
        await work.commit()


async def found(at: Assistant, said: str) -> list[str]:
    return [each.authority.id for each in await at.services.finder.find(said) if each.confident]


def kept(database: Database) -> SqlSearchIndex:
    return SqlSearchIndex(database, "authorities")


async def test_the_next_search_of_every_replica_finds_a_new_name(
    replicas: tuple[Assistant, Assistant],
) -> None:
    await put(replicas[0], HARBOUR)
    for one in replicas:
        assert await found(one, "juras administracija") == ["lv-harbour"]
    renamed = replace(HARBOUR, names=(AuthorityName("Ostas pārvalde", "lv", "primary"),))
    await put(replicas[1], renamed, ROADS)
    for one in replicas:
        assert await found(one, "ostas parvalde") == ["lv-harbour"]
        assert await found(one, "celu satiksmes drosibas direkcija") == ["lv-roads"]
        assert await found(one, "juras administracija") == []


async def test_an_import_by_another_process_is_found_by_one_that_runs(
    replicas: tuple[Assistant, Assistant], url: str, tmp_path: Path
) -> None:
    await put(replicas[0], HARBOUR)
    assert await found(replicas[0], "ostas parvalde") == []
    file = tmp_path / "authorities.csv"
    file.write_text("id,country,language,name\nlv-harbour,LV,lv,Ostas pārvalde\n", "utf-8")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "import", "authorities", str(file)),
        env={**os.environ, "IMI_DATABASE_URL": url},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    _said, complained = await process.communicate()
    assert process.returncode == 0, complained
    for one in replicas:
        assert await found(one, "ostas parvalde") == ["lv-harbour"]


async def test_a_start_takes_the_kept_index_and_what_has_changed_since(
    replicas: tuple[Assistant, Assistant],
) -> None:
    first, second = replicas
    await put(first, HARBOUR)
    assert await found(first, "juras administracija") == ["lv-harbour"]
    before = await kept(first.database).get()
    assert before is not None
    await put(first, ROADS)
    assert await found(second, "celu satiksmes drosibas direkcija") == ["lv-roads"]
    assert await found(second, "juras administracija") == ["lv-harbour"]
    assert await kept(second.database).get() == before, "it was not built anew"


@pytest.mark.parametrize("data", [b"", b"\x00garbage", b"authority search {}\n"])
async def test_a_kept_index_that_is_damaged_or_old_is_built_anew(
    replicas: tuple[Assistant, Assistant], data: bytes
) -> None:
    first, second = replicas
    await put(first, HARBOUR)
    await kept(first.database).put("1-x", data)
    assert await found(second, "juras administracija") == ["lv-harbour"]
    rebuilt = await kept(second.database).get()
    assert rebuilt is not None
    assert rebuilt[1] != data


async def test_many_changes_at_once_are_found_too(replicas: tuple[Assistant, Assistant]) -> None:
    await put(replicas[0], HARBOUR)
    assert await found(replicas[1], "juras administracija") == ["lv-harbour"]
    many = (authority(f"lv-{n}", f"{n}. vidusskola") for n in range(1200))
    await put(replicas[0], *many)
    for one in replicas:
        assert (await found(one, "1199. vidusskola"))[0] == "lv-1199"
