"""`imi-assistant reseal`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer

from bot.cli.exits import Exit, Failure
from bot.cli.opening import configuration, database

if TYPE_CHECKING:
    from bot.config import Config


def reseal() -> None:
    """Seal anew, with the first of the keys, whatever is sealed with another or not at all.

    For a new key: put it before the old one in IMI_DATA_KEYS, run this, then take the old one out.
    The assistant may go on running if it has both keys.
    """
    renewed = asyncio.run(_renewed(configuration()))
    typer.echo(f"{renewed:,} sealed anew.")


async def _renewed(config: Config) -> int:
    from bot.files import open_files
    from core.files import NotReadable
    from storage.installations import SqlInstallations
    from storage.sealing import CannotOpen, Ring
    from storage.shelf import ShelfFault

    if not config.attachments.keys:
        raise Failure(Exit.CONFIGURATION, "There is no key to seal with: set IMI_DATA_KEYS.")
    async with database(config) as opened:
        try:
            tokens = await SqlInstallations(opened, Ring(config.attachments.keys)).reseal()
            return tokens + await open_files(config.attachments, opened).renew()
        except (ShelfFault, CannotOpen, NotReadable) as fault:
            told = f"Not everything could be sealed anew ({fault}). Try again; what is done stays."
            raise Failure(Exit.FAILED, told) from None
