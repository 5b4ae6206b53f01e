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
    change: Annotated[
        int | None, typer.Option(help="The number of the last change at an earlier check.")
    ] = None,
    changes: Annotated[str, typer.Option(help="The changes' fingerprint that was told then.")] = "",
) -> None:
    """Find what was changed, taken out or put elsewhere, and name whom or what it was about.

    Entries are what was done with requests; changes are who was registered, given rights or removed, and what was
    altered of authorities and registers. Keep the last line of what is said in another place: with its options a
    later check finds whatever was sealed anew by somebody who can write to the database. Changes nothing.
    """
    if (entry is None) != (not fingerprint) or (change is None) != (not changes):
        raise Failure(Exit.USAGE, "A number and its fingerprint belong together.")
    acts, altered = asyncio.run(_checked(configuration(), entry, change))
    problems = [*acts.problems, *altered.problems]
    for problem in problems[:_MOST]:
        typer.echo(problem)
    same = _is_same("entry", entry, fingerprint, acts) & _is_same(
        "change", change, changes, altered
    )
    if problems or not same:
        raise Failure(Exit.FAILED, f"{len(problems):,} chains of the trail are broken.")
    typer.echo(
        f"{acts.entries:,} entries and {altered.entries:,} changes are as they were written."
    )
    typer.echo(
        f"--entry {acts.last} --fingerprint {acts.fingerprint} "
        f"--change {altered.last} --changes {altered.fingerprint}"
    )


def _is_same(noun: str, number: int | None, fingerprint: str, checked: Checked) -> bool:
    same = number is None or (checked.last, checked.fingerprint) == (number, fingerprint)
    if not same:
        typer.echo(f"Up to {noun} {number} the trail is not what it was at the earlier check.")
    return same


async def _checked(
    config: Config, entry: int | None, change: int | None
) -> tuple[Checked, Checked]:
    from storage.seals import check
    from storage.upkeep_seals import check_changes

    async with database(config) as opened, opened.reader.connect() as connection:
        return await check(connection, entry), await check_changes(connection, change)
