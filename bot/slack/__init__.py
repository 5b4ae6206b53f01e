"""Slack; loaded only where it is switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.adapter import Kept, SlackFace
from storage.installations import SqlInstallations
from storage.sealing import Ring

if TYPE_CHECKING:
    from bot.app import Assistant


def open_slack(assistant: Assistant) -> SlackFace:
    config = assistant.config
    limits, slack = config.limits, config.platforms.slack
    ring = Ring(config.attachments.keys)
    kept = Kept(assistant.events, SqlInstallations(assistant.database, ring))
    return SlackFace(assistant.front, kept, slack, limits.attachment_bytes)
