"""`imi-assistant doubles` and `merge`: authorities that stand twice in the directory, and making them one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.exits import Exit, Failure
from bot.cli.importing import DryRun
from bot.cli.opening import assistant, configuration, database

if TYPE_CHECKING:
    from bot.app import Assistant
    from bot.config import Config
    from core.errors import UserError
    from core.merger import Pair
    from core.merging import Moved

_MOST = 200


def doubles() -> None:
    """List authorities that may stand twice in the directory: the same name in the same place.

    Those of which somebody has said in the chat that they are two authorities are left out.
    """
    groups = asyncio.run(_doubles(configuration()))
    for group in groups[:_MOST]:
        typer.echo(group)
    if len(groups) > _MOST:
        typer.echo(f"… and {len(groups) - _MOST:,} more.")
    if not groups:
        typer.echo("No two authorities have the same name in the same place.")


def merge(
    kept: Annotated[str, typer.Argument(metavar="KEPT", help="The id of the entry that stays.")],
    gone: Annotated[
        str, typer.Argument(metavar="GONE", help="The id of the entry that becomes a part of it.")
    ],
    by: Annotated[
        str, typer.Option(metavar="PERSON", help="The id of the person who has decided it.")
    ],
    dry_run: DryRun = False,
) -> None:
    """Make two entries of one authority one; requests, people, rooms and registers go over.

    The person needs the right to it: who coordinates both, or keeps the data of both. It is written down as
    theirs.
    """
    pair = asyncio.run(_merged(configuration(), (kept, gone, by), dry_run))
    names = f"{pair.gone.id} ({pair.gone.names[0].text}) into {pair.kept.id} ({pair.kept.names[0].text})"
    over = ", ".join(_parts(pair.moved)) or "nothing but names"
    if dry_run:
        typer.echo(f"Nothing stands against merging {names}: {over} would go over.")
        typer.echo("Nothing was changed (--dry-run).")
    else:
        typer.echo(f"Merged {names}: {over} went over.")


def _parts(moved: Moved) -> Iterator[str]:
    for number, one, many in (
        (moved.requests, "request", "requests"),
        (moved.people, "person", "people"),
        (moved.rooms, "room", "rooms"),
        (moved.registers, "register", "registers"),
        (moved.favourites, "favourite", "favourites"),
    ):
        if number:
            yield f"{number:,} {one if number == 1 else many}"


async def _merged(config: Config, named: tuple[str, str, str], dry_run: bool) -> Pair:
    from core.errors import UserError
    from core.merger import Merger
    from core.people import AuthorityId, PersonId

    kept, gone, by = named
    async with assistant(config) as ours:
        services = ours.services
        async with services.works.reading() as work:
            person = await work.people.get(PersonId(by))
        if person is None:
            raise Failure(Exit.FAILED, f"There is no person {by!r}.", "Nothing was changed.")
        merger = Merger(services.works, services.clock)
        act = merger.preview if dry_run else merger.merge
        try:
            return await act(person, AuthorityId(kept), AuthorityId(gone))
        except UserError as error:
            raise Failure(Exit.FAILED, _told(ours, error), "Nothing was changed.") from None


def _told(ours: Assistant, error: UserError) -> str:
    return ours.languages.voice("en", "UTC").text(error.message)


async def _doubles(config: Config) -> list[str]:
    from core.doubles import Doubles
    from core.merger import not_told_apart
    from storage.work import SqlWorks

    found = Doubles()
    async with database(config) as opened, SqlWorks(opened).reading() as work:
        async for authority in work.authorities.all():
            found.add(authority)
        offered = [await not_told_apart(work, double) for double in found]
    return [f"{each.country} {each.name}: {', '.join(each.ids)}" for each in offered if each]
