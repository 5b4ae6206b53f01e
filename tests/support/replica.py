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
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot.app import assemble
from bot.channel import Letter
from bot.config import Config
from bot.scheduler import Waker
from bot.settings import Database
from chat.mailing import Mailing, News
from chat.message import Reply, say
from core.text import msg
from storage.wakes import listen
from tests.support.mailings import says_only
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
    connections: dict[asyncio.StreamWriter, asyncio.Event] = field(default_factory=dict)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One replica, until it dies; lines, for HTTP would take longer than all the rest."""
        ended = self.connections[writer] = asyncio.Event()
        with suppress(ConnectionError):
            async for line in reader:
                asked, id, sender = line.decode().split()
                writer.write(f"{id} {self._answer(asked, id, int(sender))}\n".encode())
        writer.close()
        ended.set()

    def _answer(self, asked: str, id: str, sender: int) -> str:
        if asked == "send":
            self.effects[id] += 1
            self.senders[sender] += 1
            return "sent"
        self.looked_for += 1
        return "there" if id in self.effects else "unknown"

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[int]:
        """On a port of this machine."""
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()
            for ended in self.connections.values():
                await ended.wait()


@dataclass(frozen=True)
class Remote:
    """The channel to it; like Slack, it knows no transaction, but what was sent can be looked for."""

    writer: asyncio.StreamWriter
    platform: str = PLATFORM
    _answers: dict[str, asyncio.Future[str]] = field(default_factory=dict)

    async def deliver(self, letter: Letter) -> str:
        await self._ask("send", letter)
        return letter.id

    async def reconcile(self, letter: Letter) -> str | None:
        return letter.id if await self._ask("find", letter) == "there" else None

    async def _ask(self, what: str, letter: Letter) -> str:
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._answers[letter.id] = answer
        self.writer.write(f"{what} {letter.id} {os.getpid()}\n".encode())
        return await answer

    async def hear(self, reader: asyncio.StreamReader) -> None:
        async for line in reader:
            id, answer = line.decode().split()
            self._answers.pop(id).set_result(answer)

    async def revise(self, letter: Letter, receipt: str) -> None:
        """Nothing of what is sent here is changed."""


async def write(_news: News) -> Reply | None:
    return say(msg("Something is due."))


async def work(database: str, platform: str, began: float) -> None:
    """Until killed."""
    assistant = assemble(Config(database=Database(url=database)), FastClock(began))
    says_only(assistant.mailman, Mailing(TOPIC, write))
    bell = asyncio.Event()
    waker = Waker(assistant.mailman, assistant.mailroom, bell, _SWEEP, assistant.pulse)
    reader, writer = await asyncio.open_connection("127.0.0.1", int(platform))
    remote = assistant.mailman.channels[PLATFORM] = Remote(writer)
    await asyncio.gather(waker.run(), remote.hear(reader), listen(assistant.database, bell.set))


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
def nursery(database: str, platform: int, began: float) -> Iterator[Nursery]:
    command = [sys.executable, "-m", "tests.support.replica", database, str(platform), str(began)]
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
