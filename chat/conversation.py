"""A person and the bot in one place: typed words, numbers, open forms; nothing lives in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass, field, replace
from typing import TypeVar
from weakref import WeakValueDictionary

from chat.allowance import TOO_FAST_FORM, Allowance, too_fast
from chat.aside import begun, opened, put_aside, turned_to, with_word_of_it
from chat.context import Context
from chat.dialogue import (
    BACK,
    CANCEL,
    CONTINUE,
    KEEP,
    LATER,
    MORE,
    SKIP,
    Dialogue,
    Talk,
    Turn,
)
from chat.dispatcher import Dispatcher, OpenForm, Outcome, broke
from chat.ear import number_in, tidied
from chat.fields import Answers
from chat.filling import Filling
from chat.guests import spoken_to
from chat.heads import headed
from chat.intake import Intake, asked_for, begun_by_a_file
from chat.leading import is_aside, kept_talk, led_out
from chat.message import Reply
from chat.page import Page, Wrong
from chat.recognition import Exact
from chat.resuming import may_resume, nothing_open
from chat.revision import held
from chat.standing import refused
from core.errors import UserError
from core.talks import TalkKey

Answered = TypeVar("Answered")

# What moves about in a form; `help` is a command as well.
_STEERING = (CANCEL, BACK, SKIP, KEEP, LATER)


@dataclass(frozen=True, slots=True)
class Conversation:
    dispatcher: Dispatcher
    allowance: Allowance
    _turns: WeakValueDictionary[TalkKey, asyncio.Lock] = field(
        default_factory=WeakValueDictionary, init=False, repr=False, compare=False
    )

    async def hear(self, ctx: Context, said: str, *, explicit: bool = False) -> Turn:
        """Answer what was typed; ``explicit`` when the command character stood before it."""
        if not self._is_heard(ctx):
            return too_fast()
        meant = self.harmless(said) if explicit and not ctx.place.numbered else None
        if meant and (shown := await self._show(ctx, meant)):
            return headed(ctx, shown)
        return headed(ctx, await self._safely(ctx, self._hear(ctx, said, explicit=explicit)))

    def _is_heard(self, ctx: Context) -> bool:
        return self.allowance.takes(ctx.who.id if ctx.who else ctx.speaker)

    def harmless(self, said: str) -> Exact | None:
        """The command, if it is written exactly and only shows something."""
        meant = self.dispatcher.phrases.recognise(tidied(said))
        return meant if isinstance(meant, Exact) and not meant.command.effect else None

    async def _show(self, ctx: Context, meant: Exact) -> Reply | None:
        """Beside whatever else is heard in this place: nothing is open that it would put aside, nothing is kept."""
        talk = await self.talk(ctx)
        if talk.dialogue or (ctx.who is None and not talk.is_empty):
            return None
        outcome = await self.dispatcher.start(ctx, meant.command, meant.rest)
        return outcome if isinstance(outcome, Reply) else None

    async def _hear(self, ctx: Context, said: str, *, explicit: bool) -> Turn:
        if outer := led_out(self.dispatcher, ctx, said):
            return await self._outside(outer, said)
        return await self._here(ctx, tidied(said), explicit=explicit)

    async def _here(self, ctx: Context, said: str, *, explicit: bool) -> Turn:
        talk = await self._talk(ctx)
        if ctx.hearing.same(said, CONTINUE) and may_resume(ctx, talk):
            return await self._resume(ctx, talk)
        steers = any(ctx.hearing.same(said, word) for word in _STEERING)
        if steers and not talk.dialogue and ctx.who:
            return nothing_open()
        if talk.dialogue and not ctx.bound and not self._is_unbound(talk.dialogue):
            return await self._after(ctx, talk, await self.dispatcher.terms(ctx, "continue"))
        if talk.dialogue and (steers or not explicit):
            filling = self._filling(ctx, talk, talk.dialogue)
            if not await is_aside(self.dispatcher.phrases, said, filling):
                return await self._unstuck(ctx, put_aside(talk), filling.hear(said))
        number = number_in(said, len(talk.choices))
        if number is not None:
            return await self._press(ctx, talk.choices[number - 1])
        if talk.more and ctx.hearing.same(said, MORE):
            return await self._press(ctx, talk.more)
        return await self._spoken(ctx, talk, said)

    async def _spoken(self, ctx: Context, talk: Talk, said: str) -> Turn:
        if ctx.who:
            return await self._after(ctx, talk, await self.dispatcher.hear(ctx, said))
        ctx = await spoken_to(ctx, said)
        turn = await self._after(ctx, talk, await self.dispatcher.hear(ctx, said))
        return replace(turn, language=turn.language or ctx.language)

    async def press(self, ctx: Context, run: str, given: Answers | None = None) -> Turn:
        """A button, or the number that stands for one; ``given``: answers to begin its form with."""
        if not self._is_heard(ctx):
            return too_fast()
        return headed(ctx, await self._safely(ctx, self._press(ctx, run, given or {})))

    async def _outside(self, outer: Context, said: str) -> Turn:
        """In the real assistant, where its choices are kept too: no number of practice may mean anything there."""
        outcome = await self.dispatcher.call(outer, said)
        reply = await self._after(outer, await self._talk(outer), outcome)
        return replace(reply, outside=True) if isinstance(reply, Reply) else reply

    async def _press(self, ctx: Context, run: str, given: Answers | None = None) -> Turn:
        if outer := led_out(self.dispatcher, ctx, run):
            return await self._outside(outer, run)
        talk = await self._talk(ctx)
        if ctx.hearing.same(run, CONTINUE) and may_resume(ctx, talk):
            return await self._resume(ctx, talk)
        outcome = await self.dispatcher.call(ctx, run)
        if given and isinstance(outcome, OpenForm):
            outcome = replace(outcome, answers={**given, **outcome.answers})
        return await self._after(ctx, talk, outcome)

    async def page(self, ctx: Context) -> Page | None:
        """All the questions that can be asked together now, for platforms that show forms."""
        async with self._turn_of(ctx):
            talk = await self._talk(ctx)
            page = await self._filling(ctx, talk, talk.dialogue).page() if talk.dialogue else None
        return headed(ctx, page)

    async def fill(self, ctx: Context, said: Answers) -> Turn | Wrong:
        """Take a page's answers; what does not hold comes back by the name of its question.

        So does what comes too fast, so that nothing that was typed is lost.
        """
        if not self._is_heard(ctx):
            return Wrong(dict.fromkeys(list(said)[:1], TOO_FAST_FORM)) if said else too_fast()
        return headed(ctx, await self._safely(ctx, self._fill(ctx, said)))

    async def _fill(self, ctx: Context, said: Answers) -> Turn | Wrong:
        talk = await self._talk(ctx)
        if talk.dialogue is None:
            return await self._after(ctx, talk, nothing_open())
        tidy = {name: tidied(text) for name, text in said.items()}
        if not ctx.bound and not self._is_unbound(talk.dialogue):
            return await self._until_agreed(ctx, talk, talk.dialogue, tidy)
        filling = self._filling(ctx, talk, talk.dialogue).fill(tidy)
        return await self._unstuck(ctx, put_aside(talk), filling)

    async def _until_agreed(
        self, ctx: Context, talk: Talk, dialogue: Dialogue, said: Answers
    ) -> Turn:
        """What was filled in waits for the person's word, in the form that goes on after it."""
        form = self.dispatcher.registry[dialogue.command].form
        answers = await held(form, ctx, dialogue.answers, said)
        kept = replace(talk, dialogue=replace(dialogue, answers=answers, asking=None, hits=()))
        return await self._after(ctx, kept, await self.dispatcher.terms(ctx, "continue"))

    async def intake(self, ctx: Context) -> Intake | None:
        """What a file that is sent now is taken for; ``None``: nobody wants one."""
        page = await self.page(ctx)
        if page is not None:
            return asked_for(page)
        private = ctx.who is not None and ctx.room is None
        return begun_by_a_file(self.dispatcher.registry.values()) if private else None

    async def change(self, ctx: Context, name: str) -> Page | None:
        """Ask this question again, whatever its answer was."""
        async with self._turn_of(ctx):
            talk = await self._talk(ctx)
            if talk.dialogue is None:
                return None
            dialogue = replace(talk.dialogue, asking=name, hits=())
            await self._keep(ctx, replace(talk, dialogue=dialogue))
            return headed(ctx, await self._filling(ctx, talk, dialogue).page())

    async def turn_to(self, ctx: Context, mark: str) -> Dialogue | None:
        """Where several forms stand open side by side: this one is gone on with, the one before it waits."""
        async with self._turn_of(ctx):
            talk = await self._talk(ctx)
            turned = turned_to(talk, mark)
            if turned is not None and turned != talk:
                await self._keep(ctx, turned)
            return turned.dialogue if turned else None

    async def begin(self, ctx: Context, command: str, mark: str) -> Dialogue | None:
        """A form that was forgotten without an answer is gone on with all the same."""
        async with self._turn_of(ctx):
            talk = await self._talk(ctx)
            outcome = await self.dispatcher.call(ctx, command)
            if not isinstance(outcome, OpenForm) or outcome.answers:
                return None
            dialogue = begun(ctx, outcome, mark)
            await self._keep(ctx, replace(put_aside(talk), dialogue=dialogue))
            return dialogue

    async def offer(self, ctx: Context, reply: Reply) -> int | None:
        """Number an unasked message's buttons; the first number, ``None`` while a form is open."""
        async with self._turn_of(ctx):
            talk = await self.talk(ctx)
            if talk.dialogue:
                return None
            runs = tuple(button.run for button in reply.buttons())
            await self._keep(ctx, replace(talk, choices=(*talk.choices, *runs)))
            return len(talk.choices) + 1

    async def talk(self, ctx: Context) -> Talk:
        return await kept_talk(ctx, self.dispatcher.registry)

    async def _talk(self, ctx: Context) -> Talk:
        """What is open here; of who is not known (any more) only what anyone may do, the rest is given up."""
        talk = await self.talk(ctx)
        if ctx.who is not None or talk.is_empty:
            return talk
        kept = replace(
            talk,
            dialogue=talk.dialogue if self._is_for_anyone(talk.dialogue) else None,
            aside=tuple(each for each in talk.aside if self._is_for_anyone(each)),
        )
        if kept != talk:
            await self._keep(ctx, kept)
        return kept

    def _is_for_anyone(self, dialogue: Dialogue | None) -> bool:
        return dialogue is not None and self.dispatcher.registry[dialogue.command].anyone

    def _is_unbound(self, dialogue: Dialogue) -> bool:
        command = self.dispatcher.registry[dialogue.command]
        return command.anyone or command.unbound

    def _turn_of(self, ctx: Context) -> asyncio.Lock:
        """One thing at a time in one place: each begins where the one before has left off."""
        return self._turns.setdefault(ctx.key, asyncio.Lock())

    async def _keep(self, ctx: Context, talk: Talk) -> None:
        document = None if talk.is_empty else talk.dump()
        await ctx.services.talks.write(ctx.key, document, ctx.services.clock.now())

    async def _safely(
        self, ctx: Context, turn: Coroutine[object, object, Answered]
    ) -> Answered | Reply:
        """A form's own questions may fail too: what was typed before stays kept."""
        try:
            async with self._turn_of(ctx):
                return await turn
        except UserError as error:
            return await refused(ctx, error)
        except Exception:
            return broke("a form")
        finally:
            # Whoever was sent away while waiting for their turn has not begun.
            turn.close()

    async def _after(self, ctx: Context, talk: Talk, outcome: Outcome) -> Turn:
        if isinstance(outcome, OpenForm):
            filling = self._filling(ctx, *opened(ctx, talk, outcome))
            if outcome.searched:
                return await filling.hear(outcome.searched)
            return await filling.go(outcome.problems)
        waiting = Talk() if outcome.last else put_aside(talk)
        kept = waiting.offering(outcome) if ctx.place.numbered else waiting
        if kept != talk:
            await self._keep(ctx, kept)
        return with_word_of_it(outcome, talk)

    async def _resume(self, ctx: Context, talk: Talk) -> Turn:
        """Go on where it stood; a form whose request has gone meanwhile is let go."""
        if not talk.aside and not talk.dialogue:
            return nothing_open()
        if not ctx.bound:
            return await self._after(ctx, talk, await self.dispatcher.terms(ctx, "continue"))
        *rest, last = [*talk.aside, *([talk.dialogue] if talk.dialogue else [])]
        left = replace(talk, dialogue=None, aside=tuple(rest))
        return await self._unstuck(ctx, left, self._filling(ctx, left, last).go())

    async def _unstuck(self, ctx: Context, left: Talk, turn: Awaitable[Answered]) -> Answered:
        """A form that can no longer ask its questions does not stay in the way; ``left`` stays."""
        try:
            return await turn
        except UserError:
            await self._keep(ctx, left)
            raise

    def _filling(self, ctx: Context, talk: Talk, dialogue: Dialogue) -> Filling:
        command = self.dispatcher.registry[dialogue.command]
        return Filling(self.dispatcher, self._keep, ctx, talk, dialogue, command)
