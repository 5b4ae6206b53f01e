"""`imi-assistant people …`: who works with the assistant, without chat; the first coordinator comes in by this."""

from __future__ import annotations

import asyncio
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import importing
from bot.cli.exits import Exit, Failure
from bot.cli.exporting import Kind, Output, written
from bot.cli.opening import configuration, database
from bot.exporting.writing import Form
from core.people import ALL_AREAS, Role

if TYPE_CHECKING:
    from bot.config import Config
    from core.people import Address

Roles = Annotated[list[Role], typer.Option("--role", help="As often as needed.")]
Place = Annotated[str, typer.Option(help="slack:T024BE7LD:U024BE7LH or matrix:@anna:example.org")]
Id = Annotated[str, typer.Option(help="The id of the authority.")]


def add(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    authority: Id,
    address: Place,
    role: Roles,
    dry_run: importing.DryRun = False,
) -> None:
    """Register one person for all areas, such as a country's first coordinator: the others come in through chat."""
    place = _address(address)
    id = asyncio.run(_added(configuration(), (name, authority, frozenset(role)), place, dry_run))
    said = "Nothing is wrong. Nothing was changed (--dry-run)." if dry_run else f"Registered: {id}"
    typer.echo(said)


def _address(said: str) -> Address:
    from bot.importing.addresses import of_person

    try:
        return of_person(said)
    except ValueError as error:
        raise Failure(Exit.FAILED, f"--address: {error}") from None


async def _added(
    config: Config, new: tuple[str, str, frozenset[Role]], place: Address, dry_run: bool
) -> str:
    from bot.importing.trail import put_person, write_down
    from core.clock import SystemClock
    from core.people import AuthorityId, Membership, Person, PersonId
    from core.places import zone_of
    from storage.work import SqlWorks

    name, authority, roles = new
    async with database(config) as opened, SqlWorks(opened).writing() as work:
        known = await work.authorities.get(AuthorityId(authority))
        if known is None:
            raise Failure(Exit.FAILED, f"--authority: there is no {authority}.")
        if await work.people.at(place):
            raise Failure(Exit.FAILED, "--address: somebody is registered with it already.")
        languages, id = config.languages, PersonId(f"p-{token_hex(6)}")
        spoken = known.language if known.language in languages.enabled else languages.default
        member = Membership(known.id, ALL_AREAS, roles)
        person = Person(id, name, spoken, zone_of(known.place), (member,))
        await write_down(work, await put_person(work, None, person, [place]), SystemClock())
        if not dry_run:
            await work.commit()
    return id


def export(form: Kind = Form.CSV, output: Output = None) -> None:
    """Write everybody who works somewhere, as `people import` reads them."""
    count = asyncio.run(_exported(configuration(), form, output))
    typer.echo(f"Exported {count:,} {'person' if count == 1 else 'people'}.", err=True)


async def _exported(config: Config, form: Form, output: Path | None) -> int:
    from bot.exporting import PEOPLE, Sheet, person_rows
    from storage.work import SqlWorks

    async with database(config) as opened:
        with written(output) as stream:
            sheet = Sheet(stream, form, PEOPLE)
            sheet.begin()
            async with SqlWorks(opened).reading() as work:
                people = await work.people.everyone()
                for person in people:
                    for row in person_rows(person, await work.people.addresses(person.id)):
                        sheet.write(row)
    return len(people)


def group() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.command()(add)
    app.command("import")(importing.people)
    app.command()(export)
    return app
