"""The self-check: does every open request have the reminders it wants? What is missing is planned, and reported."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from core.announcements import Announcer
from core.clock import Clock
from core.requests import Request, RequestId
from core.work import Work, Works

_BATCH = 100


@dataclass(frozen=True, slots=True)
class Inspection:
    """How many open requests were looked at, how many lacked something, how many reminders that was."""

    requests: int = 0
    lacking: int = 0
    reminders: int = 0


@dataclass(frozen=True, slots=True)
class Oversight:
    works: Works
    announcer: Announcer
    clock: Clock

    async def inspect(self) -> Inspection:
        """Look, and change nothing."""
        return await self._inspect(mend=False)

    async def mend(self) -> Inspection:
        """Look, and plan what is missing."""
        return await self._inspect(mend=True)

    async def _inspect(self, *, mend: bool) -> Inspection:
        looked = lacking = reminders = 0
        async for batch in self._open():
            looked += len(batch)
            for request, missing in await self._lacking(batch):
                lacking, reminders = lacking + 1, reminders + missing
                if mend:
                    await self._mend(request.id)
        return Inspection(looked, lacking, reminders)

    async def _open(self) -> AsyncIterator[Sequence[Request]]:
        last = RequestId(0)
        while True:
            async with self.works.reading() as work:
                batch = await work.requests.open_after(last, _BATCH)
            if not batch:
                return
            yield batch
            last = batch[-1].id

    async def _lacking(self, batch: Sequence[Request]) -> Sequence[tuple[Request, int]]:
        async with self.works.reading() as work:
            found = [(each, await self._missing(work, each)) for each in batch]
        return [(request, missing) for request, missing in found if missing]

    async def _missing(self, work: Work, request: Request) -> int:
        return len(await self.announcer.missing(work, request, self.clock.now()))

    async def _mend(self, name: RequestId) -> None:
        """As it stands by now: somebody may have acted since."""
        async with self.works.writing() as work:
            request = await work.requests.by_id(name)
            if request:
                await self.announcer.replan(work, request, self.clock.now())
                await work.commit()
