"""What is said unasked about a request: that something has happened, or that something is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chat.desk import Desk, named
from chat.escalations import to_coordinator, why_you
from chat.mailing import Mailing, News
from chat.message import Reply
from chat.notices import Occasion, private_notice, room_notice, said_to
from core.escalation import INSTEAD_OF, OWED_BY, RUNG, WAITS_FOR, Rung
from core.outbox import REQUEST, Delivery, Planned, Progress
from core.people import AuthorityId, Guest, Person, PersonId, Room
from core.placing import deadline
from core.reminders import REMINDERS, WEEKLY, is_useful
from core.requests import Request, Side
from core.steps import Notice
from core.text import Message, msg
from core.views import outline_of, sides_of, supervised


async def write(news: News) -> Reply | None:
    name = news.planned.about.request
    request = await news.work.requests.by_id(name) if name is not None else None
    if request is None or await _is_pointless(news, request):
        return None
    if news.planned.values.get(RUNG) == Rung.COORDINATOR:
        return await _to_coordinator(news, request)
    return await single(news, request)


async def single(news: News, request: Request) -> Reply | None:
    """A message about this alone."""
    occasion = await occasion_of(news, request)
    if occasion is None:
        return None
    if isinstance(news.reader, Person):
        case = await news.services.exchange.case_of(news.work, request, news.reader)
        parties = await news.work.authorities.many(named(case))
        return private_notice(occasion, case, Desk(news.services.content, parties))
    outline = outline_of(request, news.reader) if isinstance(news.reader, Room) else None
    return room_notice(occasion, outline, await desk_of(news, request)) if outline else None


async def desk_of(news: News, request: Request) -> Desk:
    ids = {request.asker, request.answerer, *(each.authority for each in request.written)}
    parties = await news.work.authorities.many(sorted(ids))
    return Desk(news.services.content, parties)


async def occasion_of(news: News, request: Request) -> Occasion | None:
    """Nothing for whom it is not any more."""
    kind, reader = _kind(news, request), news.reader
    sides: Sequence[Side] = ()
    if isinstance(reader, Person):
        sides = sides_of(request, reader)
    elif isinstance(reader, Room) and (own := request.side_of(reader.authority)):
        sides = (own,)
    side = said_to(kind, sides)
    if side is None:
        return None
    lead = (*await _lead(news), *await _instead(news))
    ahead = news.today < deadline(request)
    return Occasion(kind, side, news.planned.values, news.lateness(), lead, ahead)


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
    """The request has moved on, or a later reminder says it."""
    planned = news.planned
    if not all(is_useful(kind, request) for kind in (Notice(planned.kind), _kind(news, request))):
        return True
    if planned.kind not in REMINDERS:
        return False
    return any(_says_it(other, news, request) for other in await news.work.outbox.of(planned.about))


def _says_it(later: Delivery, news: News, request: Request) -> bool:
    """Once the day of an answer is over, what says so comes soon, if it has not come yet."""
    planned, other = news.planned, later.planned
    if other.recipient != planned.recipient or other.due <= planned.due:
        return False
    if later.progress is Progress.CANCELLED:
        return False
    if (_wanted(planned), other.kind) == (Notice.REPLY_DUE, Notice.OVERDUE):
        return news.today > deadline(request)
    return other.kind == planned.kind and other.due <= news.services.clock.now()


def _kind(news: News, request: Request) -> Notice:
    """What it is about by now: an answer that was due is overdue once its day is over."""
    kind = _wanted(news.planned)
    is_over = kind is Notice.REPLY_DUE and news.today > deadline(request)
    return Notice.OVERDUE if is_over else kind


def _wanted(planned: Planned) -> Notice:
    """What it was planned for: where nobody has reacted, what is waited for."""
    return Notice(planned.values.get(WAITS_FOR, planned.kind))


async def _instead(news: News) -> Sequence[Message]:
    """For whom a deputy is told this, and why; a room sees no names."""
    absent, until = (news.planned.values.get(name) for name in ("for", "until"))
    if not absent or not until or not isinstance(news.reader, Person):
        return ()
    person = await news.work.people.get(PersonId(absent))
    if person is None:
        return ()
    return (
        msg(
            "You get this for {name}, who is away until {day}: you are the deputy.",
            name=person.name,
            day=date.fromisoformat(until),
        ),
    )


async def _lead(news: News) -> tuple[Message, ...]:
    """An e-mail or a room that hears it in a deputy's place sees no names."""
    values = news.planned.values
    if RUNG not in values:
        return ()
    absent = await news.work.people.get(PersonId(values.get(INSTEAD_OF, "")))
    name = absent.name if absent and isinstance(news.reader, Person) else ""
    return (why_you(Rung(values[RUNG]), name),)


async def follow(news: News) -> None:
    """A weekly reminder that was sent makes room for the ones after it."""
    name, services = news.planned.about.request, news.services
    request = await news.work.requests.by_id(name) if name is not None else None
    if request:
        await services.exchange.announcer.replan(news.work, request, services.clock.now())


_URGENT = frozenset({Notice.OVERDUE, Notice.REPLY_DUE, Notice.NOT_REACTED})

MAILING = Mailing(
    topic=REQUEST,
    write=write,
    repeated=WEEKLY,
    follow=follow,
    urgent=_URGENT,
    merged=frozenset(Notice),
    timely=frozenset(Notice) - {Notice.NOT_REACTED},
)
