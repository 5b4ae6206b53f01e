"""Matrix events as they come: mappings from anywhere, read with care."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Json: TypeAlias = Mapping[str, object]

_NOTHING: Json = {}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A room's events since the last sync; ``gap`` is where older ones can be had that it leaves out."""

    events: tuple[Json, ...]
    state: tuple[Json, ...] = ()
    gap: str | None = None


@dataclass(frozen=True, slots=True)
class Synced:
    """``token`` continues from here. ``direct``: the account's direct rooms have changed.

    ``messages`` came to this session alone, in no room.
    """

    token: str
    joined: Mapping[str, Stretch] = field(default_factory=dict)
    invited: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    direct: bool = False
    messages: tuple[Json, ...] = ()


def text(event: Json, key: str) -> str:
    """Anything that is no text counts as none."""
    value = event.get(key)
    return value if isinstance(value, str) else ""


def inner(event: Json, *keys: str) -> Json:
    for key in keys:
        value = event.get(key)
        event = value if isinstance(value, Mapping) else _NOTHING
    return event


def texts(event: Json, key: str) -> tuple[str, ...]:
    values = event.get(key)
    return tuple(v for v in values if isinstance(v, str)) if isinstance(values, list) else ()


def is_state(event: Json, kind: str) -> bool:
    return event.get("type") == kind and isinstance(event.get("state_key"), str)


def server_of(user: str) -> str:
    """``@anna:example.org`` is at ``example.org``."""
    return user.partition(":")[2].lower()


def membership(event: Json, user: str) -> str:
    """What this event makes of a user; nothing when it is about something else."""
    if is_state(event, "m.room.member") and event["state_key"] == user:
        return text(inner(event, "content"), "membership")
    return ""


def is_entering(event: Json, user: str) -> bool:
    before = text(inner(event, "unsigned", "prev_content"), "membership")
    return membership(event, user) == "join" and before != "join"
