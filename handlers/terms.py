"""What the speaker agrees to: to read, and to agree to once it has changed."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Text
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.consent import Terms
from core.consenting import agree
from core.text import Message, msg, words
from handlers._terms import AGREE, consent_now, protection_link


@dataclass(frozen=True, slots=True)
class Agreed:
    """``version`` is the one that was read; ``wanted`` what the speaker was about to do."""

    version: str | None
    wanted: str | None


async def terms(ctx: Context, agreed: Agreed) -> Reply:
    current = ctx.services.settings.terms
    if ctx.bound:
        return say(_card(ctx, current))
    if agreed.version != str(current.version):
        return say(_to_agree(ctx, current, agreed.wanted or ""))
    await agree(ctx.services.works, ctx.person, consent_now(ctx))
    go_on = (Button(msg("Go on"), agreed.wanted),) if agreed.wanted else ()
    return say(
        Card(
            title=msg("Thank you. You have agreed to version {n}.", n=current.version),
            actions=(*go_on, Button(msg("My tasks"), "my tasks")),
        ),
        tone=Tone.GOOD,
    )


def _to_agree(ctx: Context, current: Terms, wanted: str) -> Card:
    return Card(
        title=msg("Before we go on: what I keep about you has changed"),
        body=(current.text, _ONCE),
        actions=(
            Button(AGREE, f"terms {current.version} {wanted}".strip()),
            Button(msg("What I keep about you"), "my data"),
            Button(msg("Erase my data"), "erase my data"),
            *protection_link(ctx),
        ),
    )


_ONCE = msg("I ask this once. What you wanted to do comes after it, and nothing you wrote is lost.")


def _card(ctx: Context, current: Terms) -> Card:
    return Card(
        title=msg("What I keep about you"),
        body=(current.text, _version(current)),
        actions=(Button(msg("My data"), "my data"), *protection_link(ctx)),
    )


def _version(current: Terms) -> Message:
    return msg("This is version {n}.", n=current.version)


COMMAND = Command(
    name="terms",
    words=words("terms | data notice"),
    summary=msg("Read what you agreed to"),
    form=Form(
        title=msg("What you agree to"),
        fields=(
            Text("version", msg("Which version?"), required=False),
            Text("wanted", msg("What do you want to do then?"), required=False),
        ),
        into=Agreed,
    ),
    run=terms,
    unbound=True,
    chapter=Chapter.ONESELF,
    practised=False,
)
