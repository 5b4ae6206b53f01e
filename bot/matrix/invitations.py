"""Invitations: taken from people of allowed homeservers, refused with the reason otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import structlog

from bot.front import Front
from bot.matrix.events import Json, inner, is_state, server_of, text
from bot.matrix.faults import Refused
from bot.matrix.hearing import PLATFORM, address
from bot.matrix.homeserver import Homeserver
from bot.matrix.patience import patiently
from bot.matrix.rooms import Rooms
from bot.matrix.send import Sender, Spot
from bot.matrix.voices import greeting, not_allowed, spoken
from chat.context import Place

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Invitation:
    """``event`` is known once we are inside; to a guest homeservers do not tell."""

    room: str
    inviter: str
    direct: bool
    event: str = ""


def find_invitation(room: str, events: Iterable[Json], me: str) -> Invitation | None:
    for event in events:
        if is_state(event, "m.room.member") and event["state_key"] == me:
            content = inner(event, "content")
            if text(content, "membership") == "invite":
                direct = content.get("is_direct") is True
                return Invitation(room, text(event, "sender"), direct, text(event, "event_id"))
    return None


@dataclass(frozen=True, slots=True)
class Door:
    homeserver: Homeserver
    front: Front
    rooms: Rooms
    sender: Sender
    allowed: frozenset[str]
    prefix: str

    async def open(self, invitation: Invitation) -> None:
        server = server_of(invitation.inviter)
        try:
            if server in self.allowed:
                await patiently(lambda: self.homeserver.join(invitation.room))
                await self._remember(invitation)
            else:
                await self._refuse(invitation.room, server)
        except Refused as refused:
            # Taken back, or the room is gone: nobody waits any more.
            log.warning("matrix.invitation", problem=str(refused))

    async def greet(self, invitation: Invitation) -> None:
        """To a room we were invited to and where nobody has asked for anything yet."""
        person, room = invitation.inviter, invitation.room
        private = await patiently(lambda: self.rooms.is_private(room, person))
        ctx = await self.front.context(address(person), Place(PLATFORM, room))
        words = greeting(self.prefix, private=private)
        lines = spoken(self.front.voice(ctx), *words)
        await self.sender.answer(invitation.event, lines, Spot(room))

    async def _remember(self, invitation: Invitation) -> None:
        if invitation.direct:
            person, room = invitation.inviter, invitation.room
            await patiently(lambda: self.rooms.keep_direct(person, room))

    async def _refuse(self, room: str, server: str) -> None:
        """The reason is the only thing one can say to a room without entering it."""
        voice = self.front.languages.voice(self.front.default_language, "UTC")
        reason = voice.text(not_allowed(server))
        await patiently(lambda: self.homeserver.leave(room, reason))
