from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from storage.engine import Database, UnknownDatabase, open_database
from storage.tables import events

_NOTHING = select(events.c.event).where(events.c.event == "nothing")


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "mysql://root@localhost/imi", "oracle://x"]
)
def test_a_database_we_do_not_speak_to_is_refused(url: str) -> None:
    with pytest.raises(UnknownDatabase):
        open_database(url)


@pytest.mark.parametrize("driver", ["sqlite", "sqlite+aiosqlite", "sqlite+pysqlite"])
async def test_the_driver_is_ours_whichever_the_url_names(driver: str, tmp_path: Path) -> None:
    database = open_database(f"{driver}:///{tmp_path}/imi.db")
    assert database.kind == "sqlite"
    async with database.reader.connect() as connection:
        assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1
    await database.close()


async def test_a_damaged_text_is_told_as_what_the_database_could_not_do(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    async with database.reader.connect() as connection:
        with pytest.raises(OperationalError, match="UTF-8"):
            await connection.execute(text("SELECT CAST(x'00ff' AS TEXT)"))
    await database.close()


async def test_sqlite_is_set_up_to_be_safe(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    for engine in (database.writer, database.single, database.reader):
        async with engine.connect() as connection:
            found = {
                name: (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
                for name in (
                    "journal_mode",
                    "synchronous",
                    "foreign_keys",
                    "secure_delete",
                    "busy_timeout",
                )
            }
        assert found == {
            "journal_mode": "wal",
            "synchronous": 1,
            "foreign_keys": 1,
            "secure_delete": 1,
            # Whoever holds the lock is waited for in a thread, never here.
            "busy_timeout": 0,
        }
    await database.close()


async def test_whoever_still_reads_after_the_end_leaves_no_connection_open(
    database: Database,
) -> None:
    """As a task may that was begun before it."""
    await database.close()
    # The first time every statement goes the long way.
    for _time in range(3):
        async with database.reader.connect() as connection:
            assert (await connection.execute(_NOTHING)).all() == []
    assert "Current Checked out connections: 0" in database.reader.sync_engine.pool.status()


async def test_a_unit_that_reads_first_can_still_write_beside_another_process(
    sqlite_url: str,
) -> None:
    """With a plain BEGIN one of the two would be refused: SQLite does not upgrade a stale reader."""
    one, two = open_database(sqlite_url), open_database(sqlite_url)

    async def count_up(database: Database) -> None:
        for _ in range(20):
            async with database.writer.begin() as connection:
                query = text("SELECT coalesce(max(last), 0) FROM series")
                last = (await connection.execute(query)).scalar_one()
                add = text("INSERT INTO series VALUES ('LV', :next, :next)")
                await connection.execute(add, {"next": last + 1})

    await asyncio.gather(count_up(one), count_up(two))
    async with one.reader.connect() as connection:
        query = text("SELECT count(*), max(last) FROM series")
        assert tuple((await connection.execute(query)).one()) == (40, 40)
    await one.close()
    await two.close()


async def test_what_was_written_is_moved_into_the_file_meanwhile(sqlite_url: str) -> None:
    """The log would grow for as long as the assistant runs."""
    database = open_database(sqlite_url)
    add = text("INSERT INTO series SELECT 'LV', value, 1 FROM json_each(:years)")
    async with database.writer.begin() as connection:
        await connection.execute(add, {"years": json.dumps(list(range(6_000)))})
    file = str(database.writer.url.database)
    while _in_the_file(file) < 6_000:  # noqa: ASYNC110 - nobody is told of it
        await asyncio.sleep(0.001)
    await database.close()


def _in_the_file(file: str) -> int:
    """Without what is in the log only; none while half of it is moved, for this reader takes no lock."""
    with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM series").fetchone()[0])
        except sqlite3.DatabaseError:
            return 0


async def test_a_great_many_bytes_are_written_in_a_thread_and_kept(sqlite_url: str) -> None:
    database, heavy = open_database(sqlite_url), b"x" * 1_000_000
    async with database.writer.begin() as connection:
        await connection.execute(text("CREATE TEMP TABLE heavy (data BLOB)"))
        await connection.execute(text("INSERT INTO heavy VALUES (:data)"), {"data": heavy})
        found = (await connection.execute(text("SELECT data FROM heavy"))).scalar_one()
    assert found == heavy
    await database.close()


async def test_a_statement_given_up_half_way_leaves_no_lock_behind(sqlite_url: str) -> None:
    blocking, database = open_database(sqlite_url), open_database(sqlite_url)
    async with blocking.writer.begin() as connection:
        await connection.execute(text("DELETE FROM marks"))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05), database.writer.begin() as waiting:
                await waiting.execute(text("DELETE FROM marks"))
    async with blocking.writer.begin() as connection:
        await connection.execute(text("DELETE FROM marks"))
    async with database.writer.begin() as connection:
        await connection.execute(text("DELETE FROM marks"))
    await blocking.close()
    await database.close()


async def test_connections_the_server_has_closed_are_not_used_again(
    filled_postgres_url: str,
) -> None:
    database, server = open_database(filled_postgres_url), open_database(filled_postgres_url)
    async with database.reader.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        await connection.execute(text("SELECT 1"))
        process = driver.get_server_pid()
    async with server.reader.connect() as connection:
        await connection.execute(text("SELECT pg_terminate_backend(:it)"), {"it": process})
    while not driver.is_closed():  # noqa: ASYNC110 - the driver tells nobody when it hears of it
        await asyncio.sleep(0.001)
    async with database.reader.connect() as connection:
        assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1
    await database.close()
    await server.close()


async def test_what_is_under_way_when_a_database_is_closed_leaves_no_connection_open(
    url: str,
) -> None:
    database = open_database(url)
    held, go_on = asyncio.Event(), asyncio.Event()

    async def writing() -> None:
        async with database.writer.begin():
            held.set()
            await go_on.wait()

    under_way = asyncio.create_task(writing())
    await held.wait()
    closing = asyncio.create_task(database.close())
    pool = database.writer.sync_engine.pool
    await asyncio.sleep(0)
    assert not closing.done()
    go_on.set()
    await asyncio.gather(under_way, closing)
    assert isinstance(pool, QueuePool)
    assert (pool.checkedout(), pool.checkedin()) == (0, 0)
