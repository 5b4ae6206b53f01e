"""`imi-assistant export …`: the directory as files that `import` reads."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from bot.cli.exits import Exit, Failure
from bot.cli.opening import configuration, database
from bot.exporting.writing import Form

if TYPE_CHECKING:
    from bot.config import Config

Kind = Annotated[Form, typer.Option("--format", help="csv, or jsonl with everything there is.")]
Output = Annotated[
    Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Instead of standard output.")
]
Names = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", dir_okay=False, help="All names as CSV: id, language, name, kind."
    ),
]


def authorities(form: Kind = Form.CSV, output: Output = None, names: Names = None) -> None:
    """Write all authorities, as `import authorities` reads them."""
    count = asyncio.run(_authorities(configuration(), form, output, names))
    typer.echo(f"Exported {count:,} {'authority' if count == 1 else 'authorities'}.", err=True)


def registers(form: Kind = Form.CSV, output: Output = None) -> None:
    """Write all public registers, as `import registers` reads them."""
    count = asyncio.run(_registers(configuration(), form, output))
    typer.echo(f"Exported {count:,} {'register' if count == 1 else 'registers'}.", err=True)


def group() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.command()(authorities)
    app.command()(registers)
    return app


async def _authorities(config: Config, form: Form, output: Path | None, names: Path | None) -> int:
    from bot.exporting import AUTHORITIES, NAMES, Sheet, authority_names, authority_row
    from storage.work import SqlWorks

    count = 0
    async with database(config) as opened:
        with written(output) as stream, written(names or Path(os.devnull)) as beside:
            sheet, others = Sheet(stream, form, AUTHORITIES), Sheet(beside, Form.CSV, NAMES)
            sheet.begin()
            others.begin()
            async with SqlWorks(opened).reading() as work:
                async for authority in work.authorities.all():
                    count += 1
                    sheet.write(authority_row(authority))
                    for name in authority_names(authority):
                        others.write(name)
    return count


async def _registers(config: Config, form: Form, output: Path | None) -> int:
    from bot.exporting import REGISTERS, Sheet, register_row
    from storage.work import SqlWorks

    count = 0
    async with database(config) as opened:
        with written(output) as stream:
            sheet = Sheet(stream, form, REGISTERS)
            sheet.begin()
            async with SqlWorks(opened).reading() as work:
                async for register in work.registers.all():
                    count += 1
                    sheet.write(register_row(register))
    return count


@contextmanager
def written(file: Path | None) -> Iterator[TextIO]:
    """A file appears whole or not at all; without one it is standard output."""
    if file is None:
        yield sys.stdout
        return
    if file == Path(os.devnull):
        with file.open("w", encoding="utf-8") as stream:
            yield stream
        return
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        unfinished.replace(file)
    except OSError as error:
        raise Failure(Exit.FAILED, f"{file} cannot be written: {error.strerror}.") from None
    finally:
        unfinished.unlink(missing_ok=True)
