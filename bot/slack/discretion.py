"""Slack's libraries log what people write. Of what they say, only that they said it, and where, is kept."""

from __future__ import annotations

import logging


class Discreet(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[0] if record.exc_info else None
        record.msg = "Slack's library: %s line %d %s"
        record.args = (record.module, record.lineno, error.__name__ if error else "")
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def library_log() -> logging.Logger:
    """For Bolt and the SDK; they copy its level and its filters to loggers of their own."""
    log = logging.getLogger("bot.slack.library")
    log.setLevel(logging.WARNING)
    if not log.filters:
        log.addFilter(Discreet())
    return log
