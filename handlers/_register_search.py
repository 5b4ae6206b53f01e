"""Choosing a public register inside a form, found by whatever is known of it."""

from __future__ import annotations

from collections.abc import Sequence

from chat.context import Context
from chat.fields import Answers, Option, Search
from core.registers import Register
from core.text import Country, msg

_HITS = 20


def register_field() -> Search:
    return Search(
        "register",
        msg("Which register?"),
        _find,
        _pick,
        hint=msg("Write its name, or its country and what is in it, in any language."),
    )


async def known_register(ctx: Context, id: str) -> Register | None:
    async with ctx.services.works.reading() as work:
        return (await work.registers.many([id])).get(id)


async def _find(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
    found = await ctx.services.register_finder.find(said, limit=_HITS)
    return [_option(each.register) for each in found]


async def _pick(ctx: Context, _answers: Answers, value: str) -> Option | None:
    register = await known_register(ctx, value)
    return _option(register) if register else None


def _option(register: Register) -> Option:
    country = Country(register.country)
    return Option(register.id, msg("{name} ({country})", name=register.names, country=country))
