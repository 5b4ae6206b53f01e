"""A statement that comes again takes a shorter way on SQLite: what it gives must be the same."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.engine import Database
from storage.prepared import Statements
from storage.tables import events, marks, outbox

_AT = datetime(2026, 4, 1, 6, tzinfo=UTC)
_ADD = insert(events)
_GIVEN_BACK = insert(events).returning(events.c.event, events.c.taken)
_SOME = (
    select(events.c.event, events.c.taken)
    .where(
        events.c.event.in_(bindparam("names", expanding=True)),
        events.c.platform.in_(["slack", "matrix"]),
    )
    .order_by(events.c.event)
)
_TOGETHER = select(events.c.platform, func.aggregate_strings(events.c.event, " ")).group_by(
    events.c.platform
)
_LATER = update(events).where(events.c.event == bindparam("name"))
_GONE = delete(events).where(events.c.event == bindparam("name"))


async def test_it_finds_the_same_each_time_however_long_its_lists_are(database: Database) -> None:
    rows = [{"platform": "slack", "event": name, "taken": _AT} for name in "abcde"]
    async with database.single.connect() as connection:
        for row in rows:
            await connection.execute(_ADD, row)
        for names in (["a"], ["a", "b"], [], ["e", "c", "d"], ["a", "b"]) * 2:
            found = (await connection.execute(_SOME, {"names": names})).all()
            assert [(row.event, row.taken) for row in found] == [(n, _AT) for n in sorted(names)]


async def test_what_stands_between_strings_is_written_into_the_statement(
    database: Database,
) -> None:
    async with database.single.connect() as connection:
        for name in ("a", "b", "c"):
            await connection.execute(_ADD, {"platform": "slack", "event": name, "taken": _AT})
            [(platform, names)] = (await connection.execute(_TOGETHER, {})).all()
            assert platform == "slack"
        assert sorted(names.split(" ")) == ["a", "b", "c"]
    statements = Statements(database.single.dialect)
    ready = [statements.ready(_TOGETHER, {}, many=False) for _ in range(2)]
    assert ready[1] is not None, "it takes the shorter way from the second time on"


async def test_it_writes_the_same_each_time(database: Database) -> None:
    async with database.single.connect() as connection:
        for number in range(4):
            name = f"n{number}"
            row = {"platform": "slack", "event": name, "taken": _AT}
            given_back = (await connection.execute(_GIVEN_BACK, row)).one()
            assert tuple(given_back) == (name, _AT)
            done = await connection.execute(_LATER, {"name": name, "platform": "matrix"})
            assert done.rowcount == 1
            done = await connection.execute(_GONE, {"name": "unknown"})
            assert done.rowcount == 0
        many = [{"platform": "slack", "event": f"m{n}", "taken": _AT} for n in range(6)]
        for two in (many[:2], many[2:4], many[4:]):
            await connection.execute(_ADD, two)
        found = await connection.execute(select(events.c.platform, events.c.event))
        assert sorted(map(tuple, found)) == sorted(
            [("matrix", f"n{n}") for n in range(4)] + [("slack", f"m{n}") for n in range(6)]
        )


async def test_what_is_refused_is_refused_alike_and_keeps_nothing(database: Database) -> None:
    row = {"platform": "slack", "event": "same", "taken": _AT}
    for _again in range(3):
        async with database.writer.connect() as connection:
            await connection.execute(_ADD, row)
            with pytest.raises(IntegrityError) as refused:
                await connection.execute(_ADD, row)
            assert "same" not in str(refused.value)
    async with database.reader.connect() as connection:
        assert (await connection.execute(select(events))).all() == []


async def test_what_stands_in_the_statement_is_not_mixed_up(database: Database) -> None:
    """Two that differ in a value alone are two statements."""
    async with database.single.connect() as connection:
        for name in ("one", "two") * 3:
            key = {"name": name, "value": name.upper()}
            await connection.execute(delete(marks).where(marks.c.name == name))
            await connection.execute(insert(marks), key)
            query = select(marks.c.value).where(marks.c.name == name)
            for _again in range(3):
                assert (await connection.execute(query)).scalar_one() == name.upper()
        assert (await connection.execute(select(outbox))).first() is None
