"""What the simulated officials do where no lesson runs: each office in its own manner, one thing after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.practice.players import ACTIONS, Players
from core.audit import Entry
from core.clock import today_in
from core.lessons import Deed, Move, Player
from core.requests import Reference, Request, Side

_BY_DAYS = 7
# Whoever is asked answers, as often as they are.
_WHEN_ASKED = (
    Move(Player.PARTNER, Deed.CLARIFY, days=1),
    Move(Player.COORDINATOR, Deed.ADVISE, days=1),
    Move(Player.COORDINATOR, Deed.SEND_BACK, days=1),
)


@dataclass(frozen=True, slots=True)
class FreePlay:
    players: Players
    time_zone: str

    async def play(self) -> bool:
        """Whether anybody has done anything."""
        for name in await self._names():
            for move in await self._due(name):
                if await self.players.make(move, name):
                    return True
        return False

    async def knock(self, today: date) -> None:
        """Where nothing waits for the learner's authority, somebody asks it something."""
        own = next(o for o in self.players.theatre.offices if o.player is Player.YOU)
        if any([r.answerer == own.id for r in await self._requests()]):
            return
        inquiries = self.players.theatre.inquiries
        asked = inquiries[today.toordinal() % len(inquiries)]
        move = Move(Player.PARTNER, Deed.SEND, asks=asked.id, by_days=_BY_DAYS)
        await self.players.make(move)

    async def _names(self) -> list[Reference]:
        return [request.reference for request in await self._requests()]

    async def _requests(self) -> Sequence[Request]:
        services = self.players.services
        learner = await self.players.person(self.players.learner)
        listed = await services.exchange.listed(learner)
        async with services.works.reading() as work:
            names = [line.reference for each in listed for line in each.lines]
            return await work.requests.many(names)

    async def _due(self, name: Reference) -> list[Move]:
        async with self.players.services.works.reading() as work:
            request = await work.requests.get(name)
            entries = await work.audit.of_request(request.id) if request else ()
        if request is None:
            return []
        waited = (self._today() - today_in(self.time_zone, entries[-1].at)).days
        is_over = self._today() > request.due
        left = [*self._left(list(self._manner(request)), entries), *_WHEN_ASKED]
        return [move for move in left if waited >= move.days and (is_over or not move.late)]

    def _left(self, manner: Sequence[Move], entries: Sequence[Entry]) -> Sequence[Move]:
        """What comes after the last move that was made; one that is not possible is passed over."""
        cast = self.players.cast()
        for entry in entries:
            if cast.get(entry.by) is not Player.YOU:
                at = next(
                    (n for n, m in enumerate(manner) if entry.action in ACTIONS[m.does]), None
                )
                manner = manner if at is None else manner[at + 1 :]
        return manner

    def _manner(self, request: Request) -> Iterator[Move]:
        for side in (Side.ASKER, Side.ANSWERER):
            office = self.players.theatre.office(request.authority(side) or "")
            if office and office.player is Player.PARTNER:
                yield from office.asking if side is Side.ASKER else office.manner

    def _today(self) -> date:
        return today_in(self.time_zone, self.players.services.clock.now())
