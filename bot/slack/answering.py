"""The conversation's answer to each happening, and the way it is shown."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass

from bot.slack.buttons import pressed_alone, pressed_in_room, retire
from bot.slack.forms import Forms, Step, end
from bot.slack.heard import Chosen, Closed, Commanded, Pressed, Submitted, Turned, Typed
from bot.slack.home import Homes
from bot.slack.lanes import Lanes, Order
from bot.slack.modal import answer_view, reply_view
from bot.slack.posts import documents, invitation_posts, question_posts, reply_posts
from bot.slack.richtext import Json
from bot.slack.scene import Scene
from bot.slack.speech import attach, message, show, tell
from bot.slack.spot import Spot
from bot.slack.uploads import take_in
from bot.slack.window import Window
from chat.conversation import Conversation
from chat.dialogue import Ask, Check, Turn
from chat.form import Branch
from chat.intake import Handed
from chat.message import Reply, problem
from chat.recognition import Exact
from core.errors import UserError

_MENU = "help"
_RESUME = "continue"


@dataclass(frozen=True, slots=True)
class Answering:
    conversation: Conversation
    forms: Forms
    lanes: Lanes
    homes: Homes

    def may_ask(self, said: str) -> bool:
        """Whether this can lead to a form, as far as that is known without looking anything up."""
        recognised = self.conversation.dispatcher.phrases.recognise(said)
        return _may_ask(recognised) if isinstance(recognised, Exact) else said == _RESUME

    def order(self, said: str) -> Order:
        """What asks nothing and has no effect reads only: at most it puts an open form aside, as its like does."""
        meant = self.conversation.harmless(said or _MENU)
        return Order.READING if meant and not _may_ask(meant) else Order.IN_TURN

    async def command(self, scene: Scene, said: Commanded, window: Window) -> list[Json]:
        """The messages to answer with; a form is opened instead."""
        hearing = self.conversation.hear(scene.ctx, said.text or _MENU, explicit=True)
        turn = await _turn(hearing)
        if isinstance(turn, Reply):
            await self._in_window(scene, turn, window)
            return await self.messages(scene, turn)
        if await self._opened(scene, turn, window):
            return []
        posts = invitation_posts(scene.voice())
        return [{**message(post), "response_type": "ephemeral"} for post in posts]

    async def messages(self, scene: Scene, reply: Reply) -> list[Json]:
        """As the answer to a command: only who gave it sees them, unless they are for all."""
        if documents(reply):
            self.lanes.beside(attach(scene, reply))
        kind = "ephemeral" if reply.private else "in_channel"
        posts = reply_posts(reply, scene.voice(reply))
        return [{**message(post), "response_type": kind} for post in posts]

    async def typed(self, scene: Scene, typed: Typed) -> None:
        turn = await _turn(self._heard(scene, typed))
        if isinstance(turn, Reply):
            await tell(scene, turn, typed.ts)
        else:
            await self._ask(scene, turn)

    async def tell(self, scene: Scene, reply: Reply, thread: str = "") -> None:
        await tell(scene, reply, thread)

    async def press(self, scene: Scene, pressed: Pressed, window: Window) -> None:
        turn = await self._pressed(scene, pressed)
        if isinstance(turn, Reply):
            await self._in_window(scene, turn, window)
            await self.after_press(scene, pressed, turn)
        elif not await self._opened(scene, turn, window):
            await self._ask(scene, turn)

    async def choose(self, scene: Scene, chosen: Chosen, window: Window) -> None:
        """Answered in a window: where it was chosen there is no conversation."""
        turn = await _turn(self.conversation.press(scene.ctx, chosen.run or _MENU, chosen.given))
        if not isinstance(turn, Reply):
            if not await self._opened(scene, turn, window):
                await self._ask(scene, turn)
            return
        view = answer_view(turn, scene.voice(turn), Spot(scene.source.channel))
        if await window.show(view):
            await attach(scene, turn)
        else:
            await tell(scene, turn)
        if self._has_effect(chosen.run):
            await self.homes.refresh(scene)

    async def after_press(self, scene: Scene, pressed: Pressed, reply: Reply) -> None:
        effect = self._has_effect(pressed.run)
        if scene.source.private or pressed.message.ephemeral:
            await pressed_alone(scene, pressed, reply, effect=effect)
        else:
            await pressed_in_room(scene, pressed, reply, effect=effect)
        await attach(scene, reply, pressed.message.ts)

    async def submission(self, scene: Scene, sent: Submitted) -> Step:
        step = await self.forms.submit(scene, sent)
        if step.said and step.is_done:
            self.lanes.beside(self._finished(scene, step.said))
        return step

    async def end(self, scene: Scene, reply: Reply) -> Step:
        return end(scene, reply)

    async def turn(self, scene: Scene, turned: Turned, window: Window) -> None:
        step = await self.forms.turn(scene, turned)
        if step.view:
            await window.show(step.view)
        if step.said and step.is_done:
            await self._finished(scene, step.said)

    async def put_up(self, scene: Scene, reply: Reply, window: Window) -> None:
        await window.show(reply_view(reply, scene.voice(reply)))

    async def close(self, scene: Scene, closed: Closed) -> None:
        kept = await self.forms.close(scene, closed)
        if kept:
            await tell(scene, kept)

    async def _heard(self, scene: Scene, typed: Typed) -> Turn:
        said = typed.text or (_MENU if typed.mention else "")
        intake = await self.conversation.intake(scene.ctx) if typed.files else None
        wanted = tuple(each for each in typed.files if intake and intake.takes(each.name))
        if intake and wanted:
            stored = await take_in(scene, wanted, self.forms.most_bytes, intake.kinds)
            said = Handed(intake, stored).words
        return await self.conversation.hear(scene.ctx, said, explicit=typed.mention)

    async def _pressed(self, scene: Scene, pressed: Pressed) -> Turn:
        """Without a command the button opens the form that waits here, or the last one put aside."""
        return await _turn(self.conversation.press(scene.ctx, pressed.run or _RESUME))

    async def _ask(self, scene: Scene, turn: Ask | Check) -> None:
        """A question where no form can be opened: typed answers are for direct messages only."""
        voice = scene.voice()
        private = scene.source.private
        posts = question_posts(turn, voice) if private else invitation_posts(voice)
        await show(scene, posts, private=True)

    async def _opened(self, scene: Scene, turn: Ask | Check, window: Window) -> bool:
        view = await self.forms.view(scene, turn)
        return view is not None and await window.show(view)

    async def _in_window(self, scene: Scene, reply: Reply, window: Window) -> None:
        """A window that was opened to wait in must not wait for ever."""
        if window.is_open:
            await self.put_up(scene, reply, window)

    async def _finished(self, scene: Scene, reply: Reply) -> None:
        await tell(scene, reply)
        await retire(scene)
        await self.homes.refresh(scene)

    def _has_effect(self, run: str) -> bool:
        recognised = self.conversation.dispatcher.phrases.recognise(run)
        return isinstance(recognised, Exact) and recognised.command.effect


def _may_ask(meant: Exact) -> bool:
    form = meant.command.form
    if form.may_stay_empty:
        return False
    typed = form.typed(meant.rest)
    return bool(form.endings) or any(
        isinstance(step, Branch) or (step.required and step.name not in typed)
        for step in form.fields
    )


async def _turn(said: Awaitable[Turn]) -> Turn:
    try:
        return await said
    except UserError as error:
        return problem(error.message)
