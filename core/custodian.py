"""The daily round: blocks and deletes what the law no longer lets us keep. Done twice, it changes nothing more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from core.clock import Clock
from core.files import Files
from core.records import Deed, Handling, Records
from core.requests import Request
from core.retention import Retention, abandoned, blocked, erased, months_before
from core.work import Work, Works

_BATCH = 100

Find: TypeAlias = Callable[[Records], Awaitable[Sequence[Request]]]
Change: TypeAlias = Callable[[Request, datetime], Request]


class Passing(Protocol):
    """What is of use for some time only."""

    async def forget(self, before: datetime) -> int:
        """Give up what nobody has touched since; how many."""
        ...


@dataclass(frozen=True, slots=True)
class Round:
    """How many of each."""

    blocked: int = 0
    erased: int = 0
    drafts: int = 0
    forms: int = 0
    files: int = 0


@dataclass(frozen=True, slots=True)
class Custodian:
    works: Works
    files: Files
    talks: Passing
    events: Passing
    clock: Clock
    retention: Retention

    async def round(self) -> Round:
        """In small batches: nobody who works meanwhile waits long."""
        now, rules = self.clock.now(), self.retention
        to_block, to_erase = rules.to_block(now), rules.to_erase(now)
        untouched = months_before(now, rules.usual.block)
        return Round(
            blocked=await self._each(lambda r: r.to_block(to_block, _BATCH), blocked),
            erased=await self._each(lambda r: r.to_erase(to_erase, _BATCH), erased),
            drafts=await self._each(lambda r: r.abandoned(untouched, _BATCH), abandoned),
            forms=await self._forms(now - rules.forms),
            files=await self._files(now - rules.forms),
        )

    async def _each(self, find: Find, change: Change) -> int:
        done, more = 0, True
        while more:
            async with self.works.writing() as work:
                found = await find(work.records)
                changed = [await self._change(work, request, change) for request in found]
                await work.commit()
            done += sum(changed)
            # Whom somebody else changed just now comes with the next round.
            more = len(found) == _BATCH and all(changed)
        return done

    async def _change(self, work: Work, request: Request, change: Change) -> bool:
        now = self.clock.now()
        changed = change(request, now)
        deed = Deed.ERASED if changed.erased else Deed.BLOCKED
        return await put_away(work, changed, Handling(request.id, now, deed))

    async def _forms(self, before: datetime) -> int:
        await self.events.forget(before)
        return await self.talks.forget(before)

    async def _files(self, before: datetime) -> int:
        dropped = 0
        while unused := await self.files.unused(before, _BATCH):
            await self.files.drop(unused)
            dropped += len(unused)
        return dropped


async def put_away(work: Work, request: Request, handling: Handling) -> bool:
    """Store a request that was blocked or erased, with a note of it; ``False`` when somebody was faster."""
    if not await work.requests.save(request, request.version - 1):
        return False
    if handling.deed is Deed.ERASED:
        await work.records.forget_messages(request.id)
    await work.records.note(handling)
    return True
