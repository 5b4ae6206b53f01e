"""What somebody gets whom the bot does not know: what this is, who can register them, and how to ask."""

from __future__ import annotations

from collections.abc import Iterator

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context, Helper
from chat.form import Form
from chat.message import Card, Fact, Link, Reply, say
from core.text import Country, Message, msg, words
from handlers._nothing import Nothing


async def register(ctx: Context, _nothing: Nothing) -> Reply:
    if ctx.who is not None:
        return say(
            msg("You are registered, {name}. Write `help` to see what I can do.", name=ctx.who.name)
        )
    contacts = ctx.services.settings.links(ctx.language).get("contacts")
    return say(
        Card(
            title=msg("I do not know you yet"),
            body=(
                msg(
                    "I am the IMI Assistant: through me, public authorities of EU and EEA countries "
                    "ask each other questions, each in its own language."
                ),
                msg(
                    "A colleague who already works with me, or your IMI coordinator, can have you registered. "
                    "Please send them this address of yours: `{account}`",
                    account=_account(ctx),
                ),
                msg("Once you are registered, write `help` here."),
            ),
            facts=tuple(_coordinators(ctx)),
            actions=(Link(msg("National coordinators"), contacts),) if contacts else (),
        )
    )


def _account(ctx: Context) -> str:
    """How a coordinator names the stranger: the platform, its workspace if it has several, the account."""
    speaker = ctx.speaker
    return ":".join(part for part in (speaker.platform, speaker.workspace, speaker.account) if part)


def _coordinators(ctx: Context) -> Iterator[Fact]:
    for country, help in sorted(ctx.services.settings.help.items()):
        if help.coordinator:
            yield Fact(
                msg("Coordinator, {country}", country=Country(country)), _reached(help.coordinator)
            )


def _reached(helper: Helper) -> Message:
    ways = " · ".join(way for way in (helper.email, helper.phone, helper.website) if way)
    return msg("{name} {ways}", name=helper.name, ways=ways)


COMMAND = Command(
    name="register",
    words=words("register"),
    summary=msg("How to be registered"),
    form=Form(title=msg("Register"), fields=(), into=Nothing),
    run=register,
    effect=False,
    anyone=True,
    chapter=Chapter.HELP,
)
