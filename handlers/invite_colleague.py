"""Ask a colleague in: they say yes, and whoever may decide has nothing more to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.addresses import PersonsAddress
from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Field, Option
from chat.form import Branch, Form
from chat.message import Button, Card, Fact, Reply, Tone, say
from core.addresses import read_address
from core.admission_refusals import NotInvitedByYou
from core.admitting import Filing
from core.applications import Wish
from core.authorities import Authority
from core.people import AreaId, AuthorityId, Role
from core.text import msg, words
from handlers._admission import (
    ORDINARY,
    PersonsName,
    admissions,
    areas_field,
    areas_named,
    areas_of,
    roles_field,
    roles_named,
)
from handlers._decided_authorities import authority_search, belongs
from handlers._staff import coordinates, decides_on_coordinators


@dataclass(frozen=True, slots=True)
class Invitation:
    address: str
    name: str
    areas: tuple[str, ...]
    roles: tuple[str, ...]
    authority: str | None = None


async def invite_colleague(ctx: Context, given: Invitation) -> Reply:
    address = read_address(given.address, ctx.speaker)
    where = await _authority(ctx, given.authority)
    areas, roles = tuple(map(AreaId, given.areas)), frozenset(map(Role, given.roles))
    filing = Filing(address, given.name, ctx.language, Wish(where.id, areas, roles))
    await admissions(ctx.services).invite(ctx.person, filing)
    return say(
        Card(
            title=msg("{name} is invited", name=given.name),
            body=(msg("I have written to this person. Once they say yes, I tell you."),),
            facts=(
                Fact(msg("Authority"), msg("{name}", name=where.name)),
                Fact(msg("Areas"), areas_named(ctx.services, areas)),
                Fact(msg("What this person will do"), roles_named(roles)),
            ),
            actions=(Button(msg("Colleagues"), "colleagues"),),
        ),
        tone=Tone.GOOD,
    )


async def _authority(ctx: Context, chosen: str | None) -> Authority:
    own = ctx.person.authorities()
    wanted = AuthorityId(chosen) if chosen else next(iter(own), AuthorityId(""))
    known = (await ctx.authorities(wanted)).get(wanted)
    if known is None:
        raise NotInvitedByYou(wanted)
    return known


async def _where(ctx: Context, _answers: Answers) -> Sequence[Field]:
    """Coordinators invite to the authorities they decide on; others to where they work."""
    own = ctx.person.authorities()
    label = msg("To which authority?")
    if coordinates(ctx.person):
        return (authority_search(label, belongs),)
    if len(own) < 2:
        return ()
    known = await ctx.authorities(*own)
    options = tuple(Option(id, msg("{name}", name=known[id].name)) for id in own if id in known)
    return (Choice("authority", label, options),)


async def _what(ctx: Context, answers: Answers) -> Sequence[Field] | None:
    if coordinates(ctx.person) and not answers.get("authority"):
        return None
    where = await _authority(ctx, answers.get("authority"))
    roles = tuple(Role) if await decides_on_coordinators(ctx, where.id) else ORDINARY
    return (
        areas_field(ctx.services, areas_of(ctx.services, where), msg("In which areas?")),
        roles_field(roles, msg("What will this person do?")),
    )


COMMAND = Command(
    name="invite colleague",
    words=words(
        "invite colleague | invite a colleague | invite | add colleague | add a colleague | "
        "register colleague | register a colleague | new colleague | add user"
    ),
    summary=msg("Have a colleague registered"),
    form=Form(
        title=msg("Invite a colleague"),
        fields=(
            PersonsAddress(
                "address",
                msg("Where do I reach your colleague?"),
                hint=msg(
                    "Mention them, or write the address I tell people who write to me for the first time, "
                    "such as `matrix:@nora:example.org`."
                ),
            ),
            PersonsName("name", msg("What is your colleague's name?"), max_length=100),
            Branch(("name",), _where),
            Branch(("name",), _what),
        ),
        into=Invitation,
    ),
    run=invite_colleague,
    chapter=Chapter.TEAM,
    practised=False,
)
