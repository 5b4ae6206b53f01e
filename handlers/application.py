"""One application, for those who decide on it."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply, say
from core.applications import ApplicationId
from core.text import msg, words
from handlers._admission import admissions, application_field
from handlers._application_card import private_card


@dataclass(frozen=True, slots=True)
class OneApplication:
    application: str

    @property
    def id(self) -> ApplicationId:
        return ApplicationId(int(self.application))


async def application(ctx: Context, one: OneApplication) -> Reply:
    found = await admissions(ctx.services).show(ctx.person, one.id)
    async with ctx.services.works.reading() as work:
        return say(await private_card(ctx.services, work, found))


COMMAND = Command(
    name="application",
    words=words("application | the application"),
    summary=msg("Look at an application to be registered"),
    form=Form(title=msg("An application"), fields=(application_field(),), into=OneApplication),
    run=application,
    effect=False,
    chapter=Chapter.TEAM,
)
