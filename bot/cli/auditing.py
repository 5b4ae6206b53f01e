"""`imi-assistant audit`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.exits import Exit, Failure
from bot.cli.opening import configuration, database

if TYPE_CHECKING:
    from bot.config import Config
    from core.people import Person
    from core.upkeep import Upkeep
    from storage.seals import Checked

_MOST = 100


def group() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.callback()(_whole)
    app.command()(verify)
    app.command()(show)
    return app


def _whole() -> None:
    """Check the audit trail, and read what was changed."""


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


def show(
    subject: Annotated[
        str, typer.Argument(metavar="ID", help="Of a person, an authority or a register.")
    ],
) -> None:
    """List who changed what of a person, an authority or a register, and when.

    What was done with the command line is the operator's.
    """
    lines = asyncio.run(_changes(configuration(), subject))
    if not lines:
        raise Failure(Exit.FAILED, f"Nothing was changed of {subject}, or there is no such id.")
    for line in lines:
        typer.echo(line)


async def _changes(config: Config, subject: str) -> list[str]:
    from storage.work import SqlWorks

    async with database(config) as opened, SqlWorks(opened).reading() as work:
        found = await work.upkeeps.of_subject(subject)
        people = {each.by: await work.people.get(each.by) for each in found if each.by}
        return [_line(each, people[each.by] if each.by else None) for each in found]


def _line(change: Upkeep, person: Person | None) -> str:
    by = f"{person.name} ({person.id})" if person else "the operator, by command line"
    what = change.deed.value.replace("_", " ")
    of = f" of {change.authority}" if change.authority else ""
    parts = f": {', '.join(change.parts)}" if change.parts else ""
    return f"{change.at:%Y-%m-%d %H:%M} UTC  {by}  {what}{of}{parts}"


async def _checked(
    config: Config, entry: int | None, change: int | None
) -> tuple[Checked, Checked]:
    from storage.seals import check
    from storage.upkeep_seals import check_changes

    async with database(config) as opened, opened.reader.connect() as connection:
        return await check(connection, entry), await check_changes(connection, change)
