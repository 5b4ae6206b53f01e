"""Allocate a request to a colleague who handles it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Option, ReferenceField, Search
from chat.form import Form
from chat.message import Reply
from core.acts import Given
from core.likeness import nearest
from core.people import Person, PersonId, Right
from core.requests import Action, Reference
from core.text import as_written, msg, words
from handlers._desk import done

_HITS = 20


@dataclass(frozen=True, slots=True)
class Allocation:
    reference: Reference
    colleague: str


async def allocate(ctx: Context, allocation: Allocation) -> Reply:
    name, chosen = allocation.reference, PersonId(allocation.colleague)
    named = {person.id: person.name for person in await _handlers(ctx, {"reference": name})}
    said = msg(
        "Request **{reference}** is allocated to {name}. I have told them.",
        reference=name,
        name=named.get(chosen, chosen),
    )
    return await done(ctx, name, Action.ALLOCATE, said, Given(person=chosen))


async def _handlers(ctx: Context, answers: Answers) -> Sequence[Person]:
    """Everybody who may handle this request at the authority that answers it."""
    view = (await ctx.services.exchange.show(ctx.person, Reference(answers["reference"]))).view
    async with ctx.services.works.reading() as work:
        return await work.people.with_right(Right.HANDLE, view.answerer, view.outline.area)


async def _find(ctx: Context, answers: Answers, said: str) -> Sequence[Option]:
    named = ((person.name, person) for person in await _handlers(ctx, answers))
    return [_option(person) for person in nearest(said, named)[:_HITS]]


async def _pick(ctx: Context, answers: Answers, value: str) -> Option | None:
    return next((_option(p) for p in await _handlers(ctx, answers) if p.id == value), None)


def _option(person: Person) -> Option:
    return Option(person.id, as_written(person.name))


COMMAND = Command(
    name="allocate",
    words=words("allocate | assign | assign request | assign the request | give to a colleague"),
    summary=msg("Allocate a request to a colleague"),
    form=Form(
        title=msg("Allocate a request"),
        fields=(
            ReferenceField(action=Action.ALLOCATE),
            Search(
                "colleague",
                msg("Who is to handle it?"),
                _find,
                _pick,
                hint=msg("Write a part of the colleague's name."),
            ),
        ),
        into=Allocation,
    ),
    run=allocate,
    chapter=Chapter.ANSWERING,
)
