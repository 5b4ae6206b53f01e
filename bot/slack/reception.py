"""Takes what happens in Slack: acknowledged at once, worked on in order, handled once, answered in the right place."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

from bot.channel import NotDelivered
from bot.slack.answering import Answering
from bot.slack.elements import remark
from bot.slack.failures import NOT_OURS, broke
from bot.slack.forms import Step
from bot.slack.heard import (
    Chosen,
    Closed,
    Commanded,
    Happening,
    HomeOpened,
    Left,
    Pressed,
    Sought,
    Source,
    Submitted,
    Turned,
    Typed,
)
from bot.slack.lanes import Lanes, Order
from bot.slack.modal import waiting_view
from bot.slack.richtext import Json
from bot.slack.scene import PLATFORM, FromOutside, Scene, Scenes
from bot.slack.window import Window
from bot.slack.workspaces import Workspace
from chat.message import Reply
from core.departures import Departures
from core.people import Address
from core.talks import Events
from core.text import msg

T = TypeVar("T")

_NOTHING: Json = {}
_STILL_SEARCHING = msg("I am still searching. Please type one more letter.")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an acknowledgement waits for the answer, a modal for its questions, a search for its hits.

    In seconds; Slack itself waits for three.
    """

    acknowledge: float = 0.8
    open: float = 1.2
    search: float = 2.0
    settle: float = 0.3


@dataclass(frozen=True, slots=True)
class Reception:
    scenes: Scenes
    answering: Answering
    events: Events
    log: logging.Logger
    lanes: Lanes
    patience: Patience = Patience()

    async def take(self, workspace: Workspace, happening: Happening) -> Json:
        """What the acknowledgement carries; mostly nothing."""
        match happening:
            case Commanded():
                return await self._command(workspace, happening)
            case Submitted():
                return await self._submission(workspace, happening)
            case Sought():
                return await self._search(workspace, happening)
        self._begin(workspace, happening)
        return _NOTHING

    def _begin(self, workspace: Workspace, happening: Happening) -> None:
        """What is answered by its own way, whenever it is ready."""
        match happening:
            case Pressed():
                self._press(workspace, happening)
            case Typed():
                self._typed(workspace, happening)
            case Turned():
                self._turn(workspace, happening)
            case Closed() | Left():
                self._end(workspace, happening)
            case Chosen():
                self._choose(workspace, happening)
            case HomeOpened():
                self._home(workspace, happening)

    async def _command(self, workspace: Workspace, said: Commanded) -> Json:
        """The answer itself, if it is ready soon; otherwise it comes later, by its own way."""
        answering, source = self.answering, said.source
        window, order = Window(workspace.calls, said.trigger), answering.order(said.text)
        task = self._start(
            workspace,
            source,
            lambda scene: answering.command(scene, said, window),
            lambda scene, reply: answering.messages(scene, reply),
            order,
        )
        if order is Order.IN_TURN and answering.may_ask(said.text):
            self._hold(workspace, source, window, task)
        if not await self.lanes.ended(task, self.patience.acknowledge):
            self.lanes.beside(self._later(task, workspace, said))
            return _NOTHING
        first, *more = task.result() or [_NOTHING]
        if more:
            self.lanes.beside(self._respond(workspace, said, more))
        return first

    async def _later(
        self, task: asyncio.Task[list[Json] | None], workspace: Workspace, said: Commanded
    ) -> None:
        await self._respond(workspace, said, await task or [])

    async def _respond(self, workspace: Workspace, said: Commanded, messages: list[Json]) -> None:
        for message in messages:
            await workspace.calls.respond(said.response_url, message)

    async def _submission(self, workspace: Workspace, sent: Submitted) -> Json:
        answering = self.answering
        task = self._start(
            workspace,
            sent.source,
            lambda scene: answering.submission(scene, sent),
            lambda scene, reply: answering.end(scene, reply),
        )
        if await self.lanes.ended(task, self.patience.acknowledge):
            step = task.result()
            return step.acknowledgement() if step else _NOTHING
        window = Window(workspace.calls, view=sent.view)
        self.lanes.beside(self._show_later(task, window))
        voice = self.scenes.unknown(workspace, sent.source).voice()
        return {"response_action": "update", "view": waiting_view(voice)}

    async def _show_later(self, task: asyncio.Task[Step | None], window: Window) -> None:
        """Not before Slack has surely put up the view that asks to wait."""
        step, _ = await asyncio.gather(task, asyncio.sleep(self.patience.settle))
        if step:
            await window.show(step.view)

    async def _search(self, workspace: Workspace, sought: Sought) -> Json:
        forms = self.answering.forms
        suggesting = self._handled(
            workspace, sought.source, lambda scene: forms.suggest(scene, sought), _no_hits
        )
        # While one types, letters overtake each other.
        task = self.lanes.start(_lane(sought.source), suggesting, Order.FREE)
        if await self.lanes.ended(task, self.patience.search):
            return task.result() or {"options": []}
        voice = self.scenes.unknown(workspace, sought.source).voice()
        return {"options": [remark(_STILL_SEARCHING, voice)]}

    def _press(self, workspace: Workspace, pressed: Pressed) -> None:
        answering = self.answering
        window = Window(workspace.calls, pressed.trigger)
        task = self._start(
            workspace,
            pressed.source,
            lambda scene: answering.press(scene, pressed, window),
            lambda scene, reply: answering.after_press(scene, pressed, reply),
        )
        if not pressed.run or answering.may_ask(pressed.run):
            self._hold(workspace, pressed.source, window, task)

    def _choose(self, workspace: Workspace, chosen: Chosen) -> None:
        answering, window = self.answering, Window(workspace.calls, chosen.trigger, chosen.view)
        task = self._start(
            workspace,
            chosen.source,
            lambda scene: answering.choose(scene, chosen, window),
            lambda scene, reply: answering.put_up(scene, reply, window),
        )
        self._hold(workspace, chosen.source, window, task)

    def _home(self, workspace: Workspace, opened: HomeOpened) -> None:
        homes = self.answering.homes
        self._start(workspace, opened.source, homes.show, homes.put, Order.FREE)

    def _typed(self, workspace: Workspace, typed: Typed) -> None:
        answering = self.answering
        self._start(
            workspace,
            typed.source,
            lambda scene: answering.typed(scene, typed),
            lambda scene, reply: answering.tell(scene, reply, typed.ts),
        )

    def _turn(self, workspace: Workspace, turned: Turned) -> None:
        window = Window(workspace.calls, view=turned.view)
        self._start(
            workspace,
            turned.source,
            lambda scene: self.answering.turn(scene, turned, window),
            lambda scene, reply: self.answering.put_up(scene, reply, window),
        )

    def _end(self, workspace: Workspace, ended: Closed | Left) -> None:
        """A form is closed, or an account."""
        if isinstance(ended, Left):
            self.lanes.beside(self._left(ended))
        else:
            self._close(workspace, ended)

    def _close(self, workspace: Workspace, closed: Closed) -> None:
        answering = self.answering
        self._start(
            workspace, closed.source, lambda scene: answering.close(scene, closed), answering.tell
        )

    async def _left(self, left: Left) -> None:
        source = left.source
        if await self._is_new(source):
            services = self.scenes.front.services
            departures = Departures(services.works, services.clock, services.exchange.changed)
            await departures.closed(Address(PLATFORM, source.team, source.user))

    def _hold(
        self, workspace: Workspace, source: Source, window: Window, task: asyncio.Task[T]
    ) -> None:
        """A modal can be opened for three seconds only: what takes longer gets one that asks to wait."""
        self.lanes.beside(self._wait_in(workspace, source, window, task))

    async def _wait_in(
        self, workspace: Workspace, source: Source, window: Window, task: asyncio.Task[T]
    ) -> None:
        if not await self.lanes.ended(task, self.patience.open) and not window.is_open:
            voice = self.scenes.unknown(workspace, source).voice()
            await window.show(waiting_view(voice))

    def _start(
        self,
        workspace: Workspace,
        source: Source,
        work: Callable[[Scene], Awaitable[T]],
        say: Callable[[Scene, Reply], Awaitable[T]],
        order: Order = Order.IN_TURN,
    ) -> asyncio.Task[T | None]:
        handled = self._handled(workspace, source, work, say)
        return self.lanes.start(_lane(source), handled, order)

    async def _handled(
        self,
        workspace: Workspace,
        source: Source,
        work: Callable[[Scene], Awaitable[T]],
        say: Callable[[Scene, Reply], Awaitable[T]],
    ) -> T | None:
        """Once; whatever goes wrong is logged and said, and never reaches Slack's own request."""
        scene = None
        try:
            if not await self._is_new(source):
                return None
            if source.external:
                return await say(self.scenes.unknown(workspace, source), NOT_OURS)
            scene = await self.scenes.of(workspace, source)
            return await work(scene)
        except FromOutside as outside:
            return await self._sorry(outside.scene, NOT_OURS, say)
        except NotDelivered as error:
            self.log.warning("slack: not said: %s", error)
        except Exception as error:
            known = scene or self.scenes.unknown(workspace, source)
            return await self._sorry(known, broke(self.log, error), say)
        return None

    async def _sorry(
        self, scene: Scene, reply: Reply, say: Callable[[Scene, Reply], Awaitable[T]]
    ) -> T | None:
        try:
            return await say(scene, reply)
        except NotDelivered as error:
            self.log.warning("slack: not said: %s", error)
        return None

    async def _is_new(self, source: Source) -> bool:
        if not source.once:
            return True
        now = self.scenes.front.services.clock.now()
        return await self.events.take(PLATFORM, f"{source.team}:{source.once}", now)


def _lane(source: Source) -> Hashable:
    return source.team, source.user, source.channel


async def _no_hits(_scene: Scene, _reply: Reply) -> Json:
    return {"options": []}
