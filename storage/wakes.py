"""Tells every process on the same PostgreSQL that the outbox has something new."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from storage.engine import Database

log = logging.getLogger(__name__)

_CHANNEL = "imi_outbox"
_AGAIN_SECONDS = 5.0

# Delivered when the transaction it stands in is committed, and once however often it is said there.
NOTIFY = text(f"SELECT pg_notify('{_CHANNEL}', '')")


async def listen(database: Database, wake: Callable[[], None]) -> None:
    """Until cancelled. On SQLite there is nobody to hear; a lost connection is made again."""
    while database.kind == "postgresql":
        try:
            await _listen(database, wake)
        except (SQLAlchemyError, OSError) as error:
            log.warning("wakes are not heard: %s", type(error).__name__)
        await asyncio.sleep(_AGAIN_SECONDS)


async def _listen(database: Database, wake: Callable[[], None]) -> None:
    """Until the connection is lost."""
    lost = asyncio.Event()
    async with database.reader.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None, "a connection that is open has its driver's"
        driver.add_termination_listener(lambda _connection: lost.set())
        await driver.add_listener(_CHANNEL, lambda *_notice: wake())
        # Whatever was said while nobody listened.
        wake()
        try:
            await lost.wait()
        finally:
            # What listens is not lent to anybody else.
            await connection.invalidate()
