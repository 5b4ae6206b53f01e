"""`imi-assistant matrix`: who the assistant is on Matrix."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer

from bot.cli.exits import Exit, Failure
from bot.cli.opening import configuration, database

if TYPE_CHECKING:
    from bot.config import Config


def group() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    # One command alone would be taken for the whole group.
    app.callback()(_group)
    app.command()(new_identity)
    return app


def _group() -> None:
    """Who the assistant is on Matrix."""


def new_identity() -> None:
    """Make a new identity, which signs the assistant's session from now on.

    Only when the old one is lost: people's clients warn of it. Stop the assistant before. It needs
    IMI_MATRIX_PASSWORD, because homeservers let nobody change an identity without it.
    """
    fingerprint = asyncio.run(_renewed(configuration()))
    typer.echo(f"The assistant's new fingerprint is {fingerprint}")


async def _renewed(config: Config) -> str:
    from bot.matrix.account import Account
    from bot.matrix.login import NotLetIn
    from storage.marks import SqlMarks

    settings = config.platforms.matrix
    if not settings.enabled or settings.password is None:
        told = "Matrix must be enabled, and IMI_MATRIX_PASSWORD be set."
        raise Failure(Exit.CONFIGURATION, told)
    async with database(config) as opened:
        try:
            return await Account(settings, SqlMarks(opened)).begin_anew()
        except NotLetIn as error:
            raise Failure(Exit.FAILED, str(error)) from None
