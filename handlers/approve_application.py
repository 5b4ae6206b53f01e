"""Register somebody as they have asked."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply
from core.text import msg, words
from handlers._admission import admissions, application_field
from handlers._application_card import decided
from handlers.application import OneApplication


async def approve_application(ctx: Context, one: OneApplication) -> Reply:
    done = await admissions(ctx.services).approve(ctx.person, one.id)
    said = msg("{name} is registered, and is told so now.", name=done.name)
    return await decided(ctx, done, said)


COMMAND = Command(
    name="approve application",
    words=words(
        "approve application | approve the application | accept application | approve registration"
    ),
    summary=msg("Register somebody who has asked for it"),
    form=Form(title=msg("Approve"), fields=(application_field(),), into=OneApplication),
    run=approve_application,
    chapter=Chapter.TEAM,
)
