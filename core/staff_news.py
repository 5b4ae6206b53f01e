"""Who is told when somebody's place at an authority changes: rows of the outbox, in the change's own unit of work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.clock import today_in
from core.outbox import Planned, Recipient, Topic
from core.people import Address, AuthorityId, Guest, Person, PersonId
from core.work import Work

STAFF = "staff"


class News(StrEnum):
    """``CHANGED`` and ``LEFT`` go to the person; ``INHERITED`` to who takes the cases over."""

    CHANGED = "changed"
    LEFT = "left"
    INHERITED = "inherited"


@dataclass(frozen=True, slots=True)
class Farewell:
    """``stays``: they still work at another authority."""

    actor: Person
    person: Person
    places: Sequence[Address]
    stays: bool
    now: datetime


async def tell_changed(
    work: Work, actor: Person, person: Person, authority: AuthorityId, now: datetime
) -> None:
    if actor.id != person.id:
        row = _row(person.id, Recipient.to(person), News.CHANGED, now, authority=authority)
        await work.outbox.plan([row])


async def tell_heir(work: Work, heir: PersonId, person: Person, count: int, now: datetime) -> None:
    to = await work.people.get(heir)
    if to:
        values = {"count": str(count)}
        row = _row(person.id, Recipient.to(to), News.INHERITED, now, **values)
        await work.outbox.plan([row])


async def tell_left(work: Work, given: Farewell, authority: AuthorityId) -> None:
    """Who is not known any more is reached where they were."""
    person = given.person
    if given.stays:
        to = Recipient.to(person)
    elif given.places:
        to = Recipient(guest=Guest(given.places[0], person.language, person.time_zone))
    else:
        return
    await work.outbox.plan([_row(person.id, to, News.LEFT, given.now, authority=authority)])


def _row(about: PersonId, to: Recipient, kind: News, now: datetime, **values: str) -> Planned:
    return Planned(Topic(STAFF, about), to, kind, now, today_in("UTC", now), values)
