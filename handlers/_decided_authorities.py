"""Choosing an authority about which the speaker decides something: one's own, or one that one coordinates."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from chat.context import Context
from chat.fields import Answers, Option, Search
from core.authorities import Authority
from core.errors import UserError
from core.finding import Found
from core.people import AuthorityId, Right
from core.text import Message, msg
from core.wanted import Wanted
from handlers._authority_search import called, own_countries
from handlers._staff import staffing

_HITS = 20
May: TypeAlias = Callable[[Context, AuthorityId], Awaitable[bool]]


class NotDecidedHere(UserError):
    field = "authority"

    def __init__(self, authority: Authority) -> None:
        super().__init__(msg("You do not decide about this authority."))
        self.wanted = Wanted({Right.ADMINISTER, Right.COORDINATE}, where=(authority.id,))


async def decides(ctx: Context, id: AuthorityId) -> bool:
    return bool(await staffing(ctx).decides_in(ctx.person, id))


async def belongs(ctx: Context, id: AuthorityId) -> bool:
    return id in ctx.person.authorities() or await decides(ctx, id)


def authority_search(label: Message, may: May) -> Search:
    """For coordinators, who have many."""

    async def find(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
        found: list[Found] = []
        for country in sorted(await own_countries(ctx)):
            hits = await ctx.services.finder.find(said, limit=_HITS, country=country)
            found += [hit for hit in hits if await may(ctx, hit.authority.id)]
        if not any(hit.confident for hit in found):
            await _check_not_others(ctx, said)
        return [_option(hit.authority) for hit in found[:_HITS]]

    async def pick(ctx: Context, _answers: Answers, value: str) -> Option | None:
        id = AuthorityId(value)
        known = (await ctx.authorities(id)).get(id)
        return _option(known) if known and await may(ctx, id) else None

    hint = msg("Write its name or its town.")
    return Search("authority", label, find, pick, hint=hint)


async def _check_not_others(ctx: Context, said: str) -> None:
    """Whoever has clearly named another one is told who decides about that."""
    hits = await ctx.services.finder.find(said, limit=1)
    if hits and hits[0].confident:
        raise NotDecidedHere(hits[0].authority)


def _option(authority: Authority) -> Option:
    return Option(authority.id, called(authority))
