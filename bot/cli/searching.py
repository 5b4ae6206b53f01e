"""`imi-assistant search`: the bot's own search, for whoever sets it up or measures it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.finding import Wanted, search_for
from bot.cli.opening import areas

if TYPE_CHECKING:
    from core.finding import Found

Words = Annotated[
    list[str] | None, typer.Argument(metavar="WORDS", help="What an official would type.")
]
Batch = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="JSON lines with id and query; answered by JSON lines with id, hits (none when nothing is sure) "
        "and ms.",
    ),
]
Limit = Annotated[int, typer.Option(min=1, max=50, help="How many authorities at most.")]
Country = Annotated[str | None, typer.Option(help="Only of this country, such as PT.")]
Area = Annotated[str | None, typer.Option(help="Only with this area, such as services.")]


def search(
    words: Words = None,
    batch: Batch = None,
    limit: Limit = 5,
    country: Country = None,
    area: Area = None,
) -> None:
    """Find authorities by whatever an official would type: one search, or a file of them."""
    if bool(words) == bool(batch):
        raise typer.BadParameter("Give either words or --batch FILE.")
    text = " ".join(words or ()).strip()
    if batch is None and not text:
        raise typer.BadParameter("There is nothing to search for: give a word at least.")
    wanted = _wanted(limit, country, area)
    if batch is None:
        asyncio.run(_answer(text, wanted))
    else:
        from bot.cli.batch import answer_all

        asyncio.run(answer_all(batch, wanted))


def _wanted(limit: int, country: str | None, area: str | None) -> Wanted:
    from bot.importing import cells
    from core.people import AreaId

    try:
        code = cells.country(country) if country else None
        known = AreaId(cells.one_of(areas(), "an area", area)) if area else None
    except ValueError as error:
        raise typer.BadParameter(f"{error}") from None
    return Wanted(limit, code, known)


async def _answer(text: str, wanted: Wanted) -> None:
    async with search_for(wanted) as searching:
        found = await searching.find(text)
    if not found:
        typer.echo("Nothing was found.")
    elif not found[0].confident:
        typer.echo("Nothing was found for sure. The nearest are:")
    sure = [each for each in found if each.confident]
    for number, each in enumerate(sure or found, 1):
        typer.echo("\n".join(_described(number, each)))


def _described(number: int, found: Found) -> Iterator[str]:
    authority, matched = found.authority, found.matched
    yield f"{number}. {authority.names[0].text}"
    place = ", ".join(filter(None, (authority.country, authority.city)))
    areas = " ".join(sorted(authority.areas)) or "no areas"
    yield f"   {authority.id} · {place} · {areas}"
    if matched.text != authority.names[0].text:
        language = f", {matched.language}" if matched.language else ""
        yield f"   because of “{matched.text}” ({matched.kind}{language})"
