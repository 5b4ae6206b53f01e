"""Refuse to register somebody, and say why."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply
from core.applications import ApplicationId
from core.text import msg, words
from handlers._admission import admissions, application_field, word_field
from handlers._application_card import decided


@dataclass(frozen=True, slots=True)
class Refusal:
    application: str
    reason: str


async def refuse_application(ctx: Context, refusal: Refusal) -> Reply:
    id = ApplicationId(int(refusal.application))
    done = await admissions(ctx.services).refuse(ctx.person, id, refusal.reason)
    said = msg("The application of {name} is refused. Your reason is passed on.", name=done.name)
    return await decided(ctx, done, said)


COMMAND = Command(
    name="refuse application",
    words=words(
        "refuse application | refuse the application | reject application | "
        "reject the application | decline application"
    ),
    summary=msg("Refuse an application to be registered"),
    form=Form(
        title=msg("Refuse an application"),
        fields=(
            application_field(),
            word_field("reason", msg("Why? The person reads it.")),
        ),
        into=Refusal,
    ),
    run=refuse_application,
    chapter=Chapter.TEAM,
)
