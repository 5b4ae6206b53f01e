"""Be forgotten: what is kept about the speaker goes, as far as the law lets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Field, Option
from chat.form import Branch, Form
from chat.message import Card, Reply, Tone, say
from core.erasing import Erasing
from core.text import msg, words


@dataclass(frozen=True, slots=True)
class Confirmed:
    sure: str


async def erase_my_data(ctx: Context, confirmed: Confirmed) -> Reply:
    if confirmed.sure != "erase":
        return say(msg("Nothing was erased. You work here as before."))
    await _erasing(ctx).erase(ctx.person)
    return Reply((_ERASED,), Tone.GOOD, last=True)


_ERASED = Card(
    title=msg("Your data are erased. I do not know you any more."),
    body=(
        msg(
            "Your accounts, rights and settings are gone. Your name stays beside what you did with "
            "requests: the authorities must be able to prove it."
        ),
    ),
)


_GOES = msg(
    "These go at once and for good: your accounts, rights, settings, absences, deputies, favourites, calendar, "
    "applications and unfinished forms. Your name stays beside what you did with requests, as long as the audit "
    "trail: authorities must be able to prove it (GDPR, Article 17(3)(b)). You will not be known here any more."
)


async def _checked(ctx: Context, _answers: Answers) -> Sequence[Field]:
    """Nobody is asked whether they are sure who cannot go yet."""
    await _erasing(ctx).check(ctx.person)
    options = (
        Option("erase", msg("Yes, erase my data")),
        Option("keep", msg("No, keep them")),
    )
    return (Choice("sure", msg("Do you want your data to be erased?"), options, hint=_GOES),)


def _erasing(ctx: Context) -> Erasing:
    schedule = ctx.services.exchange.announcer.planner.schedule
    return Erasing(ctx.services.works, ctx.services.clock, schedule)


COMMAND = Command(
    name="erase my data",
    words=words(
        "erase my data | forget me | delete my data | remove my data | delete my account | erase me"
    ),
    summary=msg("Be forgotten, and give up all your rights"),
    form=Form(title=msg("Erase my data"), fields=(Branch((), _checked),), into=Confirmed),
    run=erase_my_data,
    unbound=True,
    chapter=Chapter.ONESELF,
    practised=False,
)
