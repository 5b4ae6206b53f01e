"""Who has a seat in a training that the speaker runs, and who waits for one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Document, Fact, Reply, say
from core.people import Person
from core.running_trainings import Attendance
from core.text import Listing, Message, as_written, msg, msgs, words
from core.trainings import Enrolment
from handlers._cells import cell
from handlers._trainings import OneTraining, brief, own_training_field, running

_MOST = 30


async def who_comes(ctx: Context, one: OneTraining) -> Reply:
    found = await running(ctx.services).coming(ctx.person, one.id)
    seated, waiting = _people(found, found.roll.seated), _people(found, found.roll.waiting)
    training = found.roll.training
    card = Card(
        title=brief(training),
        body=(_counted(len(seated), training.seats),),
        facts=tuple([*await _facts(ctx, seated), *_waiting(waiting)]),
        actions=(
            Button(msg("Change it"), f"move training {training.id}"),
            Button(msg("Call it off"), f"call off training {training.id}"),
        ),
    )
    return say(card, await _list(ctx, seated)) if len(seated) > _MOST else say(card)


def _people(found: Attendance, enrolled: Sequence[Enrolment]) -> list[Person]:
    return [found.people[each.person] for each in enrolled if each.person in found.people]


def _counted(taken: int, seats: int) -> Message:
    if not taken:
        return msg("Nobody has enrolled yet.")
    return msgs(
        "One seat of {seats} is taken.", "{n} seats of {seats} are taken.", taken, seats=seats
    )


async def _facts(ctx: Context, people: Sequence[Person]) -> list[Fact]:
    return [Fact(as_written(person.name), await _where(ctx, person)) for person in people[:_MOST]]


async def _where(ctx: Context, person: Person) -> Message:
    known = await ctx.authorities(*person.authorities())
    return msg("{names}", names=Listing(tuple(each.name for each in known.values())))


def _waiting(people: Sequence[Person]) -> Iterator[Fact]:
    if people:
        names = Listing(tuple(person.name for person in people[:_MOST]))
        label = msgs("One person waits", "{n} people wait", len(people))
        yield Fact(label, msg("{names}", names=names))


async def _list(ctx: Context, people: Sequence[Person]) -> Document:
    """Everybody, as a sheet that can be printed."""
    sheet = io.StringIO()
    rows = csv.writer(sheet)
    for person in people:
        where = ctx.services.ear.put(await _where(ctx, person), ctx.language)
        rows.writerow([cell(person.name), cell(where)])
    return Document("who-comes.csv", "text/csv", sheet.getvalue().encode("utf-8-sig"))


COMMAND = Command(
    name="who comes",
    words=words("who comes | who is coming | who has enrolled | attendees | participants"),
    summary=msg("See who comes to a training that you run"),
    form=Form(title=msg("Who comes"), fields=(own_training_field(),), into=OneTraining),
    run=who_comes,
    effect=False,
    chapter=Chapter.HELP,
)
