"""What somebody gets whom the bot does not know: what this is, in which languages, and how to be registered."""

from __future__ import annotations

from collections.abc import Iterator

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Fact, Reply, say
from core.applications import Application
from core.text import Message, msg, words
from handlers._contacts import contacts_link, coordinator_fact
from handlers._nothing import Nothing
from handlers.language import own_name


async def hello(ctx: Context, _nothing: Nothing) -> Reply:
    async with ctx.services.works.reading() as work:
        waiting = await work.applications.open_of(ctx.speaker)
    if ctx.who is not None:
        return _known(ctx.who.name)
    return say(
        Card(
            title=msg("You are not registered yet") if waiting else msg("I do not know you yet"),
            body=tuple(_introduction(ctx, waiting)),
            facts=tuple(_coordinators(ctx, waiting)),
            actions=(
                Button(_next(waiting), "register"),
                *_languages(ctx),
                *contacts_link(ctx),
            ),
        )
    )


def _known(name: str) -> Reply:
    return say(
        Card(
            title=msg("Hello, {name}!", name=name),
            body=(msg("Write `help` to see what I can do."),),
            actions=(Button(msg("My tasks"), "my tasks"), Button(msg("Help"), "help")),
        )
    )


def _introduction(ctx: Context, waiting: Application | None) -> Iterator[Message]:
    yield msg(
        "I am the IMI Assistant: through me, public authorities of EU and EEA countries "
        "ask each other questions, each in its own language."
    )
    if waiting:
        yield msg("You have an application here already.")
        return
    yield msg(
        "If you work for such an authority, ask to be registered: I put a few short questions, and your "
        "coordinator decides."
    )
    yield msg(
        "A colleague who already works with me can also invite you. "
        "Please send them this address of yours: `{account}`",
        account=account(ctx),
    )


def _next(waiting: Application | None) -> Message:
    return msg("See where it stands") if waiting else msg("Ask to be registered")


def _languages(ctx: Context) -> Iterator[Button]:
    """By their own names: whoever cannot read the rest finds theirs."""
    for code in ctx.services.settings.languages:
        if code != ctx.language:
            yield Button(own_name(code), f"language {code}")


def account(ctx: Context) -> str:
    """How a colleague names the stranger: the platform, its workspace if it has several, the account."""
    speaker = ctx.speaker
    return ":".join(part for part in (speaker.platform, speaker.workspace, speaker.account) if part)


def _coordinators(ctx: Context, waiting: Application | None) -> Iterator[Fact]:
    """Of the country they have named already, else of all."""
    for country, help in sorted(ctx.services.settings.help.items()):
        if help.coordinator and (waiting is None or waiting.country == country):
            yield coordinator_fact(country, help.coordinator)


COMMAND = Command(
    name="hello",
    words=words(
        "hello | hi | good morning | good day | hey | good afternoon | good evening | who are you"
    ),
    summary=msg("See who I am"),
    form=Form(title=msg("Hello"), fields=(), into=Nothing),
    run=hello,
    effect=False,
    anyone=True,
    chapter=Chapter.HELP,
)
