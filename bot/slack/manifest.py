"""The description of our app that Slack makes it from.

https://docs.slack.dev/reference/app-manifest
"""

from __future__ import annotations

from bot.settings import Slack
from bot.slack.richtext import Json
from bot.slack.shortcuts import SHORTCUTS, Shortcut
from chat.registry import Registry

NAME = "IMI Assistant"
INSTALL, RETURN = "/slack/install", "/slack/oauth_redirect"
_ABOUT = (
    "Information requests between authorities of EU and EEA countries, each in its own language."
)
_HINTED = ("help", "my tasks", "new request", "find authority", "overview")

# What is called, and what for; nothing that is not needed.
SCOPES = (
    "app_mentions:read",  # to hear when it is mentioned
    "chat:write",  # to answer
    "commands",  # the slash command
    "files:read",  # attachments that people give
    "files:write",  # attachments and reports that people get
    "im:history",  # to read what is written to it alone
    "im:write",  # to write to somebody first
    "users:read",  # the language a person has set in Slack, and that an account is closed
)
EVENTS = (
    *("app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked"),
    "user_change",
)


def manifest(settings: Slack, url: str, registry: Registry) -> Json:
    """``url``: where Slack calls us; not needed in mode ``socket``."""
    socket, several = settings.mode == "socket", bool(settings.public_url)
    calls: Json = {} if socket else {"request_url": url}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {"name": NAME, "description": _ABOUT},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [_shortcut(one, registry) for one in SHORTCUTS],
            "slash_commands": [
                {**({} if socket else {"url": url}), **_command(settings, registry)}
            ],
        },
        "oauth_config": {**_way_back(settings), "scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**calls, "bot_events": list(EVENTS)},
            "interactivity": {
                "is_enabled": True,
                **({} if socket else {"request_url": url, "message_menu_options_url": url}),
            },
            "org_deploy_enabled": several,
            "socket_mode_enabled": socket,
            # A token that an operator has copied must not end; those of installations are renewed.
            "token_rotation_enabled": several,
        },
    }


def _command(settings: Slack, registry: Registry) -> Json:
    return {
        "command": settings.command,
        "description": "Ask, answer and keep dates",
        "usage_hint": " | ".join(registry[name].name for name in _HINTED),
        "should_escape": True,
    }


def _shortcut(shortcut: Shortcut, registry: Registry) -> Json:
    return {
        "name": shortcut.name,
        "type": shortcut.kind,
        "callback_id": shortcut.id,
        "description": registry[shortcut.run].summary.singular,
    }


def _way_back(settings: Slack) -> Json:
    """Where whoever has installed the app is sent back to."""
    address = settings.public_url.rstrip("/")
    return {"redirect_urls": [f"{address}{RETURN}"]} if address else {}
