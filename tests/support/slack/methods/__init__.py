"""Every Web API method the stand-in knows, by the name Slack gives it."""

from __future__ import annotations

from tests.support.slack.call import Method
from tests.support.slack.methods import access, chat, conversations, files, users, views

METHODS: dict[str, Method] = {
    **access.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **users.METHODS,
    **views.METHODS,
}
