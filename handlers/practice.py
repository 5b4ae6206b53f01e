"""Practise with invented authorities: ask for it, go in, and see the lessons."""

from __future__ import annotations

from collections.abc import Sequence

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.dialogue import Talk
from chat.form import Form
from chat.heads import practice_head, with_head
from chat.message import Card, Reply, Tone, say
from core.people import Person
from core.practices import Practice
from core.text import Listing, msg, words
from handlers._nothing import Nothing
from handlers._practice import lessons_card, letting


async def practice(ctx: Context, _nothing: Nothing) -> Reply:
    if ctx.practice:
        outer = ctx.practice.outer
        return say(lessons_card(ctx, await letting(outer.services).finished(outer.person)))
    kept = await letting(ctx.services).of(ctx.person)
    if kept and kept.is_open(ctx.services.clock.now()):
        return await _entered(ctx)
    if kept and kept.until is None:
        return say(_waiting(kept))
    return say(_asked(await letting(ctx.services).ask(ctx.person)), tone=Tone.GOOD)


async def _entered(ctx: Context) -> Reply:
    """What is offered is kept where it will be chosen from: in practice."""
    assert ctx.services.worlds is not None, "only what is real leads to practice"
    kept = await letting(ctx.services).enter(ctx.person)
    inner = await ctx.services.worlds.inside(ctx, kept)
    finished = await letting(ctx.services).finished(ctx.person)
    assert inner.practice is not None, "it was just entered"
    reply = await inner.practice.follow(say(lessons_card(inner, finished), tone=Tone.GOOD))
    if inner.place.numbered:
        talk = Talk().offering(reply).dump()
        await inner.services.talks.write(inner.key, talk, inner.services.clock.now())
    return with_head(practice_head(inner), reply)


def _asked(coordinators: Sequence[Person]) -> Card:
    names = Listing(tuple(person.name for person in coordinators))
    return Card(
        title=msg("I have asked your coordinator"),
        body=(
            msg(
                "In practice you work with invented authorities and people, and cannot do anything wrong. "
                "{names} may let you in; I tell you at once.",
                names=names,
            ),
        ),
    )


def _waiting(kept: Practice) -> Card:
    return Card(
        title=msg("Your coordinator has not decided yet"),
        body=(
            msg(
                "You asked on {day} to practise. I tell you as soon as you may.",
                day=kept.asked.date(),
            ),
        ),
    )


COMMAND = Command(
    name="practice",
    words=words(
        "practice | practise | lessons | practice mode | training environment | try safely"
    ),
    summary=msg("Practise with invented authorities"),
    form=Form(title=msg("Practice"), fields=(), into=Nothing),
    run=practice,
    chapter=Chapter.HELP,
)
