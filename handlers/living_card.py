"""The living card of a request: where it stands, whose turn it is and the next step, for one reader in one place."""

from __future__ import annotations

from chat.cards import brief_card
from chat.desk import Desk, named
from chat.mailing import Mailing, News
from chat.message import Reply, say
from chat.room_cards import room_card
from core.lifecycle import FINAL
from core.living_cards import is_outdated, showing
from core.outbox import CARD, Progress
from core.people import Person, Room
from core.requests import Request
from core.text import msg
from core.views import outline_of, view_of


async def write(news: News) -> Reply | None:
    """Nothing for whom it is not any more, or where a later change shows it again."""
    name = news.planned.about.request
    request = await news.work.requests.by_id(name) if name is not None else None
    others = await news.work.outbox.of(news.planned.about)
    if request is None or is_outdated(news.planned, others, news.services.clock.now()):
        return None
    if isinstance(news.reader, Person):
        return await _for_person(news, request, news.reader)
    return _for_room(news, request, news.reader) if isinstance(news.reader, Room) else None


async def _for_person(news: News, request: Request, reader: Person) -> Reply | None:
    if view_of(request, reader) is None:
        return None
    case = await news.services.exchange.case_of(news.work, request, reader)
    parties = await news.work.authorities.many(named(case))
    return say(brief_card(case, Desk(news.services.content, parties)))


def _for_room(news: News, request: Request, room: Room) -> Reply | None:
    outline = outline_of(request, room)
    if outline is None:
        return None
    over = (msg("Nothing more is to be done."),) if request.state in FINAL else ()
    return say(room_card(outline, news.services.content, *over), private=False)


async def follow(news: News) -> None:
    """Where another worker has shown a later version before this one came, that is shown once more."""
    work, planned = news.work, news.planned
    shown = [
        int(row.planned.kind)
        for row in await work.outbox.of(planned.about)
        if row.planned.recipient == planned.recipient and row.progress is Progress.SENT
    ]
    request, latest = planned.about.request, max(shown, default=0)
    if request is not None and latest > int(planned.kind):
        now = news.services.clock.now()
        await work.outbox.plan(showing(request, [planned.recipient], latest, now))


class _Every:
    """Its kinds are the request's versions."""

    def __contains__(self, _kind: object) -> bool:
        return True


MAILING = Mailing(
    topic=CARD,
    write=write,
    repeated=_Every(),
    follow=follow,
    elsewhere=False,
    timely=_Every(),
)
