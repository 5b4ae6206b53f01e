"""Who can be played in the terminal, and the team rooms that can be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.authorities import Authority
from core.folding import fold_words
from core.people import Person, Room


@dataclass(frozen=True, slots=True)
class Player:
    """``authorities``: where the person works, the first being the main one."""

    person: Person
    authorities: tuple[Authority, ...] = ()


@dataclass(frozen=True, slots=True)
class Cast:
    players: Mapping[str, Player]
    rooms: Mapping[str, Room]

    def player(self, said: str) -> str | None:
        """The id of a person, by it or by their name, capitals and accents aside."""
        return _found(said, {id: player.person.name for id, player in self.players.items()})

    def room(self, said: str) -> str | None:
        return _found(said, {id: room.name for id, room in self.rooms.items()})

    def reader(self, said: str) -> str | None:
        return self.player(said) or self.room(said)

    def own_rooms(self, person: str) -> tuple[str, ...]:
        """The rooms of the teams this person belongs to."""
        own = self.players[person].person.authorities()
        return tuple(id for id, room in self.rooms.items() if room.authority in own)


def _found(said: str, names: Mapping[str, str]) -> str | None:
    wanted = fold_words(said)
    for id, name in names.items():
        if wanted in (fold_words(id), fold_words(name)):
            return id
    return None
