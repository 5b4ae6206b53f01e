"""The manifest asks Slack for what the bot uses, in the form Slack takes."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest

from bot.settings import Slack
from bot.slack.manifest import SCOPES, manifest

URL = "https://imi.example.org/slack/events"
CODE = Path(__file__).parents[2] / "bot" / "slack"

# The scope each method needs, from its own page; the others need none.
NEEDED = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "im:history",
    "conversations.open": "im:write",
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "users.info": "users:read",
}
WITHOUT = {"apps.connections.open", "auth.test", "bots.info", "views.open", "views.update"}


def text(most: int) -> dict[str, object]:
    return {"type": "string", "minLength": 1, "maxLength": most}


def record(required: str, **parts: object) -> dict[str, object]:
    return {
        "type": "object",
        "properties": parts,
        "required": required.split(),
        "additionalProperties": False,
    }


WEB = {"type": "string", "pattern": "^https://"}
YES_OR_NO = {"type": "boolean"}
# https://docs.slack.dev/reference/app-manifest, as far as we go.
SCHEMA = record(
    "_metadata display_information features oauth_config settings",
    _metadata=record("major_version", major_version={"const": 1}, minor_version={"const": 1}),
    display_information=record("name", name=text(35), description=text(140)),
    features=record(
        "app_home bot_user slash_commands",
        app_home=record(
            "",
            home_tab_enabled=YES_OR_NO,
            messages_tab_enabled={"const": True},
            messages_tab_read_only_enabled={"const": False},
        ),
        bot_user=record("display_name", display_name=text(80), always_online=YES_OR_NO),
        slash_commands={
            "type": "array",
            "minItems": 1,
            "items": record(
                "command description",
                command={"type": "string", "pattern": "^/[a-z0-9_-]{1,31}$"},
                description=text(2000),
                usage_hint=text(1000),
                should_escape=YES_OR_NO,
                url=WEB,
            ),
        },
    ),
    oauth_config=record("scopes", scopes=record("bot", bot={"type": "array", "uniqueItems": True})),
    settings=record(
        "event_subscriptions interactivity socket_mode_enabled",
        event_subscriptions=record("bot_events", request_url=WEB, bot_events={"type": "array"}),
        interactivity=record(
            "is_enabled",
            is_enabled={"const": True},
            request_url=WEB,
            message_menu_options_url=WEB,
        ),
        org_deploy_enabled=YES_OR_NO,
        socket_mode_enabled=YES_OR_NO,
        token_rotation_enabled=YES_OR_NO,
    ),
)


@pytest.mark.parametrize("mode", ["http", "socket"])
def test_slack_can_make_the_app_from_it(mode: str) -> None:
    jsonschema.validate(manifest(Slack.model_validate({"mode": mode}), URL), SCHEMA)


def test_over_http_slack_is_told_where_everything_goes() -> None:
    made = manifest(Slack(command="/ask"), URL)
    [command] = made["features"]["slash_commands"]
    interactivity = made["settings"]["interactivity"]
    assert (command["command"], command["url"]) == ("/ask", URL)
    assert made["settings"]["event_subscriptions"]["request_url"] == URL
    assert {interactivity["request_url"], interactivity["message_menu_options_url"]} == {URL}


def test_over_a_socket_no_address_is_named() -> None:
    assert "https://" not in str(manifest(Slack(mode="socket"), URL))


def test_every_scope_is_asked_for_that_a_called_method_needs() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in CODE.glob("*.py"))
    called = set(re.findall(r'"([a-z]+\.[a-zA-Z]+(?:\.[a-zA-Z]+)?)"', sources))
    methods = {
        name
        for name in called
        if name.split(".")[0] in {n.split(".")[0] for n in {*NEEDED, *WITHOUT}}
    }
    assert methods == NEEDED.keys() | WITHOUT
    assert {NEEDED[name] for name in methods & NEEDED.keys()} <= set(SCOPES)
