"""nio, told to do less: no retries in silence, no picture of the rooms, and no answer unchecked."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import aiohttp
import nio
import structlog
from nio.crypto.olm_machine import Olm

from bot.matrix.faults import Refused, Silent

log = structlog.get_logger()


class Machine(Olm):  # type: ignore[misc]  # nio has no types
    """What encrypts and decrypts. A key that we have asked for is taken from the session that made it, too."""

    def _should_accept_forward(
        self, sender: str, sender_key: str, event: nio.ForwardedRoomKeyEvent
    ) -> bool:
        asked = self.outgoing_key_requests.get(event.session_id)
        device = self.device_store.device_from_sender_key(sender, sender_key)
        made_it = event.source["content"].get("sender_key") == sender_key
        return bool(asked and device and made_it and asked.room_id == event.room_id)


class Client(nio.AsyncClient):  # type: ignore[misc]
    """Who is in a room is asked of the homeserver, and what is sealed is opened by the keyring."""

    def __init__(self, url: str, user: str) -> None:
        # nio writes what people say into its log; what goes wrong is told by what is raised here.
        logging.getLogger("nio").setLevel(logging.CRITICAL)
        super().__init__(url.rstrip("/"), user)
        self.homeserver: str
        self.user_id = user

    def use_keys(self, folder: str, key: str) -> None:
        """Before logging in: where the keys are, and what opens them."""
        self.store_path = folder
        # nio's own retries are off: a limit is for the queue of outgoing messages to heed.
        self.config = nio.AsyncClientConfig(
            max_limit_exceeded=0, max_timeouts=0, request_timeout=30, pickle_key=key
        )

    def load_store(self) -> None:
        if self.store is None:
            super().load_store()
            self.olm = Machine(self.user_id, self.device_id, self.store)

    async def discover(self) -> None:
        """Where the domain says that its homeserver is, unless it is the homeserver itself."""
        try:
            if "versions" in await self.ask(
                "greet", "GET", "/_matrix/client/versions", also=(404,)
            ):
                return
            found = await self.ask("find the homeserver", "GET", "/.well-known/matrix/client")
        except (Refused, Silent):
            return
        named = found.get("m.homeserver")
        url = named.get("base_url") if isinstance(named, dict) else None
        if isinstance(url, str) and _is_as_safe(url, self.homeserver):
            self.homeserver = url.rstrip("/")

    async def ask(
        self,
        doing: str,
        method: str,
        path: str,
        content: Mapping[str, Any] | None = None,
        also: tuple[int, ...] = (),
    ) -> dict[str, Any]:
        """What nio has no function for; ``also`` are answers besides success that are no fault."""
        headers = {"Authorization": f"Bearer {self.access_token}"} if self.access_token else {}
        headers["Content-Type"] = "application/json"
        data = None if content is None else nio.Api.to_json(dict(content))
        with _told(doing):
            async with await self.send(method, path, data, headers) as answer:
                found = _object(await answer.read())
                if answer.status == 200 or answer.status in also:
                    return found
                wait = found.get("retry_after_ms")
                seconds = wait / 1000 if isinstance(wait, int) else _header(answer)
                code = found.get("errcode")
                raise Refused(doing, str(code or ""), answer.status, seconds)

    async def _handle_joined_rooms(self, response: nio.SyncResponse) -> None:
        """Not kept here."""

    async def _handle_invited_rooms(self, response: nio.SyncResponse) -> None:
        """Not kept here."""

    def _handle_messages_response(self, response: nio.RoomMessagesResponse) -> None:
        """Not opened here."""

    async def _handle_expired_verifications(self) -> None:
        """Verifications are not nio's."""

    def _handle_olm_events(self, response: nio.SyncResponse) -> None:
        count = response.device_key_count.signed_curve25519
        if count is not None:
            self.olm.uploaded_key_count = count
        changed = {*response.device_list.changed, *response.device_list.left}
        self.olm.add_changed_users(changed & self.olm.tracked_users)

    def _handle_decrypt_to_device(self, to_device_event: Any) -> Any:
        if isinstance(to_device_event, nio.KeyVerificationEvent):
            return None
        try:
            return super()._handle_decrypt_to_device(to_device_event)
        except Exception as error:
            # Made wrongly, perhaps on purpose: the others of this sync must come through.
            log.warning("matrix.unreadable_key", error=type(error).__name__)
            return None


async def checked(doing: str, asking: Awaitable[Any]) -> Any:
    """nio returns errors instead of raising them."""
    with _told(doing):
        response = await asking
    if not isinstance(response, nio.ErrorResponse):
        return response
    answer = response.transport_response
    raise Refused(
        doing,
        response.status_code or "",
        answer.status if answer is not None else 0,
        response.retry_after_ms / 1000 if response.retry_after_ms else _header(answer),
    )


def _is_as_safe(url: str, given: str) -> bool:
    """Nobody is led from a safe address to an unsafe one."""
    return url.startswith("https://") or (url.startswith("http://") and given.startswith("http://"))


@contextmanager
def _told(doing: str) -> Iterator[None]:
    try:
        yield
    except aiohttp.ClientConnectorError as error:
        raise Silent(doing, type(error).__name__, sent=False) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise Silent(doing, type(error).__name__, sent=True) from error


def _header(answer: aiohttp.ClientResponse | None) -> float | None:
    given = answer.headers.get("Retry-After", "") if answer is not None else ""
    return float(given) if given.isdecimal() else None


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
