"""`imi-assistant doctor`."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.exits import Exit
from bot.cli.opening import ROOT

if TYPE_CHECKING:
    from bot.doctor import Finding


def doctor() -> None:
    """Look over the whole installation: one line for each thing, and what to do where it is wrong.

    Checks the configuration, the database, the directory, the content, the languages, the links
    and, where a platform is enabled, whether it answers. Changes nothing.
    """
    if asyncio.run(_problems()):
        raise typer.Exit(Exit.FAILED)


async def _problems() -> int:
    from bot.config import ConfigError, find, load
    from bot.doctor import Verdict, look_over

    path = find(os.environ, Path.cwd())
    try:
        config = load(path, os.environ)
    except ConfigError as error:
        for place, told in error.problems:
            typer.echo(f"problem  configuration: {place}: {told}")
        typer.echo("The rest was not looked at: it depends on the configuration.", err=True)
        return len(error.problems)
    typer.echo(f"ok       configuration: {path}")
    problems = 0
    async for finding in look_over(config, ROOT):
        typer.echo(_line(finding))
        problems += finding.verdict is Verdict.PROBLEM
    return problems


def _line(finding: Finding) -> str:
    return f"{finding.verdict.value:8} {finding.about}: {finding.said}"
