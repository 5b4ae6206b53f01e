"""What a sync has brought, handed out: a task for each event, one after the other for each person."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from bot.matrix.bookmark import Tasks
from bot.matrix.events import Stretch, Synced, text
from bot.matrix.hearing import Hearing
from bot.matrix.invitations import Door, find_invitation
from bot.matrix.lanes import Lanes
from bot.matrix.read import Said, is_sealed, read
from bot.matrix.rooms import Rooms


@dataclass(frozen=True, slots=True)
class Intake:
    me: str
    rooms: Rooms
    hearing: Hearing
    door: Door
    lanes: Lanes

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
        return tasks

    def _note_changes(self, synced: Synced) -> None:
        if synced.direct:
            self.rooms.forget_direct()
        for room in synced.left:
            self.rooms.forget(room)
        for room, stretch in synced.joined.items():
            self.rooms.seen(room, (*stretch.state, *stretch.events))

    def _room(self, room: str, stretch: Stretch) -> Iterator[asyncio.Task[None]]:
        messages = list(self._messages(room, stretch))
        for said in messages:
            yield self.lanes.start(said.sender, partial(self.hearing.hear, said))
        sealed = [e for e in stretch.events if is_sealed(e) and text(e, "sender") != self.me]
        for event in sealed:
            sender, name = text(event, "sender"), text(event, "event_id")
            yield self.lanes.start(sender, partial(self.hearing.cannot_read, room, sender, name))
        invitation = find_invitation(room, stretch.events, self.me)
        if invitation and not messages and not sealed:
            yield self.lanes.start(invitation.inviter, partial(self.door.greet, invitation))

    def _messages(self, room: str, stretch: Stretch) -> Iterator[Said]:
        for event in stretch.events:
            said = read(event, room)
            if said and said.sender != self.me:
                yield said
