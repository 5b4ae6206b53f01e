"""Somebody the bot does not know yet: the language they chose, or write in, and what they are asked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from chat.context import Context
from chat.courtesy import is_said
from chat.dialogue import Talk
from chat.fields import YES, Answers
from core.applications import Stage
from core.people import Address
from core.talks import TalkKey, Talks


def _key(speaker: Address) -> TalkKey:
    """In no room: it holds wherever they speak."""
    return TalkKey(speaker, "")


async def chosen_language(talks: Talks, speaker: Address) -> str:
    """Empty when none was chosen."""
    document = await talks.read(_key(speaker))
    return str(json.loads(document)["language"]) if document else ""


async def choose_language(talks: Talks, speaker: Address, language: str, now: datetime) -> None:
    document = {**json.loads(Talk().dump()), "language": language}
    await talks.write(_key(speaker), json.dumps(document), now)


async def spoken_to(ctx: Context, said: str) -> Context:
    """Whoever has chosen no language is answered in the one they write in, from now on."""
    language = ctx.services.ear.spoken(said)
    if language in (None, ctx.language) or await chosen_language(ctx.services.talks, ctx.speaker):
        return ctx
    now = ctx.services.clock.now()
    await choose_language(ctx.services.talks, ctx.speaker, language, now)
    return replace(ctx, language=language)


async def meant(ctx: Context, said: str) -> tuple[str, Answers] | None:
    """The command and its answers meant by what is no command: a language's name, yes, or a coordinator's answer."""
    if (language := ctx.services.ear.named(said)) is not None:
        return "language", {"language": language}
    if is_said(YES.value, YES.label, said, ctx.hearing):
        return "register", {}
    async with ctx.services.works.reading() as work:
        waiting = await work.applications.open_of(ctx.speaker)
    asked = waiting is not None and waiting.stage is Stage.ASKED
    return ("register", {"answer": said}) if asked else None


async def forget(talks: Talks, speaker: Address, now: datetime) -> None:
    """Who is known has a language of their own."""
    await talks.write(_key(speaker), None, now)
