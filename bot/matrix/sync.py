"""The sync loop: what happens on the homeserver comes in here; nothing is left out, and nothing comes twice."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import structlog

from bot.matrix.bookmark import Bookmark
from bot.matrix.events import Json, Stretch, Synced, is_entering, membership
from bot.matrix.faults import LOGGED_OUT, Refused, Silent
from bot.matrix.homeserver import Homeserver
from bot.matrix.intake import Intake
from bot.matrix.login import NotLetIn
from bot.matrix.patience import pauses

log = structlog.get_logger()

_WAIT_SECONDS = 30.0
_MOST_PAGES = 50


@dataclass
class Health:
    """Since when the homeserver has not answered a sync, by the monotonic clock, and what is wrong since."""

    since: float | None = None
    problem: str = ""

    @property
    def silent_seconds(self) -> float | None:
        """Nothing while nobody listens."""
        return None if self.since is None else time.monotonic() - self.since

    def answered(self) -> None:
        self.since, self.problem = time.monotonic(), ""

    def ended(self) -> None:
        self.since = None


@dataclass
class Listener:
    """``intake`` begins the work of one sync; ``log_in`` is for a login that has ended."""

    homeserver: Homeserver
    bookmark: Bookmark
    intake: Intake
    log_in: Callable[[], Awaitable[None]]
    health: Health = field(default_factory=Health)

    async def run(self) -> None:
        """Until cancelled. A homeserver that goes away is waited for."""
        self.health.answered()
        try:
            await self._run(await self.bookmark.read())
        finally:
            self.health.ended()

    async def _run(self, since: str | None) -> None:
        steps, caught_up = pauses(0.5, 30), False
        while True:
            try:
                if not caught_up:
                    # Keys first: what was said while nobody listened with this session is sealed with them.
                    await self.homeserver.catch_up()
                    caught_up = True
                since = await self._once(since)
                steps = pauses(0.5, 30)
            except (Refused, Silent) as fault:
                self._note(str(fault))
                await self._recover(fault, next(steps))
            except Exception as fault:
                # An answer that cannot be read must not end the loop in silence.
                log.exception("matrix.sync.broke")
                self._note(type(fault).__name__)
                await asyncio.sleep(next(steps))

    async def _once(self, since: str | None) -> str:
        synced = await self.homeserver.sync(since, _WAIT_SECONDS)
        self.health.answered()
        whole = await self._whole(synced, since)
        await self.intake.prepare(whole)
        self.bookmark.put(whole.token, self.intake.take_in(whole))
        return whole.token

    def _note(self, problem: str) -> None:
        self.health.problem = problem
        log.warning("matrix.sync", problem=problem)

    async def _recover(self, fault: Refused | Silent, pause: float) -> None:
        if isinstance(fault, Silent):
            await asyncio.sleep(pause)
            return
        await asyncio.sleep(max(pause, fault.retry_after or 0))
        if fault.code in LOGGED_OUT:
            try:
                await self.log_in()
            except (NotLetIn, Silent) as refused:
                self._note(str(refused))

    async def _whole(self, synced: Synced, since: str | None) -> Synced:
        """Everything since the last time; the very first time, nothing but invitations."""
        if since is None:
            return replace(synced, joined={})
        joined = {
            room: await self._without_gap(room, _entered(stretch, self.homeserver.user), since)
            for room, stretch in synced.joined.items()
        }
        return replace(synced, joined=joined)

    async def _without_gap(self, room: str, stretch: Stretch, since: str) -> Stretch:
        """With the events that a long absence made too many for one sync."""
        try:
            older = await self._older(room, stretch.gap, since)
        except Refused as refused:
            if refused.is_passing or refused.code in LOGGED_OUT:
                raise
            # One room whose past is closed to us must not stop all the others.
            log.warning("matrix.gap", problem=str(refused))
            older = []
        return replace(stretch, events=(*reversed(older), *stretch.events), gap=None)

    async def _older(self, room: str, start: str | None, since: str) -> list[Json]:
        """The newest first."""
        older: list[Json] = []
        for _page in range(_MOST_PAGES):
            if start is None:
                break
            page, start = await self.homeserver.older(room, start, since)
            older += page
        return older


def _entered(stretch: Stretch, me: str) -> Stretch:
    """Of a room just entered, what came after the invitation: what was said before was not for us."""
    places = [n for n, event in enumerate(stretch.events) if is_entering(event, me)]
    if not places:
        return stretch
    invited = [n for n in range(places[-1]) if membership(stretch.events[n], me) == "invite"]
    return replace(stretch, events=stretch.events[max(invited, default=places[-1]) :], gap=None)
