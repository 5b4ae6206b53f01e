"""Whom a change concerns: notices written at once, reminders planned anew, all in the change's transaction."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from core.acts import Act
from core.clock import today_in
from core.escalation import Escalation, above, waits
from core.lifecycle import FINAL, reminded, right_in_turn
from core.outbox import Delivery, Planned, Progress, Recipient, Topic
from core.people import Person, Right, Room
from core.reminders import REMINDERS, Planner, Readers
from core.requests import Request, Side
from core.steps import PERSONAL, Notice, Step
from core.work import Work

Key: TypeAlias = tuple[str, str, datetime]

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Announcer:
    planner: Planner
    escalation: Escalation

    async def announce(self, work: Work, step: Step, request: Request, act: Act) -> None:
        """Tell each side what the table says, and its room; then plan what must be said later."""
        kept = await work.outbox.of(Topic.of(request.id))
        said = {delivery.planned.key for delivery in kept}
        for side, notice in step.tells.items():
            readers = await _told(work, request, step, side)
            others = [reader for reader in readers if reader != act.actor]
            await work.outbox.plan([_now(request, r, notice, act.now, said) for r in others])
        await self._replan(work, request, act.now, kept)

    async def replan(self, work: Work, request: Request, now: datetime) -> None:
        """Give up the reminders this state no longer wants, add those it does, keep what is the same."""
        await self._replan(work, request, now, await work.outbox.of(Topic.of(request.id)))

    async def _replan(
        self, work: Work, request: Request, now: datetime, kept: Sequence[Delivery]
    ) -> None:
        """``kept``: what the outbox holds of the request; a notice just planned is no reminder."""
        wanted = await self._wanted(work, request, now) if reminded(request.state) else {}
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
        sides = (Side.ASKER, Side.ANSWERER, Side.COORDINATOR)
        told = {side: await _readers(work, request, side) for side in sides}
        rows = list(self.planner.plan(request, Readers(*told.values()), now))
        keys = {side: [Recipient.to(each).key for each in of] for side, of in told.items()}
        owed = waits(rows, keys)
        others = {
            side: await above(work, request, side, told[side])
            for side in sides
            if any(wait.side is side for wait in owed)
        }
        for wait in owed:
            rows += self.escalation.plan(request, wait, others[wait.side])
        return {row.key: row for row in rows}


async def _readers(work: Work, request: Request, side: Side) -> Sequence[Person | Room]:
    """Those whose turn it is there, and the team's rooms, which hear of nothing before it is sent."""
    authority = request.authority(side)
    if authority is None:
        return ()
    people = await _people(work, request, side, right_in_turn(request.state, side))
    return [*people, *(await work.people.rooms(authority) if request.sent else ())]


async def _told(work: Work, request: Request, step: Step, side: Side) -> Sequence[Person | Room]:
    """Who hears of a step: of one's own side's nobody but the person concerned; of the end, whoever waited."""
    if side in (step.side, Side.FORMER) or step.tells[side] in PERSONAL:
        return await _people(work, request, side, right_in_turn(request.state, side))
    if request.state not in FINAL:
        return await _readers(work, request, side)
    return await _readers(work, replace(request, state=step.state), side)


async def _people(work: Work, request: Request, side: Side, right: Right) -> Sequence[Person]:
    """Who has the case in hand, else everyone who may take it."""
    authority, responsible = request.authority(side), request.responsible(side)
    if authority is None:
        return ()
    person = await work.people.get(responsible) if responsible else None
    if right is Right.HANDLE and person and person.may(right, authority, request.area):
        return [person]
    return await work.people.with_right(right, authority, request.area)


def _now(
    request: Request, reader: Person | Room, kind: Notice, now: datetime, said: Container[Key]
) -> Planned:
    """Due now; where the same was said in this very instant, an instant ago: it must not wait."""
    day = today_in(reader.time_zone, now)
    values = {"day": request.proposal.day.isoformat()} if request.proposal else {}
    if request.written:
        values["written"] = str(len(request.written))
    planned = Planned(Topic.of(request.id), Recipient.to(reader), kind, now, day, values)
    while planned.key in said:
        planned = replace(planned, due=planned.due - _INSTANT)
    return planned
