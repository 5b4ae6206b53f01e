"""Where the bot is installed: the workspaces that let it in, and what opens each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Installation:
    """``enterprise`` or ``team`` is empty: of no organisation, or for all workspaces of one.

    ``expires``: when the token ends; ``refresh`` is then given for the next one, once. ``since``: to the second.
    """

    enterprise: str
    team: str
    app: str
    bot_user: str
    token: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    expires: datetime | None = None
    since: datetime | None = None

    @property
    def key(self) -> str:
        """What people and rooms there are known by, beside their own ids."""
        return self.team or self.enterprise


class Installations(Protocol):
    async def at(self, enterprise: str, team: str) -> Installation | None:
        """The workspace's own installation, or the one for all of its organisation."""
        ...

    async def keyed(self, key: str) -> Installation | None: ...

    async def all(self) -> Sequence[Installation]: ...

    async def put(self, installation: Installation) -> None:
        """A new one takes the place of what was there before. Nobody is renewing it any more."""
        ...

    async def forget(self, key: str, told: datetime | None = None) -> bool:
        """Whether there was one; ``told``: and it was there already when this was told."""
        ...

    async def renewing(self, key: str, now: datetime, until: datetime) -> bool:
        """Whether the caller is the one who is to renew the token now; ``until``: for how long."""
        ...
