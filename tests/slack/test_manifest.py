"""The manifest asks Slack for what the bot uses, in the form Slack takes."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest

import handlers
from bot.settings import Slack
from bot.slack.manifest import SCOPES, manifest
from bot.slack.shortcuts import SHORTCUTS, Shortcut
from chat.registry import discover

URL = "https://imi.example.org/slack/events"
CODE = Path(__file__).parents[2] / "bot" / "slack"

# The scope each method needs, from its own page; the others need none.
NEEDED = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "conversations.history": "im:history",
    "conversations.replies": "im:history",
    "conversations.open": "im:write",
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "users.info": "users:read",
}
WITHOUT = {
    "apps.connections.open",
    "auth.test",
    "bots.info",
    "oauth.v2.access",
    "views.open",
    "views.publish",
    "views.update",
}
REGISTRY = discover(handlers)


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
        "app_home bot_user shortcuts slash_commands",
        app_home=record(
            "",
            home_tab_enabled=YES_OR_NO,
            messages_tab_enabled={"const": True},
            messages_tab_read_only_enabled={"const": False},
        ),
        bot_user=record("display_name", display_name=text(80), always_online=YES_OR_NO),
        shortcuts={
            "type": "array",
            "maxItems": 10,
            "items": record(
                "name type callback_id description",
                name=text(24),
                type={"enum": ["global", "message"]},
                callback_id=text(255),
                description=text(150),
            ),
        },
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
    oauth_config=record(
        "scopes",
        redirect_urls={"type": "array", "items": WEB},
        scopes=record("bot", bot={"type": "array", "uniqueItems": True}),
    ),
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


@pytest.mark.parametrize("public", [{}, {"public_url": "https://imi.example.org/"}])
@pytest.mark.parametrize("mode", ["http", "socket"])
def test_slack_can_make_the_app_from_it(mode: str, public: dict[str, str]) -> None:
    jsonschema.validate(
        manifest(Slack.model_validate({"mode": mode, **public}), URL, REGISTRY), SCHEMA
    )


def test_over_http_slack_is_told_where_everything_goes() -> None:
    made = manifest(Slack(command="/ask"), URL, REGISTRY)
    [command] = made["features"]["slash_commands"]
    interactivity = made["settings"]["interactivity"]
    assert (command["command"], command["url"]) == ("/ask", URL)
    assert made["settings"]["event_subscriptions"]["request_url"] == URL
    assert {interactivity["request_url"], interactivity["message_menu_options_url"]} == {URL}


def test_tokens_end_and_come_back_only_where_workspaces_install_it() -> None:
    one = manifest(Slack(), URL, REGISTRY)
    several = manifest(Slack(public_url="https://imi.example.org/"), URL, REGISTRY)
    assert not one["settings"]["token_rotation_enabled"]
    assert several["settings"]["token_rotation_enabled"]
    back = several["oauth_config"]["redirect_urls"]
    assert back == ["https://imi.example.org/slack/oauth_redirect"]
    assert "redirect_urls" not in one["oauth_config"]


@pytest.mark.parametrize("shortcut", SHORTCUTS, ids=lambda one: one.id)
def test_a_shortcut_runs_a_command_and_its_note_is_a_question_of_it(shortcut: Shortcut) -> None:
    assert REGISTRY[shortcut.run].name == shortcut.run


def test_over_a_socket_no_address_is_named() -> None:
    assert "https://" not in str(manifest(Slack(mode="socket"), URL, REGISTRY))


def test_every_scope_is_asked_for_that_a_called_method_needs() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in CODE.glob("*.py"))
    called = set(re.findall(r'"([a-z]+\.[a-zA-Z0-9]+(?:\.[a-zA-Z]+)?)"', sources))
    methods = {
        name
        for name in called
        if name.split(".")[0] in {n.split(".")[0] for n in {*NEEDED, *WITHOUT}}
    }
    assert methods == NEEDED.keys() | WITHOUT
    assert {NEEDED[name] for name in methods & NEEDED.keys()} <= set(SCOPES)
