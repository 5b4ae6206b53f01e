"""`imi-assistant run` and `imi-assistant demo`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.exits import Exit, Failure
from bot.cli.opening import configuration, ready

if TYPE_CHECKING:
    from bot.config import Config

Script = Annotated[
    Path | None,
    typer.Option(
        exists=True, dir_okay=False, help="Play this file and print the transcript, then end."
    ),
]


def run() -> None:
    """Run the assistant on the platforms that app.yaml enables, until it is stopped."""
    config = configuration()
    if not (config.platforms.slack.enabled or config.platforms.matrix.enabled):
        raise Failure(
            Exit.CONFIGURATION,
            "No platform is enabled, so there is nothing to run. Set platforms.slack.enabled or "
            "platforms.matrix.enabled in app.yaml.",
            "To try the assistant in this terminal: imi-assistant demo",
        )
    asyncio.run(_run(config))


async def _run(config: Config) -> None:
    from bot.run import run

    await ready(config)
    await run(config)


def demo(script: Script = None) -> None:
    """Try the assistant in this terminal, with invented people and its own throw-away database."""
    from bot import demo

    raise typer.Exit(demo.run(script))
