"""Searching for an authority to which a request may be given: of the same country, with access to its area."""

from __future__ import annotations

from collections.abc import Sequence

from chat.context import Context
from chat.fields import Answers, Option, Search
from core.authorities import Authority
from core.errors import UserError
from core.handover import Bounds, acceptable
from core.misplaced import UnknownThere
from core.people import AuthorityId
from core.requests import Reference
from core.text import Message, msg
from core.work import Work
from handlers._authority_search import called

_HITS = 20


def next_authority_field(label: Message, why: Message) -> Search:
    return Search(
        "to",
        label,
        _find,
        _pick,
        hint=msg("An authority of your own country. Write its name or its town."),
        why=why,
    )


async def _find(ctx: Context, answers: Answers, said: str) -> Sequence[Option]:
    bounds = await _bounds(ctx, answers)
    areas = ctx.services.content.areas.needed((bounds.area,))
    there = await ctx.services.finder.find(said, limit=_HITS, country=bounds.country, areas=areas)
    async with ctx.services.works.reading() as work:
        fitting = [f for f in there if await _problem(ctx, work, bounds, f.authority) is None]
    if not any(found.confident for found in fitting):
        await _explain(ctx, bounds, said)
    return [Option(f.authority.id, called(f.authority)) for f in fitting]


async def _explain(ctx: Context, bounds: Bounds, said: str) -> None:
    """What was clearly meant cannot be chosen: say why."""
    meant = [f for f in await ctx.services.finder.find(said, limit=1) if f.confident]
    if not meant:
        return
    async with ctx.services.works.reading() as work:
        problem = await _problem(ctx, work, bounds, meant[0].authority)
    if problem:
        raise problem


async def _pick(ctx: Context, answers: Answers, value: str) -> Option | None:
    """Nothing for words that are no authority's id: they are looked up."""
    bounds = await _bounds(ctx, answers)
    try:
        async with ctx.services.works.reading() as work:
            known = await acceptable(work, ctx.services.content, bounds, AuthorityId(value))
    except UnknownThere:
        return None
    return Option(value, called(known))


async def _problem(
    ctx: Context, work: Work, bounds: Bounds, authority: Authority
) -> UserError | None:
    try:
        await acceptable(work, ctx.services.content, bounds, authority.id)
    except UserError as problem:
        return problem
    return None


async def _bounds(ctx: Context, answers: Answers) -> Bounds:
    view = (await ctx.services.exchange.show(ctx.person, Reference(answers["reference"]))).view
    return Bounds(view.answerer, view.outline.answerer_country, view.outline.area, view.asker)
