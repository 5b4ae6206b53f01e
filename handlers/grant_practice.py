"""A coordinator lets somebody practise until a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Day, Option, Search
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.letting_practise import Learning
from core.likeness import nearest
from core.people import PersonId
from core.text import as_written, msg, words
from handlers._practice import letting


@dataclass(frozen=True, slots=True)
class Grant:
    learner: str
    until: date


async def grant_practice(ctx: Context, grant: Grant) -> Reply:
    person, _practice = await letting(ctx.services).grant(
        ctx.person, PersonId(grant.learner), grant.until
    )
    return say(
        Card(
            title=msg("{name} may practise until {day}", name=person.name, day=grant.until),
            body=(msg("I have told them. Their practice ends by itself after that day."),),
            actions=(Button(msg("Who practises"), "who practises"),),
        ),
        tone=Tone.GOOD,
    )


async def _find(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
    found = await letting(ctx.services).learners(ctx.person)
    likely = nearest(said, [(each.person.name, each) for each in found])
    return [_option(each) for each in likely or found]


async def _pick(ctx: Context, _answers: Answers, value: str) -> Option | None:
    found = await letting(ctx.services).learners(ctx.person)
    return next((_option(each) for each in found if each.person.id == value), None)


def _option(learning: Learning) -> Option:
    return Option(learning.person.id, as_written(learning.person.name))


COMMAND = Command(
    name="grant practice",
    words=words("grant practice | allow practice | let practise"),
    summary=msg("Let somebody practise who has asked for it"),
    form=Form(
        title=msg("Let somebody practise"),
        fields=(
            Search(
                "learner",
                msg("Who may practise?"),
                _find,
                _pick,
                hint=msg("Somebody who has asked for it: write a part of the name."),
            ),
            Day(
                "until",
                msg("Until which day?"),
                hint=msg("Two weeks are usual. After that day practice ends by itself."),
                ahead=True,
            ),
        ),
        into=Grant,
    ),
    run=grant_practice,
    chapter=Chapter.TEAM,
    practised=False,
)
