"""`imi-assistant import …`: CSV files into the database."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.exits import Exit, Failure
from bot.cli.opening import areas, configuration, database

if TYPE_CHECKING:
    from bot.config import Config
    from bot.importing import Import, Outcome
    from core.doubles import Double

_MOST_DOUBLES = 5

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", exists=True, dir_okay=False, help="A file of CSV or JSON lines; .gz too."
    ),
]
Names = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", exists=True, dir_okay=False, help="All names: id, language, name, kind."
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only check; change nothing.")]
TrainingFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", exists=True, dir_okay=False, help="CSV, JSON lines or iCalendar; .gz too."
    ),
]
By = Annotated[str, typer.Option(metavar="ID", help="The id of the coordinator who runs them.")]
Language = Annotated[
    list[str] | None, typer.Option(help="In which language; as often as needed. By default theirs.")
]
Seats = Annotated[int | None, typer.Option(min=1, help="How many, where the file does not say.")]


def authorities(file: File, names: Names = None, dry_run: DryRun = False) -> None:
    """Add or change authorities: id, country, language, name and more.

    Also read: other_names, city, category, region, areas, languages, contact, url, updated; in JSON lines
    also names, a list of objects with text, language and kind.
    """
    from bot.importing import AuthorityImport
    from core.clock import SystemClock, today_in

    kind = AuthorityImport(file, areas(), names, today_in("UTC", SystemClock().now()))
    said = _bring_in(kind, dry_run)
    typer.echo(said + (f" They have {kind.names:,} names." if names else ""))
    if kind.doubles:
        _tell_doubles(kind.doubles)


def registers(file: File, dry_run: DryRun = False) -> None:
    """Add or change public registers: id, country, url, name_local and/or name_english, and more.

    Also read: languages, areas, subject (or kind), free, keeper, checked; in JSON lines also names,
    an object with a name for each language.
    """
    from bot.importing import RegisterImport

    typer.echo(_bring_in(RegisterImport(file, areas()), dry_run))


def people(file: File, dry_run: DryRun = False) -> None:
    """Add or change people: id, name, language, time_zone, authority, area, roles.

    Also read: addresses (slack:T024BE7LD:U024BE7LH | matrix:@anna:example.org) and active (yes, no).
    """
    from bot.importing import PeopleImport

    kind = PeopleImport(file, areas(), configuration().languages.enabled)
    typer.echo(_bring_in(kind, dry_run))


def rooms(file: File, dry_run: DryRun = False) -> None:
    """Add or change teams' rooms: id, authority, name, language, time_zone, address."""
    from bot.importing import RoomImport

    typer.echo(_bring_in(RoomImport(file, configuration().languages.enabled), dry_run))


def coordinators(file: File, dry_run: DryRun = False) -> None:
    """Link authorities to their coordinators: authority, area, coordinator_authority."""
    from bot.importing import CoordinatorImport

    kind = CoordinatorImport(file, areas())
    typer.echo(_bring_in(kind, dry_run))


def deputies(file: File, dry_run: DryRun = False) -> None:
    """Say who stands in for whom: person, deputy."""
    from bot.importing import DeputyImport

    typer.echo(_bring_in(DeputyImport(file), dry_run))


def trainings(
    file: TrainingFile,
    by: By,
    language: Language = None,
    seats: Seats = None,
    dry_run: DryRun = False,
) -> None:
    """Plan or change trainings, from CSV or from a calendar (.ics): id, title, starts, minutes, place, seats.

    Also read: title_lv and other languages, languages, countries, roles, time_zone, called_off. Where a file does
    not say it, the options do. Who has enrolled is told of what moves.
    """
    from bot.importing import TrainingImport, Usual
    from bot.reminding import schedule_of
    from core.clock import SystemClock
    from core.people import PersonId
    from core.training_desk import TrainingDesk

    desk = TrainingDesk(SystemClock(), schedule_of(configuration().schedule))
    usual = Usual(tuple(language or ()), seats)
    typer.echo(_bring_in(TrainingImport(file, PersonId(by), desk, usual), dry_run))


def _tell_doubles(doubles: Sequence[Double]) -> None:
    what = f"{_counted(len(doubles))} twice; see: imi-assistant doubles"
    typer.echo(f"{what}; make two of them one with: imi-assistant merge", err=True)
    for each in doubles[:_MOST_DOUBLES]:
        typer.echo(f"  {each.country} {each.name}: {', '.join(each.ids)}", err=True)
    if len(doubles) > _MOST_DOUBLES:
        typer.echo(f"  … and {len(doubles) - _MOST_DOUBLES:,} more.", err=True)


def _counted(doubles: int) -> str:
    return "One name in it may stand" if doubles == 1 else f"{doubles:,} names in it may stand"


def group() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for command in (authorities, registers, people, rooms, coordinators, deputies, trainings):
        app.command()(command)
    return app


def _bring_in(kind: Import[Any], dry_run: bool) -> str:
    """What came of it, in a sentence; raises ``Failure`` with every reason why nothing did."""
    from bot.importing import Unreadable

    began = time.monotonic()
    try:
        outcome = asyncio.run(_imported(configuration(), kind, dry_run))
    except Unreadable as error:
        raise Failure(Exit.FAILED, str(error), "Nothing was imported.") from None
    if kind.unused:
        typer.echo(f"Not used: {', '.join(map(repr, kind.unused))}.", err=True)
    if outcome.count:
        raise _refused(outcome)
    what = kind.noun.counted(outcome.entries)
    if dry_run:
        return f"Nothing is wrong with {what}. Nothing was changed (--dry-run)."
    return f"Imported {what} in {time.monotonic() - began:.1f} s."


def _refused(outcome: Outcome) -> Failure:
    lines = [str(problem) for problem in outcome.problems]
    if more := outcome.count - len(lines):
        lines.append(f"… and {more:,} more.")
    problems = "1 problem" if outcome.count == 1 else f"{outcome.count:,} problems"
    return Failure(Exit.FAILED, *lines, f"Nothing was imported: {problems}.")


async def _imported(config: Config, kind: Import[Any], dry_run: bool) -> Outcome:
    from bot.cli.progress import shown
    from bot.importing import bring_in
    from core.clock import SystemClock
    from storage.work import SqlWorks

    async with database(config) as opened:
        with shown(kind.files, sys.stderr.isatty()) as watch:
            return await bring_in(SqlWorks(opened), kind, dry_run, watch, SystemClock())
