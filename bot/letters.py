"""What an outbox row says when its hour has come: to whom, where, in which words; or that it is pointless now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.elsewhere import MAIL, Elsewhere
from bot.i18n import Languages, Voice
from bot.pacing import Rank
from chat.context import Services
from chat.heads import REAL, with_head
from chat.mailing import News
from chat.message import Reply
from core.digest import is_said_in
from core.habits import next_hour
from core.living_cards import card_of, standing
from core.mornings import Mornings
from core.outbox import CARD, Delivery, Planned, Recipient, Topic
from core.people import Address, Guest, Person, Room
from core.work import Work


@dataclass(frozen=True, slots=True)
class Written:
    """``cards``: by place, what has been said of the same there: to go under it, or to take its place (``anew``).

    ``kept_until``: when its reader's quiet hours are over, if it waits for that.
    """

    addresses: Sequence[Address]
    private: bool
    reply: Reply
    voice: Voice
    cards: Mapping[Address, str] = field(default_factory=dict)
    anew: bool = False
    kept_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Letters:
    services: Services
    languages: Languages

    async def write(self, delivery: Delivery) -> Written | None:
        """``None`` when nobody needs it any more."""
        async with self.services.works.reading() as work:
            reader = await _reader(work, delivery.planned.recipient)
            # What is said in another message is not said by itself.
            if reader is None or is_said_in(delivery.planned):
                return None
            news = News(delivery, reader, self.services, work)
            reply = await news.mailing.write(news)
            if reply is None:
                return None
            reply = await _marked(self, work, reader, reply)
            addresses = await _addresses(work, reader)
            cards = await _cards(work, delivery.planned)
            kept = await self._kept_until(news)
        private, voice = not isinstance(reader, Room), self._voice(reader)
        if delivery.planned.about.name != CARD:
            return Written(addresses, private, reply, voice, cards, kept_until=kept)
        there = [place for place in reversed(list(cards)) if place in addresses]
        return Written(there, private, reply, voice, cards, anew=True) if there else None

    async def _kept_until(self, news: News) -> datetime | None:
        reader, now = news.reader, self.services.clock.now()
        if isinstance(reader, Guest) or news.planned.kind in news.mailing.timely:
            return None
        schedule = self.services.exchange.announcer.planner.schedule
        habits = await Mornings(news.work, schedule).habits(reader)
        opens = next_hour(now, reader.time_zone, habits)
        return opens if opens > now else None

    async def earlier(self, delivery: Delivery) -> Sequence[Delivery]:
        """The messages in whose place this one is to stand."""
        wanted = delivery.planned.revises
        async with self.services.works.reading() as work:
            told = await work.outbox.of(delivery.planned.about)
        return [each for each in told if each.id in wanted]

    async def elsewhere(self, delivery: Delivery) -> Sequence[Written]:
        """The same for those who are told when it reached none of its reader's own places."""
        mailing = self.services.mailings[delivery.planned.about.name]
        async with self.services.works.reading() as work:
            reader = await _reader(work, delivery.planned.recipient)
            if reader is None or isinstance(reader, Guest) or not mailing.elsewhere:
                return []
            others = Elsewhere(delivery, self.services, work)
            return [
                Written([told.place], told.reply.private, told.reply, self._voice(told.reader))
                async for told in others.all(reader)
            ]

    def rank(self, delivery: Delivery) -> Rank:
        """What goes first, where not all can go at once: the urgent, then the most overdue."""
        planned = delivery.planned
        mailing = self.services.mailings.get(planned.about.name)
        urgent = mailing is not None and planned.kind in mailing.urgent
        return not urgent, planned.due, delivery.id

    def _voice(self, reader: Person | Room | Guest) -> Voice:
        return self.languages.voice(reader.language, reader.time_zone)

    async def plan(self, planned: Planned) -> None:
        async with self.services.works.writing() as work:
            await work.outbox.plan([planned])
            await work.commit()

    async def follow(self, delivery: Delivery) -> None:
        """A message was sent: what comes after it is planned."""
        planned = delivery.planned
        mailing = self.services.mailings[planned.about.name]
        if planned.kind not in mailing.repeated:
            return
        async with self.services.works.writing() as work:
            reader = await _reader(work, planned.recipient)
            if reader:
                await mailing.follow(News(delivery, reader, self.services, work))
                await work.commit()


async def _reader(work: Work, recipient: Recipient) -> Person | Room | Guest | None:
    if recipient.guest:
        return recipient.guest
    if recipient.person:
        person = await work.people.get(recipient.person)
        return person if person and person.active else None
    return await work.people.room(recipient.room) if recipient.room else None


async def _marked(
    letters: Letters, work: Work, reader: Person | Room | Guest, reply: Reply
) -> Reply:
    """Somebody who practises is told that this is real."""
    practice = await work.practices.of(reader.id) if isinstance(reader, Person) else None
    going_on = practice is not None and practice.is_going_on(letters.services.clock.now())
    return with_head(REAL, reply) if going_on else reply


async def _cards(work: Work, planned: Planned) -> Mapping[Address, str]:
    """Where the request's card stands: one card and one thread for each reader and place."""
    request = planned.about.request
    if request is None:
        return {}
    reader = planned.recipient
    return standing(
        [
            *await work.outbox.arrived(Topic.of(request), reader),
            *await work.outbox.arrived(card_of(request), reader),
        ]
    )


async def _addresses(work: Work, reader: Person | Room | Guest) -> Sequence[Address]:
    if not isinstance(reader, Person):
        return [reader.address]
    return [a for a in await work.people.addresses(reader.id) if a.platform != MAIL]
