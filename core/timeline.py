"""What has happened to a request, as its reader may know it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.audit import Entry
from core.division import parts_of
from core.escalation import OWED_BY, RUNG, Rung
from core.outbox import Delivery, Progress, Topic
from core.people import AuthorityId, Person
from core.refusals import UnknownRequest
from core.requests import Action, Reference, Request, Side
from core.views import RequestView, sides_of, view_of
from core.work import Work, Works

# What an authority does before it sends, and who of its people does what, stays its own affair.
_INNER = frozenset({Action.CREATE, Action.ALLOCATE, Action.HAND_OVER})

# Before this the other side knows nothing of the request.
_SENDS = frozenset({Action.SEND, Action.APPROVE, Action.SPLIT})

# What those who ask and answer a part settle between them is nothing to who asked the whole.
_BETWEEN = _INNER | {Action.ANSWER, Action.PROPOSE, Action.AGREE, Action.INSIST}


@dataclass(frozen=True, slots=True)
class Moment:
    """One step, or whom else was told when nobody reacted.

    ``name`` is the person's, and only for a colleague; otherwise the authority stands for them.
    """

    action: Action | Rung
    at: datetime
    authority: AuthorityId
    name: str | None
    details: Mapping[str, str] = field(default_factory=dict)


async def timeline(
    works: Works, reader: Person, name: Reference
) -> tuple[RequestView, Sequence[Moment]]:
    """Oldest first. Raises ``UnknownRequest`` when the reader may not see the request."""
    async with works.reading() as work:
        request = await work.requests.get(name)
        view = view_of(request, reader) if request else None
        if request is None or view is None:
            raise UnknownRequest(name)
        entries = _seen(request, reader, await work.audit.of_request(request.id))
        entries = sorted([*entries, *await _of_parts(work, view, request, reader)], key=_when)
        names = await _names(work, reader, entries)
        rows = await work.outbox.of(Topic.of(request.id))
    steps = [
        Moment(e.action, e.at, e.authority, names.get(e.by) if _own(e, reader) else None, e.details)
        for e in entries
    ]
    return view, sorted([*steps, *_escalated(request, reader, rows)], key=lambda each: each.at)


def _escalated(request: Request, reader: Person, rows: Iterable[Delivery]) -> Iterable[Moment]:
    """Whom an authority tells inside stays its own affair; that a coordinator was told does not."""
    until, found = _until(request, reader), dict[tuple[str, str], Moment]()
    for row in rows:
        values, at = row.planned.values, row.settled
        if RUNG not in values or row.progress is not Progress.SENT or at is None:
            continue
        rung, authority = Rung(values[RUNG]), AuthorityId(values[OWED_BY])
        seen = rung is Rung.COORDINATOR or authority in reader.authorities()
        if seen and (until is None or at <= until):
            found.setdefault((rung, f"{row.planned.local}"), Moment(rung, at, authority, None))
    return found.values()


def _seen(request: Request, reader: Person, entries: Iterable[Entry]) -> list[Entry]:
    """An authority that has given the request away is told no more of it; a part tells by itself that it is back."""
    until, sent = _until(request, reader), False
    found: list[Entry] = []
    for entry in entries:
        sent = sent or entry.action in _SENDS
        told = entry.action is not Action.JOIN and (until is None or entry.at <= until)
        if told and (_own(entry, reader) or (sent and entry.action not in _INNER)):
            found.append(entry)
    return found


async def _of_parts(
    work: Work, view: RequestView, whole: Request, reader: Person
) -> Sequence[Entry]:
    """What happened to the parts, for who may know of them; that they began, the whole has told."""
    if not view.parts:
        return ()
    found: list[Entry] = []
    for part in await parts_of(work, whole):
        own = view_of(part, reader) is not None
        found += [
            replace(entry, details={**entry.details, "part": part.reference})
            for entry in await work.audit.of_request(part.id)
            if not _told_by_the_whole(entry, whole) and (own or entry.action not in _BETWEEN)
        ]
    return found


def _told_by_the_whole(entry: Entry, whole: Request) -> bool:
    """That it began, and that it ended because its whole did."""
    return entry.action is Action.SPLIT or entry.authority == whole.asker


def _when(entry: Entry) -> tuple[datetime, int]:
    return entry.at, entry.number


def _until(request: Request, reader: Person) -> datetime | None:
    if sides_of(request, reader) != (Side.FORMER,):
        return None
    own = reader.authorities()
    return max(passing.at for passing in request.passed if passing.authority in own)


def _own(entry: Entry, reader: Person) -> bool:
    return entry.authority in reader.authorities()


async def _names(work: Work, reader: Person, entries: Iterable[Entry]) -> Mapping[str, str]:
    wanted = {entry.by for entry in entries if _own(entry, reader)}
    found = [await work.people.get(person) for person in sorted(wanted)]
    return {person.id: person.name for person in found if person}
