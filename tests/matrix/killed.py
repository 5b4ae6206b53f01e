"""A bot that is killed the moment its first letter has arrived, before anybody has written that down.

`python -m tests.matrix.killed`, with what it needs as JSON on its standard input.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from dataclasses import dataclass
from datetime import datetime

from bot.app import assemble
from bot.channel import Letter
from bot.config import Config
from bot.matrix.adapter import MatrixAdapter, Memory
from bot.settings import Attachments, Database, Limits, Matrix
from tests.support.world import KEY, MovableClock


@dataclass(frozen=True, slots=True)
class Killed:
    """Sends like the adapter, and dies."""

    adapter: MatrixAdapter
    platform: str = "matrix"

    async def deliver(self, letter: Letter) -> str:
        await self.adapter.deliver(letter)
        os.kill(os.getpid(), signal.SIGKILL)
        return ""

    async def reconcile(self, letter: Letter) -> str | None:
        return await self.adapter.reconcile(letter)

    async def revise(self, letter: Letter, receipt: str) -> None:
        await self.adapter.revise(letter, receipt)


async def main(given: dict[str, str]) -> None:
    config = Config(database=Database(url=given["url"]), attachments=Attachments(keys=(KEY,)))
    clock = MovableClock(datetime.fromisoformat(given["now"]))
    assistant = assemble(config, clock)
    settings = Matrix.model_validate_json(given["settings"])
    memory = Memory(assistant.marks, assistant.events, assistant.leases)
    adapter = MatrixAdapter(settings, assistant.front, memory, Limits())
    await adapter.start()
    assistant.mailman.channels["matrix"] = Killed(adapter)
    await assistant.mailman.run_due()


if __name__ == "__main__":
    asyncio.run(main(json.load(sys.stdin)))
