"""What is said together: the reminders of one reader that fell due since they were last told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.outbox import DIGEST, Delivery, Planned, Progress
from core.placing import deadline
from core.reminders import is_useful
from core.requests import Request
from core.steps import Notice
from core.work import Work

_BACK = timedelta(days=40)
_GONE = frozenset({Progress.SENT, Progress.UNSURE})
_FIRST = (Notice.OVERDUE, Notice.REPLY_DUE)


@dataclass(frozen=True, slots=True)
class Item:
    """One reminder that is still useful, and the request it is about."""

    delivery: Delivery
    request: Request

    @property
    def planned(self) -> Planned:
        return self.delivery.planned

    @property
    def order(self) -> tuple[int, date]:
        """What is overdue comes first, then what is due, the earliest date first."""
        kind = self.planned.kind
        place = _FIRST.index(Notice(kind)) if kind in _FIRST else len(_FIRST)
        return place, deadline(self.request)


async def later_is_due(work: Work, digest: Planned, now: datetime) -> bool:
    """Whether another one for the same reader is due as well: that one says it all."""
    others = await work.outbox.to(digest.recipient, digest.due, now)
    return any(
        other.planned.about.name == DIGEST and other.progress is not Progress.CANCELLED
        for other in others
    )


async def items(work: Work, digest: Planned) -> list[Item]:
    """What this message has to say, the most pressing first; of one request one thing."""
    rows = await work.outbox.to(digest.recipient, digest.due - _BACK, digest.due)
    since = _last_told(rows, digest)
    latest: dict[str, Delivery] = {}
    for row in rows:
        if _is_member(row) and row.planned.due > since:
            latest[row.planned.about.key] = row
    found = [item for row in latest.values() if (item := await _item(work, row))]
    return sorted(found, key=lambda item: item.order)


def _last_told(rows: Iterable[Delivery], digest: Planned) -> datetime:
    told = [
        row.planned.due
        for row in rows
        if row.planned.about.name == DIGEST
        and row.progress in _GONE
        and row.planned.due < digest.due
    ]
    return max(told, default=digest.due - _BACK)


def _is_member(row: Delivery) -> bool:
    return DIGEST in row.planned.values and row.progress is not Progress.CANCELLED


async def _item(work: Work, row: Delivery) -> Item | None:
    name = row.planned.about.request
    request = await work.requests.by_id(name) if name is not None else None
    if request is None or not is_useful(Notice(row.planned.kind), request):
        return None
    return Item(row, request)
