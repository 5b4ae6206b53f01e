"""`imi-assistant run` and `imi-assistant demo`."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.exits import Exit, Failure
from bot.cli.opening import configuration, ready, spoken

if TYPE_CHECKING:
    from bot.config import Config
    from bot.settings import Platforms

_TAKEN = {errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES}

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
    from bot.loop import run_in_loop

    run_in_loop(_run(config))


async def _run(config: Config) -> None:
    from bot.journal import configure
    from bot.run import run
    from bot.watch.site import NotListening

    configure(config.log)
    await ready(config)
    async with spoken():
        try:
            await run(config)
        except _refusals(config.platforms) as error:
            raise Failure(Exit.CONFIGURATION, f"A platform cannot be used: {error}") from None
        except NotListening as error:
            told = (
                "Another assistant on this machine? Change web.port, or set web.enabled to false."
            )
            raise Failure(Exit.CONFIGURATION, _unheard(error, error.strerror or ""), told) from None
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
            place = f"{config.platforms.slack.host}:{config.platforms.slack.port}"
            raise Failure(Exit.CONFIGURATION, _unheard(error, place)) from None


def _unheard(error: OSError, place: str) -> str:
    return f"Nothing can listen on {place}: {os.strerror(error.errno or 0)}."


def _refusals(platforms: Platforms) -> tuple[type[Exception], ...]:
    """How an enabled platform says that it does not let the bot in; it tells no secrets."""
    from bot.channel import NotDelivered

    found: list[type[Exception]] = [NotDelivered]
    if platforms.slack.enabled:
        from bot.slack.workspaces import NotServed

        found.append(NotServed)
    if platforms.matrix.enabled:
        from bot.matrix.login import NotLetIn

        found.append(NotLetIn)
    return tuple(found)


def demo(script: Script = None) -> None:
    """Try the assistant in this terminal, with invented people and its own throw-away database."""
    from bot import demo

    raise typer.Exit(demo.run(script))
