"""Find an authority by whatever is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.desk import Desk
from chat.fields import Text
from chat.form import Form
from chat.message import Button, Card, Fact, Reply, say
from core.authorities import Authority
from core.finding import Found
from core.keeping import is_stale
from core.search import Told
from core.text import Listing, Message, Tongue, Town, msg, msgs, words
from handlers._authority_search import common_areas, own_countries
from handlers._favourites import preferred

_HITS = 5
_NEAREST = 2
_LONGEST = 2_000
_TOLD = {
    Told.COUNTRY: msg("its country"),
    Told.TOWN: msg("its town"),
    Told.AREA: msg("its area"),
}


@dataclass(frozen=True, slots=True)
class Query:
    query: str


async def find_authority(ctx: Context, query: Query) -> Reply:
    prefer = await preferred(ctx)
    found = await ctx.services.finder.find(query.query, limit=_HITS, prefer=prefer)
    sure = [each for each in found if each.confident]
    own = await own_countries(ctx)
    if not sure:
        return _nothing(query.query, [_card(ctx, each, own) for each in found[:_NEAREST]])
    count = msgs("One authority found:", "{n} authorities found, the best first:", len(sure))
    return say(count, *(_card(ctx, each, own) for each in sure))


def _nothing(query: str, near: Sequence[Card]) -> Reply:
    nothing = msg("I found no authority that clearly fits **{query}**.", query=query[:80])
    hint = msg(
        "Try its name in another language, its town, or its country together with what it does, "
        "for example `portugal tourism`."
    )
    maybe = (msg("The nearest names are:"),) if near else ()
    return say(nothing, hint, *maybe, *near)


def _card(ctx: Context, found: Found, own: frozenset[str]) -> Card:
    authority = found.authority
    details = Button(msg("Details"), f"authority {authority.id}")
    ask = Button(msg("Ask this authority"), f"new request {authority.id}")
    askable = authority.country not in own and bool(common_areas(ctx, authority))
    desk = Desk(ctx.services.content, {authority.id: authority})
    return Card(
        title=desk.name(authority.id),
        facts=(
            *_where(ctx, authority),
            Fact(msg("Found by"), _why(found)),
            *_stale(ctx, authority),
        ),
        actions=(details, ask) if askable else (details,),
    )


def _where(ctx: Context, authority: Authority) -> tuple[Fact, ...]:
    known = ctx.services.content.areas
    areas = tuple(known.label(area.id) for area in known.all if area.id in authority.areas)
    town = (
        (Fact(msg("Town"), msg("{town}", town=Town(authority.city, authority.country))),)
        if authority.city
        else ()
    )
    if not areas:
        return town
    return (*town, Fact(msg("Areas"), msg("{areas}", areas=Listing(areas))))


def _stale(ctx: Context, authority: Authority) -> tuple[Fact, ...]:
    """Its date, where nobody has looked at it for a year."""
    if authority.updated is None or not is_stale(authority.updated, ctx.today):
        return ()
    old = msg("{day}: it may have changed since", day=authority.updated)
    return (Fact(msg("Last checked"), old),)


def _why(found: Found) -> Message:
    if found.told:
        return msg("{places}", places=Listing(tuple(_TOLD[what] for what in found.told)))
    name = found.matched
    if len(name.language) == 2:
        return msg("{name} ({language})", name=name.text, language=Tongue(name.language))
    return msg("{name}", name=name.text)


COMMAND = Command(
    name="find authority",
    words=words("find authority | find | search | search authority"),
    summary=msg("Find an authority in another country"),
    form=Form(
        title=msg("Find an authority"),
        fields=(
            Text(
                "query",
                msg("What do you know of it?"),
                hint=msg("Its name, town, country or what it does, in any language."),
                max_length=_LONGEST,
            ),
        ),
        into=Query,
    ),
    run=find_authority,
    effect=False,
    chapter=Chapter.DIRECTORY,
)
