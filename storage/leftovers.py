"""What was deleted lies nowhere any more: not in SQLite's log either, beside what was written with it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from storage.engine import Database
from storage.log import empty_log


@dataclass(frozen=True, slots=True)
class Wiped:
    """How many logs were emptied: none of PostgreSQL's, which are its server's to keep."""

    logs: int


@dataclass(frozen=True, slots=True)
class Leftovers:
    database: Database

    async def round(self) -> Wiped:
        """After everything else that the night deletes."""
        file = self.database.writer.url.database
        if self.database.kind != "sqlite" or not file:
            return Wiped(0)
        return Wiped(int(await asyncio.to_thread(empty_log, file)))
