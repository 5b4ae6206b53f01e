"""What Slack says of a person the bot does not know: their language, and whether they are of the house.

Believed for an hour: a guest may become a colleague, and a colleague a guest.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.workspaces import Workspace

_MOST = 10_000
_SECONDS = 3600.0
# Whoever is one of these comes from outside, and is let in by others than the bot's own people.
_OUTSIDE = ("is_stranger", "is_restricted", "is_ultra_restricted", "is_bot", "deleted")


@dataclass(frozen=True, slots=True)
class Profile:
    """``locale``: ``pt-PT``, or nothing."""

    locale: str
    outside: bool


_NOBODY = Profile("", outside=True)


class Profiles:
    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], tuple[float, Profile]] = OrderedDict()

    async def of(self, workspace: Workspace, user: str) -> Profile:
        """Raises ``NotDelivered``: of whom nothing can be learnt, nothing is taken."""
        key = workspace.team, user
        until, profile = self._known.get(key, (0.0, _NOBODY))
        if time.monotonic() < until:
            return profile
        answer = await workspace.calls.ask("users.info", user=user, include_locale="true")
        found = _read(answer.get("user"))
        self._known[key] = time.monotonic() + _SECONDS, found
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        return found


def _read(user: object) -> Profile:
    said: Mapping[str, Any] = user if isinstance(user, Mapping) else {"is_stranger": True}
    return Profile(str(said.get("locale") or ""), any(said.get(flag) for flag in _OUTSIDE))
