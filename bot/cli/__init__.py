"""The command line. What a command needs is imported when it runs: help must come at once."""

from __future__ import annotations

import os
import sys
import traceback

import typer

from bot.cli import importing, migrating, running
from bot.cli.exits import CODES, Exit, Failure


def application() -> typer.Typer:
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        epilog=CODES,
        help="Information requests between authorities, in chat.",
    )
    app.command()(running.run)
    app.command()(running.demo)
    app.add_typer(importing.group(), name="import", help="Bring CSV files into the database.")
    app.command()(migrating.migrate)
    return app


def main() -> None:
    sys.exit(_main())


def _main() -> int:
    try:
        application()()
    except Failure as failure:
        for line in failure.lines:
            typer.echo(line, err=True)
        return failure.code
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
