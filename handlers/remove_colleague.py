"""Somebody no longer works here: their rights end, and what they had in hand goes to a colleague."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Field, Option
from chat.form import Branch, Form
from chat.message import Button, Card, Reply, Tone, say
from core.duties import Assignment
from core.people import PersonId
from core.text import Message, msg, msgs, words
from handlers._staff import (
    authority_fields,
    heir_fields,
    person_fields,
    staffing,
    the_authority,
    the_person,
)


@dataclass(frozen=True, slots=True)
class Leaver:
    person: str
    ending: str
    authority: str | None = None
    heir: str | None = None


async def remove_colleague(ctx: Context, leaver: Leaver) -> Reply:
    person = await the_person(ctx, {"person": leaver.person})
    where = await the_authority(ctx, person, leaver.authority)
    heir = PersonId(leaver.heir) if leaver.heir else None
    done = await staffing(ctx).remove(ctx.person, person.id, where, heir)
    named = (await ctx.authorities(where))[where].name
    card = Card(
        title=msg(
            "The rights of {name} at {authority} have ended.", name=person.name, authority=named
        ),
        body=_handed(done.handed),
        actions=(
            Button(msg("Invite a colleague"), "invite colleague"),
            Button(msg("Colleagues"), "colleagues"),
        ),
    )
    return say(card, tone=Tone.GOOD)


def _handed(count: int) -> tuple[Message, ...]:
    if not count:
        return (msg("No open request was in this person's hands."),)
    return (
        msgs(
            "One open request has gone to the colleague you named, who is told now.",
            "{n} open requests have gone to the colleague you named, who is told now.",
            count,
        ),
    )


async def _heir(ctx: Context, answers: Answers) -> Sequence[Field]:
    person = await the_person(ctx, answers)
    where = await the_authority(ctx, person, answers.get("authority"))
    every = staffing(ctx).every
    return await heir_fields(ctx, person, Assignment(person.id, where, every, frozenset()))


COMMAND = Command(
    name="remove colleague",
    words=words(
        "remove colleague | remove a colleague | delete colleague | remove user | "
        "delete user | colleague has left"
    ),
    summary=msg("End the rights of somebody who has left"),
    form=Form(
        title=msg("Remove a colleague"),
        fields=(
            Branch((), person_fields),
            Branch(("person",), authority_fields),
            Branch(("person",), _heir),
        ),
        into=Leaver,
        endings=(Option("remove", msg("Yes, end these rights")),),
    ),
    run=remove_colleague,
    chapter=Chapter.TEAM,
)
