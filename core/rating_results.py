"""How askers rated the answers of those whom a coordinator looks after, month by month, as far as it may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from core.clock import Clock, months_later
from core.people import Person
from core.ratings import Effort, Rated, Timeliness
from core.survey_reach import reach_of
from core.surveys import LEAST
from core.training_refusals import NoCoordinator
from core.training_rights import coordinated
from core.work import Work, Works

K = TypeVar("K")

# Spans do not overlap and no sum of them is shown: none can be told from the others.
_SPANS = ((3, 0), (6, 3), (12, 6))


@dataclass(frozen=True, slots=True)
class Span:
    """Between two instants. Each count is of at least five ratings, or empty."""

    since: datetime
    until: datetime
    timeliness: Mapping[Timeliness, int]
    effort: Mapping[Effort, int]


@dataclass(frozen=True, slots=True)
class RatingResults:
    works: Works
    clock: Clock

    async def of(self, actor: Person) -> Sequence[Span]:
        """The latest first. Raises ``NoCoordinator``."""
        if not coordinated(actor):
            raise NoCoordinator
        now = self.clock.now()
        async with self.works.reading() as work:
            return [
                await _span(work, actor, months_later(now, -first), months_later(now, -last))
                for first, last in _SPANS
            ]


async def _span(work: Work, actor: Person, since: datetime, until: datetime) -> Span:
    given = await _given(work, actor, since, until)
    timely = ((each.rating.timeliness, each.times) for each in given)
    effort = ((each.rating.effort, each.times) for each in given)
    return Span(since, until, _counted(timely), _counted(effort))


async def _given(work: Work, actor: Person, since: datetime, until: datetime) -> Sequence[Rated]:
    mine = await work.authorities.many(coordinated(actor))
    countries = sorted({each.country for each in mine.values()})
    found = [each for c in countries for each in await work.ratings.given(c, since, until)]
    reach = await reach_of(work, actor, [each.answerer for each in found])
    return [each for each in found if reach.has_authority(each.answerer)]


def _counted(given: Iterable[tuple[K | None, int]]) -> Mapping[K, int]:
    counts: Counter[K] = Counter()
    for answer, times in given:
        if answer is not None:
            counts[answer] += times
    return counts if counts.total() >= LEAST else {}
