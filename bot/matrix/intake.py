"""What a sync has brought, handed out: a task for each event, one after the other for each person."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from bot.matrix.bookmark import Tasks
from bot.matrix.crypto.late import LateKeys
from bot.matrix.events import Json, Stretch, Synced, is_entering, is_state, text
from bot.matrix.exits import Exit, leavers
from bot.matrix.hearing import Hearing
from bot.matrix.invitations import Door, find_invitation
from bot.matrix.lanes import Lanes
from bot.matrix.moves import Moves
from bot.matrix.offers import is_reaction
from bot.matrix.read import is_sealed, read
from bot.matrix.rooms import Rooms
from bot.matrix.verifier import Verifier, is_comparing


@dataclass(frozen=True, slots=True)
class Intake:
    me: str
    rooms: Rooms
    hearing: Hearing
    door: Door
    lanes: Lanes
    keys: LateKeys
    verifier: Verifier
    moves: Moves
    exit: Exit

    async def prepare(self, synced: Synced) -> None:
        """What the keys need before anything else is done."""
        if synced.messages:
            self.keys.keys_came()
        await self.keys.upkeep()

    def take_in(self, synced: Synced) -> Tasks:
        """Nothing is waited for here: the next sync begins at once."""
        self._note_changes(synced)
        tasks: Tasks = []
        for room, events in synced.invited.items():
            invitation = find_invitation(room, events, self.me)
            if invitation:
                work = partial(self.door.open, invitation)
                tasks.append(self.lanes.start(invitation.inviter, work))
        for room, stretch in synced.joined.items():
            tasks += self._room(room, stretch)
        for message in filter(is_comparing, synced.messages):
            work = partial(self.verifier.told, message)
            tasks.append(self.lanes.start(text(message, "sender"), work))
        return tasks

    def _note_changes(self, synced: Synced) -> None:
        if synced.direct:
            self.rooms.forget_direct()
        for room in synced.left:
            self.rooms.forget(room)
        for room, stretch in synced.joined.items():
            self.rooms.seen(room, (*stretch.state, *stretch.events))

    def _room(self, room: str, stretch: Stretch) -> Iterator[asyncio.Task[None]]:
        spoken = [e for e in stretch.events if _is_said(e) and text(e, "sender") != self.me]
        for event in spoken:
            yield self._heard(room, event)
        for event in stretch.events:
            if is_state(event, "m.room.tombstone"):
                yield self.lanes.watch(self.moves.follow(event))
        if any(is_entering(event, self.me) for event in stretch.events):
            yield self.lanes.watch(self.moves.arrived(room))
        for person in leavers(stretch.events, self.me):
            yield self.lanes.start(person, partial(self.exit.left, person))
        invitation = find_invitation(room, stretch.events, self.me)
        if invitation and not spoken:
            yield self.lanes.start(invitation.inviter, partial(self.door.greet, invitation))

    def _heard(self, room: str, event: Json) -> asyncio.Task[None]:
        if is_sealed(event):
            return self.lanes.watch(self._open(room, event))
        return self.lanes.start(text(event, "sender"), partial(self._hear, room, event))

    async def _open(self, room: str, event: Json) -> None:
        """In the person's lane, so that all they say is heard in its order; whose key is late makes none wait."""
        sender, late = text(event, "sender"), True

        async def at_once() -> None:
            nonlocal late
            if opened := await self.keys.open(room, event):
                late = False
                await self._hear(room, opened, sealed=True)

        await self.lanes.start(sender, at_once)
        if late:
            opened = await self.keys.opened(room, event)
            hearing = (
                self._hear(room, opened, sealed=True)
                if opened
                else self.hearing.cannot_read(room, event)
            )
            await self.lanes.start(sender, lambda: hearing)

    async def _hear(self, room: str, event: Json, *, sealed: bool = False) -> None:
        if is_comparing(event):
            await self.verifier.said(room, event)
        elif is_reaction(event):
            await self.hearing.react(room, event)
        elif said := read(event, room):
            await self.hearing.hear(replace(said, sealed=sealed))


def _is_said(event: Json) -> bool:
    """Whether somebody may have said something to us by it: what is sealed shows only once it is open."""
    if is_sealed(event) or is_comparing(event) or is_reaction(event):
        return bool(text(event, "sender"))
    return read(event, "") is not None
