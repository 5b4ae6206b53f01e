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
from handlers._pages import more_found, page_of

# To a letter or two nothing is near.
_NEAREST, _FEWEST_LETTERS = 2, 3
_LONGEST = 2_000
# So many are ranked.
_MOST = 20
_TOLD = {
    Told.COUNTRY: msg("its country"),
    Told.TOWN: msg("its town"),
    Told.AREA: msg("its area"),
}


@dataclass(frozen=True, slots=True)
class Query:
    query: str


async def find_authority(ctx: Context, query: Query) -> Reply:
    return await found_authorities(ctx, query.query, 1)


async def found_authorities(ctx: Context, said: str, number: int) -> Reply:
    """One page of them."""
    prefer = await preferred(ctx)
    found = await ctx.services.finder.find(said, limit=_MOST, prefer=prefer)
    sure = [each for each in found if each.confident]
    own = await own_countries(ctx)
    if not sure:
        near = found[:_NEAREST] if sum(map(str.isalnum, said)) >= _FEWEST_LETTERS else ()
        return _nothing(said, [_card(ctx, each, own) for each in near])
    shown, left = page_of(sure, number)
    cards = [_card(ctx, each, own) for each in shown]
    further = more_found(left, "more authorities", number, said)
    return say(_count(len(sure), number), *cards, *further, *_hint(len(sure), left))


def _count(sure: int, number: int) -> Message:
    if number > 1:
        return msg("More authorities, the best first:")
    if sure >= _MOST:
        return msg("Many authorities found, the best first:")
    return msgs("One authority found:", "{n} authorities found, the best first:", sure)


def _hint(sure: int, left: int) -> tuple[Message, ...]:
    """At the end of those that were ranked, though there may be others."""
    if left or sure < _MOST:
        return ()
    return (msg("Is it not among them? Write more of its name, its town or its country."),)


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


def query_field() -> Text:
    return Text(
        "query",
        msg("What do you know of it?"),
        hint=msg("Its name, town, country or what it does, in any language."),
        max_length=_LONGEST,
    )


COMMAND = Command(
    name="find authority",
    words=words(
        "find authority | find | search | search authority | find an authority | "
        "find authorities | look for an authority | search for an authority | look for | "
        "search for | which authority | who is competent"
    ),
    summary=msg("Find an authority in another country"),
    form=Form(
        title=msg("Find an authority"),
        fields=(query_field(),),
        into=Query,
    ),
    run=find_authority,
    effect=False,
    chapter=Chapter.DIRECTORY,
)
