"""Choose where to be written to first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Field
from chat.form import Branch, Form
from chat.message import Reply, Tone, say
from core.linking import Linking
from core.text import msg, words
from handlers._accounts import account_choice, account_label, chosen_account


@dataclass(frozen=True, slots=True)
class Wanted:
    account: str


async def reach_me(ctx: Context, wanted: Wanted) -> Reply:
    address = await chosen_account(ctx, wanted.account)
    await Linking(ctx.services.works, ctx.services.clock).prefer(ctx.person, address)
    said = msg("I write to you here first: **{account}**.", account=account_label(address))
    return say(said, tone=Tone.GOOD)


async def _choice(ctx: Context, _answers: Answers) -> Sequence[Field]:
    return (await account_choice(ctx, msg("Where should I write to you first?")),)


COMMAND = Command(
    name="reach me",
    words=words("reach me | contact me | where to reach me | notifications"),
    summary=msg("Choose where I write to you first"),
    form=Form(title=msg("Where to be reached"), fields=(Branch((), _choice),), into=Wanted),
    run=reach_me,
    chapter=Chapter.ONESELF,
)
