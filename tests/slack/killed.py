"""A bot that is killed the moment its first letter stands in Slack, before anybody has written that down.

`python -m tests.slack.killed`, with what it needs as JSON on its standard input.
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
from bot.settings import Attachments, Database, Slack
from bot.slack.adapter import Kept, SlackFace
from storage.installations import SqlInstallations
from storage.sealing import Ring
from tests.support.world import KEY, MovableClock


@dataclass(frozen=True, slots=True)
class Killed:
    """Sends like the adapter, and dies."""

    face: SlackFace
    platform: str = "slack"

    async def deliver(self, letter: Letter) -> str:
        await self.face.deliver(letter)
        os.kill(os.getpid(), signal.SIGKILL)
        return ""

    async def reconcile(self, letter: Letter) -> str | None:
        return await self.face.reconcile(letter)

    async def revise(self, letter: Letter, receipt: str) -> None:
        await self.face.revise(letter, receipt)


async def main(given: dict[str, str]) -> None:
    config = Config(database=Database(url=given["url"]), attachments=Attachments(keys=(KEY,)))
    assistant = assemble(config, MovableClock(datetime.fromisoformat(given["now"])))
    kept = Kept(assistant.events, SqlInstallations(assistant.database, Ring([KEY])))
    settings = Slack.model_validate_json(given["settings"])
    face = SlackFace(assistant.front, kept, settings, assistant.config.limits.attachment_bytes)
    await face.start()
    assistant.mailman.channels["slack"] = Killed(face)
    await assistant.mailman.run_due()


if __name__ == "__main__":
    asyncio.run(main(json.load(sys.stdin)))
