"""Runs the assistant on every platform that is switched on, until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from typing import Protocol, runtime_checkable

import structlog

from bot.app import Assistant, assemble
from bot.channel import Channel
from bot.config import Config
from bot.daily import DailyRound, Round
from bot.replanning import replan_if_changed
from bot.scheduler import Waker
from bot.watch.oversight import NightlyOversight
from bot.watching import Watching
from handlers._surveys import surveying
from handlers._trainings import running
from storage.alone import alone
from storage.leftovers import Leftovers
from storage.wakes import listen

# An answer makes some hundred things that nothing holds together: to look for rubbish after every seventh is waste.
_MADE_BEFORE_RUBBISH = 50_000

log = structlog.get_logger()


class Face(Channel, Protocol):
    """A platform's adapter: it listens while it runs, and delivers letters."""

    async def start(self) -> None:
        """Log in, or say why not."""
        ...

    async def run(self) -> None:
        """Listen until cancelled."""
        ...

    async def stop(self) -> None: ...


@runtime_checkable
class Ear(Protocol):
    """A face that hears by asking again and again, and so notices that it no longer does."""

    @property
    def platform(self) -> str: ...

    def silent_seconds(self) -> float | None: ...


class NothingToRun(Exception):
    """No platform is switched on."""


async def run(config: Config) -> None:
    """Until SIGINT or SIGTERM. Raises ``NothingToRun``, ``RunningAlready`` and ``NotListening``."""
    bell = asyncio.Event()
    assistant = assemble(config, changed=bell.set)
    faces = open_faces(assistant)
    if not faces:
        raise NothingToRun
    sweep = config.schedule.sweep_seconds
    waker = Waker(assistant.mailman, assistant.mailroom, bell, sweep, assistant.pulse)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(assistant.close)
        stack.enter_context(alone(config.database.url))
        for face in faces:
            await stack.enter_async_context(_started(face))
            assistant.mailman.channels[face.platform] = face
        watch = Watching(assistant, dict(_ears(faces)))
        await stack.enter_async_context(watch.shown())
        work = [waker.run(), prepare(assistant), *(face.run() for face in faces)]
        work += [listen(assistant.database, bell.set), *watch.rounds()]
        work += [_daily(assistant).run(), _plan_anew(assistant)]
        await _until_told(asyncio.gather(*work, *_link_rounds(assistant)))


def _daily(assistant: Assistant) -> DailyRound:
    return DailyRound(
        custodian=assistant.custodian,
        reviews=assistant.reviews,
        stewards=assistant.stewards,
        trainings=running(assistant.services),
        surveys=surveying(assistant.services),
        **_practice(assistant),
        oversight=NightlyOversight(assistant.oversight, assistant.metrics),
        leftovers=Leftovers(assistant.database),
    )


def _practice(assistant: Assistant) -> dict[str, Round]:
    return {"practice": assistant.worlds} if assistant.worlds else {}


async def prepare(assistant: Assistant) -> None:
    """Build what is searched before anybody searches; whoever is faster waits for it."""
    services = assistant.services
    try:
        await asyncio.gather(services.finder.find("-"), services.register_finder.find("-"))
    except Exception as error:
        log.warning("indexes.not_built", error=type(error).__name__)
    keep_what_is_there()


def keep_what_is_there() -> None:
    """It stays: looking through it for rubbish again and again would hold up the answers."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE_BEFORE_RUBBISH)


async def _plan_anew(assistant: Assistant) -> None:
    """Where app.yaml says something else than when it was planned; the next start makes up for a failure."""
    try:
        await replan_if_changed(assistant)
    except Exception:
        log.exception("reminders.not_planned_anew")


def _link_rounds(assistant: Assistant) -> Iterator[Awaitable[None]]:
    """Only where an operator wants the bot to open pages on the internet."""
    settings = assistant.config.registers
    if settings.check_links:
        from bot.links import LinkRounds

        every = timedelta(days=settings.check_every_days)
        yield LinkRounds(assistant.services.works, assistant.clock, every).run()


def open_faces(assistant: Assistant) -> list[Face]:
    """A platform's library is loaded only if that platform is switched on."""
    faces: list[Face] = []
    if assistant.config.platforms.matrix.enabled:
        from bot.matrix import open_matrix

        faces.append(open_matrix(assistant))
    if assistant.config.platforms.slack.enabled:
        from bot.slack import open_slack

        faces.append(open_slack(assistant))
    if faces and assistant.config.mail.enabled:
        from bot.mail import open_mail

        faces.append(open_mail(assistant))
    return faces


def _ears(faces: Sequence[Face]) -> Iterator[tuple[str, Callable[[], float | None]]]:
    for face in faces:
        if isinstance(face, Ear):
            yield face.platform, face.silent_seconds


@asynccontextmanager
async def _started(face: Face) -> AsyncIterator[None]:
    await face.start()
    log.info("face.started", platform=face.platform)
    try:
        yield
    finally:
        await face.stop()


async def _until_told(work: asyncio.Future[list[None]]) -> None:
    """Ends with a signal, or with the first part that breaks."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, work.cancel)
    with suppress(asyncio.CancelledError):
        await work
