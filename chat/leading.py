"""Where a conversation goes on: at what is open in its place, or out of practice."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from chat.context import Context
from chat.dialogue import Talk, asks_words
from chat.dispatcher import Dispatcher
from chat.ear import tidied
from chat.filling import Filling
from chat.recognition import Exact, Phrases
from core.references import take_reference


async def kept_talk(ctx: Context, known: Container[str]) -> Talk:
    """What is open there, with forms of ``known`` commands only."""
    document = await ctx.services.talks.read(ctx.key)
    if document is None:
        return Talk()
    talk = Talk.load(document)
    aside = tuple(dialogue for dialogue in talk.aside if dialogue.command in known)
    gone = talk.dialogue is not None and talk.dialogue.command not in known
    return replace(talk, aside=aside, dialogue=None if gone else talk.dialogue)


def led_out(dispatcher: Dispatcher, ctx: Context, said: str) -> Context | None:
    """What is real, once somebody who practises has said what leads back to it; whatever else is open."""
    if ctx.practice is None:
        return None
    meant = dispatcher.phrases.recognise(tidied(said))
    leads = isinstance(meant, Exact) and meant.command.led_out and not meant.rest
    return ctx.practice.outer if leads else None


async def is_aside(phrases: Phrases, said: str, filling: Filling) -> bool:
    """A whole command in the middle of a form: the form waits.

    An answer may begin like a command: only a reference or another search may follow. It may even be one, as
    "not competent" is where a reason is asked for.
    """
    meant = phrases.exact(said)
    if meant is None or await filling.offers(said):
        return False
    if meant.rest:
        return meant.again(filling.command) or bool(take_reference(meant.rest))
    if len(said.split()) == 1 or not meant.command.effect:
        return len(said.split()) > 1
    return not await asks_words(filling.command.form, filling.ctx, filling.dialogue)
