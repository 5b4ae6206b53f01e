"""Slack; loaded only where it is switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.adapter import SlackFace

if TYPE_CHECKING:
    from bot.app import Assistant


def open_slack(assistant: Assistant) -> SlackFace:
    config = assistant.config
    limits, slack = config.limits, config.platforms.slack
    return SlackFace(assistant.front, assistant.events, slack, limits.attachment_bytes)
