"""Sends what Slack has to say, measures the acknowledgement, repeats events that failed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from tests.support.slack.delivery import COMMAND, EVENT, INTERACTIVE, Delivery, Road
from tests.support.slack.payloads import event_callback
from tests.support.slack.wire import Json
from tests.support.slack.world import Workspace, World


@dataclass(frozen=True)
class Timing:
    """Slack's own times by default; tests may compress them."""

    answer_seconds: float = 3.0
    trigger_seconds: float = 3.0
    retry_seconds: tuple[float, ...] = (0.0, 60.0, 300.0)
    """How long after the failure before it each repetition of an event comes."""


@dataclass
class Courier:
    world: World
    timing: Timing
    changed: Callable[[], None]
    road: Road | None = None
    deliveries: list[Delivery] = field(default_factory=list)
    events: list[Json] = field(default_factory=list)
    """Every event once, in order, as it was first sent: what can be sent again."""
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _under_way: int = 0

    @property
    def idle(self) -> bool:
        """Nothing is on its way to the bot and no repetition is planned."""
        return not self._under_way and not self._tasks

    async def event(self, workspace: Workspace, event: Json) -> Delivery | None:
        """Sends it if the app listens for it; what fails is repeated in the background."""
        if not self._subscribed(workspace, event):
            return None
        payload = event_callback(workspace, event)
        self.events.append(payload)
        first = await self.send(Delivery(EVENT, payload))
        if not first.ok:
            self._later(self._repeat(first))
        return first

    def emit(self, workspace: Workspace, event: Json) -> None:
        self._later(self._emitted(workspace, event))

    async def _emitted(self, workspace: Workspace, event: Json) -> None:
        await self.event(workspace, event)

    async def redeliver(
        self, payload: Json, attempt: int = 1, reason: str = "http_timeout"
    ) -> Delivery:
        """The same event once more, as Slack repeats it."""
        return await self.send(Delivery(EVENT, payload, attempt, reason))

    async def interactive(self, payload: Json, takes_answer: bool = False) -> Delivery:
        return await self.send(Delivery(INTERACTIVE, payload, takes_answer=takes_answer))

    async def command(self, payload: Json) -> Delivery:
        return await self.send(Delivery(COMMAND, payload, takes_answer=True))

    async def send(self, delivery: Delivery) -> Delivery:
        if self.road is None:
            raise AssertionError("the bot has no URL and no socket yet")
        self.deliveries.append(delivery)
        self._under_way += 1
        try:
            await self.road.carry(delivery, self.timing.answer_seconds)
        finally:
            self._under_way -= 1
            self.changed()
        if not delivery.ok:
            failure = delivery.error if delivery.kind == EVENT else "operation_timeout"
            shown = f"{failure} (HTTP {delivery.status})" if delivery.status else failure
            self.world.complain(f"{delivery.name} attempt {delivery.attempt}: {shown}")
        return delivery

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _repeat(self, failed: Delivery) -> None:
        for attempt, seconds in enumerate(self.timing.retry_seconds, start=1):
            if failed.wants_no_retry:
                return
            await asyncio.sleep(seconds)
            failed = await self.redeliver(failed.payload, attempt, failed.error or "unknown_error")
            if failed.ok:
                return

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            self.world.complain(f"the stand-in itself failed: {error!r}")
        self.changed()

    def _subscribed(self, workspace: Workspace, event: Json) -> bool:
        app = self.world.app
        if event["type"] != "message":
            return event["type"] in app.events
        kind = workspace.channels[event["channel"]].scope
        inside = workspace.bot_user in workspace.channels[event["channel"]].members
        return inside and f"message.{kind}" in app.events and f"{kind}:history" in app.scopes
