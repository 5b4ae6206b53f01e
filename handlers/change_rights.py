"""Change what a colleague may do, area by area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Field
from chat.form import Branch, Form
from chat.message import Button, Card, Fact, Reply, Tone, say
from core.duties import Assignment, by_area
from core.people import AreaId, AuthorityId, Person, PersonId, Role
from core.staffing import Assigned
from core.text import Message, msg, words
from handlers._admission import (
    ORDINARY,
    areas_field,
    areas_named,
    areas_of,
    roles_field,
    roles_named,
)
from handlers._staff import (
    authority_fields,
    decides_on_coordinators,
    heir_fields,
    person_fields,
    staffing,
    the_authority,
    the_person,
)


@dataclass(frozen=True, slots=True)
class Rights:
    person: str
    areas: tuple[str, ...]
    roles: tuple[str, ...]
    authority: str | None = None
    heir: str | None = None


async def change_rights(ctx: Context, rights: Rights) -> Reply:
    person = await the_person(ctx, {"person": rights.person})
    where = await the_authority(ctx, person, rights.authority)
    areas, roles = tuple(map(AreaId, rights.areas)), frozenset(map(Role, rights.roles))
    given = Assignment(person.id, where, areas, roles)
    heir = PersonId(rights.heir) if rights.heir else None
    done = await staffing(ctx).assign(ctx.person, given, heir)
    said: list[Message] = [msg("The rights of {name} are changed.", name=done.person.name)]
    if done.pending:
        said.append(_SECOND)
    return say(*said, rights_card(ctx, done, where), tone=Tone.GOOD)


_SECOND = msg(
    "A second coordinator has to agree that this person coordinates. I have asked; you will hear from me."
)


def rights_card(ctx: Context, done: Assigned, where: AuthorityId) -> Card:
    return Card(
        title=msg("{name}", name=done.person.name),
        facts=rights_facts(ctx, done.person, where),
        actions=(Button(msg("Colleagues"), "colleagues"),),
    )


def rights_facts(ctx: Context, person: Person, where: AuthorityId) -> tuple[Fact, ...]:
    """Areas with the same rights in one line."""
    every = tuple(area.id for area in ctx.services.content.areas.all)
    alike: dict[frozenset[Role], list[AreaId]] = {}
    for area, roles in by_area(person, where, every).items():
        alike.setdefault(roles, []).append(area)
    return tuple(
        Fact(areas_named(ctx.services, _all_or(areas, every)), roles_named(roles))
        for roles, areas in alike.items()
    )


def _all_or(areas: Sequence[AreaId], every: Sequence[AreaId]) -> Sequence[AreaId]:
    return (AreaId("*"),) if set(areas) == set(every) else areas


async def _which(ctx: Context, answers: Answers) -> Sequence[Field]:
    person = await the_person(ctx, answers)
    where = await the_authority(ctx, person, answers.get("authority"))
    known = (await ctx.authorities(where))[where]
    mine = await staffing(ctx).decides_in(ctx.person, where)
    areas = tuple(area for area in areas_of(ctx.services, known) if area in mine)
    roles = tuple(Role) if await decides_on_coordinators(ctx, where) else ORDINARY
    return (
        areas_field(ctx.services, areas, msg("In which areas do the rights change?")),
        roles_field(roles, msg("What may {name} do there from now on?", name=person.name)),
    )


async def _heir(ctx: Context, answers: Answers) -> Sequence[Field]:
    person = await the_person(ctx, answers)
    where = await the_authority(ctx, person, answers.get("authority"))
    areas = tuple(map(AreaId, answers["areas"].split(",")))
    roles = frozenset(map(Role, answers["roles"].split(",")))
    return await heir_fields(ctx, person, Assignment(person.id, where, areas, roles))


COMMAND = Command(
    name="change rights",
    words=words("change rights | edit rights | give rights | change permissions"),
    summary=msg("Change what a colleague may do"),
    form=Form(
        title=msg("Change rights"),
        fields=(
            Branch((), person_fields),
            Branch(("person",), authority_fields),
            Branch(("person",), _which),
            Branch(("areas", "roles"), _heir),
        ),
        into=Rights,
    ),
    run=change_rights,
    chapter=Chapter.TEAM,
)
