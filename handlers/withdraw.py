"""Withdraw a request, after asking once."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Option, ReferenceField
from chat.form import Form
from chat.message import Reply
from core.requests import Action, Reference
from core.text import msg, words
from handlers._desk import done


@dataclass(frozen=True, slots=True)
class Withdrawal:
    reference: Reference
    ending: str


async def withdraw(ctx: Context, withdrawal: Withdrawal) -> Reply:
    said = msg("Request **{reference}** is withdrawn.", reference=withdrawal.reference)
    return await done(ctx, withdrawal.reference, Action.WITHDRAW, said)


COMMAND = Command(
    name="withdraw",
    words=words(
        "withdraw | withdraw request | withdraw the request | cancel request | "
        "cancel the request | delete request | no longer needed"
    ),
    summary=msg("Withdraw a request you no longer need"),
    form=Form(
        title=msg("Withdraw a request"),
        fields=(ReferenceField(action=Action.WITHDRAW),),
        into=Withdrawal,
        endings=(Option("withdraw", msg("Yes, withdraw it")),),
    ),
    run=withdraw,
    chapter=Chapter.ASKING,
)
