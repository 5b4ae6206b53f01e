"""What a conversation must not forget when the bot restarts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.people import Address


@dataclass(frozen=True, slots=True)
class TalkKey:
    """One person in one place; ``room`` is the platform's own id of it, thread included."""

    speaker: Address
    room: str


class Talks(Protocol):
    """Open dialogues and offered choices, each a JSON document; every call is a transaction of its own."""

    async def read(self, key: TalkKey) -> str | None: ...

    async def write(self, key: TalkKey, document: str | None, now: datetime) -> None:
        """Keep the document; ``None`` forgets it."""
        ...

    async def open_of(self, *speakers: Address) -> Sequence[tuple[TalkKey, str]]: ...


class Events(Protocol):
    async def take(self, platform: str, event: str, now: datetime) -> bool:
        """Remember that an event is being handled; ``False`` when it already was (a replay)."""
        ...


class Marks(Protocol):
    """Small things an adapter keeps between runs: a sync token, a device id."""

    async def get(self, name: str) -> str | None: ...

    async def put(self, name: str, value: str) -> None: ...


class Leases(Protocol):
    """What only one of several assistants may do at a time; whoever falls silent loses it."""

    async def take(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Take it, or keep it for longer; ``False`` while somebody else has it."""
        ...

    async def give_back(self, name: str, holder: str) -> None: ...

    async def holder(self, name: str, now: datetime) -> str | None: ...
