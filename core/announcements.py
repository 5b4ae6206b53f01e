"""Whom a change concerns: notices written at once, reminders planned anew, all in the change's transaction."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from core.clock import today_in
from core.outbox import Planned, Progress, Recipient, Topic
from core.people import Person, Right, Room
from core.reminders import REMINDERS, Planner, Readers
from core.requests import Request, Side, State
from core.steps import Notice, Step
from core.work import Work

Key: TypeAlias = tuple[str, str, datetime]

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Announcer:
    planner: Planner

    async def announce(self, work: Work, step: Step, request: Request, now: datetime) -> None:
        """Tell each side what the table says, and its room; then plan what must be said later."""
        if step.tells:
            said = {d.planned.key for d in await work.outbox.of(Topic.of(request.id))}
            for side, notice in step.tells.items():
                readers = await _readers(work, request, side)
                await work.outbox.plan([_now(request, r, notice, now, said) for r in readers])
        await self.replan(work, request, now)

    async def replan(self, work: Work, request: Request, now: datetime) -> None:
        """Give up the reminders this state no longer wants, add those it does, keep what is the same."""
        wanted = {} if request.state is State.DRAFT else await self._wanted(work, request, now)
        kept = await work.outbox.of(Topic.of(request.id))
        pointless = [
            delivery.id
            for delivery in kept
            if delivery.progress is Progress.PLANNED
            and delivery.planned.kind in REMINDERS
            and delivery.planned.key not in wanted
        ]
        await work.outbox.cancel(pointless)
        known = {d.planned.key for d in kept if d.progress is not Progress.CANCELLED}
        await work.outbox.plan(
            [row for key, row in wanted.items() if key not in known and row.due > now]
        )

    async def _wanted(
        self, work: Work, request: Request, now: datetime
    ) -> dict[tuple[str, str, datetime], Planned]:
        if request.state in (State.CLOSED, State.WITHDRAWN):
            return {}
        readers = Readers(
            asker=await _readers(work, request, Side.ASKER),
            answerer=await _readers(work, request, Side.ANSWERER),
        )
        return {row.key: row for row in self.planner.plan(request, readers, now)}


async def _readers(work: Work, request: Request, side: Side) -> Sequence[Person | Room]:
    """Who has the case in hand, else everyone who may take it; and the team's rooms."""
    authority = request.authority(side)
    rooms = await work.people.rooms(authority)
    responsible = request.responsible(side)
    person = await work.people.get(responsible) if responsible else None
    if person and person.may(Right.HANDLE, authority, request.area):
        return [person, *rooms]
    return [*await work.people.with_right(Right.HANDLE, authority, request.area), *rooms]


def _now(
    request: Request, reader: Person | Room, kind: Notice, now: datetime, said: Container[Key]
) -> Planned:
    """Due now, or the instant after what was said in the same one."""
    day = today_in(reader.time_zone, now)
    values = {"day": request.proposal.day.isoformat()} if request.proposal else {}
    planned = Planned(Topic.of(request.id), Recipient.to(reader), kind, now, day, values)
    while planned.key in said:
        planned = replace(planned, due=planned.due + _INSTANT)
    return planned
