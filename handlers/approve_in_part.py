"""Register somebody with fewer rights than they have asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Field
from chat.form import Branch, Form
from chat.message import Reply
from core.applications import ApplicationId, Wish
from core.people import AreaId, Role
from core.text import msg, words
from handlers._admission import admissions, application_field, areas_field, roles_field
from handlers._application_card import decided


@dataclass(frozen=True, slots=True)
class Part:
    application: str
    areas: tuple[str, ...]
    roles: tuple[str, ...]


async def approve_in_part(ctx: Context, part: Part) -> Reply:
    service, id = admissions(ctx.services), ApplicationId(int(part.application))
    asked = (await service.show(ctx.person, id)).wish
    areas, roles = tuple(map(AreaId, part.areas)), frozenset(map(Role, part.roles))
    done = await service.approve(ctx.person, id, Wish(asked.authority, areas, roles))
    said = msg("{name} is registered, and is told so now.", name=done.name)
    return await decided(ctx, done, said)


async def _less(ctx: Context, answers: Answers) -> Sequence[Field]:
    """Nothing but what was asked for, and reading."""
    id = ApplicationId(int(answers["application"]))
    wish = (await admissions(ctx.services).show(ctx.person, id)).wish
    roles = [role for role in Role if role in wish.roles or role is Role.VIEWER]
    return (
        areas_field(ctx.services, wish.areas, msg("In which areas?")),
        roles_field(roles, msg("What may this person do?")),
    )


COMMAND = Command(
    name="approve in part",
    words=words("approve in part | approve partly | approve with fewer rights"),
    summary=msg("Register somebody with fewer rights"),
    form=Form(
        title=msg("Approve in part"),
        fields=(application_field(), Branch(("application",), _less)),
        into=Part,
    ),
    run=approve_in_part,
    chapter=Chapter.TEAM,
)
