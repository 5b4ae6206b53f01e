"""`response_url`: five uses in thirty minutes, an ephemeral answer unless it says otherwise."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from tests.support.slack.people import Channel, Message
from tests.support.slack.posts import announce, bot_message, content, keep
from tests.support.slack.wire import Json, SlackError
from tests.support.slack.world import Workspace, World

USES = 5
LIFE_SECONDS = 30 * 60
_KNOWN = frozenset(
    {
        "text",
        "blocks",
        "response_type",
        "replace_original",
        "delete_original",
        "thread_ts",
        "unfurl_links",
        "unfurl_media",
        "metadata",
    }
)


@dataclass
class Grant:
    """Whom one URL answers."""

    workspace: Workspace
    channel: Channel
    user: str
    original: Message | None
    expires: float
    left: int = USES


@dataclass
class ResponseUrls:
    world: World
    changed: Callable[[], None]
    grants: dict[str, Grant] = field(default_factory=dict)

    def new(
        self, workspace: Workspace, channel: Channel, user: str, original: Message | None = None
    ) -> str:
        secret = secrets.token_urlsafe(18)
        expires = self.world.clock.now() + LIFE_SECONDS
        self.grants[secret] = Grant(workspace, channel, user, original, expires)
        kind = "actions" if original else "commands"
        return f"{self.world.base_url}/{kind}/{workspace.id}/{secret}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        try:
            grant = self._use(request.match_info["secret"])
            self.apply(grant, _object(body))
        except SlackError as error:
            self.world.refused("response_url", error)
            status = 404 if error.error in ("used_url", "expired_url") else 400
            return web.json_response(error.answer(), status=status)
        return web.json_response({"ok": True})

    def _use(self, secret: str) -> Grant:
        grant = self.grants.get(secret)
        if grant is None:
            raise SlackError("invalid_url")
        if self.world.clock.now() > grant.expires:
            raise SlackError("expired_url")
        if grant.left <= 0:
            raise SlackError("used_url")
        grant.left -= 1
        return grant

    def apply(self, grant: Grant, said: Json) -> None:
        """Also for what comes in the acknowledgement of a command."""
        unknown = said.keys() - _KNOWN
        if unknown:
            raise SlackError("invalid_payload", f"unknown: {', '.join(sorted(unknown))}")
        if said.get("delete_original") or said.get("replace_original"):
            self._change(grant, said)
        elif said.get("response_type", "ephemeral") == "in_channel":
            raw = self._message(grant, said)
            announce(self.world, grant.workspace, keep(grant.channel, raw))
        elif said.get("response_type", "ephemeral") == "ephemeral":
            raw = self._message(grant, said)
            grant.channel.ephemerals.append(Message(grant.channel.id, raw, grant.user))
        else:
            raise SlackError("invalid_payload", "response_type: ephemeral or in_channel")
        self.changed()

    def _message(self, grant: Grant, said: Json) -> Json:
        extra: Json = {key: said[key] for key in ("thread_ts", "metadata") if key in said}
        return bot_message(grant.workspace, {**content(self.world, said), **extra})

    def _change(self, grant: Grant, said: Json) -> None:
        """The original changes or goes; an ephemeral one may be replaced like any other."""
        original = grant.original
        if original is None:
            raise SlackError("invalid_payload", "a command has no original message")
        before = dict(original.raw)
        if said.get("delete_original"):
            kept = grant.channel.ephemerals if original.reader else grant.channel.messages
            if original in kept:
                kept.remove(original)
        else:
            left = {key: value for key, value in before.items() if key != "blocks"}
            original.raw = left | content(self.world, said)
        if original.reader is None:
            deleted = bool(said.get("delete_original"))
            announce(self.world, grant.workspace, original, before, deleted)


def _object(body: bytes) -> Json:
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise SlackError("invalid_payload", "the body is not a JSON object")
    return found
