"""Choosing a person inside a form: somebody of one's own authority, found by a part of the name."""

from __future__ import annotations

from collections.abc import Sequence

from chat.context import Context
from chat.fields import Answers, Option, Search
from core.likeness import nearest
from core.people import Person
from core.text import Message, as_written

_HITS = 20


def colleague_field(name: str, label: Message, hint: Message) -> Search:
    return Search(name, label, _find, _pick, hint)


async def colleagues(ctx: Context) -> Sequence[Person]:
    """Everybody at the speaker's authorities but the speaker; nobody of another authority."""
    async with ctx.services.works.reading() as work:
        teams = [await work.people.of_authority(id) for id in ctx.person.authorities()]
    known = {person.id: person for team in teams for person in team}
    return [person for id, person in known.items() if id != ctx.person.id]


async def _find(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
    named = ((person.name, person) for person in await colleagues(ctx))
    return [_option(person) for person in nearest(said, named)[:_HITS]]


async def _pick(ctx: Context, _answers: Answers, value: str) -> Option | None:
    return next((_option(p) for p in await colleagues(ctx) if p.id == value), None)


def _option(person: Person) -> Option:
    return Option(person.id, as_written(person.name))
