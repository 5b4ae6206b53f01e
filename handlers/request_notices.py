"""What is said unasked about a request: that something has happened, or that something is due."""

from __future__ import annotations

from chat.cards import Desk
from chat.context import Services
from chat.escalations import to_coordinator, why_you
from chat.mailing import Mailing, News
from chat.message import Reply
from chat.notices import Occasion, private_notice, room_notice, said_to
from core.escalation import INSTEAD_OF, OWED_BY, RUNG, WAITS_FOR, Rung
from core.outbox import REQUEST, Planned, Progress
from core.people import AuthorityId, Guest, Person, PersonId, Room
from core.reminders import REMINDERS, WEEKLY, is_useful
from core.requests import Request, Side
from core.steps import Notice
from core.text import Message
from core.views import outline_of, sides_of, supervised
from core.work import Work


async def write(news: News) -> Reply | None:
    name = news.planned.about.request
    request = await news.work.requests.by_id(name) if name is not None else None
    if request is None or await _is_pointless(news, request):
        return None
    if news.planned.values.get(RUNG) == Rung.COORDINATOR:
        return await _to_coordinator(news, request)
    ids = {request.asker, request.answerer, *(each.authority for each in request.written)}
    parties = await news.work.authorities.many(sorted(ids))
    desk = Desk(news.services.content, parties)
    if isinstance(news.reader, Person):
        return await _to_person(news, request, desk, news.reader)
    if isinstance(news.reader, Room):
        return await _to_room(news, request, desk, news.reader)
    return None


async def _to_person(news: News, request: Request, desk: Desk, person: Person) -> Reply | None:
    side = said_to(_kind(news.planned), sides_of(request, person))
    if side is None:
        return None
    case = await news.services.exchange.case_of(news.work, request, person)
    return private_notice(await _occasion(news, side), case, desk)


async def _to_room(news: News, request: Request, desk: Desk, room: Room) -> Reply | None:
    outline, own = outline_of(request, room), request.side_of(room.authority)
    side = said_to(_kind(news.planned), (own,) if own else ())
    if outline is None or side is None:
        return None
    return room_notice(await _occasion(news, side), outline, desk)


async def _to_coordinator(news: News, request: Request) -> Reply | None:
    """Who coordinates is looked up anew: another authority may have been linked since."""
    owed_by = AuthorityId(news.planned.values[OWED_BY])
    authority = (await news.work.authorities.many([owed_by])).get(owed_by)
    if authority is None or isinstance(news.reader, Guest):
        return None
    outline = supervised(request, authority, news.reader)
    if outline is None:
        return None
    return to_coordinator(authority, outline, news.services.content, news.lateness())


async def _is_pointless(news: News, request: Request) -> bool:
    """The request has moved on, or a later reminder of the same kind is due as well."""
    planned = news.planned
    if not all(is_useful(kind, request) for kind in (Notice(planned.kind), _kind(planned))):
        return True
    if planned.kind not in REMINDERS:
        return False
    now = news.services.clock.now()
    return any(
        other.planned.kind == planned.kind
        and other.planned.recipient == planned.recipient
        and planned.due < other.planned.due <= now
        and other.progress is not Progress.CANCELLED
        for other in await news.work.outbox.of(planned.about)
    )


def _kind(planned: Planned) -> Notice:
    """What it is about: where nobody has reacted, what is waited for."""
    return Notice(planned.values.get(WAITS_FOR, planned.kind))


async def _occasion(news: News, side: Side) -> Occasion:
    lead = await _lead(news)
    return Occasion(_kind(news.planned), side, news.planned.values, news.lateness(), lead)


async def _lead(news: News) -> tuple[Message, ...]:
    values = news.planned.values
    if RUNG not in values:
        return ()
    absent = await news.work.people.get(PersonId(values.get(INSTEAD_OF, "")))
    return (why_you(Rung(values[RUNG]), absent.name if absent else ""),)


async def follow(services: Services, work: Work, planned: Planned) -> None:
    """A weekly reminder that was sent makes room for the ones after it."""
    name = planned.about.request
    request = await work.requests.by_id(name) if name is not None else None
    if request:
        await services.exchange.announcer.replan(work, request, services.clock.now())


_URGENT = frozenset({Notice.OVERDUE, Notice.REPLY_DUE, Notice.NOT_REACTED})

MAILING = Mailing(topic=REQUEST, write=write, repeated=WEEKLY, follow=follow, urgent=_URGENT)
