"""Ask somebody who wants to be registered."""

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
class Inquiry:
    application: str
    question: str


async def ask_applicant(ctx: Context, inquiry: Inquiry) -> Reply:
    id = ApplicationId(int(inquiry.application))
    done = await admissions(ctx.services).ask(ctx.person, id, inquiry.question)
    said = msg("{name} is asked. I will tell you what the answer is.", name=done.name)
    return await decided(ctx, done, said)


COMMAND = Command(
    name="ask applicant",
    words=words("ask applicant | ask the applicant"),
    summary=msg("Ask somebody who wants to be registered"),
    form=Form(
        title=msg("Ask the person"),
        fields=(
            application_field(),
            word_field("question", msg("What do you want to know?")),
        ),
        into=Inquiry,
    ),
    run=ask_applicant,
    chapter=Chapter.TEAM,
)
