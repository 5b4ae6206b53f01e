"""One thing Slack sends to the bot, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

from tests.support.slack.wire import Json

EVENT = "events_api"
INTERACTIVE = "interactive"
COMMAND = "slash_commands"


@dataclass
class Delivery:
    kind: str
    payload: Json
    attempt: int = 0
    """0 for the first time, 1 to 3 for a repetition (`x-slack-retry-num`)."""
    reason: str = ""
    takes_answer: bool = False
    """Whether the acknowledgement may carry a body that Slack reads."""
    seconds: float | None = None
    """From sending to the acknowledgement; None when there was none."""
    status: int | None = None
    answer: str = ""
    json_answer: bool = False
    error: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.error is None and self.seconds is not None

    @property
    def name(self) -> str:
        return str(
            self.payload.get("command")
            or self.payload.get("event", {}).get("type")
            or self.payload.get("type")
        )

    @property
    def wants_no_retry(self) -> bool:
        return self.headers.get("x-slack-no-retry") == "1"

    def body(self) -> tuple[str, bytes]:
        """Content type and body as they go over HTTP."""
        form = "application/x-www-form-urlencoded"
        if self.kind == EVENT:
            return "application/json", json.dumps(self.payload).encode()
        if self.kind == COMMAND:
            return form, urlencode(self.payload).encode()
        return form, urlencode({"payload": json.dumps(self.payload)}).encode()


class Road(Protocol):
    """How a delivery reaches the bot; what happened is written into it."""

    async def carry(self, delivery: Delivery, limit: float) -> None: ...
