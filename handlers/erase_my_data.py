"""Be forgotten: what is kept about the speaker goes, as far as the law lets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Field, Option
from chat.form import Branch, Form
from chat.message import Card, Reply, Tone, say
from core.erasing import Erasing
from core.text import msg, words


@dataclass(frozen=True, slots=True)
class Confirmed:
    ending: str


async def erase_my_data(ctx: Context, _confirmed: Confirmed) -> Reply:
    await _erasing(ctx).erase(ctx.person)
    return say(
        Card(
            title=msg("Your data are erased. I do not know you any more."),
            body=(
                msg(
                    "Your accounts, rights and settings are gone. Your name stays beside what you did with "
                    "requests: the authorities must be able to prove it."
                ),
            ),
        ),
        tone=Tone.GOOD,
    )


async def _checked(ctx: Context, _answers: Answers) -> Sequence[Field]:
    """Nobody is asked whether they are sure who cannot go yet."""
    await _erasing(ctx).check(ctx.person)
    return ()


def _erasing(ctx: Context) -> Erasing:
    return Erasing(ctx.services.works, ctx.services.clock)


COMMAND = Command(
    name="erase my data",
    words=words("erase my data | forget me"),
    summary=msg("Be forgotten, and give up all your rights"),
    form=Form(
        title=msg("Erase my data"),
        fields=(Branch((), _checked),),
        into=Confirmed,
        endings=(Option("erase", msg("Yes, erase my data")),),
    ),
    run=erase_my_data,
    chapter=Chapter.ONESELF,
)
