"""A person's calendar, read by whoever has its secret address; of that only a digest is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Protocol

from core.people import PersonId

_BYTES = 32


@dataclass(frozen=True, slots=True)
class Feed:
    person: PersonId
    digest: str
    opened: datetime


class Feeds(Protocol):
    async def of(self, person: PersonId) -> Feed | None: ...

    async def at(self, digest: str) -> PersonId | None:
        """Whose calendar it is; nobody's once it is closed."""
        ...

    async def put(self, feed: Feed) -> None:
        """Instead of the one this person had."""
        ...

    async def close(self, person: PersonId) -> None: ...


def new_secret() -> str:
    return token_urlsafe(_BYTES)


def digest_of(secret: str) -> str:
    """A secret of 32 random bytes needs no salt."""
    return sha256(secret.encode()).hexdigest()
