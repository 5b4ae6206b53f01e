"""Give up an account that was lost or is no longer used."""

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
class Given:
    account: str


async def unlink_account(ctx: Context, given: Given) -> Reply:
    address = await chosen_account(ctx, given.account)
    await Linking(ctx.services.works, ctx.services.clock).unlink(ctx.person, address)
    said = msg("I no longer know this account: **{account}**.", account=account_label(address))
    return say(said, tone=Tone.GOOD)


async def _choice(ctx: Context, _answers: Answers) -> Sequence[Field]:
    return (await account_choice(ctx, msg("Which account should I forget?")),)


COMMAND = Command(
    name="unlink account",
    words=words("unlink account | disconnect account | remove account"),
    summary=msg("Give up one of your accounts"),
    form=Form(title=msg("Give up an account"), fields=(Branch((), _choice),), into=Given),
    run=unlink_account,
    chapter=Chapter.ONESELF,
    practised=False,
)
