"""An official with an ordinary Matrix client: a second nio client, over the real homeserver."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import nio

from tests.support.synapse import MatrixUser

PATIENCE_SECONDS = 30.0
_WAIT_MILLISECONDS = 5_000
_FILTER = {"presence": {"types": []}, "room": {"timeline": {"limit": 100}}}


class Surprise(AssertionError):
    """The homeserver did not do what was asked of it."""


@dataclass(frozen=True)
class Seen:
    """A message as it stands in a room."""

    room: str
    event: str
    sender: str
    content: Mapping[str, Any]

    @property
    def body(self) -> str:
        return str(self.content.get("body", ""))

    @property
    def about(self) -> Mapping[str, Any]:
        """What the bot says of its own message."""
        own: Mapping[str, Any] = self.content.get("imi_assistant", {})
        return own

    @property
    def thread(self) -> str:
        relation: Mapping[str, Any] = self.content.get("m.relates_to", {})
        return str(relation.get("event_id", "")) if relation.get("rel_type") == "m.thread" else ""


async def ok(asking: Awaitable[Any]) -> Any:
    response = await asking
    if isinstance(response, nio.ErrorResponse):
        raise Surprise(str(response))
    return response


@dataclass
class Official:
    """``seen`` holds every message that came, in its order; one syncs only to wait for something."""

    user: MatrixUser
    client: nio.AsyncClient
    seen: list[Seen] = field(default_factory=list)
    invitations: dict[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def enter(cls, url: str, user: MatrixUser) -> Official:
        config = nio.AsyncClientConfig(encryption_enabled=False, request_timeout=30)
        client = nio.AsyncClient(url, user.id, config=config)
        client.restore_login(user.id, user.device_id, user.access_token)
        official = cls(user, client)
        await official.look()
        official.seen.clear()
        return official

    async def close(self) -> None:
        await self.client.close()

    async def write(self, room: str, text: str, **more: Any) -> str:
        content = {"msgtype": "m.text", "body": text, **more}
        return str((await ok(self.client.room_send(room, "m.room.message", content))).event_id)

    async def edit(self, room: str, event: str, text: str) -> str:
        relation = {"rel_type": "m.replace", "event_id": event}
        better = {"msgtype": "m.text", "body": text}
        return await self.write(
            room, f"* {text}", **{"m.relates_to": relation, "m.new_content": better}
        )

    async def upload(self, name: str, kind: str, data: bytes) -> str:
        response, _keys = await self.client.upload(
            io.BytesIO(data), content_type=kind, filename=name, filesize=len(data)
        )
        return str((await ok(_given(response))).content_uri)

    async def download(self, url: str) -> bytes:
        found: bytes = (await ok(self.client.download(url))).body
        return found

    async def attach(self, room: str, name: str, kind: str, data: bytes) -> str:
        url = await self.upload(name, kind, data)
        info = {"mimetype": kind, "size": len(data)}
        return await self.write(room, name, msgtype="m.file", filename=name, url=url, info=info)

    async def write_sealed(self, room: str) -> str:
        """An encrypted message; what it says is nobody's business here."""
        content = {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AwgA", "session_id": "s"}
        more = {"sender_key": "k", "device_id": self.user.device_id}
        sending = self.client.room_send(room, "m.room.encrypted", {**content, **more})
        return str((await ok(sending)).event_id)

    async def new_room(
        self,
        *invited: str,
        direct: bool = False,
        name: str | None = None,
        encrypted: bool = False,
    ) -> str:
        preset = nio.RoomPreset.trusted_private_chat if direct else nio.RoomPreset.private_chat
        state = [nio.EnableEncryptionBuilder().as_dict()] if encrypted else []
        making = self.client.room_create(
            name=name, invite=invited, is_direct=direct, preset=preset, initial_state=state
        )
        return str((await ok(making)).room_id)

    async def join(self, room: str) -> None:
        await ok(self.client.join(room))

    async def leave(self, room: str) -> None:
        await ok(self.client.room_leave(room))

    async def kick(self, room: str, user: str) -> None:
        await ok(self.client.room_kick(room, user))

    async def invite(self, room: str, user: str) -> None:
        await ok(self.client.room_invite(room, user))

    async def end_device(self, device: str) -> None:
        asked = await self.client.delete_devices([device])
        proof = {"type": "m.login.password", "user": self.user.id, "session": asked.session}
        await ok(self.client.delete_devices([device], {**proof, "password": self.user.password}))

    async def enter_room_of(self, other: str) -> str | None:
        """Take another's invitation, if there is one; then what stood there has been seen."""
        await self.look()
        room = next((room for room, who in self.invitations.items() if who == other), None)
        if room is not None:
            await self.join(room)
            await self.until(lambda: room not in self.invitations)
        return room

    async def members(self, room: str) -> set[str]:
        found = await ok(self.client.joined_members(room))
        return {member.user_id for member in found.members}

    async def look(self, wait: int = 0) -> None:
        """One sync: what has come since the last one."""
        synced = await ok(self.client.sync(wait, sync_filter=_FILTER))
        for room, invited in synced.rooms.invite.items():
            self.invitations[room] = _inviter(invited.invite_state, self.user.id)
        for room, info in synced.rooms.join.items():
            self.invitations.pop(room, None)
            self._note(room, info.timeline.events)

    async def until(self, enough: Callable[[], bool]) -> None:
        """Sync until it is so. Fails when it never is."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not enough():
                await self.look(_WAIT_MILLISECONDS)

    async def answers(self, event: str, room: str | None = None) -> list[Seen]:
        """All the bot's messages that answer this event; ``room``: those there."""
        await self.until(lambda: _whole(self._answers(event, room)))
        return self._answers(event, room)

    def _answers(self, event: str, room: str | None) -> list[Seen]:
        return [
            each
            for each in self.seen
            if each.about.get("answers") == event and room in (None, each.room)
        ]

    def _note(self, room: str, events: list[Any]) -> None:
        for event in events:
            source = event.source
            content = source.get("content", {})
            member = source.get("type") == "m.room.member"
            if member and content.get("membership") == "leave":
                self.left[source["state_key"]] = content.get("reason", "")
            if source.get("type") == "m.room.message":
                self.seen.append(Seen(room, source["event_id"], source["sender"], content))


async def _given(response: Any) -> Any:
    return response


def _whole(parts: list[Seen]) -> bool:
    return bool(parts) and len(parts) == parts[0].about["of"]


def _inviter(events: list[Any], me: str) -> str:
    """Who invited: looked up in what a guest is shown of a room."""
    return next((event.sender for event in events if getattr(event, "state_key", "") == me), "")
