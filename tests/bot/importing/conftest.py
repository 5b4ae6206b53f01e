"""A database with the schema and two authorities, and files to bring into it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.importing import Import, Outcome, Watch, bring_in
from core.authorities import Authority, AuthorityName
from core.clock import SystemClock
from core.people import AuthorityId
from storage.engine import open_database
from storage.work import SqlWorks
from tests.support.schemas import migrated

Write = Callable[..., Path]
BringIn = Callable[..., Awaitable[Outcome]]


def authority(id: str, country: str, language: str, name: str) -> Authority:
    return Authority(
        AuthorityId(id), country, language, (AuthorityName(name, language, "primary"),)
    )


async def _fill(url: str) -> None:
    await migrated(url)
    database = open_database(url)
    async with SqlWorks(database).writing() as work:
        ptac = authority("lv-ptac", "LV", "lv", "Patērētāju tiesību aizsardzības centrs")
        turismo = authority("pt-turismo", "PT", "pt", "Turismo de Portugal")
        await work.authorities.put([ptac, turismo])
        await work.commit()
    await database.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "imi.db"
    asyncio.run(_fill(f"sqlite:///{file}"))
    return file


@pytest.fixture
async def works(filled: Path, tmp_path: Path) -> AsyncIterator[SqlWorks]:
    database = open_database(f"sqlite:///{shutil.copy(filled, tmp_path / 'imi.db')}")
    yield SqlWorks(database)
    await database.close()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(*lines: str, name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write


@pytest.fixture
def bring(works: SqlWorks) -> BringIn:
    async def bring(kind: Import[Any], dry_run: bool = False) -> Outcome:
        return await bring_in(works, kind, dry_run, Watch(), SystemClock())

    return bring


@pytest.fixture
def told(bring: BringIn) -> Callable[[Import[Any]], Awaitable[list[str]]]:
    """What is said of a file that is wrong, problem by problem; nothing of it may be kept."""

    async def told(kind: Import[Any]) -> list[str]:
        outcome = await bring(kind)
        assert not outcome.written
        return [str(problem) for problem in outcome.problems]

    return told
