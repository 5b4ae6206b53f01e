"""Which authority is meant: one of those the speaker keeps up to date, or coordinates."""

from __future__ import annotations

from chat.context import Context
from chat.fields import Choice, Field, Option
from core.authorities import Authority
from core.describing import NotKeptByYou
from core.keeping import administered
from core.people import AuthorityId
from core.text import msg
from handlers._decided_authorities import authority_search, decides
from handlers._staff import coordinates


async def kept_field(ctx: Context) -> Field:
    label = msg("Which authority?")
    if coordinates(ctx.person):
        return authority_search(label, _keeps)
    own = await ctx.authorities(*administered(ctx.person))
    if not own:
        raise NotKeptByYou
    options = tuple(Option(id, msg("{name}", name=each.name)) for id, each in own.items())
    return Choice("authority", label, options)


async def one_kept(ctx: Context, chosen: str | None) -> Authority:
    """By default one's own. Raises ``NotKeptByYou``."""
    wanted = AuthorityId(chosen or next(iter(administered(ctx.person)), ""))
    known = (await ctx.authorities(wanted)).get(wanted)
    if known is None or not await _keeps(ctx, wanted):
        raise NotKeptByYou(wanted or None)
    return known


async def _keeps(ctx: Context, id: AuthorityId) -> bool:
    return id in administered(ctx.person) or await decides(ctx, id)
