"""Searching for an authority inside a form: those the speaker may ask."""

from __future__ import annotations

from collections.abc import Sequence

from chat.context import Context
from chat.fields import Answers, Option, Search
from core.authorities import Authority
from core.errors import UserError
from core.people import AreaId, AuthorityId, Right
from core.refusals import NobodyThere, OwnCountry
from core.text import Country, Message, Town, msg
from core.work import Work
from handlers._favourites import preferred
from handlers._successors import current

_HITS = 20


def authority_field(name: str) -> Search:
    return Search(
        name,
        msg("Which authority do you want to ask?"),
        _find,
        _pick,
        hint=msg("Write its name, its town or its country, in any language."),
        why=msg(
            "Your questions go to this authority: choose the one that can look into the matter."
        ),
    )


def common_areas(ctx: Context, authority: Authority) -> tuple[AreaId, ...]:
    """The areas in which the speaker may send requests and this authority answers them."""
    return tuple(
        area.id
        for area in ctx.services.content.areas.all
        if ctx.services.content.areas.concerns(area.id, authority)
        if ctx.person.authorities_where(Right.HANDLE, area.id)
    )


async def own_countries(ctx: Context) -> frozenset[str]:
    own = await ctx.authorities(*ctx.person.authorities())
    return frozenset(authority.country for authority in own.values())


def called(authority: Authority) -> Message:
    """An authority in a list: its name, town and country."""
    place: Message = msg("{country}", country=Country(authority.country))
    if authority.city:
        place = msg(
            "{city}, {country}",
            city=Town(authority.city, authority.country),
            country=Country(authority.country),
        )
    return msg("{name} ({place})", name=authority.name, place=place)


async def _find(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
    own = await own_countries(ctx)
    prefer = await preferred(ctx)
    known = ctx.services.content.areas
    mine = [area.id for area in known.all if ctx.person.authorities_where(Right.HANDLE, area.id)]
    found = await ctx.services.finder.find(
        said, limit=_HITS, areas=known.needed(mine), prefer=prefer
    )
    sure = [f.authority for f in found if f.confident]
    if sure and all(authority.country in own for authority in sure):
        raise OwnCountry
    # What is only somewhat like it helps nobody who has named the right one.
    askable = [a for a in sure or [f.authority for f in found] if _askable(ctx, a, own)]
    async with ctx.services.works.reading() as work:
        return [await _option(work, authority) for authority in askable]


async def _option(work: Work, authority: Authority) -> Option:
    there = await _somebody_there(work, authority)
    warning = None if there else msg("Nobody there uses this assistant yet.")
    return Option(authority.id, called(authority), warning)


async def _somebody_there(work: Work, authority: Authority) -> bool:
    team = await work.people.of_authority(authority.id)
    return any(
        person.may(Right.HANDLE, authority.id, m.area)
        for person in team
        for m in person.memberships
    )


def _askable(ctx: Context, authority: Authority, own: frozenset[str]) -> bool:
    return authority.country not in own and bool(common_areas(ctx, authority))


async def _pick(ctx: Context, _answers: Answers, value: str) -> Option | None:
    known = await current(ctx, AuthorityId(value))
    if known is None:
        return None
    async with ctx.services.works.reading() as work:
        return await _option(work, known)


async def check_askable(ctx: Context, authority: Authority) -> None:
    """Raises ``UserError`` when no request of the speaker's could go there, with the reason."""
    if authority.country in await own_countries(ctx):
        raise OwnCountry
    if not common_areas(ctx, authority):
        raise UserError(
            msg("You have no area in common with this authority. Please choose another one.")
        )
    async with ctx.services.works.reading() as work:
        there = await _somebody_there(work, authority)
    if not there:
        raise NobodyThere(authority)
