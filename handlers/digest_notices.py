"""What matters today, in one message instead of ten: everything of which one reader is to be reminded at one hour."""

from __future__ import annotations

from dataclasses import replace

from chat.context import Services
from chat.mailing import Mailing, News
from chat.message import Button, Card, Reply, say
from chat.notices import private_line, room_line
from core.digest import Item, items, later_is_due
from core.outbox import CAUGHT_UP, DIGEST, Planned
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
    if len(found) == 1 and len(found[0].deliveries) == 1:
        return await single(news.about(found[0].deliveries[0]), found[0].request)
    cards = [card for item in found[:_MOST] if (card := await _card(news, item))]
    if not cards:
        return None
    private = isinstance(news.reader, Person)
    heading = _caught_up if news.planned.kind == CAUGHT_UP else _heading
    return say(*heading(news, found), *cards, *_rest(found, private=private), private=private)


def _heading(news: News, found: list[Item]) -> tuple[Message, ...]:
    said = msgs("**One request needs you today.**", "**{n} requests need you today.**", len(found))
    missed = [planned for planned in _planned(found) if news.about_planned(planned).late]
    if not missed:
        return (said,)
    return said, msg(
        "Some of this is late: it was meant for {planned}, when I could not send it.",
        planned=news.about_planned(missed[0]).meant,
    )


def _caught_up(news: News, found: list[Item]) -> tuple[Message, ...]:
    first = _planned(found)[0]
    return (
        msgs(
            "**One request has something new for you. It comes late.**",
            "**{n} requests have something new for you. It comes late.**",
            len(found),
        ),
        msg(
            "I could not send anything for some time: the first of this was meant for {planned}.",
            planned=news.about_planned(first).meant,
        ),
    )


def _planned(found: list[Item]) -> list[Planned]:
    """The first meant first."""
    all_planned = (row.planned for item in found for row in item.deliveries)
    return sorted(all_planned, key=lambda planned: planned.due)


async def _card(news: News, item: Item) -> Card | None:
    desk = await desk_of(news, item.request)
    told = [await occasion_of(news.about(row), item.request) for row in item.deliveries]
    occasions = [occasion for occasion in told if occasion]
    if news.planned.kind == CAUGHT_UP:
        # All of it is late, and said to be so at the top.
        occasions = [replace(occasion, lateness=()) for occasion in occasions]
    if not occasions:
        return None
    if isinstance(news.reader, Person):
        case = await news.services.exchange.case_of(news.work, item.request, news.reader)
        return private_line(occasions, case, desk)
    outline = outline_of(item.request, news.reader) if isinstance(news.reader, Room) else None
    return room_line(occasions, outline, desk) if outline else None


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
    await work.outbox.told([row.id for item in told for row in item.deliveries], own.id)
    for item in told:
        if any(row.planned.kind in WEEKLY for row in item.deliveries):
            await services.exchange.announcer.replan(work, item.request, services.clock.now())


_ALWAYS = frozenset({DIGEST, CAUGHT_UP})

MAILING = Mailing(topic=DIGEST, write=write, repeated=_ALWAYS, follow=follow, urgent=_ALWAYS)
