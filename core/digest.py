"""What is said together: the reminders of one reader that fell due since they were last told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.escalation import WAITS_FOR
from core.outbox import CAUGHT_UP, DIGEST, TOGETHER, Delivery, Planned, Progress, Topic
from core.placing import deadline
from core.reminders import REMINDERS, is_useful
from core.requests import Request, RequestId
from core.steps import Notice
from core.work import Work

BACK = timedelta(days=40)
_GONE = frozenset({Progress.SENT, Progress.UNSURE})
_FIRST = (Notice.OVERDUE, Notice.REPLY_DUE)


# What is news all the same once something else has happened.
_OF_ITS_OWN = frozenset({Notice.RECEIVED, Notice.MESSAGE, Notice.NOT_REACTED})


@dataclass(frozen=True, slots=True)
class Item:
    """A request, and what is still useful to say of it, the first first."""

    deliveries: Sequence[Delivery]
    request: Request

    @property
    def last(self) -> Planned:
        return self.deliveries[-1].planned

    @property
    def order(self) -> tuple[int, date, str]:
        """What is overdue comes first, then what is due, the earliest date first."""
        kind = self.last.kind
        place = _FIRST.index(Notice(kind)) if kind in _FIRST else len(_FIRST)
        return place, deadline(self.request), self.request.reference


def digests_of(rows: Iterable[Planned]) -> Sequence[Planned]:
    """The messages in which these are said, one for each reader and hour."""
    found: dict[tuple[str, datetime], Planned] = {}
    for row in rows:
        reader = row.recipient.key
        if DIGEST in row.values and (reader, row.due) not in found:
            about = Topic(DIGEST, reader)
            found[reader, row.due] = Planned(about, row.recipient, DIGEST, row.due, row.local)
    return tuple(found.values())


async def later_is_due(work: Work, digest: Planned, now: datetime) -> bool:
    """Whether another one for the same reader is due as well: that one says it all."""
    if digest.kind != DIGEST:
        return False
    others = await work.outbox.to(digest.recipient, digest.due, now)
    return any(
        other.planned.kind == DIGEST and other.progress is not Progress.CANCELLED
        for other in others
    )


@dataclass(frozen=True, slots=True)
class Gathered:
    """What this message has to say: of requests, the most pressing first, and of other things."""

    items: Sequence[Item]
    others: Sequence[Delivery]


async def gathered(work: Work, digest: Planned) -> Gathered:
    rows = await work.outbox.to(digest.recipient, digest.due - BACK, digest.due)
    of_request: dict[RequestId, list[Delivery]] = {}
    others: list[Delivery] = []
    for row in members(rows, digest):
        name = row.planned.about.request
        if name is None:
            others.append(row)
        else:
            of_request.setdefault(name, []).append(row)
    found = [item for n, said in of_request.items() if (item := await _item(work, n, said))]
    return Gathered(sorted(found, key=lambda item: item.order), others)


def members(rows: Sequence[Delivery], digest: Planned) -> Sequence[Delivery]:
    """Those of one reader's messages that are said in this one."""
    if digest.kind == CAUGHT_UP:
        return [row for row in rows if is_said_in(row.planned, digest.due.isoformat())]
    since = _last_told(rows, digest)
    return [row for row in rows if _is_member(row) and since < row.planned.due <= digest.due]


def is_said_in(planned: Planned, which: str | None = None) -> bool:
    """In any other message, or in that one."""
    said = planned.values.get(DIGEST)
    return said is not None if which is None else said == which


def _last_told(rows: Iterable[Delivery], digest: Planned) -> datetime:
    told = [
        row.planned.due
        for row in rows
        if row.planned.kind == DIGEST and row.progress in _GONE and row.planned.due < digest.due
    ]
    return max(told, default=digest.due - BACK)


def _is_member(row: Delivery) -> bool:
    said = is_said_in(row.planned, TOGETHER[DIGEST])
    return said and row.progress not in (Progress.CANCELLED, *_GONE)


async def _item(work: Work, name: RequestId, said: Sequence[Delivery]) -> Item | None:
    request = await work.requests.by_id(name)
    if request is None:
        return None
    useful = [row for row in said if all(is_useful(kind, request) for kind in _kinds(row.planned))]
    return Item(_newest(useful), request) if useful else None


def _newest(rows: Sequence[Delivery]) -> Sequence[Delivery]:
    """The last of the reminders, and the last of the news; what was written is no less news for that."""
    latest: dict[object, Delivery] = {}
    for row in rows:
        kind = _kind(row)
        key = (
            row.id if kind is Notice.MESSAGE else kind if kind in _OF_ITS_OWN else kind in REMINDERS
        )
        latest[key] = row
    return sorted(latest.values(), key=lambda row: row.planned.due)


def _kinds(planned: Planned) -> Sequence[Notice]:
    """Where nobody has reacted, what is waited for as well."""
    return Notice(planned.kind), Notice(planned.values.get(WAITS_FOR, planned.kind))


def _kind(row: Delivery) -> Notice:
    return Notice(row.planned.kind)
