"""The ways in over HTTP: for Slack itself, signed and without Bolt (`docs/decisions/0015-*`), and for browsers."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import orjson
from aiohttp import web
from yarl import query_to_pairs

from bot.slack.failures import broke
from bot.slack.guard import MOST_BYTES, Guard
from bot.slack.installing import Page
from bot.slack.intake import Intake
from bot.slack.richtext import Json

PATH = "/slack/events"
_TEXT = {"Content-Type": "text/plain; charset=utf-8"}
_JSON = {"Content-Type": "application/json; charset=utf-8"}


class Door(Protocol):
    async def open(self) -> None: ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Doors:
    """Several ways in at once."""

    all: Sequence[Door]

    async def open(self) -> None:
        for door in self.all:
            await door.open()

    async def close(self) -> None:
        for door in reversed(self.all):
            await door.close()


class Server:
    """A plain server: a router would cost as much as all our own checks."""

    def __init__(self, handle: Page, place: tuple[str, int]) -> None:
        self._runner = web.ServerRunner(web.Server(handle, access_log=None))
        self._place = place

    @property
    def url(self) -> str:
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def open(self) -> None:
        await self._runner.setup()
        host, port = self._place
        await web.TCPSite(self._runner, host, port).start()

    async def close(self) -> None:
        await self._runner.cleanup()


def pages_door(pages: Mapping[str, Page], place: tuple[str, int]) -> Server:
    """For browsers alone: where Slack itself is called, people still come to install the app."""
    return Server(lambda request: shown(pages, request), place)


async def shown(pages: Mapping[str, Page], request: web.BaseRequest) -> web.StreamResponse:
    page = pages.get(request.path) if request.method == "GET" else None
    return await page(request) if page else web.Response(status=404)


class HttpDoor:
    def __init__(
        self,
        intake: Intake,
        guard: Guard,
        log: logging.Logger,
        place: tuple[str, int],
        pages: Mapping[str, Page],
    ) -> None:
        self._intake = intake
        self._guard = guard
        self._log = log
        self._server = Server(self._handle, place)
        self._pages = pages

    @property
    def url(self) -> str:
        return f"{self._server.url}{PATH}"

    async def open(self) -> None:
        await self._server.open()

    async def close(self) -> None:
        await self._server.close()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path != PATH:
            return await shown(self._pages, request)
        if request.method != "POST":
            return web.Response(status=200 if request.method == "GET" else 405)
        if (request.content_length or 0) > MOST_BYTES:
            return web.Response(status=413)
        body = await request.read()
        if not self._guard.lets_in(request.headers, body, time.time()):
            self._log.warning("slack: a request without a right signature was turned away")
            return web.Response(status=401)
        payload = payload_in(body, request.content_type)
        if payload is None:
            return web.Response(status=400)
        try:
            answer = await self._intake.take(payload)
        except Exception as error:
            broke(self._log, error)
            return web.Response(status=500)
        kind = _JSON if answer.body else _TEXT
        return web.Response(status=answer.status, body=answer.body, headers=kind)


def payload_in(body: bytes, kind: str) -> Json | None:
    """Events come as JSON, commands as a form, everything else as JSON in a form; ``None`` is none of them."""
    try:
        if kind == "application/json":
            read = orjson.loads(body)
        else:
            fields = dict(query_to_pairs(body.decode()))
            read = orjson.loads(fields["payload"]) if "payload" in fields else fields
    except ValueError:
        return None
    return read if isinstance(read, dict) else None
