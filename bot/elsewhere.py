"""Whom to tell when a message cannot reach its reader in chat: e-mail, then the team's rooms, then the coordinator.

None of these shows anything personal: they get what any team's room may see, or less.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from chat.context import Services
from chat.mailing import News
from chat.message import Reply, say
from core.authorities import Authority
from core.outbox import Delivery
from core.people import Address, AuthorityId, Person, Room, RoomId
from core.text import msg
from core.work import Work

MAIL = "mail"

_NEWS = msg("**There is news for you in IMI Assistant.**")
_NO_ANSWERS = msg(
    "This e-mail comes because I could not reach you in chat. Nobody reads answers to it: "
    "to see everything, write to me where you usually do."
)
_UNREACHED = msg("**I could not reach somebody of your team with this.** Please see to it.")


@dataclass(frozen=True, slots=True)
class Told:
    """What is said in one place, in the language of whoever reads it there."""

    place: Address
    reply: Reply
    reader: Person | Room


@dataclass(frozen=True, slots=True)
class Elsewhere:
    delivery: Delivery
    services: Services
    work: Work

    async def all(self, reader: Person | Room) -> AsyncIterator[Told]:
        """One after the other; the first that works is enough."""
        if isinstance(reader, Person):
            async for told in self._by_mail(reader):
                yield told
            owners: Sequence[AuthorityId] = reader.authorities()
        else:
            owners = [reader.authority]
        async for told in self._in_rooms(owners, reader):
            yield told
        async for told in self._to_coordinators(owners):
            yield told

    async def _by_mail(self, person: Person) -> AsyncIterator[Told]:
        for place in await self.work.people.addresses(person.id):
            if place.platform == MAIL:
                yield Told(place, await self._as_mail(person, place), person)

    async def _as_mail(self, person: Person, place: Address) -> Reply:
        for owner in person.authorities():
            # What a room of the authority would be shown, had it this person's language.
            room = Room(RoomId(MAIL), owner, "", person.language, person.time_zone, place)
            if shown := await self._for_room(room):
                return say(*shown.parts, _NO_ANSWERS)
        return say(_NEWS, _NO_ANSWERS)

    async def _in_rooms(
        self, owners: Sequence[AuthorityId], reader: Person | Room
    ) -> AsyncIterator[Told]:
        for owner in owners:
            for room in await self.work.people.rooms(owner):
                if room != reader and (shown := await self._for_room(room)):
                    yield Told(room.address, say(_UNREACHED, *shown.parts, private=False), room)

    async def _for_room(self, room: Room) -> Reply | None:
        news = News(self.delivery, room, self.services, self.work)
        return await news.mailing.write(news)

    async def _to_coordinators(self, owners: Sequence[AuthorityId]) -> AsyncIterator[Told]:
        found = await self.work.authorities.many(owners)
        for authority in found.values():
            for coordinator in await self._coordinators(authority):
                said = msg(
                    "**I could not reach anybody at {authority} with a message.** "
                    "Please ask them to look into their requests and to tell their administrator.",
                    authority=authority.name,
                )
                for room in await self.work.people.rooms(coordinator):
                    yield Told(room.address, say(said, private=False), room)

    async def _coordinators(self, authority: Authority) -> Sequence[AuthorityId]:
        """Of the request's area where it is about one, else of any; nobody coordinates itself."""
        name = self.delivery.planned.about.request
        request = await self.work.requests.by_id(name) if name is not None else None
        if request:
            linked = authority.coordinator(request.area)
            return [linked] if linked else []
        return [
            each for each in dict.fromkeys(authority.coordinators.values()) if each != authority.id
        ]
