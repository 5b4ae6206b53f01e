"""What an outbox row says when its hour has come: to whom, where, in which words; or that it is pointless now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.elsewhere import MAIL, Elsewhere
from bot.i18n import Languages, Voice
from bot.pacing import Rank
from chat.context import Services
from chat.heads import REAL, with_head
from chat.mailing import Mailing, News
from chat.message import Reply
from core.living_cards import card_of, standing
from core.outbox import CARD, Delivery, Planned, Recipient, Topic
from core.people import Address, Guest, Person, Room
from core.work import Work


@dataclass(frozen=True, slots=True)
class Written:
    """``cards``: by place, what has been said of the same there: to go under it, or to take its place (``anew``)."""

    addresses: Sequence[Address]
    private: bool
    reply: Reply
    voice: Voice
    cards: Mapping[Address, str] = field(default_factory=dict)
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Letters:
    """``mailings`` by topic."""

    services: Services
    languages: Languages
    mailings: Mapping[str, Mailing]

    async def write(self, delivery: Delivery) -> Written | None:
        """``None`` when nobody needs it any more."""
        mailing = self.mailings[delivery.planned.about.name]
        async with self.services.works.reading() as work:
            reader = await _reader(work, delivery.planned.recipient)
            if reader is None:
                return None
            reply = await mailing.write(News(delivery, reader, self.services, work))
            if reply is None:
                return None
            reply = await _marked(self, work, reader, reply)
            addresses = await _addresses(work, reader)
            cards = await _cards(work, delivery.planned)
        private, voice = not isinstance(reader, Room), self._voice(reader)
        if delivery.planned.about.name != CARD:
            return Written(addresses, private, reply, voice, cards)
        there = [place for place in reversed(list(cards)) if place in addresses]
        return Written(there, private, reply, voice, cards, anew=True) if there else None

    async def earlier(self, delivery: Delivery) -> Sequence[Delivery]:
        """The messages in whose place this one is to stand."""
        wanted = delivery.planned.revises
        async with self.services.works.reading() as work:
            told = await work.outbox.of(delivery.planned.about)
        return [each for each in told if each.id in wanted]

    async def elsewhere(self, delivery: Delivery) -> Sequence[Written]:
        """The same for those who are told when it reached none of its reader's own places."""
        mailing = self.mailings[delivery.planned.about.name]
        async with self.services.works.reading() as work:
            reader = await _reader(work, delivery.planned.recipient)
            if reader is None or isinstance(reader, Guest) or not mailing.elsewhere:
                return []
            others = Elsewhere(delivery, mailing, self.services, work)
            return [
                Written([told.place], told.reply.private, told.reply, self._voice(told.reader))
                async for told in others.all(reader)
            ]

    def rank(self, delivery: Delivery) -> Rank:
        """What goes first, where not all can go at once: the urgent, then the most overdue."""
        planned = delivery.planned
        urgent = planned.kind in self.mailings[planned.about.name].urgent
        return not urgent, planned.due, delivery.id

    def _voice(self, reader: Person | Room | Guest) -> Voice:
        return self.languages.voice(reader.language, reader.time_zone)

    async def follow(self, planned: Planned) -> None:
        """A message was sent: what comes after it is planned."""
        mailing = self.mailings[planned.about.name]
        if planned.kind not in mailing.repeated:
            return
        async with self.services.works.writing() as work:
            await mailing.follow(self.services, work, planned)
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
    now = letters.services.clock.now()
    inside = practice is not None and practice.inside and practice.is_open(now)
    return with_head(REAL, reply) if inside else reply


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
