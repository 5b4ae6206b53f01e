"""Deliveries as Socket Mode envelopes: hello, acknowledgement by envelope_id, disconnect."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.support.slack.delivery import EVENT, Delivery
from tests.support.slack.wire import Json
from tests.support.slack.world import World

MOST_CONNECTIONS = 10


@dataclass
class SocketRoad:
    world: World
    changed: Callable[[], None]
    connections: list[web.WebSocketResponse] = field(default_factory=list)
    opened: int = 0
    """How many connections there have been so far."""
    _waiting: dict[str, tuple[Delivery, asyncio.Future[None]]] = field(default_factory=dict)
    _turn: int = 0
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self.world.tickets:
            self.world.complain("a Socket Mode URL was used twice or never given out")
            return web.Response(status=403)
        self.world.tickets.remove(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self.connections) >= MOST_CONNECTIONS:
            await socket.send_json(_goodbye("too_many_websockets"))
            return socket
        self.connections.append(socket)
        self.opened += 1
        await socket.send_json(self._hello())
        self._arrived.set()
        self.changed()
        try:
            await self._listen(socket)
        finally:
            self._forget(socket)
        return socket

    async def carry(self, delivery: Delivery, limit: float) -> None:
        """Any one of the connections gets it, each in its turn."""
        start = time.perf_counter()
        try:
            async with asyncio.timeout(limit):
                await self._arrived.wait()
                await self._send(delivery)
        except TimeoutError:
            delivery.error = "timeout" if self.connections else "connection_failed"
        except ConnectionError:
            delivery.error = "connection_failed"
        else:
            delivery.seconds = time.perf_counter() - start

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Say goodbye on every connection and close it; a `warning` leaves it open."""
        for socket in list(self.connections):
            await socket.send_json(_goodbye(reason))
            if reason != "warning":
                await self._close(socket)

    async def drop(self) -> None:
        """The connections end without a word."""
        for socket in list(self.connections):
            await self._close(socket)

    async def _close(self, socket: web.WebSocketResponse) -> None:
        self._forget(socket)
        await socket.close()

    def _forget(self, socket: web.WebSocketResponse) -> None:
        if socket in self.connections:
            self.connections.remove(socket)
        if not self.connections:
            self._arrived.clear()
        self.changed()

    async def _send(self, delivery: Delivery) -> None:
        envelope_id = str(uuid.uuid4())
        acknowledged: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = (delivery, acknowledged)
        self._turn += 1
        socket = self.connections[self._turn % len(self.connections)]
        await socket.send_json(_envelope(envelope_id, delivery))
        await acknowledged

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._acknowledge(message.data)

    def _acknowledge(self, text: str) -> None:
        try:
            said: Json = json.loads(text)
        except ValueError:
            self.world.complain(f"not JSON on the socket: {text:.100}")
            return
        delivery, acknowledged = self._waiting.pop(said.get("envelope_id", ""), (None, None))
        if delivery is None or acknowledged is None:
            self.world.complain(f"an acknowledgement for no envelope: {text:.100}")
            return
        payload = said.get("payload")
        if payload and not delivery.takes_answer:
            self.world.complain(f"{delivery.name}: this envelope takes no payload in its answer")
        delivery.answer = json.dumps(payload) if payload else ""
        delivery.json_answer = bool(payload)
        if not acknowledged.done():
            acknowledged.set_result(None)

    def _hello(self) -> Json:
        debug = {"host": "applink-1", "build_number": 1, "approximate_connection_time": 18060}
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": debug,
            "connection_info": {"app_id": self.world.app.id},
        }


def _goodbye(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}}


def _envelope(envelope_id: str, delivery: Delivery) -> Json:
    found: Json = {
        "envelope_id": envelope_id,
        "payload": delivery.payload,
        "type": delivery.kind,
        "accepts_response_payload": delivery.takes_answer,
    }
    if delivery.kind == EVENT:
        found |= {"retry_attempt": delivery.attempt, "retry_reason": delivery.reason}
    return found
