"""The authorities somebody wants to see first: chosen ones, and those asked last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.context import Context
from chat.fields import Answers, Option, Search
from core.authorities import Authority
from core.people import AuthorityId
from core.refusals import AuthorityUnknown
from core.text import Country, Named, msg
from handlers._successors import current

_LAST, _HITS = 10, 20


@dataclass(frozen=True, slots=True)
class OneFavourite:
    authority: str


def favourite_field() -> Search:
    return Search(
        "authority",
        msg("Which authority?"),
        _find,
        _pick,
        hint=msg("Write its name, its town or its country, in any language."),
    )


async def _find(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
    found = await ctx.services.finder.find(said, limit=_HITS)
    return [_option(each.authority) for each in found]


async def _pick(ctx: Context, _answers: Answers, value: str) -> Option | None:
    known = await current(ctx, AuthorityId(value))
    return _option(known) if known else None


def _option(authority: Authority) -> Option:
    country = Country(authority.country)
    return Option(authority.id, msg("{name} ({country})", name=authority.name, country=country))


async def put_favourite(ctx: Context, chosen: OneFavourite, *, kept: bool) -> Named:
    """The authority's name. Raises ``AuthorityUnknown``."""
    id = AuthorityId(chosen.authority)
    async with ctx.services.works.writing() as work:
        known = await work.authorities.get(id)
        if known is None:
            raise AuthorityUnknown
        at = ctx.services.clock.now() if kept else None
        await work.people.put_favourite(ctx.person.id, id, at)
        await work.commit()
    return known.name


async def preferred(ctx: Context) -> frozenset[str]:
    """Favourites, and whom this person asked last."""
    async with ctx.services.works.reading() as work:
        chosen = await work.people.favourites(ctx.person.id)
        asked = await work.requests.last_asked(ctx.person.id, _LAST)
    return frozenset((*chosen, *asked))


async def is_favourite(ctx: Context, authority: AuthorityId) -> bool:
    async with ctx.services.works.reading() as work:
        return authority in await work.people.favourites(ctx.person.id)
