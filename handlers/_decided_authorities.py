"""Choosing an authority about which the speaker decides something: one's own, or one that one coordinates."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from chat.context import Context
from chat.fields import Answers, Option, Search
from core.authorities import Authority
from core.people import AuthorityId
from core.text import Message, msg
from handlers._authority_search import called, own_countries
from handlers._staff import staffing

_HITS = 20
May: TypeAlias = Callable[[Context, AuthorityId], Awaitable[bool]]


async def decides(ctx: Context, id: AuthorityId) -> bool:
    return bool(await staffing(ctx).decides_in(ctx.person, id))


async def belongs(ctx: Context, id: AuthorityId) -> bool:
    return id in ctx.person.authorities() or await decides(ctx, id)


def authority_search(label: Message, may: May) -> Search:
    """For coordinators, who have many."""

    async def find(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
        found: list[Option] = []
        for country in sorted(await own_countries(ctx)):
            hits = await ctx.services.finder.find(said, limit=_HITS, country=country)
            found += [_option(h.authority) for h in hits if await may(ctx, h.authority.id)]
        return found[:_HITS]

    async def pick(ctx: Context, _answers: Answers, value: str) -> Option | None:
        id = AuthorityId(value)
        known = (await ctx.authorities(id)).get(id)
        return _option(known) if known and await may(ctx, id) else None

    hint = msg("Write its name or its town.")
    return Search("authority", label, find, pick, hint=hint)


def _option(authority: Authority) -> Option:
    return Option(authority.id, called(authority))
