"""What stands in front of everything else: only what Slack has signed, lately and in reasonable size, comes in."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

MOST_BYTES = 2**20
_MOST_SECONDS = 300
_TIMESTAMP, _SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"


@dataclass(frozen=True, slots=True)
class Guard:
    """https://docs.slack.dev/authentication/verifying-requests-from-slack"""

    secret: bytes

    def __post_init__(self) -> None:
        if not self.secret:
            raise ValueError("there is no signing secret, so anybody could sign")

    def lets_in(self, headers: Mapping[str, str], body: bytes, now: float) -> bool:
        timestamp, given = headers.get(_TIMESTAMP, ""), headers.get(_SIGNATURE, "")
        if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
            return False
        if abs(now - int(timestamp)) > _MOST_SECONDS:
            return False
        expected = self.signature(timestamp, body)
        return hmac.compare_digest(expected.encode(), given.encode("utf-8", "surrogateescape"))

    def signature(self, timestamp: str, body: bytes) -> str:
        signed = b"v0:" + timestamp.encode() + b":" + body
        return f"v0={hmac.digest(self.secret, signed, 'sha256').hex()}"
