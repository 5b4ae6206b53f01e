"""A form being filled in: every turn ends by keeping where it stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chat.aside import parked
from chat.command import Command
from chat.context import Context
from chat.dialogue import (
    AT_ONCE,
    BACK,
    CANCEL,
    HELP,
    KEEP,
    LATER,
    MORE,
    SKIP,
    Check,
    Dialogue,
    Filled,
    Talk,
    Turn,
    answered,
    asked,
    before,
    hits,
    upcoming,
)
from chat.dispatcher import Broken, Dispatcher
from chat.ear import number_in
from chat.fields import NO, YES, Answers, Field, ReferenceField, Search
from chat.form import ENDING, NEEDED, InvalidForm, Resolved, heard, heard_all
from chat.message import Button, Card, say
from chat.page import Page, Wrong
from chat.references import fitting
from chat.revision import revised
from chat.standing import refused
from chat.wanting import saying_who_could
from chat.ways import choices, chosen_number, explained, explained_check, hit_number, skips
from core.errors import UserError
from core.text import Message, msg


@dataclass(frozen=True, slots=True)
class Filling:
    """One form being filled in; every turn ends by keeping where it stands."""

    dispatcher: Dispatcher
    keep: Callable[[Context, Talk], Awaitable[None]]
    ctx: Context
    talk: Talk
    dialogue: Dialogue
    command: Command[Any]

    async def hear(self, said: str) -> Turn:
        left = await self._left(said)
        if left is not None:
            return left
        try:
            resolved = await self.command.form.resolve(self.ctx, self.dialogue.answers)
        except UserError as error:
            return await self._astray(error)
        wanted = asked(resolved, self.dialogue)
        moved = await self._moved(said, resolved, wanted)
        if moved is not None:
            return moved
        if wanted is None:
            return await self._checked(said, resolved)
        return await self._answered(said, resolved, wanted)

    async def _answered(self, said: str, resolved: Resolved, wanted: Field) -> Turn:
        try:
            if isinstance(wanted, Search):
                return await self._searched(said, resolved, wanted)
            if isinstance(wanted, ReferenceField):
                offered = await fitting(self.ctx, wanted)
                number = number_in(said, len(offered))
                said = offered[number - 1].value if number else said
            answer = await heard(wanted, said, self.ctx, self.dialogue.answers)
        except UserError as error:
            return await self.go(problems={wanted.name: error.message})
        return await self._given(resolved, {wanted.name: answer})

    async def _given(self, resolved: Resolved, given: Answers) -> Turn:
        """Go on with this answer, and without those that no longer belong to it."""
        form, answers = self.command.form, self.dialogue.answers
        kept = await revised(form, self.ctx, resolved, answers, given)
        return await self._with(replace(self.dialogue, answers=kept, asking=None, hits=())).go()

    async def offers(self, said: str) -> bool:
        """Whether this is something to be chosen just now, though it may be a command or lead out too."""
        try:
            offered = choices(await upcoming(self.command.form, self.ctx, self.dialogue))
        except UserError:
            return False
        return any(option.is_meant(said, self.ctx.hearing) for option in offered)

    async def page(self) -> Page:
        """Every open question up to the next branch; at the end, the answers to be checked."""
        try:
            resolved = await self.command.form.resolve(self.ctx, self.dialogue.answers)
        except UserError as error:
            mended = self._without(error)
            await mended._keep(mended.dialogue)
            return await mended.page()
        again = resolved.field(self.dialogue.asking) if self.dialogue.asking else None
        fields = (again,) if again else resolved.open(self.dialogue.answers)
        turn = await upcoming(self.command.form, self.ctx, self.dialogue)
        return Page(
            title=self.command.form.title,
            fields=fields,
            answers=self.dialogue.answers,
            check=turn if isinstance(turn, Check) else None,
            more=not resolved.complete or bool(self.command.form.endings),
        )

    async def fill(self, said: Answers) -> Turn | Wrong:
        form, earlier = self.command.form, self.dialogue.answers
        try:
            resolved = await form.resolve(self.ctx, earlier)
        except UserError as error:
            return await self._astray(error)
        good, wrong = await heard_all(resolved.fields, said, self.ctx, earlier)
        if said.get(ENDING) in [option.value for option in form.endings] and not wrong:
            good[ENDING] = said[ENDING]
        if not wrong:
            return await self._given(resolved, good)
        answers = await revised(form, self.ctx, resolved, earlier, good)
        await self._keep(replace(self.dialogue, answers=answers, asking=None, hits=()))
        return Wrong(wrong)

    async def go(self, problems: Mapping[str, Message] | None = None) -> Turn:
        """Ask what comes next, or finish."""
        wrong = dict(problems or {})
        if wrong:
            first = next(iter(wrong))
            opened = self._with(replace(self.dialogue, asking=first))
            return await opened._say(wrong[first])
        return await self._say(None)

    async def _say(self, wrong: Message | None) -> Turn:
        try:
            turn = await upcoming(self.command.form, self.ctx, self.dialogue)
        except UserError as error:
            return await self._astray(error)
        if isinstance(turn, Filled):
            return await self._finish()
        await self._keep(self.dialogue)
        return replace(turn, problem=wrong) if wrong else turn

    async def _astray(self, error: UserError) -> Turn:
        """An earlier answer leads no further now: it is asked for again, the others are kept."""
        return await self._without(error).go(problems={error.field or "": error.message})

    def _without(self, error: UserError) -> Filling:
        """The form without the answer that cannot stay. Raises the error when that helps nothing."""
        name = error.field
        if name is None or name not in self.dialogue.answers:
            raise error
        answers = {n: a for n, a in self.dialogue.answers.items() if n not in (name, ENDING)}
        return self._with(replace(self.dialogue, answers=answers, asking=None, hits=()))

    async def _stopped(self) -> Turn:
        await self._keep(None)
        return say(msg("Stopped. Nothing was sent or changed."))

    async def _left(self, said: str) -> Turn | None:
        """The words that lead out, whatever the questions are."""
        if self.ctx.hearing.same(said, CANCEL):
            return await self._stopped()
        if self.ctx.hearing.same(said, LATER) and not await self.offers(said):
            return await self._put_aside()
        return None

    async def _moved(self, said: str, resolved: Resolved, wanted: Field | None) -> Turn | None:
        """The words that work at every question."""
        same = self.ctx.hearing.same
        if same(said, BACK):
            previous = before(resolved, self.dialogue) or wanted
            name = previous.name if previous else None
            return await self._with(replace(self.dialogue, asking=name, hits=())).go()
        if same(said, HELP):
            return await self._say(self._explained(resolved, wanted))
        return await self._passed(said, wanted)

    def _explained(self, resolved: Resolved, wanted: Field | None) -> Message:
        if wanted is None:
            return explained_check(self.command)
        return explained(self.command, resolved, self.dialogue.answers, wanted)

    async def _passed(self, said: str, wanted: Field | None) -> Turn | None:
        if wanted is None:
            return None
        same = self.ctx.hearing.same
        if same(said, KEEP) and wanted.name in self.dialogue.answers:
            return await self._with(replace(self.dialogue, asking=None, hits=())).go()
        if same(said, SKIP) and wanted.required:
            needed = msg("This question cannot be skipped. Write `later` to go on another time.")
            return await self.go(problems={wanted.name: needed})
        if same(said, SKIP) or await skips(self.ctx, self.command.form, self.dialogue, said):
            return await self._with(answered(self.dialogue, wanted.name, "")).go()
        return None

    async def _searched(self, said: str, resolved: Resolved, wanted: Search) -> Turn:
        shown = await hits(self.ctx, self.dialogue, wanted)
        number = hit_number(said, self.ctx, len(shown))
        if number is not None:
            return await self._given(resolved, {wanted.name: shown[number - 1].value})
        if self.dialogue.left and self._wants_more(said, len(shown)):
            return await self._with(
                replace(self.dialogue, turned=self.dialogue.turned + AT_ONCE)
            ).go()
        text = wanted.hear(said, self.ctx.hearing)
        finding = wanted.find(self.ctx, self.dialogue.answers, text) if text else None
        found = await saying_who_could(self.ctx, finding) if finding else ()
        if not found:
            raise UserError(
                msg(
                    "I found nothing for `{said}`. Please try other words, or write `cancel` to do something else.",
                    said=text[:60],
                )
                if text
                else NEEDED
            )
        values = tuple(option.value for option in found)
        fresh = replace(self.dialogue, asking=wanted.name, hits=values, turned=0)
        return await self._with(fresh).go()

    def _wants_more(self, said: str, shown: int) -> bool:
        """By the word, or by the number after those of the hits."""
        return self.ctx.hearing.same(said, MORE) or number_in(said, shown + 1) == shown + 1

    async def _checked(self, said: str, resolved: Resolved) -> Turn:
        """At the end: choose an ending, or an answer to change."""
        endings, same = self.command.form.endings, self.ctx.hearing.same
        if same(said, NO.label):
            return await self._stopped()
        if same(said, YES.label) and len(endings) == 1:
            return await self._with(answered(self.dialogue, ENDING, endings[0].value)).go()
        last = len(endings) + len(resolved.fields)
        chosen = chosen_number(said, self.ctx, endings, last)
        if chosen is None:
            return await self._say(_number_up_to(last))
        if chosen <= len(endings):
            value = endings[chosen - 1].value
            return await self._with(answered(self.dialogue, ENDING, value)).go()
        name = resolved.fields[chosen - len(endings) - 1].name
        return await self._with(replace(self.dialogue, asking=name)).go()

    async def _finish(self) -> Turn:
        try:
            reply = await self.dispatcher.submit(self.ctx, self.command, self.dialogue.answers)
        except InvalidForm as invalid:
            return await self._without_ending(*invalid.problems).go(problems=invalid.problems)
        except UserError as error:
            if self.command.form.endings:
                return await self._without_ending()._say(error.message)
            reply = await refused(self.ctx, error)
        except Broken as broken:
            if self.command.form.endings:
                await self._keep(self._without_ending().dialogue)
                return broken.reply
            reply = broken.reply
        ended = replace(self.talk, dialogue=None, choices=(), more="")
        await self.keep(self.ctx, Talk() if reply.last else ended.offering(reply))
        return reply

    def _without_ending(self, *others: str) -> Filling:
        gone = (ENDING, *others)
        answers = {n: a for n, a in self.dialogue.answers.items() if n not in gone}
        return self._with(replace(self.dialogue, answers=answers))

    async def _put_aside(self) -> Turn:
        talk = parked(self.talk, self.dialogue)
        await self.keep(self.ctx, replace(talk, choices=("continue",), more=""))
        return say(
            Card(
                title=msg("Your answers are kept."),
                body=(msg("Write `continue` when you want to go on. `my tasks` shows it too."),),
                actions=(Button(msg("Continue"), "continue"),),
            )
        )

    def _with(self, dialogue: Dialogue) -> Filling:
        return replace(self, dialogue=dialogue)

    async def _keep(self, dialogue: Dialogue | None) -> None:
        await self.keep(self.ctx, replace(self.talk, dialogue=dialogue, choices=(), more=""))


def _number_up_to(last: int) -> Message:
    if last == 1:
        return msg("To go on, write 1.")
    return msg("Please write a number from 1 to {last}.", last=last)
