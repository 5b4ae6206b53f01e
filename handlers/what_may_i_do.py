"""What the speaker may do, area by area; and who may do the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Fact, Reply, say
from core.authorities import Authority
from core.people import AuthorityId, Membership, Person, Role
from core.text import Listing, Message, as_written, msg, words
from handlers._admission import EXPLAINED, ORDINARY, ROLES
from handlers._nothing import Nothing
from handlers.change_rights import rights_facts


async def what_may_i_do(ctx: Context, _nothing: Nothing) -> Reply:
    own = ctx.person.authorities()
    known = await ctx.authorities(*own)
    async with ctx.services.works.reading() as work:
        teams = {id: await work.people.of_authority(id) for id in own}
    cards = [_card(ctx, known[id], teams[id]) for id in own if id in known]
    if not cards:
        return say(msg("You do not belong to an authority yet. Please ask your coordinator."))
    return say(*cards)


def _card(ctx: Context, authority: Authority, team: Sequence[Person]) -> Card:
    held = _held(ctx.person, authority.id)
    explained = tuple(EXPLAINED[role] for role in Role if role in held)
    return Card(
        title=msg("What you may do: {name}", name=authority.name),
        body=(*explained, *_coordinating(authority, held)),
        facts=(*rights_facts(ctx, ctx.person, authority.id), *_others(authority.id, team, held)),
        actions=(
            Button(msg("My authority"), "my authority"),
            Button(msg("Who can help"), "who can help"),
        ),
        footer=msg("To get other rights, ask who keeps the data up to date, or your coordinator."),
    )


def _coordinating(authority: Authority, held: frozenset[Role]) -> Iterator[Message]:
    """Which kind of coordinator: that is told by the links between authorities, and nothing else."""
    if Role.COORDINATOR not in held:
        return
    if set(authority.coordinators.values()) - {authority.id}:
        yield msg("You coordinate the authorities that are linked to yours in these areas.")
    else:
        yield msg("Nobody is above you: as national coordinator you decide in your whole country.")


def _others(
    authority: AuthorityId, team: Sequence[Person], held: frozenset[Role]
) -> Iterator[Fact]:
    """Who of the colleagues may do what the speaker may not."""
    for role in ORDINARY:
        names = tuple(as_written(p.name) for p in team if role in _held(p, authority))
        if role not in held and names:
            yield Fact(
                msg("A colleague {role}", role=ROLES[role]),
                msg("{names}", names=Listing(names)),
            )


def _held(person: Person, authority: AuthorityId) -> frozenset[Role]:
    held: list[Membership] = [m for m in person.memberships if m.authority == authority]
    return frozenset(role for m in held for role in m.roles)


COMMAND = Command(
    name="what may i do",
    words=words(
        "what may i do | my rights | what can i do | what am i allowed to do | my permissions"
    ),
    summary=msg("See what you may do, and who may do the rest"),
    form=Form(title=msg("What may I do?"), fields=(), into=Nothing),
    run=what_may_i_do,
    effect=False,
    chapter=Chapter.TEAM,
)
