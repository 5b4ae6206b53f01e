"""A database that began at any earlier schema is brought to the head with everything that is in it.

One database walks the whole way: at each revision a row is added to every table it has, so that rows of each revision
pass every step after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    insert,
    select,
)

from core.outbox import Progress, Topic
from core.people import AuthorityId, PersonId
from core.references import reference
from core.requests import RequestId, State
from storage import migrations, tables
from storage.engine import Database, open_database
from storage.seals import check, seal, sealed
from storage.upkeep_seals import check_changes
from storage.work import SqlWorks
from tests.support.postgres import PostgresServer

MOMENT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
DAY = date(2026, 3, 20)
REVISIONS = [
    script.revision
    for script in ScriptDirectory(str(Path(migrations.__file__).parent)).walk_revisions()
][::-1]

Values = dict[str, Any]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_server: PostgresServer
) -> Iterator[str]:
    with postgres_server.database() as postgresql:
        yield f"sqlite:///{tmp_path}/imi.db" if request.param == "sqlite" else postgresql


@dataclass
class Written:
    """The rows of each table, as they were written, by their keys."""

    tables: dict[str, dict[tuple[object, ...], Values]] = field(default_factory=dict)

    def check_and_fill(self, connection: Connection, number: int) -> None:
        """Everything is there; then a row more in every table. ``number`` tells the revisions' rows apart."""
        known = _reflected(connection)
        self._check(connection, known)
        for table in known.sorted_tables:
            if table.name != "alembic_version":
                row = _row(table, number)
                connection.execute(insert(table).values(row))
                self.tables.setdefault(table.name, {})[_key(table, row)] = row

    def _check(self, connection: Connection, known: MetaData) -> None:
        tables = known.tables
        for name, rows in self.tables.items():
            found = {_key(tables[name], row): row for row in _rows(connection, tables[name])}
            # An upgrade may add what it finds out from the others.
            assert rows.keys() <= found.keys(), name
            for key, row in rows.items():
                kept = {column: found[key].get(column, value) for column, value in row.items()}
                assert kept == row, name


def _reflected(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    return found


def _key(table: Table, row: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(row[column.name] for column in table.primary_key)


def _rows(connection: Connection, table: Table) -> list[Values]:
    rows = [dict(row._mapping) for row in connection.execute(select(table))]
    if table.name in ("outbox", "queue"):
        # Between the instant and what makes a name unlike others a number was added.
        return [{**row, "id": row["id"][:12] + row["id"][12:][-20:]} for row in rows]
    return rows


def _row(table: Table, number: int) -> Values:
    row = {column.name: _value(table.name, column, number) for column in table.columns}
    if table.name == "audit" and "seal" in row:
        row["happened"] = MOMENT
        row["seal"] = seal("", 1, row)
    if table.name == "upkeeps" and "seal" in row:
        row["happened"], row["place"] = MOMENT, 1
        row["seal"] = sealed("", 1, row, ("subject", "person", "authority", "deed", "parts"))
    return {name: _as_stored(table.c[name], value) for name, value in row.items()}


def _value(table: str, column: Column[Any], number: int) -> Any:
    if column.name in GIVEN.get(table, {}):
        return GIVEN[table][column.name](number)
    other = next((key.column.table.name for key in column.foreign_keys), None)
    if other is not None:
        return number if isinstance(column.type, Integer) else f"{other}-{number}"
    return _of_type(table, column, number)


def _of_type(table: str, column: Column[Any], number: int) -> Any:
    for kind, value in TYPES.items():
        if isinstance(column.type, kind):
            return number if value is None else value
    return f"{table}-{number}" if column.primary_key else f"{column.name} {number}"


TYPES: Mapping[type, object] = {
    Boolean: True,
    Integer: None,
    JSON: [],
    Date: DAY,
    DateTime: MOMENT,
    LargeBinary: b"%PDF",
}


def _as_stored(column: Column[Any], value: Any) -> Any:
    """SQLite keeps no zone: it is UTC."""
    zoned = not isinstance(column.type, DateTime) or column.type.timezone
    return value if zoned or value is None else value.replace(tzinfo=None)


def _document(number: int) -> Values:
    """As the first requests were stored: what came later has a default."""
    moment, by = MOMENT.isoformat(), f"people-{number}"
    return {
        "questions": ["holder"],
        "question_set": "services",
        "subject": {"name": "Rui Gonçalves"},
        "note": {"text": "Paldies", "language": "lv"},
        "attachments": [
            {"file": f"files-{number}", "name": "a.pdf", "kind": "pdf", "size": 4, "by": by}
        ],
        "answers": {"holder": {"value": "yes", "by": by, "at": moment, "language": None}},
        "proposal": {"day": "2026-03-21", "by": by, "at": moment},
        "last": {"action": "accept", "by": by, "side": "answerer", "at": moment},
        "sent": moment,
        "accepted": moment,
        "answered": None,
        "closed": moment if number % 2 else None,
    }


Given = Mapping[str, Callable[[int], Any]]
GIVEN: Mapping[str, Given] = {
    "authorities": {"country": lambda _n: "LV", "areas": lambda _n: ["services"]},
    "memberships": {"roles": lambda _n: "handler", "area": lambda _n: "services"},
    "registers": {"names": lambda n: {"lv": f"Reģistrs {n}"}},
    "series": {"country": lambda n: f"X{n}"},
    "requests": {
        "reference": lambda n: str(reference("LV", 2026, n)),
        "state": lambda _n: "accepted",
        "document": _document,
        "coordinator": lambda _n: None,
        "whole": lambda _n: None,
        "blocked": lambda _n: None,
        "erased": lambda _n: None,
        "closed": lambda n: MOMENT if n % 2 else None,
        "entries": lambda _n: 1,
    },
    "audit": {
        "action": lambda _n: "accept",
        "before": lambda _n: "awaiting_acceptance",
        "after": lambda _n: "accepted",
        "details": lambda _n: {},
        "place": lambda _n: 1,
    },
    "outbox": {
        "id": lambda n: f"{int(MOMENT.timestamp() * 1000):012x}{n:020x}",
        "topic": lambda _n: "request",
        "subject": str,
        "recipient": lambda n: f"person:people-{n}",
        "kind": lambda _n: "reply_due",
        "details": lambda _n: {},
        "progress": lambda _n: "planned",
        "pending": lambda n: n % 2 == 0,
        "held": lambda _n: None,
    },
    "upkeep_chains": {"subject": lambda n: f"subject {n}", "entries": lambda _n: 1},
}


async def test_p14_rows_of_every_schema_pass_every_upgrade_after_it(url: str) -> None:
    written = Written()
    for number, revision in enumerate(REVISIONS, 1):
        await migrations.upgrade(url, revision)
        database = open_database(url)
        try:
            async with database.writer.begin() as connection:
                await connection.run_sync(written.check_and_fill, number)
        finally:
            await database.close()
    database = open_database(url)
    try:
        for number in range(1, len(REVISIONS) + 1):
            await _is_read(database, number)
        async with database.reader.connect() as reading:
            assert (await check(reading)).problems == []
            assert (await check_changes(reading)).problems == []
            closed = select(tables.requests.c.id, tables.requests.c.closed)
            for id, moment in await reading.execute(closed):
                assert moment == (MOMENT if id % 2 else None), id
    finally:
        await database.close()


async def _is_read(database: Database, number: int) -> None:
    """By the program, as what it was."""
    async with SqlWorks(database).reading() as work:
        request = await work.requests.by_id(RequestId(number))
        assert request is not None
        assert request.state is State.ACCEPTED
        assert request.proposal is not None
        assert request.subject == {"name": "Rui Gonçalves"}
        person = await work.people.get(PersonId(f"people-{number}"))
        assert person is not None
        assert person.authorities() == (request.asker,)
        authority = await work.authorities.get(AuthorityId(f"authorities-{number}"))
        assert authority is not None
        assert authority.names[0].text == f"text {number}"
        [delivery] = await work.outbox.of(Topic.of(request.id))
        assert delivery.progress is Progress.PLANNED
        assert delivery.planned.recipient.person == person.id
        [entry] = await work.audit.of_request(request.id)
        assert entry.at == MOMENT
