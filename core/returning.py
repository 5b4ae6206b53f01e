"""Somebody is back after a long time: once, they are offered the steps of what they came for, and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.audit import Entry
from core.clock import today_in
from core.outbox import Planned, Recipient, Topic
from core.people import Person
from core.requests import Action
from core.training_rights import coordinated
from core.work import Work

RETURN, BACK, SINCE = "return", "back", "since"
LONG = timedelta(days=60)
# What somebody did last tells what they come for.
_LAST = 50

_ASKING = frozenset(
    {Action.CREATE, Action.SEND, Action.SUBMIT, Action.CLOSE, Action.RATE, Action.CLARIFY}
)
_ANSWERING = frozenset(
    {Action.ACCEPT, Action.PROPOSE, Action.ANSWER, Action.REPLY, Action.SEND_PART, Action.FORWARD}
)


class Purpose(StrEnum):
    ASKING = "asking"
    ANSWERING = "answering"
    COORDINATING = "coordinating"


async def welcome_back(work: Work, person: Person, before: date | None, now: datetime) -> bool:
    """Plan to say it, if ``before``, the day on which they last wrote, is long ago."""
    today = today_in("UTC", now)
    if before is None or today - before < LONG:
        return False
    about, due = Topic(RETURN, person.id), now.replace(second=0, microsecond=0)
    values = {SINCE: before.isoformat()}
    await work.outbox.plan([Planned(about, Recipient.to(person), BACK, due, today, values)])
    return True


async def purpose_of(work: Work, person: Person) -> Purpose:
    """What somebody mostly did; without any trace, what they are here for."""
    done = [entry for _name, entry in (await work.audit.by(person.id))[-_LAST:]]
    asked, answered = _count(done, _ASKING), _count(done, _ANSWERING)
    if not asked and not answered and coordinated(person):
        return Purpose.COORDINATING
    return Purpose.ASKING if asked > answered else Purpose.ANSWERING


def _count(done: Sequence[Entry], actions: frozenset[Action]) -> int:
    return sum(entry.action in actions for entry in done)
