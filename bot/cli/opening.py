"""What most commands begin with: the configuration, and a database that can be worked with."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.exits import Exit, Failure

if TYPE_CHECKING:
    from bot.config import Config
    from core.questions import Content
    from storage.engine import Database
    from storage.readiness import Readiness

ROOT = Path(__file__).parents[2]


def configuration() -> Config:
    from bot.config import ConfigError, find, load

    path = find(os.environ, Path.cwd())
    try:
        return load(path, os.environ)
    except ConfigError as error:
        problems = [f"  {place}: {told}" for place, told in error.problems]
        raise Failure(
            Exit.CONFIGURATION, f"The configuration ({path}) is wrong:", *problems
        ) from None


def content() -> Content:
    from bot.content import InvalidContent, load

    try:
        return load(ROOT / "content")
    except InvalidContent as error:
        problems = [f"  {problem}" for problem in error.problems]
        raise Failure(Exit.CONFIGURATION, "The content folder is wrong:", *problems) from None


@asynccontextmanager
async def database(config: Config) -> AsyncIterator[Database]:
    """At the head of its migrations; its errors end the program with a sentence."""
    from storage.engine import open_database
    from storage.readiness import DatabaseFault, plainly

    await ready(config)
    opened = open_database(config.database.url)
    try:
        with plainly():
            yield opened
    except DatabaseFault as fault:
        raise unreachable(fault) from None
    finally:
        await opened.close()


async def ready(config: Config) -> None:
    """An embedded database that is still empty is made; every other waits for `migrate`."""
    from storage.readiness import DatabaseFault, Stage, examine, migrate

    url = config.database.url
    try:
        found = await examine(url)
        if found.embedded and found.stage is Stage.EMPTY:
            await migrate(url)
        elif found.stage is not Stage.READY:
            raise Failure(Exit.DATABASE, not_ready(found))
    except DatabaseFault as fault:
        raise unreachable(fault) from None


def not_ready(found: Readiness) -> str:
    from storage.readiness import Stage

    match found.stage:
        case Stage.EMPTY:
            return "The database is empty. Prepare it first: imi-assistant migrate"
        case Stage.AHEAD:
            return (
                f"The database is at revision {found.revision}, which this program does not know: "
                "it has been used by a newer one. Use that one, or restore a backup."
            )
        case _:
            return (
                f"The database is at revision {found.revision} and this program needs {found.head}. "
                "Stop the assistant, make a backup, then run: imi-assistant migrate"
            )


def unreachable(fault: Exception) -> Failure:
    return Failure(Exit.DATABASE, f"The database cannot be used. {fault}", _WHERE)


_WHERE = "Its address is IMI_DATABASE_URL, or database.url in app.yaml."
