"""When somebody last wrote: the day, noted once in it. Who was away for long is told what they came for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import structlog

from core.clock import Clock
from core.people import Person, PersonId
from core.returning import welcome_back
from core.work import Works

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sightings:
    """``changed`` is called when there is something to tell them."""

    works: Works
    clock: Clock
    changed: Callable[[], None]
    _noted: dict[PersonId, date] = field(default_factory=dict)

    async def note(self, person: Person) -> None:
        day = self.clock.now().date()
        before = self._noted.get(person.id)
        if before == day:
            return
        # Who asks many things at once is noted by the first.
        self._noted[person.id] = day
        try:
            await self._note(person, day)
        except Exception as error:
            # Nobody is left without an answer for it, on a full disk say: their next word is noted.
            del self._noted[person.id]
            log.warning("sightings.not_noted", error=type(error).__name__)
        except BaseException:
            del self._noted[person.id]
            raise

    async def _note(self, person: Person, day: date) -> None:
        async with self.works.writing() as work:
            last = await work.people.last_wrote(person.id)
            await work.people.seen(person.id, day)
            told = await welcome_back(work, person, last, self.clock.now())
            await work.commit()
        if told:
            self.changed()
