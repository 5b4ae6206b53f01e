"""Say that everything about a register is still right."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply, Tone, say
from core.keeping import Change, Keeping
from core.text import msg, words
from handlers._register_search import register_field
from handlers.report_register import OneRegister


async def confirm_register(ctx: Context, one: OneRegister) -> Reply:
    keeping = Keeping(ctx.services.works, ctx.services.clock)
    register = await keeping.change(ctx.person, one.register, Change())
    said = msg("Thank you. **{name}** counts as checked today.", name=register.names)
    return say(said, tone=Tone.GOOD)


COMMAND = Command(
    name="confirm register",
    words=words("confirm register | confirm the register"),
    summary=msg("Confirm that a register's entry is right"),
    form=Form(title=msg("Confirm a register"), fields=(register_field(),), into=OneRegister),
    run=confirm_register,
    chapter=Chapter.DIRECTORY,
)
