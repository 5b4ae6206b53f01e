"""The border to the homeserver, the only module that knows nio: every response is checked, errors are raised."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import aiohttp
import nio

from bot.matrix.client import Client, checked
from bot.matrix.events import Json, Stretch, Synced
from bot.matrix.faults import Refused, Silent

_FILTER = {
    "presence": {"types": []},
    "account_data": {"types": ["m.direct"]},
    "room": {
        "account_data": {"types": []},
        "ephemeral": {"types": []},
        "state": {"lazy_load_members": True},
        "timeline": {"limit": 50},
    },
}
_NO_ROOMS: Json = {"presence": {"types": []}, "account_data": {"types": []}, "room": {"rooms": []}}
_CLIENT = "/_matrix/client/v3"
_MEDIA = "/_matrix/client/v1/media/download"
_CHUNK = 64 * 1024


class TooLarge(Exception):
    """A file is larger than is allowed."""


class Homeserver:
    def __init__(self, client: Client) -> None:
        self._nio = client
        self.user: str = client.user_id

    @property
    def is_open(self) -> bool:
        return bool(self._nio.access_token)

    async def close(self) -> None:
        await self._nio.close()

    async def log_in(self, password: str, device: str | None, device_name: str) -> tuple[str, str]:
        """Log in as this device, or as a new one; its id, and the token."""
        self._nio.device_id = device or ""
        asking = self._nio.login(password, device_name=device_name)
        response = await checked("log in", asking)
        return str(response.device_id), str(response.access_token)

    async def use_token(self, token: str) -> tuple[str, str]:
        """Whose token it is: user and device."""
        self._nio.access_token = token
        try:
            known = await checked("log in by token", self._nio.whoami())
        except (Refused, Silent):
            self._nio.access_token = ""
            raise
        self._nio.restore_login(known.user_id, known.device_id or "", token)
        return str(known.user_id), str(known.device_id or "")

    async def display_name(self) -> str:
        found = await checked("ask for my name", self._nio.get_displayname(self.user))
        return str(found.displayname or "")

    async def sync(self, since: str | None, wait_seconds: float) -> Synced:
        self._nio.next_batch = since or ""
        asking = self._nio.sync(int(wait_seconds * 1000), sync_filter=_FILTER, since=since)
        return _synced(await checked("sync", asking))

    async def catch_up(self) -> None:
        """Take what was sent to this session alone, keys above all, while nobody listened with it."""
        since = None
        while True:
            asking = self._nio.sync(0, sync_filter=_NO_ROOMS, since=since)
            found = await checked("catch up", asking)
            since = str(found.next_batch)
            if not found.to_device_events:
                return

    async def send(
        self, room: str, content: Json, transaction: str, kind: str = "m.room.message"
    ) -> str:
        """The event's id; the same transaction sent twice is one event."""
        path = f"{_CLIENT}/rooms/{quote(room, safe='')}/send/{kind}/{quote(transaction, safe='')}"
        return str((await self._nio.ask("send", "PUT", path, content))["event_id"])

    async def state(self, room: str) -> tuple[Json, ...]:
        found = await checked("ask for a room's state", self._nio.room_get_state(room))
        return tuple(found.events)

    async def older(self, room: str, start: str, end: str | None) -> tuple[list[Json], str | None]:
        """A page of a room's events, the newest first, and where the next page starts."""
        asking = self._nio.room_messages(room, start=start, end=end, limit=100)
        found = await checked("ask for older messages", asking)
        return [_source(event) for event in found.chunk], found.end

    async def latest(self, room: str) -> list[Json]:
        """The newest events of a room, the newest first."""
        found = await checked("ask for messages", self._nio.room_messages(room, limit=100))
        return [_source(event) for event in found.chunk]

    async def stands(self, room: str, event: str) -> bool:
        """Whether this event is there to be read, and nobody has taken it back."""
        try:
            found = await checked("ask for an event", self._nio.room_get_event(room, event))
        except Refused as refused:
            if refused.is_closed:
                return False
            raise
        return not isinstance(found.event, nio.RedactedEvent)

    async def is_closed(self, person: str) -> bool:
        """Whether the account is gone and erased; of one that is only closed, homeservers tell others nothing."""
        try:
            found = await checked("ask for a profile", self._nio.get_profile(person))
        except Refused as refused:
            if refused.status == 404:
                return True
            raise
        return not (found.displayname or found.avatar_url)

    async def join(self, room: str, via: str = "") -> None:
        """``via``: a homeserver that knows the room."""
        server = quote(via, safe="")
        query = f"?via={server}&server_name={server}" if via else ""
        await self._nio.ask("join", "POST", f"{_CLIENT}/join/{quote(room, safe='')}{query}", {})

    async def typing(self, room: str, seconds: int) -> None:
        """Show that we write; none ends it."""
        asking = self._nio.room_typing(room, seconds > 0, max(seconds, 1) * 1000)
        await checked("show that I write", asking)

    async def mark_read(self, room: str, event: str) -> None:
        await checked("mark as read", self._nio.update_receipt_marker(room, event))

    async def leave(self, room: str, reason: str) -> None:
        """Leave, or refuse an invitation; whoever is in the room can read why."""
        path = f"{_CLIENT}/rooms/{quote(room, safe='')}/leave"
        await self._nio.ask("leave", "POST", path, {"reason": reason})

    async def create_direct(self, person: str, *, sealed: bool) -> str:
        asking = self._nio.room_create(
            is_direct=True,
            invite=[person],
            preset=nio.RoomPreset.trusted_private_chat,
            initial_state=[nio.EnableEncryptionBuilder().as_dict()] if sealed else (),
        )
        return str((await checked("open a direct room", asking)).room_id)

    async def direct_rooms(self) -> dict[str, list[str]]:
        """The account's direct rooms by person; none when it never had any."""
        try:
            found = await checked("ask for direct rooms", self._nio.list_direct_rooms())
        except Refused as refused:
            if refused.code == "M_NOT_FOUND":
                return {}
            raise
        return {
            person: [room for room in rooms if isinstance(room, str)]
            for person, rooms in found.rooms.items()
            if isinstance(rooms, list)
        }

    async def put_direct_rooms(self, rooms: Mapping[str, list[str]]) -> None:
        path = f"{_CLIENT}/user/{quote(self.user, safe='')}/account_data/m.direct"
        await self._nio.ask("keep direct rooms", "PUT", path, rooms)

    async def upload(self, name: str, kind: str, data: bytes) -> str:
        """The address of the file on the homeserver."""

        async def asking() -> Any:
            response, _keys = await self._nio.upload(
                io.BytesIO(data), content_type=kind, filename=name, filesize=len(data)
            )
            return response

        return str((await checked("upload", asking())).content_uri)

    async def download(self, url: str, most: int) -> bytes:
        """A file of at most so many bytes. Raises ``TooLarge`` without reading on."""
        place = "/".join(quote(part, safe="") for part in url.removeprefix("mxc://").split("/", 1))
        headers = {"Authorization": f"Bearer {self._nio.access_token}"}

        async def asking() -> bytes | nio.ErrorResponse:
            async with await self._nio.send("GET", f"{_MEDIA}/{place}", headers=headers) as answer:
                if answer.status != 200:
                    return await self._nio.create_matrix_response(nio.DownloadError, answer)
                return await _at_most(answer, most)

        data: bytes = await checked("download", asking())
        return data


async def _at_most(answer: aiohttp.ClientResponse, most: int) -> bytes:
    data = bytearray()
    async for chunk in answer.content.iter_chunked(_CHUNK):
        data += chunk
        if len(data) > most:
            raise TooLarge
    return bytes(data)


def _synced(response: nio.SyncResponse) -> Synced:
    rooms = response.rooms
    return Synced(
        token=str(response.next_batch),
        joined={room: _stretch(info) for room, info in rooms.join.items()},
        invited={r: tuple(map(_source, info.invite_state)) for r, info in rooms.invite.items()},
        left=tuple(rooms.leave),
        direct=bool(response.account_data_events),
        messages=tuple(event.source for event in response.to_device_events if event),
    )


def _stretch(info: nio.RoomInfo) -> Stretch:
    timeline = info.timeline
    return Stretch(
        events=tuple(map(_source, timeline.events)),
        state=tuple(map(_source, info.state)),
        gap=timeline.prev_batch if timeline.limited else None,
    )


def _source(event: Any) -> Json:
    """The event as it came; nio takes the content out of some."""
    source: dict[str, Any] = event.source
    return source if "content" in source else {**source, "content": getattr(event, "content", {})}
