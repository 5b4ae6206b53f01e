"""Forward a request to another authority of the same country."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Reply
from core.acts import Given
from core.people import AuthorityId
from core.requests import Action, Reference
from core.text import msg, words
from handlers._desk import done
from handlers._next_authority import next_authority_field


@dataclass(frozen=True, slots=True)
class Forwarding:
    reference: Reference
    to: str


async def forward(ctx: Context, forwarding: Forwarding) -> Reply:
    said = msg(
        "Request **{reference}** is forwarded. I have told the other authority and whoever asked.",
        reference=forwarding.reference,
    )
    given = Given(to=AuthorityId(forwarding.to))
    return await done(ctx, forwarding.reference, Action.FORWARD, said, given)


COMMAND = Command(
    name="forward",
    words=words(
        "forward | forward request | forward the request | pass on | not competent | "
        "we are not competent | wrong authority | not for us"
    ),
    summary=msg("Forward a request to another authority of your country"),
    form=Form(
        title=msg("Forward a request"),
        fields=(
            ReferenceField(action=Action.FORWARD),
            next_authority_field(
                msg("Which authority is to answer it?"),
                msg(
                    "It goes to them as it stands, with its number. Choose the one that can answer it."
                ),
            ),
        ),
        into=Forwarding,
    ),
    run=forward,
    chapter=Chapter.ANSWERING,
)
