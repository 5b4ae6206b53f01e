"""Replicas of the outbox's worker as processes of their own, which a test kills at any moment.

Run as a program, it loads everything once and makes a replica, a copy of itself, for each line it reads: so that a
new one is at work in a moment, however often the old ones die.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import structlog
from aiohttp import web

from bot.app import assemble
from bot.channel import Letter, Unsure
from bot.config import Config
from bot.scheduler import Waker
from bot.settings import Database
from chat.mailing import Mailing, News
from chat.message import Reply, say
from core.text import msg
from storage.wakes import listen
from tests.support.world import MONDAY

PLATFORM = "fake"
TOPIC = "test"
# So that a lease of two minutes is over after some seconds, in all processes alike.
SPEED = 6
_SWEEP = 0.5


@dataclass(frozen=True)
class FastClock:
    began: float

    def now(self) -> datetime:
        return MONDAY + timedelta(seconds=(time.time() - self.began) * SPEED)


@dataclass
class Platform:
    """The other end, where effects are counted: a message that is sent twice is there twice."""

    effects: Counter[str] = field(default_factory=Counter)
    looked_for: int = 0
    senders: Counter[int] = field(default_factory=Counter)

    def application(self) -> web.Application:
        app = web.Application()
        app.add_routes([web.post("/{id}", self._send), web.get("/{id}", self._find)])
        return app

    async def _send(self, request: web.Request) -> web.Response:
        self.effects[request.match_info["id"]] += 1
        self.senders[int(request.headers["Sender"])] += 1
        return web.Response()

    async def _find(self, request: web.Request) -> web.Response:
        self.looked_for += 1
        return web.Response(status=200 if request.match_info["id"] in self.effects else 404)


@dataclass(frozen=True)
class Remote:
    """The channel to it; like Slack, it knows no transaction, but what was sent can be looked for."""

    url: str
    session: aiohttp.ClientSession
    platform: str = PLATFORM

    async def deliver(self, letter: Letter) -> str:
        try:
            async with self.session.post(f"{self.url}/{letter.id}") as answer:
                answer.raise_for_status()
        except aiohttp.ClientError as error:
            raise Unsure(type(error).__name__) from error
        return letter.id

    async def reconcile(self, letter: Letter) -> str | None:
        async with self.session.get(f"{self.url}/{letter.id}") as answer:
            return letter.id if answer.status == 200 else None

    async def revise(self, letter: Letter, receipt: str) -> None:
        """Nothing of what is sent here is changed."""


async def write(_news: News) -> Reply | None:
    return say(msg("Something is due."))


async def work(database: str, platform: str, began: float) -> None:
    """Until killed."""
    assistant = assemble(Config(database=Database(url=database)), FastClock(began))
    mailings = {TOPIC: Mailing(TOPIC, write)}
    object.__setattr__(assistant.mailman.letters, "mailings", mailings)
    bell = asyncio.Event()
    waker = Waker(assistant.mailman, assistant.mailroom, bell, _SWEEP, assistant.pulse)
    async with aiohttp.ClientSession(headers={"Sender": str(os.getpid())}) as session:
        assistant.mailman.channels[PLATFORM] = Remote(platform, session)
        await asyncio.gather(waker.run(), listen(assistant.database, bell.set))


@dataclass(frozen=True)
class Nursery:
    """Where replicas come from."""

    process: subprocess.Popen[str]
    alive: list[int] = field(default_factory=list)

    def bear(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.alive.append(int(self.process.stdout.readline()))

    def kill(self, replica: int) -> None:
        """As a machine dies: nothing is finished, nothing is told."""
        os.kill(replica, signal.SIGKILL)
        self.alive.remove(replica)


@contextmanager
def nursery(database: str, platform: str, began: float) -> Iterator[Nursery]:
    command = [sys.executable, "-m", "tests.support.replica", database, platform, str(began)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root
    ) as process:
        found = Nursery(process)
        try:
            yield found
        finally:
            for replica in list(found.alive):
                with suppress(ProcessLookupError):
                    found.kill(replica)


def main(database: str, platform: str, began: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # What is on stdout is read, and a trace back with all its locals takes longer than a test.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    for _line in sys.stdin:
        replica = os.fork()
        if not replica:
            asyncio.run(work(database, platform, float(began)))
            os._exit(0)
        sys.stdout.write(f"{replica}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
