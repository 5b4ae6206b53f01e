"""An official with an ordinary Matrix client: a second nio client, over the real homeserver."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import nio
import nio.store
from nio.crypto.attachments import decrypt_attachment, encrypt_attachment

from tests.support.synapse import MatrixUser

PATIENCE_SECONDS = 120.0
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
    def replaces(self) -> str:
        """The message that this one is the newer wording of."""
        relation: Mapping[str, Any] = self.content.get("m.relates_to", {})
        return str(relation.get("event_id", "")) if relation.get("rel_type") == "m.replace" else ""

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
    sealed: bool = False
    seen: list[Seen] = field(default_factory=list)
    invitations: dict[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)
    typing: set[tuple[str, str]] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    unreadable: list[str] = field(default_factory=list)
    messages: list[Mapping[str, Any]] = field(default_factory=list)
    others: dict[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    async def enter(cls, url: str, user: MatrixUser, *, sealed: bool = False) -> Official:
        """``sealed``: with a client that has keys; what it writes is encrypted where the room is."""
        config = nio.AsyncClientConfig(
            store=nio.store.SqliteMemoryStore,
            encryption_enabled=sealed,
            request_timeout=int(PATIENCE_SECONDS),
            pickle_key="for a test",
        )
        client = nio.AsyncClient(url, user.id, config=config)
        client.restore_login(user.id, user.device_id, user.access_token)
        official = cls(user, client, sealed)
        await official.look()
        official.seen.clear()
        return official

    async def close(self) -> None:
        await self.client.close()

    async def write(self, room: str, text: str, **more: Any) -> str:
        content = {"msgtype": "m.text", "body": text, **more}
        if self.sealed:
            await self._prepared(room)
        sending = self.client.room_send(
            room, "m.room.message", content, ignore_unverified_devices=True
        )
        return str((await ok(sending)).event_id)

    async def _prepared(self, room: str) -> None:
        """A client that syncs all the time would know the room, and who reads there."""
        await self.until(lambda: room in self.client.rooms)
        await ok(self.client.joined_members(room))
        await self._upkeep()

    async def send(self, room: str, kind: str, content: dict[str, Any]) -> str:
        """An event of any kind, encrypted where the room is."""
        await self._prepared(room)
        sending = self.client.room_send(room, kind, content, ignore_unverified_devices=True)
        return str((await ok(sending)).event_id)

    async def event(self, room: str, kind: str) -> Mapping[str, Any]:
        """The content of the first event of this kind, once it has come."""
        await self.until(lambda: (room, kind) in self.others)
        return self.others[room, kind]

    async def tell(self, kind: str, person: str, session: str, content: dict[str, Any]) -> None:
        """Something to a session of a person, in no room."""
        message = nio.ToDeviceMessage(kind, person, session, content)
        await ok(self.client.to_device(message))

    async def keys_of(self, person: str) -> dict[str, Any]:
        """What the homeserver shows to everybody."""
        headers = {"Authorization": f"Bearer {self.user.access_token}"}
        data = json.dumps({"device_keys": {person: []}})
        path = "/_matrix/client/v3/keys/query"
        answer = await self.client.send("POST", path, data, headers)
        found: dict[str, Any] = await answer.json()
        return found

    @property
    def own_key(self) -> str:
        return str(self.client.olm.account.identity_keys["ed25519"])

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

    async def fetch(self, content: Mapping[str, Any]) -> bytes:
        """The file of a message, opened."""
        if "file" not in content:
            return await self.download(content["url"])
        file = content["file"]
        data = await self.download(file["url"])
        opened: bytes = decrypt_attachment(
            data, file["key"]["k"], file["hashes"]["sha256"], file["iv"]
        )
        return opened

    async def attach(self, room: str, name: str, kind: str, data: bytes) -> str:
        info = {"mimetype": kind, "size": len(data)}
        place: dict[str, Any] = {}
        if self.sealed:
            data, keys = encrypt_attachment(data)
            url = await self.upload(name, "application/octet-stream", data)
            place["file"] = {**keys, "url": url}
        else:
            place["url"] = await self.upload(name, kind, data)
        return await self.write(room, name, msgtype="m.file", filename=name, info=info, **place)

    async def write_without_key(self, room: str, text: str) -> str:
        """An encrypted message whose key nobody is given."""
        await self._prepared(room)
        self.client.olm.create_outbound_group_session(room)
        self.client.olm.outbound_group_sessions[room].shared = True
        return await self.write(room, text)

    async def hand_over(self, room: str, person: str) -> None:
        """The key of that message, to whoever has asked for it."""
        asked = "m.room_key_request"
        await self.until(lambda: any(m.get("type") == asked for m in self.messages))
        request = next(m for m in self.messages if m.get("type") == asked)
        assert request["sender"] == person
        olm = self.client.olm
        device = olm.device_store[person][request["content"]["requesting_device_id"]]
        if not (session := olm.session_store.get(device.curve25519)):
            await ok(self.client.keys_claim(olm.get_missing_sessions([person])))
            session = olm.session_store.get(device.curve25519)
        body = request["content"]["body"]
        key = olm.inbound_group_store.get(room, body["sender_key"], body["session_id"])
        await ok(self.client.to_device(olm._encrypt_forwarding_key(room, key, session, device)))

    async def new_room(
        self,
        *invited: str,
        direct: bool = False,
        name: str | None = None,
        encrypted: bool = False,
        before: str = "",
    ) -> str:
        """``before``: the room that it says it goes on from."""
        preset = nio.RoomPreset.trusted_private_chat if direct else nio.RoomPreset.private_chat
        state = [nio.EnableEncryptionBuilder().as_dict()] if encrypted else []
        making = self.client.room_create(
            predecessor={"room_id": before, "event_id": "$e"} if before else None,
            name=name,
            invite=invited,
            is_direct=direct,
            preset=preset,
            initial_state=state,
        )
        return str((await ok(making)).room_id)

    async def join(self, room: str) -> None:
        await ok(self.client.join(room))

    async def leave(self, room: str) -> None:
        await ok(self.client.room_leave(room))

    async def upgrade(self, room: str, *invited: str) -> str:
        """As clients do: who was in the old room is invited to the new one."""
        headers = {"Authorization": f"Bearer {self.user.access_token}"}
        path = f"/_matrix/client/v3/rooms/{room}/upgrade"
        answer = await self.client.send("POST", path, json.dumps({"new_version": "11"}), headers)
        new = str((await answer.json())["replacement_room"])
        for user in invited:
            await self.invite(new, user)
        return new

    async def kick(self, room: str, user: str) -> None:
        await ok(self.client.room_kick(room, user))

    async def invite(self, room: str, user: str) -> None:
        await ok(self.client.room_invite(room, user))

    async def end_device(self, device: str) -> None:
        asked = await self.client.delete_devices([device])
        proof = {"type": "m.login.password", "user": self.user.id, "session": asked.session}
        await ok(self.client.delete_devices([device], {**proof, "password": self.user.password}))

    async def close_account(self) -> None:
        """For ever, and with all that is known of it."""
        path = "/_matrix/client/v3/account/deactivate"
        headers = {"Authorization": f"Bearer {self.client.access_token}"}
        who = {"type": "m.id.user", "user": self.user.id}
        proof = {"type": "m.login.password", "identifier": who, "password": self.user.password}
        data = json.dumps({"auth": proof, "erase": True})
        answer = await self.client.send("POST", path, data, headers)
        assert answer.status == 200, await answer.text()

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
        self.messages += [event.source for event in synced.to_device_events if event]
        if self.sealed:
            await self._upkeep()
        for room, invited in synced.rooms.invite.items():
            self.invitations[room] = _inviter(invited.invite_state, self.user.id)
        for room, info in synced.rooms.join.items():
            self.invitations.pop(room, None)
            self._note(room, info.timeline.events)
            self._note_attention(room, info.ephemeral)

    async def _upkeep(self) -> None:
        if self.client.should_upload_keys:
            await ok(self.client.keys_upload())
        if self.client.should_query_keys:
            await ok(self.client.keys_query())
        if self.client.should_claim_keys:
            await ok(self.client.keys_claim(self.client.get_users_for_key_claiming()))
        await self.client.send_to_device_messages()

    async def until(self, enough: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
        """Sync until it is so. Fails when it never is, and says what came instead."""
        try:
            async with asyncio.timeout(seconds):
                while not enough():
                    await self.look(_WAIT_MILLISECONDS)
        except TimeoutError:
            raise Surprise(f"{self.user.id} waited {seconds} s in vain.\n{self.story()}") from None

    def story(self) -> str:
        """What has come last, for whoever reads a failed test."""
        came = [f"{each.sender} in {each.room}: {each.body[:200]}" for each in self.seen[-6:]]
        invited = [f"invited to {room} by {who}" for room, who in self.invitations.items()]
        return "\n".join([*came, *invited]) or "Nothing has come at all."

    async def sees(self, event: str) -> Seen:
        """This message, once it has come and can be read."""
        await self.until(lambda: any(seen.event == event for seen in self.seen))
        return next(seen for seen in self.seen if seen.event == event)

    async def answers(self, event: str, room: str | None = None) -> list[Seen]:
        """All the bot's messages that answer this event; ``room``: those there."""
        await self.until(lambda: _whole(self._answers(event, room)))
        return self._answers(event, room)

    async def answered_privately(self, event: str, room: str) -> list[Seen]:
        """The same where it may be that everything was said elsewhere: once that is seen, this is there."""
        await self.look()
        return await self.answers(event, room) if self._answers(event, room) else []

    def _answers(self, event: str, room: str | None) -> list[Seen]:
        return [
            each
            for each in self.seen
            if each.about.get("answers") == event and room in (None, each.room)
        ]

    def _note_attention(self, room: str, events: list[Any]) -> None:
        for event in events:
            if isinstance(event, nio.TypingNoticeEvent):
                self.typing |= {(room, user) for user in event.users}
            if isinstance(event, nio.ReceiptEvent):
                self.read |= {receipt.event_id for receipt in event.receipts}

    def _note(self, room: str, events: list[Any]) -> None:
        for event in events:
            source = event.source
            content = source.get("content", {})
            if source.get("sender") != self.user.id:
                self.others.setdefault((room, str(source.get("type"))), content)
            member = source.get("type") == "m.room.member"
            if member and content.get("membership") == "leave":
                self.left[source["state_key"]] = content.get("reason", "")
            if source.get("type") == "m.room.encrypted":
                self.unreadable.append(source["event_id"])
            if source.get("type") == "m.room.message":
                self.seen.append(Seen(room, source["event_id"], source["sender"], content))


async def _given(response: Any) -> Any:
    return response


def _whole(parts: list[Seen]) -> bool:
    return bool(parts) and len(parts) == parts[0].about["of"]


def _inviter(events: list[Any], me: str) -> str:
    """Who invited: looked up in what a guest is shown of a room."""
    return next((event.sender for event in events if getattr(event, "state_key", "") == me), "")
