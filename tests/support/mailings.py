"""A mailman who says what a test has to say, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from bot.delivery import Mailman
from chat.mailing import Mailing


def says_only(mailman: Mailman, mailing: Mailing) -> None:
    letters = mailman.letters
    services = replace(letters.services, mailings={mailing.topic: mailing})
    object.__setattr__(letters, "services", services)
