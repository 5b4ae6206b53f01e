"""`imi-assistant audit`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.exits import Exit, Failure
from bot.cli.opening import configuration, database

if TYPE_CHECKING:
    from bot.config import Config
    from storage.seals import Checked

_MOST = 100


def group() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.callback()(_whole)
    app.command()(verify)
    return app


def _whole() -> None:
    """Check the audit trail."""


def verify(
    entry: Annotated[
        int | None, typer.Option(help="The number of the last entry at an earlier check.")
    ] = None,
    fingerprint: Annotated[str, typer.Option(help="The fingerprint that was told then.")] = "",
) -> None:
    """Find entries that were changed, taken out or put elsewhere, and name their requests.

    Keep the last line of what is said in another place: with --entry and --fingerprint a later check
    finds whatever was sealed anew by somebody who can write to the database. Changes nothing.
    """
    if (entry is None) != (not fingerprint):
        raise Failure(Exit.USAGE, "--entry and --fingerprint belong together.")
    checked = asyncio.run(_checked(configuration(), entry))
    for problem in checked.problems[:_MOST]:
        typer.echo(problem)
    same = entry is None or (checked.last, checked.fingerprint) == (entry, fingerprint)
    if not same:
        typer.echo(f"Up to entry {entry} the trail is not what it was at the earlier check.")
    if checked.problems or not same:
        raise Failure(Exit.FAILED, f"{len(checked.problems):,} requests have a broken trail.")
    typer.echo(f"{checked.entries:,} entries are as they were written.")
    typer.echo(f"--entry {checked.last} --fingerprint {checked.fingerprint}")


async def _checked(config: Config, until: int | None) -> Checked:
    from storage.seals import check

    async with database(config) as opened, opened.reader.connect() as connection:
        return await check(connection, until)
