"""Messages and files on their way into a room: sealed where the room is, as they are elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.matrix.crypto.files import sealed_file
from bot.matrix.crypto.keyring import Keyring
from bot.matrix.homeserver import Homeserver
from bot.matrix.render import Content
from bot.matrix.rooms import Rooms, RoomState
from chat.message import Document

# In each message of the bot: what it answers or delivers, the name of that, and which part of it this is.
OWN = "imi_assistant"
_OUTSIDE = ("name", "part", "of")
_ANY_FILE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Event:
    """The same ``transaction`` twice is one event; ``outside`` can be read without a key."""

    kind: str
    content: Content
    transaction: str
    outside: Content = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Writer:
    """``listening``: whether we are told of what changes; if not, it is asked for each time."""

    homeserver: Homeserver
    keyring: Keyring
    rooms: Rooms
    listening: Callable[[], bool]

    async def write(self, room: str, content: Content) -> str:
        """The event's id; the same message written twice is one event."""
        own = content[OWN]
        outside = {OWN: {key: own[key] for key in _OUTSIDE}}
        sent = Event("m.room.message", content, f"imi-{own['name']}-{own['part']}", outside)
        return await self.send(room, sent)

    async def send(self, room: str, event: Event) -> str:
        state = await self._state(room)
        if not state.encrypted:
            return await self.homeserver.send(room, event.content, event.transaction, event.kind)
        sealed = await self.keyring.seal(room, state.readers, event.kind, event.content)
        content = {**sealed, **event.outside}
        return await self.homeserver.send(room, content, event.transaction, "m.room.encrypted")

    async def upload(self, room: str, document: Document) -> Content:
        """The content of a message that brings this file."""
        info = {"mimetype": document.kind, "size": len(document.data)}
        kind = "m.image" if document.kind.startswith("image/") else "m.file"
        shown = {"msgtype": kind, "body": document.alt or document.name, "filename": document.name}
        return {**shown, "info": info, "m.mentions": {}, **await self._place(room, document)}

    async def _place(self, room: str, document: Document) -> Content:
        if not (await self._state(room)).encrypted:
            return {
                "url": await self.homeserver.upload(document.name, document.kind, document.data)
            }
        data, keys = sealed_file(document.data)
        url = await self.homeserver.upload("", _ANY_FILE, data)
        return {"file": {**keys, "url": url}}

    async def _state(self, room: str) -> RoomState:
        if not self.listening():
            self.rooms.forget(room)
            self.rooms.forget_direct()
            self.keyring.forget_people()
        return await self.rooms.state(room)
