from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine.interfaces import ReflectedIndex

from core.outbox import REVISES, Planned, Recipient, Topic
from core.people import AreaId, AuthorityId, PersonId
from core.requests import RequestId
from storage.engine import Database, open_database
from storage.files import SqlFiles
from storage.migrations import current, head, upgrade
from storage.queue import name_of
from storage.sealing import Ring
from storage.shelf import in_folder
from storage.tables import metadata
from storage.work import SqlWorks
from tests.storage.examples import LISBON, RIGA
from tests.support.postgres import PostgresServer

NewUrl = Callable[[], str]


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_server: PostgresServer
) -> Iterator[NewUrl]:
    """Makes empty databases; the file's name has what a configuration file would trip over."""
    with postgres_server.database() as one, postgres_server.database() as two:
        files = [f"sqlite:///{tmp_path}/one 100%.db", f"sqlite:///{tmp_path}/two.db"]
        urls = iter(files if request.param == "sqlite" else [one, two])
        yield lambda: next(urls)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = open_database(url)
    try:
        yield database
    finally:
        await database.close()


async def test_an_empty_database_is_brought_to_the_head_and_stays_there(new_url: NewUrl) -> None:
    url = new_url()
    assert await current(url) is None
    await upgrade(url)
    assert await current(url) == head()
    await upgrade(url)
    assert await current(url) == head()


async def test_replicas_that_start_together_do_not_disturb_each_other(new_url: NewUrl) -> None:
    url = new_url()
    await asyncio.gather(*(upgrade(url) for _ in range(4)))
    assert await current(url) == head()


async def test_an_upgrade_keeps_what_is_stored(new_url: NewUrl) -> None:
    url = new_url()
    await upgrade(url)
    async with opened(url) as database, SqlWorks(database).writing() as work:
        await work.authorities.put([RIGA, LISBON])
        await work.commit()
    await upgrade(url)
    async with opened(url) as database, SqlWorks(database).reading() as work:
        assert await work.authorities.get(RIGA.id) == RIGA


async def test_p14_a_directory_of_the_first_schema_is_carried_over(new_url: NewUrl) -> None:
    url = new_url()
    await upgrade(url, "0001")
    async with opened(url) as database, database.writer.begin() as connection:
        for row in FIRST_ROWS:
            await connection.execute(text(row))
    await upgrade(url)
    async with opened(url) as database, SqlWorks(database).reading() as work:
        kept = await work.authorities.get(AuthorityId("a"))
        assert kept is not None
        assert (kept.city, kept.names[0].text, kept.updated) == ("Rīga", "Dome", None)
        [register] = await work.registers.of("LV", AreaId("services"))
        assert (register.id, register.free, register.keeper) == ("r", True, None)
        assert await work.registers.troubles(["r"]) == {}


FIRST_ROWS = (
    "INSERT INTO authorities (id, country, language, city, contact, category, areas, languages)"
    """ VALUES ('a', 'LV', 'lv', 'Rīga', '', '', '["services"]', '[]')""",
    "INSERT INTO authority_names VALUES ('a', 'Dome', 'lv', 'primary', 0)",
    "INSERT INTO registers (id, country, url, subject, names, languages, areas, free) VALUES "
    """('r', 'LV', 'https://example.org', '', '{"lv": "R"}', '["lv"]', '["services"]', true)""",
)


async def test_p14_files_of_the_second_schema_are_carried_over(new_url: NewUrl) -> None:
    url = new_url()
    await upgrade(url, "0002")
    async with opened(url) as database, database.writer.begin() as connection:
        blob = "BLOB" if database.kind == "sqlite" else "BYTEA"
        for row in SECOND_ROWS:
            await connection.execute(text(row.replace("BLOB", blob)))
    await upgrade(url)
    async with opened(url) as database:
        files = SqlFiles(database, in_folder(Path("nowhere")), Ring())
        found = await files.get("f")
        assert found is not None
        assert (found.kept.size, found.data) == (4, b"%PDF")
        assert await files.unused(datetime.now(UTC), 10) == ["spare"]


SECOND_ROWS = (
    "INSERT INTO authorities (id, country, language, city, contact, category, areas, languages)"
    " VALUES ('a', 'LV', 'lv', '', '', '', '[]', '[]')",
    "INSERT INTO people (id, name, language, time_zone, active) VALUES ('p', 'P', 'lv', 'UTC', true)",
    *(
        "INSERT INTO files (id, name, kind, data, stored) VALUES "
        f"('{name}', 'a.pdf', 'application/pdf', CAST('%PDF' AS BLOB), '2026-03-02 00:00:00+00:00')"
        for name in ("f", "spare")
    ),
    "INSERT INTO requests (id, reference, version, state, area, asker, answerer, asker_country,"
    " answerer_country, author, wished, created, updated, document) VALUES"
    " (1, 'LV-2026-000001', 1, 'draft', 'services', 'a', 'a', 'LV', 'PT', 'p', '2026-03-20',"
    " '2026-03-02 00:00:00+00:00', '2026-03-02 00:00:00+00:00',"
    """ '{"attachments": [{"file": "f"}, {"file": "gone"}]}')""",
)


async def test_p14_requests_of_the_fourth_schema_stand_where_they_stood(new_url: NewUrl) -> None:
    url = new_url()
    await upgrade(url, "0004")
    async with opened(url) as database, database.writer.begin() as connection:
        for row in FOURTH_ROWS:
            await connection.execute(text(row.replace(":", r"\:")))
    await upgrade(url)
    async with opened(url) as database, SqlWorks(database).reading() as work:
        found = await work.standings.open_of([AuthorityId("a")])
    one, two = sorted(found, key=lambda standing: found[standing])
    assert (one.proposed, one.sent, one.accepted) == (True, True, False)
    assert (two.proposed, two.sent, two.accepted) == (False,) * 3
    assert (one.last_by, two.last_by) == ("q", "p")


MOMENT = "2026-03-02T08:00:00+00:00"
FOURTH_ROWS = (
    SECOND_ROWS[0].replace(") VALUES", ", revision) VALUES").replace("'[]')", "'[]', 1)"),
    *(SECOND_ROWS[1].replace("'p', 'P'", f"'{who}', 'P'") for who in "pq"),
    *(
        "INSERT INTO requests (id, reference, version, state, area, asker, answerer, asker_country,"
        " answerer_country, author, wished, created, updated, document) VALUES"
        f" ({number}, 'LV-2026-00000{number}', 1, 'awaiting_acceptance', 'services', 'a', 'a', 'LV',"
        f" 'PT', 'p', '2026-03-20', '{MOMENT}', '{MOMENT}', '{document}')"
        for number, document in (
            (
                1,
                f'{{"sent": "{MOMENT}", "accepted": null, "last": {{"by": "q"}},'
                ' "proposal": {"day": "2026-03-21"}}',
            ),
            (2, "{}"),
        )
    ),
)


async def test_p14_what_waits_is_known_by_its_new_name_and_is_not_planned_twice(
    new_url: NewUrl,
) -> None:
    url = new_url()
    await upgrade(url, "0032")
    moment, reader = datetime(2026, 3, 2, 8, tzinfo=UTC), Recipient(PersonId("p"))
    about = Topic.of(RequestId(42))
    # Some were tried, in full or in part: a platform knows them by their names.
    kinds = ("sent", "unsure", "given up unsure", "held", "revising", "failed revising")
    by_kind = {kind: Planned(about, reader, kind, moment, moment.date()) for kind in kinds}
    tried = ("unsure", "given up unsure", "held")
    values = {REVISES: f"{_before(by_kind['sent'])} {_before(by_kind['unsure'])} gone"}
    for kind in ("revising", "failed revising"):
        by_kind[kind] = replace(by_kind[kind], values=values)
    by_kind["other"] = Planned(Topic("staff", "a"), reader, "other", moment, moment.date())
    async with opened(url) as database:
        async with SqlWorks(database).writing() as work:
            await work.outbox.plan([*by_kind.values()])
            await work.commit()
        async with database.writer.begin() as connection:
            for row in by_kind.values():
                names = {"old": _before(row), "new": name_of(row)}
                for table in ("outbox", "queue"):
                    renaming = f"UPDATE {table} SET id = :old WHERE id = :new"
                    await connection.execute(text(renaming), names)
            for kind, *changes in BECAME:
                for change in changes:
                    statement = text(f"{change} WHERE id = :old")
                    await connection.execute(statement, {"old": _before(by_kind[kind])})
    await upgrade(url)
    again = [row for kind, row in by_kind.items() if kind not in tried]
    async with opened(url) as database:
        async with SqlWorks(database).writing() as work:
            await work.outbox.plan(again)
            found = {each.planned.kind: each for each in await work.outbox.of(about)}
            await work.commit()
        async with database.reader.connect() as connection:
            waiting = set((await connection.execute(text("SELECT id FROM queue"))).scalars())
    assert {kind: each.id for kind, each in found.items()} == {
        kind: _before(by_kind[kind]) if kind in tried else name_of(by_kind[kind]) for kind in kinds
    }
    for kind in ("revising", "failed revising"):
        revised = found[kind].planned.revises
        assert revised == (name_of(by_kind["sent"]), _before(by_kind["unsure"]), "gone")
    assert waiting == {
        *(_before(by_kind[kind]) for kind in ("unsure", "held")),
        *(name_of(by_kind[kind]) for kind in ("revising", "other")),
    }


_OUT = "DELETE FROM queue"
BECAME = (
    ("sent", "UPDATE outbox SET progress = 'sent'", _OUT),
    ("unsure", "UPDATE queue SET progress = 'unsure'"),
    ("given up unsure", "UPDATE outbox SET progress = 'unsure', problem = 'nobody knows'", _OUT),
    ("held", "UPDATE queue SET held = due"),
    ("failed revising", "UPDATE outbox SET progress = 'failed', problem = 'refused'", _OUT),
)


def _before(message: Planned) -> str:
    """The name until then: the instant, and the digest of all that makes it unlike others."""
    name = name_of(message)
    return name[:12] + name[-20:]


async def test_alembic_finds_nothing_left_to_migrate(new_url: NewUrl) -> None:
    url = new_url()
    await upgrade(url)
    async with opened(url) as database, database.writer.begin() as connection:
        assert await connection.run_sync(_left_to_migrate) == []


async def test_the_migrations_make_the_very_schema_the_code_describes(new_url: NewUrl) -> None:
    """Deferred references, partial indexes and storage options too, which alembic does not compare."""
    migrated, created = new_url(), new_url()
    await upgrade(migrated)
    async with opened(created) as database, database.writer.begin() as connection:
        await connection.run_sync(metadata.create_all)
        described = await connection.run_sync(_description)
    async with opened(migrated) as database, database.writer.begin() as connection:
        assert await connection.run_sync(_description) == described


def _left_to_migrate(connection: Connection) -> list[Any]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def _description(connection: Connection) -> dict[str, object]:
    """Everything the database says of each table, columns in no order."""
    found = inspect(connection)
    return {
        table: [
            found.get_pk_constraint(table),
            found.get_table_options(table),
            *(
                sorted(map(repr, parts(table)))
                for parts in (
                    found.get_columns,
                    found.get_foreign_keys,
                    found.get_unique_constraints,
                )
            ),
            sorted(repr(_readable(index)) for index in found.get_indexes(table)),
        ]
        for table in metadata.tables
    }


def _readable(index: ReflectedIndex) -> dict[str, object]:
    """A partial index's condition is reflected as an object without a value of its own."""
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return {**index, "dialect_options": options}
