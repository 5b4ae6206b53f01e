"""What only the other side can do."""

from __future__ import annotations

from collections.abc import Collection

from core.requests import Request, Side
from core.text import Message, msg


def only_others(request: Request, sides: Collection[Side]) -> Message:
    if Side.ASKER in sides or Side.ANSWERER in sides:
        return msg(
            "Only the other authority can do this with request **{reference}**.",
            reference=request.reference,
        )
    return msg(
        "Only the coordinator can do this with request **{reference}**.",
        reference=request.reference,
    )
