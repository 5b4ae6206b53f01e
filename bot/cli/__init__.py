"""The command line. What a command needs is imported when it runs: help must come at once."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer

from bot.cli import (
    auditing,
    checking,
    directory,
    exporting,
    importing,
    matrix,
    merging,
    migrating,
    resealing,
    running,
    searching,
    slack,
    staff,
    undelivered,
)
from bot.cli.exits import CODES, Exit, Failure
from chat.defects import Malformed


def application() -> typer.Typer:
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        epilog=CODES,
        help="Information requests between authorities, in chat.",
    )
    app.callback()(_whole)
    app.command()(running.run)
    app.command()(running.demo)
    about = "Register people, bring them in from a file, write them to one."
    app.add_typer(staff.group(), name="people", help=about)
    about = "The directory of authorities, and who coordinates whom."
    app.add_typer(directory.group(), name="authorities", help=about)
    app.add_typer(importing.group(), name="import", help="Bring CSV files into the database.")
    app.add_typer(exporting.group(), name="export", help="Write the directory to files.")
    app.command()(merging.doubles)
    app.command()(merging.merge)
    app.command()(searching.search)
    app.command()(migrating.migrate)
    app.command()(checking.doctor)
    app.command()(resealing.reseal)
    app.add_typer(auditing.group(), name="audit", help="Check the audit trail.")
    about = "Look at messages that were given up, and send or drop them."
    app.add_typer(undelivered.group(), name="outbox", help=about)
    app.add_typer(matrix.group(), name="matrix", help="Who the assistant is on Matrix.")
    app.add_typer(slack.group(), name="slack", help="What Slack has to be told.")
    return app


def _tell(wanted: bool) -> None:
    if wanted:
        typer.echo(f"imi-assistant {version('imi-assistant')}")
        raise typer.Exit


def _whole(
    _version: Annotated[
        bool, typer.Option("--version", callback=_tell, is_eager=True, help="Say which one it is.")
    ] = False,
) -> None:
    """Information requests between authorities, in chat."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Ends the process with one of ``Exit``; ``arguments`` are the process's own by default."""
    sys.exit(_done(sys.argv[1:] if arguments is None else arguments))


def _done(arguments: Sequence[str]) -> int:
    try:
        application()(arguments, prog_name="imi-assistant")
    except Failure as failure:
        for line in failure.lines:
            typer.echo(line, err=True)
        return failure.code
    except Malformed as error:
        typer.echo(f"A command cannot be used. {error}", err=True)
        return Exit.UNEXPECTED
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as error:
        return _unexpected(error)
    return Exit.DONE


def _unexpected(error: Exception) -> int:
    """A message of ours could hold somebody's data, so only the kind of error is told."""
    if os.environ.get("IMI_TRACEBACK"):
        traceback.print_exception(error)
    else:
        typer.echo(
            f"Something unexpected went wrong ({type(error).__name__}). This is a defect: please report it.\n"
            "IMI_TRACEBACK=1 shows where it happened. What it shows may hold people's data.",
            err=True,
        )
    return Exit.UNEXPECTED
