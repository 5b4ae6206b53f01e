from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.engine import open_database
from storage.migrations import head
from tests.bot.cli.conftest import Program


async def _set_revision(url: str, revision: str) -> None:
    database = open_database(url)
    async with database.writer.begin() as connection:
        statement = text("UPDATE alembic_version SET version_num = :revision")
        await connection.execute(statement, {"revision": revision})
    await database.close()


def test_an_embedded_database_is_made_where_nobody_else_can_read_it(
    installation: Path, program: Program
) -> None:
    ended = program("migrate")
    assert (ended.code, ended.complained) == (0, "")
    assert ended.said == f"The database was empty and is at revision {head()} now.\n"
    assert stat.S_IMODE((installation / "var").stat().st_mode) == 0o700
    assert stat.S_IMODE((installation / "var" / "imi.sqlite3").stat().st_mode) == 0o600


def test_a_second_time_nothing_is_left_to_do(program: Program) -> None:
    program("migrate")
    ended = program("migrate")
    assert ended.code == 0
    assert ended.said == f"The database is at revision {head()}: nothing to do.\n"


def test_postgresql_waits_to_be_migrated(
    postgres_url: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMI_DATABASE_URL", postgres_url)
    ended = program("search", "riga")
    assert ended.code == 4
    assert ended.complained == ("The database is empty. Prepare it first: imi-assistant migrate\n")
    assert program("migrate").said.startswith("The database was empty")
    ended = program("search", "riga")
    assert (ended.code, ended.complained) == (
        1,
        "There are no authorities yet. Bring them in: imi-assistant import authorities FILE\n",
    )


@pytest.mark.parametrize("command", ["migrate", "search"])
def test_a_database_of_a_newer_program_is_left_alone(
    command: str, installation: Path, program: Program
) -> None:
    program("migrate")
    asyncio.run(_set_revision(f"sqlite:///{installation}/var/imi.sqlite3", "9999"))
    ended = program(command, *(["riga"] if command == "search" else []))
    assert ended.code == 4
    assert "revision 9999, which this program does not know" in ended.complained


def test_a_database_that_does_not_exist_is_told(
    postgres_url: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMI_DATABASE_URL", f"{postgres_url}_nowhere")
    ended = program("migrate")
    assert ended.code == 4
    assert '_nowhere" does not exist.' in ended.complained
