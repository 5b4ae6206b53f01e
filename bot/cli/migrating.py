"""`imi-assistant migrate`."""

from __future__ import annotations

import asyncio

import typer

from bot.cli.exits import Exit, Failure
from bot.cli.opening import configuration, not_ready, spoken


def migrate() -> None:
    """Prepare an empty database, or bring an older one up to date.

    Does nothing to one that is up to date. Before an upgrade: stop the assistant and make a backup.
    """
    typer.echo(asyncio.run(_migrate(configuration().database.url)))


async def _migrate(url: str) -> str:
    from storage.readiness import Stage, examine, migrate

    async with spoken():
        found = await examine(url)
        if found.stage is Stage.AHEAD:
            raise Failure(Exit.DATABASE, not_ready(found))
        if found.stage is Stage.READY:
            return f"The database is at revision {found.head}: nothing to do."
        await migrate(url)
    before = f"at revision {found.revision}" if found.revision else "empty"
    return f"The database was {before} and is at revision {found.head} now."
