"""The forms of one person in one place: the open one, and those that wait."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

from chat.context import Context
from chat.dialogue import AT_ONCE, MARK, Dialogue, Talk
from chat.dispatcher import OpenForm
from chat.ear import tidied
from chat.fields import Option, ReferenceField, Search
from chat.message import Reply
from chat.registry import Registry
from core.text import msg

_MOST_ASIDE = 5
_REQUEST, _CONTINUE = ReferenceField().name, "continue"
_KEPT = msg("Your answers so far are kept: write `continue` to go on with them.")


def begun(ctx: Context, form: OpenForm, mark: str = "") -> Dialogue:
    now = ctx.services.clock.now().isoformat()
    name, own = form.command.name, mark or secrets.token_hex(MARK)
    return Dialogue(name, form.answers, began=now, mark=own)


def put_aside(talk: Talk) -> Talk:
    """The open form waits; one without an answer is not worth it."""
    if talk.dialogue is None or not talk.dialogue.answers:
        return replace(talk, dialogue=None)
    return parked(talk, talk.dialogue)


def parked(talk: Talk, dialogue: Dialogue) -> Talk:
    aside = (*talk.aside, replace(dialogue, hits=()))[-_MOST_ASIDE:]
    return replace(talk, dialogue=None, aside=aside)


def turned_to(talk: Talk, mark: str) -> Talk | None:
    """With this form open; ``None`` when it is not here, or no more."""
    if talk.dialogue and talk.dialogue.mark == mark:
        return talk
    wanted = next((each for each in talk.aside if each.mark == mark), None)
    if wanted is None:
        return None
    return replace(put_aside(without(talk, wanted)), dialogue=wanted)


def without(talk: Talk, form: Dialogue) -> Talk:
    """Where this one is neither open nor waits."""
    aside = tuple(each for each in talk.aside if each is not form)
    return replace(talk, aside=aside, dialogue=None if talk.dialogue is form else talk.dialogue)


def opened(ctx: Context, talk: Talk, form: OpenForm) -> tuple[Talk, Dialogue]:
    """What waits meanwhile, and the form: the same one of the same request is gone on with, if it was left."""
    before = _begun_before(talk, form)
    if before is None:
        return put_aside(talk), begun(ctx, form)
    return put_aside(without(talk, before)), replace(before, hits=())


def _begun_before(talk: Talk, form: OpenForm) -> Dialogue | None:
    """The latest that has all the answers that are given now."""
    given = form.answers
    if _REQUEST not in given or form.problems or form.searched:
        return None
    same = (d for d in reversed(talk.forms) if d.command == form.command.name)
    return next((d for d in same if given.items() <= d.answers.items()), None)


def with_word_of_it(reply: Reply, left: Talk) -> Reply:
    """Who turns to something else in the middle of a form is told that it waits; a request alone is no answer."""
    dialogue = left.dialogue
    told = any(button.run == _CONTINUE for button in reply.buttons())
    if dialogue is None or told or reply.last or not dialogue.answers.keys() - {_REQUEST}:
        return reply
    return replace(reply, parts=(*reply.parts, _KEPT))


async def suggested(
    registry: Registry, ctx: Context, dialogue: Dialogue, name: str, said: str
) -> Sequence[Option]:
    """The best hits of a search in a form, for what was typed so far. Raises ``UserError``."""
    form = registry[dialogue.command].form
    wanted = (await form.resolve(ctx, dialogue.answers)).field(name)
    if not isinstance(wanted, Search):
        return ()
    return (await wanted.find(ctx, dialogue.answers, tidied(said)))[:AT_ONCE]
