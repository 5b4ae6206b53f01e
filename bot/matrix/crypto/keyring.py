"""The keys of the bot's session at work: seals what goes into a room, opens what comes out of one."""

from __future__ import annotations

import json
from asyncio import Lock
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any
from uuid import uuid4

import nio
import structlog
import vodozemac

from bot.matrix.client import Client, checked
from bot.matrix.events import Json, inner, text
from bot.matrix.faults import Refused, Silent

log = structlog.get_logger()

_MEGOLM = "m.megolm.v1.aes-sha2"
_CLIENT = "/_matrix/client/v3"

Device = tuple[str, str]


class Keyring:
    def __init__(self, client: Client) -> None:
        self._client = client
        self._turns: defaultdict[str, Lock] = defaultdict(Lock)

    @property
    def session(self) -> str:
        return str(self._client.device_id)

    @property
    def key(self) -> str:
        """The session's own public key."""
        return str(self._client.olm.account.identity_keys["ed25519"])

    async def upkeep(self) -> None:
        """After each sync: what others need of us, and we of them. What fails is done at the next."""
        try:
            await self._upkeep()
        except (Refused, Silent) as fault:
            log.warning("matrix.keys", problem=str(fault))

    async def publish(self) -> None:
        """Upload the session's keys, although they may have been before."""
        self._client.olm.account.shared = False
        self._client.olm.uploaded_key_count = 0
        await checked("publish my keys", self._client.keys_upload())

    async def has_session(self, person: str) -> bool:
        """Whether this person can read what is sealed."""
        await self._query({person})
        return any(True for _device in self._client.device_store.active_user_devices(person))

    async def seal(self, room: str, members: Collection[str], kind: str, content: Json) -> Json:
        """The content of an encrypted event that all sessions of these people can open."""
        async with self._turns[room]:
            await self._query(set(members) - self._client.olm.tracked_users)
            await self._share(room, members)
            plain = {"type": kind, "content": dict(content)}
            sealed: dict[str, Any] = self._client.olm.group_encrypt(room, plain)
        relation = content.get("m.relates_to")
        return {**sealed, "m.relates_to": relation} if relation else sealed

    async def open(self, room: str, event: Json) -> Json | None:
        """The event as it was before it was sealed; nothing without its key, or from another than it says."""
        content, sender = inner(event, "content"), text(event, "sender")
        session = self._session(room, text(content, "session_id"))
        if session is None or not await self._is_of(sender, session):
            return None
        opened = self._opened(session, room, event)
        if opened is None:
            return None
        said = dict(inner(opened, "content"))
        if "m.relates_to" in content:
            said["m.relates_to"] = content["m.relates_to"]
        return {**event, "type": text(opened, "type"), "content": said}

    def forget_people(self) -> None:
        """Nobody tells us of new sessions meanwhile: ask before the next message."""
        self._client.olm.tracked_users.clear()

    async def ask_for(self, room: str, event: Json) -> None:
        """Ask all sessions of the sender for the key of this event."""
        content = inner(event, "content")
        name = text(content, "session_id")
        olm = self._client.olm
        if not name or name in olm.outgoing_key_requests:
            return
        request = nio.crypto.OutgoingKeyRequest(str(uuid4()), name, room, _MEGOLM)
        olm.outgoing_key_requests[name] = request
        olm.store.add_outgoing_key_request(request)
        body = {"algorithm": _MEGOLM, "room_id": room, "session_id": name}
        body["sender_key"] = text(content, "sender_key")
        asked = {
            "action": "request",
            "body": body,
            "request_id": request.request_id,
            "requesting_device_id": self.session,
        }
        await self.tell("m.room_key_request", text(event, "sender"), "*", asked)

    async def tell(self, kind: str, person: str, session: str, content: Json) -> None:
        """Say something to a session of a person, in no room."""
        path = f"{_CLIENT}/sendToDevice/{kind}/{uuid4()}"
        messages = {"messages": {person: {session: content}}}
        await self._client.ask("write to a session", "PUT", path, messages)

    async def _upkeep(self) -> None:
        client = self._client
        if client.should_upload_keys:
            await checked("upload keys", client.keys_upload())
        await self._query(set())
        if client.should_claim_keys:
            wanted = client.get_users_for_key_claiming()
            await checked("claim keys", client.keys_claim(wanted))
        for message in tuple(client.outgoing_to_device_messages):
            await checked("write to a session", client.to_device(message))

    async def _query(self, more: set[str]) -> None:
        self._client.olm.users_for_key_query.update(more)
        if self._client.should_query_keys:
            await checked("ask for keys", self._client.keys_query())

    async def _share(self, room: str, members: Collection[str]) -> None:
        """A new key whenever somebody or something that reads has come or gone."""
        olm, wanted = self._client.olm, self._devices(members)
        key = olm.outbound_group_sessions.get(room)
        if key is not None and not key.expired and _readers(key) == wanted:
            return
        olm.outbound_group_sessions.pop(room, None)
        if missing := olm.get_missing_sessions(list(members)):
            await checked("claim keys", self._client.keys_claim(missing))
        sharing = olm.share_group_session_parallel(
            room, list(members), ignore_unverified_devices=True
        )
        for readers, messages in sharing:
            await self._client.ask(
                "share a key", "PUT", f"{_CLIENT}/sendToDevice/m.room.encrypted/{uuid4()}", messages
            )
            olm.outbound_group_sessions[room].users_shared_with.update(readers)
        key = olm.outbound_group_sessions[room]
        # Who has no key left for us to begin with gets the next one.
        key.users_ignored.update(wanted - _readers(key))
        key.shared = True

    def _devices(self, members: Collection[str]) -> set[Device]:
        store = self._client.device_store
        found = {(m, d.id) for m in members for d in store.active_user_devices(m)}
        return found | {(self._client.user_id, self.session)}

    def _session(self, room: str, name: str) -> Any:
        """The key of that name; whoever made it may have stopped saying who they are."""
        by_maker = self._client.olm.inbound_group_store[room].values()
        return next((keys[name] for keys in by_maker if name in keys), None)

    async def _is_of(self, sender: str, session: Any) -> bool:
        """Whether the key was made by a session of the sender's: a homeserver could say otherwise."""
        if self._knows(sender, session):
            return True
        await self._query({sender})
        return self._knows(sender, session)

    def _knows(self, sender: str, session: Any) -> bool:
        own: Mapping[str, str] = self._client.olm.account.identity_keys
        if sender == self._client.user_id and session.sender_key == own["curve25519"]:
            return True
        devices = self._client.device_store[sender].values()
        keys = {(device.curve25519, device.ed25519) for device in devices}
        return (session.sender_key, session.ed25519) in keys

    def _opened(self, session: Any, room: str, event: Json) -> Json | None:
        try:
            plain, place = session.decrypt(text(inner(event, "content"), "ciphertext"))
            opened = json.loads(plain)
        except (vodozemac.MegolmDecryptionException, vodozemac.DecodeException, ValueError):
            return None
        if not isinstance(opened, Mapping) or opened.get("room_id") != room:
            return None
        # What was said once is not said again by sending its cipher again.
        said_before = self._client.olm.message_index_store
        event_id = text(event, "event_id")
        first = said_before.setdefault((room, session.id, place), event_id)
        return opened if first == event_id else None


def _readers(key: Any) -> set[Device]:
    return {*key.users_shared_with, *key.users_ignored}
