"""A reminder put off: by the one who was reminded, or for the whole team because somebody is on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.people import Person, PersonId, Room
from core.requests import RequestId


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing is said before ``until``, and something then.

    ``in_hand``: the person is on it, so that colleagues and their room are left alone too.
    """

    person: PersonId
    until: datetime
    in_hand: bool = False


class Pauses(Protocol):
    async def of(self, request: RequestId) -> Sequence[Pause]: ...

    async def put(self, request: RequestId, pause: Pause) -> None:
        """Instead of the one this person had."""
        ...

    async def forget(self, request: RequestId) -> None:
        """All of them: what they were about is done."""
        ...


def pause_for(
    reader: Person | Room, pauses: Sequence[Pause], team: frozenset[PersonId]
) -> Pause | None:
    """The longest that counts for this reader; ``team``: everybody on the reader's side."""
    own = [
        pause
        for pause in pauses
        if (pause.in_hand and pause.person in team)
        or (isinstance(reader, Person) and pause.person == reader.id)
    ]
    return max(own, key=lambda pause: pause.until, default=None)
