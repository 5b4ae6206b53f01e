"""The daily round: blocks and deletes what the law no longer lets us keep. Done twice, it changes nothing more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeAlias

from core.clock import Clock
from core.division import parts_of
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
        deed = Deed.BLOCKED if change is blocked else Deed.ERASED
        note = Handling(request.id, now, deed)
        return await put_away(work, request, change, note)

    async def _forms(self, before: datetime) -> int:
        await self.events.forget(before)
        return await self.talks.forget(before)

    async def _files(self, before: datetime) -> int:
        dropped = 0
        while unused := await self.files.unused(before, _BATCH):
            await self.files.drop(unused)
            dropped += len(unused)
        return dropped


async def put_away(work: Work, request: Request, change: Change, note: Handling) -> bool:
    """Block or erase a request and its parts, and note it of each; ``False`` when somebody was faster."""
    parts = [part for part in await parts_of(work, request) if not _is_done(part, note.deed)]
    for each in (*parts, request):
        if not await work.requests.save(change(each, note.at), each.version, entered=False):
            return False
        if note.deed is Deed.ERASED:
            await work.records.forget_messages(each.id)
        await work.records.note(replace(note, request=each.id))
    return True


def _is_done(part: Request, deed: Deed) -> bool:
    return bool(part.erased or (deed is Deed.BLOCKED and part.blocked))
