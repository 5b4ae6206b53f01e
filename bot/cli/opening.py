"""What most commands begin with: the configuration, and a database that can be worked with."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.exits import Exit, Failure

if TYPE_CHECKING:
    from bot.app import Assistant
    from bot.config import Config
    from storage.engine import Database
    from storage.readiness import Readiness

ROOT = Path(__file__).parents[2]
_WHERE = "Its address is IMI_DATABASE_URL, or database.url in app.yaml."


def configuration() -> Config:
    from bot.config import ConfigError, find, load
    from bot.retention import unknown_areas

    path = find(os.environ, Path.cwd())
    try:
        config = load(path, os.environ)
        if config.retention.areas and (wrong := [*unknown_areas(config.retention, areas())]):
            raise ConfigError(wrong)
    except ConfigError as error:
        problems = [f"  {place}: {told}" for place, told in error.problems]
        raise Failure(
            Exit.CONFIGURATION, f"The configuration ({path}) is wrong:", *problems
        ) from None
    return config


def areas() -> Sequence[str]:
    """The ids of all areas."""
    from bot.content import InvalidContent, load

    try:
        return [area.id for area in load(ROOT / "content").areas.all]
    except InvalidContent as error:
        raise broken_content(error) from None


def broken_content(error: Exception) -> Failure:
    problems = [f"  {problem}" for problem in str(error).splitlines()]
    return Failure(Exit.CONFIGURATION, "The content folder is wrong:", *problems)


@asynccontextmanager
async def database(config: Config) -> AsyncIterator[Database]:
    """At the head of its migrations; its errors end the program with a sentence."""
    from storage.engine import open_database

    await ready(config)
    opened = open_database(config.database.url)
    try:
        async with spoken():
            yield opened
    finally:
        await opened.close()


@asynccontextmanager
async def assistant(config: Config) -> AsyncIterator[Assistant]:
    """Everything put together, without a platform."""
    from bot.app import assemble
    from bot.content import InvalidContent

    await ready(config)
    try:
        whole = assemble(config)
    except InvalidContent as error:
        raise broken_content(error) from None
    try:
        async with spoken():
            yield whole
    finally:
        await whole.close()


@asynccontextmanager
async def spoken() -> AsyncIterator[None]:
    """Whatever the database does not do ends the program with a sentence."""
    from storage.readiness import DatabaseFault, Refused, plainly

    try:
        with plainly():
            yield
    except Refused as fault:
        raise Failure(Exit.FAILED, str(fault), "Nothing was changed.") from None
    except DatabaseFault as fault:
        raise Failure(Exit.DATABASE, f"The database cannot be used. {fault}", _WHERE) from None


async def ready(config: Config) -> None:
    """An embedded database that is still empty is made; every other waits for `migrate`."""
    from storage.readiness import Stage, examine, migrate

    url = config.database.url
    async with spoken():
        found = await examine(url)
        if found.embedded and found.stage is Stage.EMPTY:
            await migrate(url)
        elif found.stage is not Stage.READY:
            raise Failure(Exit.DATABASE, not_ready(found))


def not_ready(found: Readiness) -> str:
    from storage.readiness import Stage

    match found.stage:
        case Stage.EMPTY:
            return "The database is empty. Prepare it first: imi-assistant migrate"
        case Stage.AHEAD:
            return (
                f"The database is at revision {found.revision}, which this program does not know: "
                "a newer one has used it. Use that one, or restore a backup."
            )
        case _:
            return (
                f"The database is at revision {found.revision}; this program needs {found.head}. "
                "Stop the assistant, make a backup, then run: imi-assistant migrate"
            )
