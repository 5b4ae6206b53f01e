"""What matters today, in one message instead of ten: everything of which one reader is to be reminded at one hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.mailing import Mailing, News
from chat.message import Button, Card, Reply, say
from chat.notices import private_line, room_line
from core.digest import Item, gathered, later_is_due
from core.outbox import CAUGHT_UP, DIGEST, Delivery, Planned
from core.people import Person, Room
from core.reminders import WEEKLY
from core.text import Message, msg, msgs
from core.views import outline_of
from handlers.request_notices import desk_of, occasion_of, single

_MOST = 8


@dataclass(frozen=True, slots=True)
class Other:
    """What is said of anything but a request, and the card that says it."""

    delivery: Delivery
    card: Card


@dataclass(frozen=True, slots=True)
class Found:
    items: Sequence[Item]
    others: Sequence[Other]

    @property
    def deliveries(self) -> Sequence[Delivery]:
        of_requests = (row for item in self.items for row in item.deliveries)
        return [*of_requests, *(other.delivery for other in self.others)]

    @property
    def first(self) -> Planned:
        """The one meant first."""
        return min((row.planned for row in self.deliveries), key=lambda planned: planned.due)

    @property
    def cards(self) -> Sequence[Card]:
        """Those of other things; of two about the same one is enough."""
        cards = [other.card for other in self.others]
        return [card for place, card in enumerate(cards) if card not in cards[:place]]

    def __len__(self) -> int:
        return len(self.items) + len(self.cards)


async def write(news: News) -> Reply | None:
    if await later_is_due(news.work, news.planned, news.services.clock.now()):
        return None
    found = await _found(news)
    if len(found.deliveries) == 1:
        return await _alone(news.about(found.deliveries[0]), found)
    told = [await _card(news, item) for item in found.items[:_MOST]]
    cards = [*(card for card in told if card), *found.cards]
    if not cards:
        return None
    private = isinstance(news.reader, Person)
    heading = _caught_up if news.planned.kind == CAUGHT_UP else _heading
    return say(*heading(news, found), *cards, *_rest(found, private=private), private=private)


async def _found(news: News) -> Found:
    told = await gathered(news.work, news.planned)
    others: list[Other] = []
    for row in told.others:
        about = _late_together(news, row)
        if card := await about.mailing.in_brief(about):
            others.append(Other(row, card))
    return Found(told.items, others)


def _late_together(news: News, row: Delivery) -> News:
    """After a standstill all of it is late, which is said at the top."""
    return news.about(row, excused=news.planned.kind == CAUGHT_UP)


async def _alone(news: News, found: Found) -> Reply | None:
    if found.items:
        return await single(news, found.items[0].request)
    return await news.mailing.write(news)


def _heading(news: News, found: Found) -> tuple[Message, ...]:
    said = _needed(found)
    missed = [row for row in found.deliveries if news.about(row).late]
    if not missed:
        return (said,)
    first = min(missed, key=lambda row: row.planned.due)
    return said, msg(
        "Some of this is late: it was meant for {planned}, when I could not send it.",
        planned=news.about(first).meant,
    )


def _needed(found: Found) -> Message:
    if found.others:
        return msgs("**One thing for you today.**", "**{n} things for you today.**", len(found))
    return msgs("**One request needs you today.**", "**{n} requests need you today.**", len(found))


def _caught_up(news: News, found: Found) -> tuple[Message, ...]:
    said = msgs(
        "**One request has something new for you. It comes late.**",
        "**{n} requests have something new for you. It comes late.**",
        len(found),
    )
    if found.others:
        said = msgs(
            "**There is one thing for you. It comes late.**",
            "**There are {n} things for you. They come late.**",
            len(found),
        )
    return said, msg(
        "I could not send anything for some time: the first of this was meant for {planned}.",
        planned=news.about_planned(found.first).meant,
    )


async def _card(news: News, item: Item) -> Card | None:
    desk = await desk_of(news, item.request)
    told = [await occasion_of(_late_together(news, row), item.request) for row in item.deliveries]
    occasions = [occasion for occasion in told if occasion]
    if not occasions:
        return None
    if isinstance(news.reader, Person):
        case = await news.services.exchange.case_of(news.work, item.request, news.reader)
        return private_line(occasions, case, desk)
    outline = outline_of(item.request, news.reader) if isinstance(news.reader, Room) else None
    return room_line(occasions, outline, desk) if outline else None


def _rest(found: Found, *, private: bool) -> tuple[Card | Message, ...]:
    more = len(found.items) - _MOST
    left = msgs("One more request waits.", "{n} more requests wait.", more)
    if not private:
        return (left,) if more > 0 else ()
    return (
        Card(
            title=left if more > 0 else _all_of_it(found),
            actions=(
                Button(msg("My tasks"), "my tasks"),
                Button(msg("How I remind you"), "my reminders"),
            ),
        ),
    )


def _all_of_it(found: Found) -> Message:
    if found.others:
        return msg("What is to be done about requests is in your tasks.")
    return msg("All of it is in your tasks.")


async def follow(news: News) -> None:
    """What was said in it is known as said; a weekly reminder makes room for the ones after it."""
    found, work = await _found(news), news.work
    await work.outbox.told([row.id for row in found.deliveries], news.delivery.id)
    for item in found.items:
        if any(row.planned.kind in WEEKLY for row in item.deliveries):
            now = news.services.clock.now()
            await news.services.exchange.announcer.replan(work, item.request, now)


_ALWAYS = frozenset({DIGEST, CAUGHT_UP})

MAILING = Mailing(
    topic=DIGEST,
    write=write,
    repeated=_ALWAYS,
    follow=follow,
    urgent=_ALWAYS,
    timely=_ALWAYS,
)
