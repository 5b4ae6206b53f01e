"""Every test of the storage runs on SQLite in a file and on a real PostgreSQL."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from core.work import Works
from storage.engine import Database, open_database
from storage.tables import metadata
from storage.work import SqlWorks
from tests.storage.examples import LISBON, RIGA, ana, anna
from tests.support.postgres import PostgresServer

_TEMPLATE = "storage tests"


async def _fill(url: str) -> None:
    database = open_database(url)
    async with database.writer.begin() as connection:
        await connection.run_sync(metadata.create_all)
    async with SqlWorks(database).writing() as work:
        await work.authorities.put([RIGA, LISBON])
        await work.people.put(anna())
        await work.people.put(ana())
        await work.commit()
    await database.close()


def _fill_now(url: str) -> None:
    asyncio.run(_fill(url))


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "imi.db"
    _fill_now(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(filled_file: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(filled_file, tmp_path / 'imi.db')}"


@pytest.fixture
def filled_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    template = postgres_server.template(_TEMPLATE, _fill_now)
    with postgres_server.database(template) as url:
        yield url


@pytest.fixture(params=["sqlite_url", "filled_postgres_url"], ids=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """A database with the schema, two authorities and one person at each."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, str)
    return found


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = open_database(url)
    yield opened
    await opened.close()


@pytest.fixture
def works(database: Database) -> Works:
    return SqlWorks(database)
