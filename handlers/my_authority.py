"""One's own authority: how it is described, and who works with requests there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Fact, Reply, say
from core.authorities import Authority
from core.keeping import administered
from core.people import AuthorityId, Membership, Person, Right, Role
from core.team_wishes import TeamWishes
from core.text import Listing, Message, as_written, msg, words
from handlers._admission import ROLES
from handlers._kept_registers import registers_card
from handlers._nothing import Nothing
from handlers._reminding import shown_hour, wishes_of
from handlers._staff import coordinates
from handlers.approval_and_allocation import workflow_card
from handlers.authority import description
from handlers.link_coordinator import links_card


async def my_authority(ctx: Context, _nothing: Nothing) -> Reply:
    own = ctx.person.authorities()
    known = await ctx.authorities(*own)
    async with ctx.services.works.reading() as work:
        teams = {id: await work.people.of_authority(id) for id in own}
    cards: list[Card] = []
    for id in own:
        if id in known:
            cards += [
                description(ctx, known[id], _changes(ctx, id)),
                *await _coordination(ctx, known[id]),
                await _settings(ctx, known[id]),
                _team(ctx.person, id, teams[id]),
            ]
            cards += await registers_card(ctx, id)
    if not cards:
        return say(msg("You do not belong to an authority yet. Please ask your coordinator."))
    return say(*cards)


async def _coordination(ctx: Context, authority: Authority) -> Sequence[Card]:
    """Area by area; to be changed by who coordinates."""
    card = await links_card(ctx, authority)
    change = Button(msg("Change who coordinates it"), f"link coordinator {authority.id}")
    actions = (change,) if coordinates(ctx.person) else ()
    return (replace(card, actions=actions),) if card.facts else ()


def _changes(ctx: Context, id: AuthorityId) -> tuple[Button, ...]:
    """For who keeps its data up to date."""
    if id not in administered(ctx.person):
        return ()
    return (
        Button(msg("Change the description"), f"edit authority {id}"),
        Button(msg("Review all of it"), f"review {id}"),
    )


async def _settings(ctx: Context, authority: Authority) -> Card:
    """How it works inside; to be changed by who keeps its data up to date."""
    async with ctx.services.works.reading() as work:
        workflow = (await work.workflows.of([authority.id]))[authority.id]
        rooms = await work.people.rooms(authority.id)
    habits = await TeamWishes(wishes_of(ctx.services)).of(authority)
    names = tuple(as_written(room.name) for room in rooms)
    facts = (
        *workflow_card(ctx, authority, workflow).facts,
        Fact(msg("Daily message"), shown_hour(habits.hour or time(9))),
        Fact(msg("Rooms"), msg("{names}", names=Listing(names)) if names else msg("none")),
    )
    actions = _SETTING if authority.id in administered(ctx.person) else ()
    return Card(title=msg("How your authority works"), facts=facts, actions=actions)


_SETTING = (
    Button(msg("Approval and allocation"), "approval and allocation"),
    Button(msg("Team reminders"), "team reminders"),
)


def _team(reader: Person, authority: AuthorityId, team: Sequence[Person]) -> Card:
    handlers = [p for p in team if any(m.gives(Right.HANDLE, m.area) for m in _at(p, authority))]
    alone = len(handlers) < 2
    return Card(
        title=msg("Who works here with requests"),
        body=(_ALONE,) if alone else (),
        facts=tuple(Fact(as_written(p.name), _roles(p, authority)) for p in team),
        actions=_actions(team),
        footer=_deputies(reader, team),
    )


def _actions(team: Sequence[Person]) -> tuple[Button, ...]:
    colleagues = Button(msg("Colleagues"), "colleagues")
    if len(team) < 2:
        return (Button(msg("Invite a colleague"), "invite colleague"), colleagues)
    return (Button(msg("Name a deputy"), "deputy"), colleagues)


_ALONE = msg(
    "Only one person here handles requests. If that person is away, dates are missed: "
    "please invite a colleague as deputy."
)


def _deputies(reader: Person, team: Sequence[Person]) -> Message:
    names = tuple(p.name for p in team if p.id in reader.deputies)
    if not names:
        return msg("You have no deputy yet.")
    return msg("Your deputy: {names}.", names=Listing(names))


def _roles(person: Person, authority: AuthorityId) -> Message:
    held = {role for m in _at(person, authority) for role in m.roles}
    return msg("{roles}", roles=Listing(tuple(ROLES[role] for role in Role if role in held)))


def _at(person: Person, authority: AuthorityId) -> list[Membership]:
    return [m for m in person.memberships if m.authority == authority]


COMMAND = Command(
    name="my authority",
    words=words("my authority | our authority | my office | my organisation"),
    summary=msg("See your authority and colleagues"),
    form=Form(title=msg("My authority"), fields=(), into=Nothing),
    run=my_authority,
    effect=False,
    chapter=Chapter.TEAM,
)
