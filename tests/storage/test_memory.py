"""What whoever writes remembers is what is stored, whoever changed it, in whatever way, and whether it was kept."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database, open_database
from storage.memory import LASTING
from storage.schema import create
from storage.tables import memberships, metadata, people
from storage.writing import WritingConnection

_NAMES = select(people.c.name).order_by(people.c.id)
_RENAME = update(people).where(people.c.id == "p").values(name=bindparam("new"))
_PERSON = {
    **{"id": "p", "name": "first", "language": "lv", "time_zone": "UTC"},
    **{"active": True, "agreed": 1},
}
_ADD = insert(people)
_NOBODY = {"person": "nobody", "position": 0, "authority": "nowhere", "area": "*", "roles": ""}
_EVENT = "INSERT INTO events VALUES ('slack', :name, '2026-04-01 06:00:00')"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await _made(tmp_path)
    yield database
    await database.close()


async def _made(folder: Path) -> Database:
    url = f"sqlite:///{folder}/imi.db"
    await create(url)
    database = open_database(url)
    async with database.writer.begin() as connection:
        await connection.execute(insert(people), _PERSON)
    return database


async def _remembered(connection: AsyncConnection) -> list[str]:
    return list((await connection.execute(_NAMES)).scalars())


async def _asked_anew(connection: AsyncConnection, number: int) -> list[str]:
    """A text of its own was never seen before."""
    found = await connection.execute(text(f"SELECT name FROM people ORDER BY id -- {number}"))
    return list(found.scalars())


def _file(database: Database) -> str:
    return str(database.writer.url.database)


def _driver(connection: AsyncConnection) -> sqlite3.Connection:
    assert isinstance(connection, WritingConnection)
    return connection.engine.pen.driver._conn


async def _asked(database: Database) -> int:
    """How many statements SQLite was asked until the names were known."""
    said: list[str] = []
    async with database.writer.connect() as connection:
        await connection.execute(text("DELETE FROM events"))
        _driver(connection).set_trace_callback(said.append)
        await _remembered(connection)
        _driver(connection).set_trace_callback(None)
        await connection.commit()
    return len(said)


async def test_also_what_was_asked_before_anything_else_is_remembered(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/imi.db"
    await create(url)
    database = open_database(url)
    asking, asked = text("SELECT name FROM people"), list[str]()
    async with database.writer.connect() as connection:
        await connection.execute(asking)
        _driver(connection).set_trace_callback(asked.append)
        await connection.execute(asking)
        _driver(connection).set_trace_callback(None)
        await connection.commit()
    await database.close()
    assert not asked


@pytest.mark.parametrize("table", sorted(LASTING))
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET {} = {}", "REPLACE INTO {}"])
async def test_whatever_changes_one_of_its_tables_is_heard(
    database: Database, table: str, change: str
) -> None:
    column = metadata.tables[table].columns.keys()[0]
    statement = change.format(table, column, column)
    if change.startswith("REPLACE"):
        statement += f" SELECT * FROM {table} WHERE false"
    asking = text(f"SELECT {column} FROM {table}")
    asked: list[str] = []
    async with database.writer.connect() as connection:
        for _each in range(2):
            await connection.execute(asking)
        _driver(connection).set_trace_callback(asked.append)
        await connection.execute(asking)
        assert not asked
        await connection.execute(text(statement))
        await connection.execute(asking)
        _driver(connection).set_trace_callback(None)
        await connection.commit()
    assert len(asked) == 2, "the change, and the question anew"


async def test_who_belongs_where_is_asked_once_and_again_when_it_has_changed(
    database: Database,
) -> None:
    for _each in range(4):
        await _asked(database)
    assert await _asked(database) == 0
    async with database.writer.connect() as connection:
        await connection.execute(_RENAME, {"new": "second"})
        await connection.commit()
    assert (await _asked(database), await _asked(database)) == (1, 0)


WAYS = st.sampled_from(
    [
        *("own", "in words", "single", "half", "single half", "somebody else"),
        *("undone", "refused", "an event", "together"),
    ]
)
AT_ONCE = ("own", "refused", "undone", "an event")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(ways=st.lists(WAYS, max_size=12))
def test_it_is_what_is_stored_whoever_changed_it_and_how(ways: list[str]) -> None:
    asyncio.run(_walked(ways))


async def _walked(ways: list[str]) -> None:
    with TemporaryDirectory() as folder:
        database = await _made(Path(folder))
        try:
            for number, way in enumerate(ways):
                await _changed(database, way, f"name {number}")
                async with database.writer.connect() as connection:
                    if number % 2:
                        await connection.execute(text(_EVENT), {"name": f"after {number}"})
                    names = await _remembered(connection)
                    assert names == await _asked_anew(connection, number)
                    await connection.commit()
        finally:
            await database.close()


async def _changed(database: Database, way: str, name: str) -> None:
    match way:
        case "single":
            async with database.single.connect() as connection:
                await connection.execute(_RENAME, {"new": name})
        case "single half":
            async with database.single.connect() as connection:
                await _half(connection, name)
        case "somebody else":
            with closing(sqlite3.connect(_file(database))) as other, other:
                other.execute("UPDATE people SET name = ?", (name,))
        case "together":
            await asyncio.gather(*(_unit(database, each, name + each) for each in AT_ONCE))
        case _:
            await _unit(database, way, name)


async def _unit(database: Database, way: str, name: str) -> None:
    with suppress(IntegrityError):
        async with database.writer.connect() as connection:
            await _remembered(connection)
            if way == "an event":
                await connection.execute(text(_EVENT), {"name": name})
            elif way == "half":
                await _half(connection, name)
            elif way == "in words":
                renaming = text("UPDATE people SET name = :name WHERE id = 'p'")
                await connection.execute(renaming, {"name": name})
            else:
                await connection.execute(_RENAME, {"new": name})
            if way == "refused":
                await connection.execute(insert(memberships), _NOBODY)
            await _remembered(connection)
            if way != "undone":
                await connection.end()  # type: ignore[attr-defined]


async def _half(connection: AsyncConnection, name: str) -> None:
    """The first is done; the second is refused, the third by Python already."""
    for wrong in ("p", "\ud800"):
        await _remembered(connection)
        with suppress(IntegrityError, UnicodeEncodeError):
            rows = [{**_PERSON, "id": each} for each in (f"{name} and {ord(wrong)}", wrong)]
            await connection.execute(_ADD, rows)
