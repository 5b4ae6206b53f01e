"""What goes over the wire: JSON objects, Slack's error answers, signatures."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

Json = dict[str, Any]

EXCUSED = frozenset(
    {"is_archived", "token_revoked", "token_expired", "account_inactive", "not_in_channel"}
)
"""Errors that the state of the world explains; every other one is a mistake of the bot."""


class SlackError(Exception):
    """Becomes `{"ok": false, "error": ...}`; `details` are what Slack puts in response_metadata."""

    def __init__(self, error: str, *details: str, **extra: object) -> None:
        super().__init__(": ".join((error, *details)))
        self.error = error
        self.details = details
        self.extra = extra

    def answer(self) -> Json:
        found: Json = {"ok": False, "error": self.error, **self.extra}
        if self.details:
            found["errors"] = list(self.details)
            found["response_metadata"] = {"messages": [f"[ERROR] {text}" for text in self.details]}
        return found


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """https://docs.slack.dev/authentication/verifying-requests-from-slack"""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def signed_headers(secret: str, timestamp: int, body: bytes) -> dict[str, str]:
    return {
        "X-Slack-Request-Timestamp": str(timestamp),
        "X-Slack-Signature": signature(secret, str(timestamp), body),
    }


def decoded(value: object) -> object:
    """Arguments that are objects may come as JSON text inside a form, a query or even JSON."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
