"""What the bot says when something of its own broke; the log says where, and nothing of what people wrote."""

from __future__ import annotations

import logging
import traceback
import uuid

from chat.message import Reply, problem
from core.text import msg

NOT_OURS = problem(
    msg("I work only for people of this organisation. Please ask your own authority for help.")
)


def broke(log: logging.Logger, error: Exception) -> Reply:
    """An exception's words may hold a person's: only its kind and its places are logged."""
    reference = uuid.uuid4().hex[:8]
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("slack: %s, reference %s\n%s", type(error).__name__, reference, places)
    return problem(
        msg(
            "Something went wrong on my side; nothing was changed. Please try again. "
            "If it happens again, tell your helpdesk this number: `{reference}`.",
            reference=reference,
        )
    )
