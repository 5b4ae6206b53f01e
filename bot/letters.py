"""What an outbox row says when its hour has come: to whom, where, in which words; or that it is pointless now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Languages, Voice
from chat.cards import Desk
from chat.message import Reply
from chat.notices import Occasion, private_notice, room_notice
from core.clock import Clock, today_in
from core.exchange import Exchange
from core.outbox import Delivery, Progress
from core.people import Address, Person, Room
from core.questions import Content
from core.reminders import REMINDERS, is_useful
from core.requests import Request, Side
from core.views import outline_of, view_of
from core.work import Work, Works


@dataclass(frozen=True, slots=True)
class Written:
    addresses: Sequence[Address]
    private: bool
    reply: Reply
    voice: Voice


@dataclass(frozen=True, slots=True)
class Letters:
    works: Works
    exchange: Exchange
    content: Content
    languages: Languages
    clock: Clock

    async def write(self, delivery: Delivery) -> Written | None:
        """``None`` when nobody needs it any more."""
        async with self.works.reading() as work:
            request = await work.requests.by_id(delivery.planned.request)
            if request is None or await self._is_pointless(work, delivery, request):
                return None
            parties = await work.authorities.many([request.asker, request.answerer])
            desk = Desk(self.content, parties)
            return await self._to(work, delivery, request, desk)

    async def _to(
        self, work: Work, delivery: Delivery, request: Request, desk: Desk
    ) -> Written | None:
        recipient = delivery.planned.recipient
        if recipient.person:
            person = await work.people.get(recipient.person)
            if person is None or not person.active:
                return None
            addresses = await work.people.addresses(person.id)
            return self._to_person(delivery, request, desk, person, addresses)
        room = await work.people.room(recipient.room) if recipient.room else None
        return self._to_room(delivery, request, desk, room) if room else None

    def _to_person(
        self,
        delivery: Delivery,
        request: Request,
        desk: Desk,
        person: Person,
        addresses: Sequence[Address],
    ) -> Written | None:
        view = view_of(request, person)
        if view is None:
            return None
        reply = private_notice(
            self._occasion(delivery, view.side, person),
            self.exchange.case_of(request, person),
            desk,
        )
        return Written(addresses, True, reply, self._voice(person))

    def _to_room(
        self, delivery: Delivery, request: Request, desk: Desk, room: Room
    ) -> Written | None:
        outline, side = outline_of(request, room), request.side_of(room.authority)
        if outline is None or side is None:
            return None
        reply = room_notice(self._occasion(delivery, side, room), outline, desk)
        return Written([room.address], False, reply, self._voice(room))

    async def _is_pointless(self, work: Work, delivery: Delivery, request: Request) -> bool:
        """The request has moved on, or a later reminder of the same kind is due as well."""
        planned = delivery.planned
        if not is_useful(planned.kind, request):
            return True
        if planned.kind not in REMINDERS:
            return False
        now = self.clock.now()
        return any(
            other.planned.kind is planned.kind
            and other.planned.recipient == planned.recipient
            and planned.due < other.planned.due <= now
            and other.progress is not Progress.CANCELLED
            for other in await work.outbox.of_request(request.id)
        )

    def _occasion(self, delivery: Delivery, side: Side, reader: Person | Room) -> Occasion:
        planned = delivery.planned
        today = today_in(reader.time_zone, self.clock.now())
        return Occasion(planned.kind, side, today, planned.local, planned.values)

    def _voice(self, reader: Person | Room) -> Voice:
        return self.languages.voice(reader.language, reader.time_zone)
