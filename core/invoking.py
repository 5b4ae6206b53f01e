"""Who is told about an application, and when: rows of the outbox, planned in the change's own unit of work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from core.applications import Application
from core.calendar import Calendar
from core.clock import today_in
from core.mornings import Mornings
from core.outbox import REVISES, Delivery, Planned, Progress, Recipient, Topic
from core.people import Guest, Person, Room
from core.places import zone_of
from core.placing import Schedule
from core.routing import Rung
from core.work import Work

APPLICATION = "application"


class Say(StrEnum):
    """What is said: the first three to those who decide, the others to the applicant or the inviter."""

    FILED = "filed"
    ANSWERED = "answered"
    DECIDED = "decided"
    QUESTION = "question"
    APPROVED = "approved"
    REFUSED = "refused"
    INVITATION = "invitation"
    JOINED = "joined"
    DECLINED = "declined"
    REFUSED_THERE = "refused_there"
    REVISED = "revised"


_ASKING = (Say.FILED, Say.ANSWERED)
_REACHED = (Progress.SENDING, Progress.SENT, Progress.UNSURE)


def topic(application: Application) -> Topic:
    return Topic(APPLICATION, str(application.id))


@dataclass(frozen=True, slots=True)
class Callers:
    """``working_days``: how long each rung of coordinators has before the next is asked as well."""

    calendar: Calendar
    schedule: Schedule
    working_days: int = 3

    async def call(
        self, work: Work, application: Application, rungs: Sequence[Rung], now: datetime
    ) -> None:
        """The nearest are asked now, the next when these have not answered."""
        rows = await self._called(work, application, rungs, now)
        await Mornings(work, self.schedule).plan(rows)

    async def call_again(
        self, work: Work, application: Application, rungs: Sequence[Rung], now: datetime
    ) -> None:
        """The applicant has answered: those who know of it are told, the others have time again."""
        told = {
            row.planned.recipient.key: row.planned.recipient
            for row in await work.outbox.of(topic(application))
            if row.planned.kind == Say.FILED and row.progress is not Progress.CANCELLED
        }
        persons = [each for each in told.values() if each.person]
        rows = [_row(application, each, Say.ANSWERED, now) for each in persons]
        called = await self._called(work, application, rungs, now)
        later = [row for row in called if row.recipient.key not in told]
        await Mornings(work, self.schedule).plan([*rows, *later])

    async def calm(self, work: Work, application: Application) -> None:
        """Somebody has taken it in hand: nobody else need be asked."""
        await work.outbox.cancel(
            [
                row.id
                for row in await work.outbox.of(topic(application))
                if row.progress is Progress.PLANNED and row.planned.kind == Say.FILED
            ]
        )

    async def tell(self, work: Work, application: Application, say: Say, now: datetime) -> None:
        """To whom it is about, known by now or not."""
        known = await work.people.at(application.address)
        to = Recipient.to(known) if known else Recipient(guest=_guest(application))
        await work.outbox.plan([_row(application, to, say, now)])

    async def tell_inviter(
        self, work: Work, application: Application, say: Say, now: datetime
    ) -> None:
        if application.inviter:
            to = Recipient(person=application.inviter)
            await work.outbox.plan([_row(application, to, say, now)])

    async def tell_the_others(
        self, work: Work, application: Application, actor: Person | None, now: datetime
    ) -> None:
        """Whoever was asked to decide need not any more: nobody works on what is done."""
        asked = {
            row.planned.recipient.key: row.planned.recipient
            for row in await work.outbox.of(topic(application))
            if row.planned.kind in _ASKING and row.progress in _REACHED
        }
        others = [to for to in asked.values() if actor is None or to.person != actor.id]
        await work.outbox.plan([_row(application, to, Say.DECIDED, now) for to in others])

    async def revise(self, work: Work, application: Application, now: datetime) -> None:
        """Every card that still asks for a decision says where it stands, for whoever has decided too."""
        cards: dict[str, list[Delivery]] = {}
        for row in await work.outbox.of(topic(application)):
            if row.planned.kind in _ASKING and row.progress in _REACHED:
                cards.setdefault(row.planned.recipient.key, []).append(row)
        await work.outbox.plan(
            [
                replace(
                    _row(application, rows[0].planned.recipient, Say.REVISED, now),
                    values={REVISES: " ".join(row.id for row in rows)},
                )
                for rows in cards.values()
            ]
        )

    async def _called(
        self, work: Work, application: Application, rungs: Sequence[Rung], now: datetime
    ) -> Sequence[Planned]:
        mornings, about = Mornings(work, self.schedule), topic(application)
        rows: list[Planned] = []
        for place, rung in enumerate(rungs):
            readers: tuple[Person | Room, ...] = (*rung.people, *rung.rooms)
            for reader in readers:
                today = today_in(reader.time_zone, now)
                if not place:
                    rows.append(Planned(about, Recipient.to(reader), Say.FILED, now, today))
                    continue
                wait = place * self.working_days
                day = self.calendar.after_working_days(today, wait, application.country)
                rows.append(await mornings.row(about, reader, Say.FILED, day))
        return rows


def _row(application: Application, to: Recipient, say: Say, now: datetime) -> Planned:
    return Planned(topic(application), to, say, now, now.date())


def _guest(application: Application) -> Guest:
    return Guest(application.address, application.language, zone_of(application.country))
