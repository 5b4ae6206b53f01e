"""What Slack sends, field by field as in Slack's own samples."""

from __future__ import annotations

import base64
import json
import time

from tests.support.slack.people import Channel, Message, User
from tests.support.slack.views import View
from tests.support.slack.wire import Json
from tests.support.slack.world import Workspace


def event_callback(workspace: Workspace, event: Json) -> Json:
    app, now = workspace.app, int(workspace.clock.now())
    channel = event.get("channel")
    shared = isinstance(channel, str) and workspace.channels[channel].is_shared
    return {
        "token": app.verification_token,
        "team_id": workspace.id,
        "context_team_id": workspace.id,
        "context_enterprise_id": workspace.enterprise_id,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": f"{workspace.next_id('Ev')}{workspace.id}",
        "event_time": now,
        "authorizations": [
            {
                "enterprise_id": workspace.enterprise_id,
                "team_id": None if workspace.org_wide else workspace.id,
                "user_id": workspace.bot_user,
                "is_bot": True,
                "is_enterprise_install": workspace.org_wide,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": _context(workspace, event),
    }


def url_verification(token: str, challenge: str) -> Json:
    return {"token": token, "challenge": challenge, "type": "url_verification"}


def command(workspace: Workspace, user: User, channel: Channel, words: tuple[str, str]) -> Json:
    """`words`: the command with its stroke, and the text behind it."""
    found = {
        "token": workspace.app.verification_token,
        "team_id": workspace.id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": channel.name if channel.kind == "channel" else _private(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": words[0],
        "text": words[1],
        "api_app_id": workspace.app.id,
        "is_enterprise_install": str(workspace.org_wide).lower(),
    }
    if workspace.enterprise_id:
        found |= {"enterprise_id": workspace.enterprise_id, "enterprise_name": workspace.name}
    return found


def interaction(workspace: Workspace, user: User, kind: str) -> Json:
    """What every interactive payload begins with."""
    enterprise = workspace.enterprise_id
    team: Json = {"id": workspace.id, "domain": workspace.domain}
    if enterprise:
        team |= {"enterprise_id": enterprise, "enterprise_name": workspace.name}
    shown = {"id": user.id, "username": user.name, "name": user.name, "team_id": user.home_team}
    return {
        "type": kind,
        "user": shown,
        "api_app_id": workspace.app.id,
        "token": workspace.app.verification_token,
        "team": team,
        "enterprise": {"id": enterprise, "name": workspace.name} if enterprise else None,
        "is_enterprise_install": workspace.org_wide,
    }


def place(workspace: Workspace, target: Message | View) -> Json:
    """Where an element stands that was pressed. An ephemeral message is not shown to the app."""
    if isinstance(target, View):
        return {
            "container": {"type": "view", "view_id": target.id},
            "view": target.as_json(),
        }
    channel = workspace.channels[target.channel_id]
    found: Json = {
        "container": {
            "type": "message",
            "message_ts": target.ts,
            "channel_id": channel.id,
            "is_ephemeral": target.reader is not None,
        },
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": {}},
    }
    if target.thread_ts:
        found["container"]["thread_ts"] = target.thread_ts
    if target.reader is None:
        found["message"] = target.raw
    return found


def channel_name(channel: Channel) -> str:
    return channel.name if channel.kind == "channel" else _private(channel)


def action(block: Json, element: Json, state: Json) -> Json:
    """One entry of `actions`: the element pressed, with the value it has now."""
    found = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": f"{time.time():.6f}",
    }
    for key in ("text", "value", "style", "url", "placeholder"):
        if key in element:
            found[key] = element[key]
    return found | state


def _private(channel: Channel) -> str:
    return "directmessage" if channel.kind == "im" else "privategroup"


def _context(workspace: Workspace, event: Json) -> str:
    found = {
        "et": event["type"],
        "tid": workspace.id,
        "aid": workspace.app.id,
        "cid": event.get("channel"),
    }
    return "4-" + base64.urlsafe_b64encode(json.dumps(found).encode()).decode()
