"""Say that a register's address does not work."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply, Tone, say
from core.keeping import Keeping
from core.text import msg, words
from handlers._register_search import register_field


@dataclass(frozen=True, slots=True)
class OneRegister:
    register: str


async def report_register(ctx: Context, one: OneRegister) -> Reply:
    keeping = Keeping(ctx.services.works, ctx.services.clock)
    register = await keeping.report(ctx.person, one.register)
    noted = msg("Thank you. I have noted that **{name}** cannot be reached.", name=register.names)
    if register.keeper is None:
        return say(noted, tone=Tone.GOOD)
    keeper = (await ctx.authorities(register.keeper))[register.keeper]
    seen = msg("{name} keeps it up to date and sees your report.", name=keeper.name)
    return say(noted, seen, tone=Tone.GOOD)


COMMAND = Command(
    name="report register",
    words=words(
        "report register | dead link | broken link | link does not work | the link does not work"
    ),
    summary=msg("Report a register's dead link"),
    form=Form(title=msg("Report a dead link"), fields=(register_field(),), into=OneRegister),
    run=report_register,
    chapter=Chapter.DIRECTORY,
)
