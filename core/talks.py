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
