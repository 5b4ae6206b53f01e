"""Whom a change concerns: notices written at once, reminders planned anew, all in the change's transaction."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from core.acts import Act
from core.audience import Audience
from core.clock import today_in
from core.digest import digests_of
from core.escalation import WAITS_FOR, Escalation, above, owed, waits
from core.habits import next_hour, owner_of
from core.lifecycle import REMINDED
from core.living_cards import refreshed
from core.outbox import Delivery, Key, Outbox, Planned, Progress, Topic
from core.pauses import Pause
from core.people import Person, Room
from core.placing import Hearer, Placing, Readers
from core.reminders import REMINDERS, Planner, planned
from core.requests import Request, Side
from core.steps import Notice, Step
from core.work import Work

# What the outbox holds of a request.
Kept: TypeAlias = Mapping[Key, Delivery]

_INSTANT = timedelta(microseconds=1)
_NOT_YET = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Announcer:
    planner: Planner
    escalation: Escalation

    async def announce(self, work: Work, step: Step, request: Request, act: Act) -> None:
        """Tell each side what the table says, and its room; then plan what must be said later."""
        kept = await _kept(work, request)
        audience = await Audience.of(work, request)
        placing = self._placing(audience, await _left(work, step, request))
        wanted = self._wanted(audience, placing, act.now)
        news = [_unsaid(row, kept) for row in _news(audience, placing, step, act)]
        news += refreshed(request, kept.values(), act.now)
        await _write(work.outbox, wanted, kept, act.now, news)

    async def replan(self, work: Work, request: Request, now: datetime) -> None:
        """Give up the reminders this state no longer wants, add those it does, keep what is the same."""
        kept = await _kept(work, request)
        wanted = await self._planned(work, request, now)
        await _write(work.outbox, wanted, kept, now)

    async def missing(self, work: Work, request: Request, now: datetime) -> Sequence[Planned]:
        """The reminders of the next week that this state wants and the outbox does not have.

        Weekly ones are planned on with each that is sent: those that come last need not be there yet.
        """
        wanted = await self._planned(work, request, now - _NOT_YET)
        kept = await _kept(work, request)
        return [row for key, row in wanted.items() if key not in kept and row.due > now]

    async def _planned(self, work: Work, request: Request, now: datetime) -> Mapping[Key, Planned]:
        audience = await Audience.of(work, request)
        placing = self._placing(audience, await work.pauses.of(request.id))
        return self._wanted(audience, placing, now)

    def _placing(self, audience: Audience, pauses: Sequence[Pause]) -> Placing:
        return self.planner.placing(audience.request, audience.reminded(pauses))

    def _wanted(self, audience: Audience, placing: Placing, now: datetime) -> Mapping[Key, Planned]:
        if audience.request.state not in REMINDED:
            return {}
        wanted = dict(planned(placing, now))
        reminders = list(wanted.values())
        for side, theirs in owed(reminders).items():
            told = _told(reminders, placing.readers, side)
            due = waits(side, theirs, {owner_of(reader) for reader in told})
            for row in self.escalation.plan(audience.request, due, above(audience, side, told)):
                wanted[row.key] = row
                # It says itself what is waited for.
                wanted.pop((row.recipient.key, row.values[WAITS_FOR], row.due), None)
        return wanted


async def _kept(work: Work, request: Request) -> Kept:
    found = await work.outbox.not_given_up(Topic.of(request.id))
    return {delivery.planned.key: delivery for delivery in found}


async def _left(work: Work, step: Step, request: Request) -> Sequence[Pause]:
    """What was put off, which only reminders can be: that is done once the request stands elsewhere."""
    if step.state not in REMINDED:
        return ()
    if request.state is step.state:
        return await work.pauses.of(request.id)
    await work.pauses.forget(request.id)
    return ()


async def _write(
    outbox: Outbox,
    wanted: Mapping[Key, Planned],
    kept: Kept,
    now: datetime,
    news: Sequence[Planned] = (),
) -> None:
    """``news`` is said at once, and no reminder."""
    # What is not wanted any more, or not in this way.
    gone = {
        key: each.id
        for key, each in kept.items()
        if each.progress is Progress.PLANNED
        and each.planned.kind in REMINDERS
        and (key not in wanted or wanted[key].values != each.planned.values)
    }
    await outbox.cancel([*gone.values()])
    known = kept.keys() - gone.keys()
    new = [row for key, row in wanted.items() if key not in known and row.due > now]
    await outbox.plan([*news, *new, *digests_of(new)])


def _told(rows: Sequence[Planned], readers: Readers, side: Side) -> Sequence[Person | Room]:
    """Those of one side, and whoever stands in for one of them: they hear of it anyway."""
    own = readers.on(side)
    copies = [row for row in rows if "for" in row.values]
    if not copies:
        return own
    people = {reader.id for reader in own if isinstance(reader, Person)}
    deputies = {row.recipient.person for row in copies if row.values["for"] in people}
    return [*own, *(person for id, person in readers.colleagues.items() if id in deputies - people)]


def _news(audience: Audience, placing: Placing, step: Step, act: Act) -> Sequence[Planned]:
    found: list[Planned] = []
    for side, notice in step.tells.items():
        told = audience.told(step, side, placing.readers)
        others = [placing.of(reader) for reader in told if reader != act.actor]
        found += _told_now(placing, others, notice, act.now)
    return found


def _told_now(
    placing: Placing, hearers: Sequence[Hearer], kind: Notice, now: datetime
) -> Sequence[Planned]:
    """For each of them, and for the deputies of those who are away; nobody is told twice."""
    rows = [_now(placing.request, hearer, kind, now) for hearer in hearers]
    told = {row.recipient.key for row in rows}
    pairs = zip(hearers, rows, strict=True)
    copies = [copy for hearer, row in pairs if (copy := placing.copied(hearer, row))]
    return [*rows, *(copy for copy in copies if copy.recipient.key not in told)]


def _now(request: Request, hearer: Hearer, kind: Notice, now: datetime) -> Planned:
    """Due now, or when the reader's quiet hours are over."""
    zone = hearer.reader.time_zone
    due = next_hour(now, zone, hearer.habits)
    values = {"day": request.proposal.day.isoformat()} if request.proposal else {}
    if request.written:
        values["written"] = str(len(request.written))
    return Planned(hearer.about, hearer.to, kind, due, today_in(zone, due), values)


def _unsaid(row: Planned, said: Container[Key]) -> Planned:
    """Where the same was said in this very instant, an instant ago: it must not wait."""
    while row.key in said:
        row = replace(row, due=row.due - _INSTANT)
    return row
