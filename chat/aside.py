"""The forms of one person in one place: the open one, and those that wait."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

from chat.context import Context
from chat.dialogue import AT_ONCE, MARK, Dialogue, Talk
from chat.dispatcher import OpenForm
from chat.ear import tidied
from chat.fields import Option, Search
from chat.registry import Registry

_MOST_ASIDE = 5


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
    others = tuple(each for each in talk.aside if each is not wanted)
    return replace(put_aside(replace(talk, aside=others)), dialogue=wanted)


async def suggested(
    registry: Registry, ctx: Context, dialogue: Dialogue, name: str, said: str
) -> Sequence[Option]:
    """The best hits of a search in a form, for what was typed so far. Raises ``UserError``."""
    form = registry[dialogue.command].form
    wanted = (await form.resolve(ctx, dialogue.answers)).field(name)
    if not isinstance(wanted, Search):
        return ()
    return (await wanted.find(ctx, dialogue.answers, tidied(said)))[:AT_ONCE]
