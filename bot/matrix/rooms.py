"""Rooms as the bot needs to know them: who is in one, whether it is private, and where a person is reached."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.matrix.events import Json, inner, is_state, text
from bot.matrix.faults import Refused
from bot.matrix.homeserver import Homeserver

_PRESENT = frozenset({"join", "invite"})
_MOST_KNOWN = 5_000
# State that decides who can read a room.
_TELLING = frozenset(
    {
        "m.room.member",
        "m.room.join_rules",
        "m.room.history_visibility",
        "m.room.name",
        "m.room.tombstone",
        "m.room.encryption",
    }
)


@dataclass(frozen=True, slots=True)
class RoomState:
    """``members``: who is in the room or may enter at any time, being invited; ``readers`` what is said there."""

    members: frozenset[str]
    readers: frozenset[str]
    named: bool
    open: bool
    closed: bool
    encrypted: bool

    def is_between(self, one: str, other: str, *, direct: bool) -> bool:
        """Nobody else can read it. A team's room may be nearly empty too: a name makes a room of it."""
        if self.open or (self.named and not direct):
            return False
        return one in self.members and self.members == {one, other}


def room_state(events: Iterable[Json]) -> RoomState:
    members: dict[str, str] = {}
    found: dict[str, Json] = {}
    for event in events:
        content = inner(event, "content")
        if is_state(event, "m.room.member"):
            if text(content, "membership") in _PRESENT:
                members[text(event, "state_key")] = text(content, "membership")
        elif event.get("state_key") == "":
            found[text(event, "type")] = content
    nothing: Json = {}
    rules = text(found.get("m.room.join_rules", nothing), "join_rule")
    history = text(found.get("m.room.history_visibility", nothing), "history_visibility")
    return RoomState(
        members=frozenset(members),
        # Who is invited may read from then on, unless the room says from entering on.
        readers=frozenset(m for m, how in members.items() if how == "join" or history != "joined"),
        named=bool(text(found.get("m.room.name", nothing), "name")),
        open=rules == "public" or history == "world_readable",
        closed="m.room.tombstone" in found,
        encrypted="m.room.encryption" in found,
    )


class Rooms:
    """What the homeserver knows, remembered until it changes."""

    def __init__(
        self, homeserver: Homeserver, reads_sealed: Callable[[str], Awaitable[bool]]
    ) -> None:
        self.homeserver = homeserver
        self._reads_sealed = reads_sealed
        self._states: OrderedDict[str, RoomState] = OrderedDict()
        self._changes: defaultdict[str, int] = defaultdict(int)
        self._direct: dict[str, list[str]] | None = None
        self._keeping = asyncio.Lock()

    async def state(self, room: str) -> RoomState:
        known = self._states.get(room)
        while known is None:
            before = self._changes[room]
            found = room_state(await self.homeserver.state(room))
            if before == self._changes[room]:
                known = self._states[room] = found
        self._states.move_to_end(room)
        while len(self._states) > _MOST_KNOWN:
            self._states.popitem(last=False)
        return known

    def seen(self, room: str, events: Iterable[Json]) -> None:
        """Forget what is known of a room when something that counts has changed in it."""
        if any(event.get("type") in _TELLING and "state_key" in event for event in events):
            self.forget(room)

    def forget(self, room: str) -> None:
        self._changes[room] += 1
        self._states.pop(room, None)

    def forget_all(self) -> None:
        """Nobody has told us what has changed meanwhile."""
        for room in tuple(self._states):
            self.forget(room)
        self.forget_direct()

    def forget_direct(self) -> None:
        """Another device of ours may have changed which rooms are direct."""
        self._direct = None

    async def is_private(self, room: str, person: str) -> bool:
        direct = room in (await self._direct_rooms()).get(person, ())
        state = await self.state(room)
        return state.is_between(self.homeserver.user, person, direct=direct)

    async def find_direct(self, person: str) -> str | None:
        """The direct room this person used last."""
        for room in (await self._direct_rooms()).get(person, ()):
            if await self._is_usable(room, person):
                return room
        return None

    async def direct(self, person: str) -> str:
        """A room with this person alone, a new one if there is none."""
        found = await self.find_direct(person)
        if found is None:
            sealed = await self._reads_sealed(person)
            found = await self.homeserver.create_direct(person, sealed=sealed)
            await self.keep_direct(person, found)
        return found

    async def keep_direct(self, person: str, room: str) -> None:
        """From now on, what is for this person goes to this room."""
        async with self._keeping:
            known = await self._direct_rooms()
            rooms = known.get(person, [])
            if rooms[:1] == [room]:
                return
            changed = {**known, person: [room, *(r for r in rooms if r != room)]}
            await self.homeserver.put_direct_rooms(changed)
            self._direct = changed

    async def moved(self, old: str, room: str) -> list[str]:
        """Whose direct room goes on in another; it is their direct room from now on."""
        async with self._keeping:
            known = await self._direct_rooms()
            people = [person for person, rooms in known.items() if old in rooms]
            changed = {**known, **{p: [room, *(r for r in known[p] if r != old)] for p in people}}
            if people:
                await self.homeserver.put_direct_rooms(changed)
                self._direct = changed
        return people

    async def _direct_rooms(self) -> Mapping[str, list[str]]:
        if self._direct is None:
            self._direct = await self.homeserver.direct_rooms()
        return self._direct

    async def _is_usable(self, room: str, person: str) -> bool:
        """Asked anew each time: what goes to a room that somebody has just left is lost."""
        self.forget(room)
        try:
            state = await self.state(room)
        except Refused as refused:
            if refused.is_closed:
                return False
            raise
        between = state.is_between(self.homeserver.user, person, direct=True)
        return between and not state.closed
