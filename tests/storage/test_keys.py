from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import event

from core.people import Address
from core.talks import TalkKey
from storage.engine import open_database
from storage.speakers import SqlSpeakers
from storage.tables import metadata
from storage.talks import SqlTalks

HERE = Address("slack", "T1", "U1")


@pytest.mark.parametrize("table", ["addresses", "talks"])
async def test_rows_are_found_by_the_index_and_no_table_is_read_through(
    tmp_path: Path, table: str
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'imi.db'}")
    async with database.writer.begin() as connection:
        await connection.run_sync(metadata.create_all)
    sent: list[tuple[str, tuple[object, ...]]] = []
    event.listen(
        database.reader.sync_engine, "before_cursor_execute", lambda *said: sent.append(said[2:4])
    )
    await (
        SqlSpeakers(database).at(HERE)
        if table == "addresses"
        else SqlTalks(database).read(TalkKey(HERE, "D1/"))
    )
    statement, parameters = sent[-1]
    async with database.reader.connect() as connection:
        rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        plan = [str(row.detail) for row in rows]
    await database.close()
    assert [step for step in plan if step.startswith(f"SEARCH {table} USING")]
    assert not [step for step in plan if step.startswith("SCAN") and "VIRTUAL" not in step], plan
