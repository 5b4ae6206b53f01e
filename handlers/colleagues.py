"""Who works at one's authority and as what; for those who decide there, the ways to change it."""

from __future__ import annotations

from collections.abc import Sequence

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context, Services
from chat.form import Form
from chat.message import Button, Card, Fact, Reply, say
from core.authorities import Authority
from core.duties import by_area
from core.people import AuthorityId, Person, Role
from core.stewardship import unseen
from core.text import Listing, Message, as_written, msg, msgs, words
from handlers._admission import areas_named, roles_named
from handlers._nothing import Nothing
from handlers._staff import staffing

_MOST = 50


async def colleagues(ctx: Context, _nothing: Nothing) -> Reply:
    own = ctx.person.authorities()
    known = await ctx.authorities(*own)
    cards = [await team_card(ctx, known[id]) for id in own if id in known]
    if not cards:
        return say(msg("You do not belong to an authority yet. Please ask your coordinator."))
    return say(*cards)


async def team_card(ctx: Context, authority: Authority) -> Card:
    async with ctx.services.works.reading() as work:
        team = await work.people.of_authority(authority.id)
        absent = await unseen(work, team, ctx.services.clock.now())
    decides = bool(await staffing(ctx).decides_in(ctx.person, authority.id))
    return Card(
        title=msgs(
            "{name}: one person works with IMI",
            "{name}: {n} people work with IMI",
            len(team),
            name=authority.name,
        ),
        facts=person_facts(ctx.services, team[:_MOST], authority.id),
        body=absence(absent) if decides else (),
        actions=_DECIDING if decides else _ANYBODY,
        footer=_more(team),
    )


_ANYBODY = (
    Button(msg("Invite a colleague"), "invite colleague"),
    Button(msg("What may I do?"), "what may i do"),
)
_DECIDING = (
    Button(msg("Invite a colleague"), "invite colleague"),
    Button(msg("Change rights"), "change rights"),
    Button(msg("Somebody has left"), "remove colleague"),
)


def absence(absent: Sequence[Person]) -> tuple[Message, ...]:
    if not absent:
        return ()
    names = Listing(tuple(person.name for person in absent))
    return (msg("Nothing heard for six months or longer: {names}", names=names),)


def _more(team: Sequence[Person]) -> Message | None:
    more = len(team) - _MOST
    return msgs("One more is not shown.", "{n} more are not shown.", more) if more > 0 else None


def person_facts(
    services: Services, team: Sequence[Person], authority: AuthorityId
) -> tuple[Fact, ...]:
    return tuple(Fact(as_written(p.name), _what(services, p, authority)) for p in team)


def _what(services: Services, person: Person, authority: AuthorityId) -> Message:
    every = tuple(area.id for area in services.content.areas.all)
    held = by_area(person, authority, every)
    roles: frozenset[Role] = frozenset().union(*held.values())
    if len(held) == len(every):
        return roles_named(roles)
    areas = areas_named(services, list(held))
    return msg("{roles} ({areas})", roles=roles_named(roles), areas=areas)


COMMAND = Command(
    name="colleagues",
    words=words("colleagues | my colleagues | team | my team | users | who works here"),
    summary=msg("See who works with you, and who has left"),
    form=Form(title=msg("Colleagues"), fields=(), into=Nothing),
    run=colleagues,
    effect=False,
    chapter=Chapter.TEAM,
)
