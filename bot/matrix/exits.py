"""Whoever leaves a room may have left altogether: an account that is closed leaves all of its rooms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import structlog

from bot.matrix.events import Json, inner, is_state, text
from bot.matrix.faults import Refused
from bot.matrix.hearing import address
from bot.matrix.homeserver import Homeserver
from bot.matrix.patience import patiently
from core.departures import Departures

log = structlog.get_logger()


def leavers(events: Iterable[Json], me: str) -> Iterator[str]:
    """Those who went by themselves."""
    for event in events:
        person = text(event, "sender")
        left = text(inner(event, "content"), "membership") == "leave"
        if left and is_state(event, "m.room.member") and event["state_key"] == person != me:
            yield person


@dataclass(frozen=True, slots=True)
class Exit:
    homeserver: Homeserver
    departures: Departures

    async def left(self, person: str) -> None:
        try:
            closed = await patiently(lambda: self.homeserver.is_closed(person))
        except Refused as refused:
            log.warning("matrix.profile", problem=str(refused))
            return
        if closed:
            await self.departures.closed(address(person))
