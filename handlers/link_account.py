"""Be known on another platform: get a code where one is known, say it where one is not yet."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Text
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.linking import Linking
from core.people import Person
from core.text import Typed, msg, words


@dataclass(frozen=True, slots=True)
class Said:
    code: str | None


async def link_account(ctx: Context, said: Said) -> Reply:
    linking = Linking(ctx.services.works, ctx.services.clock)
    if said.code:
        return _linked(await linking.link(ctx.speaker, said.code))
    if ctx.who is None:
        return say(_how())
    return say(_code(await linking.code(ctx.who)))


def _code(code: str) -> Card:
    return Card(
        title=msg("Your code: {code}", code=code),
        body=(
            msg(
                "Write `{typed} {code}` to me from your other account within ten minutes.",
                typed=Typed("link account"),
                code=code,
            ),
            msg(
                "Then I know both accounts as you. The code works once; give it to nobody, "
                "for whoever says it acts in your name."
            ),
        ),
    )


def _how() -> Card:
    return Card(
        title=msg("Do I know you on another platform?"),
        body=(
            msg(
                "Write `{typed}` to me there. I give you a code, which you say here in the same way.",
                typed=Typed("link account"),
            ),
        ),
        actions=(Button(msg("How to be registered"), "register"),),
    )


def _linked(person: Person) -> Reply:
    said = msg("Now I know this account too, {name}.", name=person.name)
    body = (msg("Language, time zone and settings are the same everywhere."),)
    card = Card(title=said, body=body, actions=(Button(msg("Settings"), "settings"),))
    return Reply((card,), Tone.GOOD, language=person.language)


COMMAND = Command(
    name="link account",
    words=words("link account | link my account | link another account | connect account"),
    summary=msg("Be known on another platform too"),
    form=Form(
        title=msg("Link an account"),
        fields=(Text("code", msg("Which code did you get?"), required=False, max_length=40),),
        into=Said,
    ),
    run=link_account,
    anyone=True,
    chapter=Chapter.ONESELF,
    practised=False,
)
