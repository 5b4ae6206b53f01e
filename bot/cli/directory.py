"""`imi-assistant authorities …`: the directory, and who coordinates whom, without chat."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import exporting, importing, merging
from bot.cli.exits import Exit, Failure
from bot.cli.opening import areas, configuration, database

if TYPE_CHECKING:
    from bot.config import Config
    from core.authorities import Authority
    from core.people import AreaId


def link(
    coordinator: Annotated[str, typer.Argument(help="The id of the coordinating authority.")],
    region: Annotated[str, typer.Option(help="Only those of a region, such as DE-BY.")] = "",
    area: Annotated[list[str] | None, typer.Option("--area", help="Only in this area.")] = None,
    dry_run: importing.DryRun = False,
) -> None:
    """Delegate: link the authorities of the coordinator's country, or of one region, in all areas or in some.

    What each is linked to in another area stays.
    """
    if wrong := sorted(set(area or ()) - set(areas())):
        raise Failure(Exit.FAILED, f"--area: there is no {wrong[0]}.")
    wanted = tuple(area or areas())
    count = asyncio.run(_linked(configuration(), coordinator, region, wanted, dry_run))
    whole = f"{count:,} {'authority' if count == 1 else 'authorities'}"
    typer.echo(f"{whole} would be linked (--dry-run)." if dry_run else f"Linked {whole}.")


async def _linked(
    config: Config, coordinator: str, region: str, wanted: tuple[str, ...], dry_run: bool
) -> int:
    from bot.importing.trail import put_authorities, write_down
    from core.clock import SystemClock
    from core.people import AreaId, AuthorityId
    from storage.work import SqlWorks

    async with database(config) as opened, SqlWorks(opened).writing() as work:
        above = await work.authorities.get(AuthorityId(coordinator))
        if above is None:
            raise Failure(Exit.FAILED, f"There is no authority {coordinator}.")
        every = [each async for each in work.authorities.all()]
        own = tuple(map(AreaId, wanted))
        changed = [(a, _under(a, above, own)) for a in every if _belongs(a, above, region)]
        await write_down(work, await put_authorities(work, changed), SystemClock())
        if not dry_run:
            await work.commit()
    return len(changed)


def _belongs(authority: Authority, above: Authority, region: str) -> bool:
    near = authority.country == above.country and authority.id != above.id
    return near and region in ("", authority.region)


def _under(authority: Authority, above: Authority, wanted: tuple[AreaId, ...]) -> Authority:
    links = {**authority.coordinators, **dict.fromkeys(wanted, above.id)}
    return replace(authority, coordinators=links)


def group() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.command("import")(importing.authorities)
    app.command("export")(exporting.authorities)
    app.command()(link)
    app.command()(merging.doubles)
    return app
