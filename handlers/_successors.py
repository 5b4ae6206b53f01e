"""An authority by an id that may be an old one: a button of last year may name what is one with another now."""

from __future__ import annotations

from chat.context import Context
from core.authorities import Authority
from core.people import AuthorityId


async def current(ctx: Context, id: AuthorityId) -> Authority | None:
    """The authority, or the one that it has become a part of."""
    known = (await ctx.authorities(id)).get(id)
    if known is None or known.successor is None:
        return known
    return (await ctx.authorities(known.successor)).get(known.successor)
