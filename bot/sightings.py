"""When somebody last wrote: the month, noted once in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from core.clock import Clock
from core.people import Person, PersonId
from core.work import Works


@dataclass(frozen=True, slots=True)
class Sightings:
    works: Works
    clock: Clock
    _noted: dict[PersonId, date] = field(default_factory=dict)

    async def note(self, person: Person) -> None:
        month = self.clock.now().date().replace(day=1)
        if self._noted.get(person.id) == month:
            return
        # Who asks many things at once is noted by the first.
        self._noted[person.id] = month
        try:
            async with self.works.writing() as work:
                await work.people.seen(person.id, month)
                await work.commit()
        except BaseException:
            del self._noted[person.id]
            raise
