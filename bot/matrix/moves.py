"""Rooms that were upgraded: the bot follows, and whatever was linked to the old one is linked to the new one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import structlog

from bot.front import Front
from bot.matrix.events import Json, inner, is_state, server_of, text
from bot.matrix.faults import Refused
from bot.matrix.hearing import address
from bot.matrix.homeserver import Homeserver
from bot.matrix.patience import patiently
from bot.matrix.rooms import Rooms
from core.talks import TalkKey

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Moves:
    homeserver: Homeserver
    rooms: Rooms
    front: Front
    allowed: frozenset[str]

    async def follow(self, tombstone: Json) -> None:
        """Enter where the room has gone. Where that is not open to all, whoever upgraded it invites us."""
        new = text(inner(tombstone, "content"), "replacement_room")
        sender = text(tombstone, "sender")
        if not new or server_of(sender) not in self.allowed:
            return
        try:
            await patiently(lambda: self.homeserver.join(new, server_of(sender)))
        except Refused as refused:
            log.info("matrix.upgraded_room", problem=str(refused))
            return
        await self.arrived(new)

    async def arrived(self, room: str) -> None:
        """Whether this room goes on from one that we know: both must say so."""
        state = await patiently(lambda: self.homeserver.state(room))
        old = next((_before(event) for event in state if is_state(event, "m.room.create")), "")
        if old and await self._leads_to(old, room):
            await self._link(old, room)
            await self._direct(old, room)
            log.info("matrix.followed", old=old, new=room)

    async def _leads_to(self, old: str, room: str) -> bool:
        try:
            state = await patiently(lambda: self.homeserver.state(old))
        except Refused:
            return False
        gone = (event for event in state if is_state(event, "m.room.tombstone"))
        return any(text(inner(e, "content"), "replacement_room") == room for e in gone)

    async def _link(self, old: str, room: str) -> None:
        async with self.front.services.works.writing() as work:
            if known := await work.people.room_at(address(old)):
                await work.people.put_room(replace(known, address=address(room)))
                await work.commit()

    async def _direct(self, old: str, room: str) -> None:
        """With the forms that are open there."""
        talks, now = self.front.services.talks, self.front.services.clock.now()
        for person in await patiently(lambda: self.rooms.moved(old, room)):
            for key, document in await talks.open_of(address(person)):
                if key.room.startswith(f"{old}/"):
                    there = TalkKey(key.speaker, room + key.room.removeprefix(old))
                    await talks.write(there, document, now)
                    await talks.write(key, None, now)


def _before(created: Json) -> str:
    return text(inner(created, "content", "predecessor"), "room_id")
