"""E-mail, for whoever cannot be reached in chat."""

from __future__ import annotations

from bot.app import Assistant
from bot.mail.adapter import MailFace


def open_mail(assistant: Assistant) -> MailFace:
    return MailFace(assistant.config.mail)
