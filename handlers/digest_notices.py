"""What matters today, in one message instead of ten: everything of which one reader is to be reminded at one hour."""

from __future__ import annotations

from chat.context import Services
from chat.mailing import Mailing, News
from chat.message import Button, Card, Reply, say
from chat.notices import private_line, room_line
from core.digest import Item, items, later_is_due
from core.outbox import DIGEST, Planned
from core.people import Person, Room
from core.reminders import WEEKLY
from core.text import Message, msg, msgs
from core.views import outline_of
from core.work import Work
from handlers.request_notices import desk_of, occasion_of, single

_MOST = 8


async def write(news: News) -> Reply | None:
    now = news.services.clock.now()
    if await later_is_due(news.work, news.planned, now):
        return None
    found = await items(news.work, news.planned)
    if len(found) == 1:
        return await single(news.about(found[0].delivery), found[0].request)
    cards = [card for item in found[:_MOST] if (card := await _card(news, item))]
    if not cards:
        return None
    private = isinstance(news.reader, Person)
    return say(*_heading(news, found), *cards, *_rest(found, private=private), private=private)


def _heading(news: News, found: list[Item]) -> tuple[Message, ...]:
    said = msgs("**One request needs you today.**", "**{n} requests need you today.**", len(found))
    missed = [item.planned.local for item in found if item.planned.local < news.today]
    if not missed:
        return (said,)
    late = msg(
        "Some of this is late: it was meant for {planned}, when I could not send it.",
        planned=min(missed),
    )
    return said, late


async def _card(news: News, item: Item) -> Card | None:
    told, desk = news.about(item.delivery), await desk_of(news, item.request)
    occasion = await occasion_of(told, item.request)
    if occasion is None:
        return None
    if isinstance(news.reader, Person):
        case = await news.services.exchange.case_of(news.work, item.request, news.reader)
        return private_line(occasion, case, desk)
    outline = outline_of(item.request, news.reader) if isinstance(news.reader, Room) else None
    return room_line(occasion, outline, desk) if outline else None


def _rest(found: list[Item], *, private: bool) -> tuple[Card | Message, ...]:
    more = len(found) - _MOST
    left = msgs("One more request waits.", "{n} more requests wait.", more)
    if not private:
        return (left,) if more > 0 else ()
    return (
        Card(
            title=left if more > 0 else msg("All of it is in your tasks."),
            actions=(
                Button(msg("My tasks"), "my tasks"),
                Button(msg("How I remind you"), "my reminders"),
            ),
        ),
    )


async def follow(services: Services, work: Work, planned: Planned) -> None:
    """What was said in it is known as said; a weekly reminder makes room for the ones after it."""
    told = await items(work, planned)
    [own] = [d for d in await work.outbox.of(planned.about) if d.planned.key == planned.key]
    await work.outbox.told([item.delivery.id for item in told], own.id)
    for item in told:
        if item.planned.kind in WEEKLY:
            await services.exchange.announcer.replan(work, item.request, services.clock.now())


_ALWAYS = frozenset({DIGEST})

MAILING = Mailing(topic=DIGEST, write=write, repeated=_ALWAYS, follow=follow, urgent=_ALWAYS)
