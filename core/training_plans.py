"""A training as somebody wants it, before it is one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from core.people import AuthorityId, PersonId, Role
from core.text import Named
from core.training_refusals import NoLength, NoSeats, StartsInThePast
from core.trainings import Training, TrainingId

MOST_SEATS = 10_000
MOST_MINUTES = 3 * 24 * 60


@dataclass(frozen=True, slots=True)
class Plan:
    """``uid``: the one it has in another calendar; a new one where it is empty."""

    titles: Named
    starts: datetime
    minutes: int
    place: str
    languages: tuple[str, ...]
    countries: frozenset[str]
    roles: frozenset[Role]
    seats: int
    uid: str = ""
    called_off: bool = False

    def training(self, id: TrainingId, uid: str, authority: AuthorityId, by: PersonId) -> Training:
        return Training(
            id=id,
            uid=uid,
            titles=self.titles,
            starts=self.starts,
            minutes=self.minutes,
            place=self.place,
            languages=self.languages,
            countries=self.countries,
            roles=self.roles,
            seats=self.seats,
            authority=authority,
            by=by,
            called_off=self.called_off,
        )


def plan_of(training: Training) -> Plan:
    return Plan(
        titles=training.titles,
        starts=training.starts,
        minutes=training.minutes,
        place=training.place,
        languages=training.languages,
        countries=training.countries,
        roles=training.roles,
        seats=training.seats,
        uid=training.uid,
        called_off=training.called_off,
    )


def same(training: Training, plan: Plan) -> bool:
    return plan_of(training) == replace(plan, uid=training.uid)


def check(plan: Plan, now: datetime) -> None:
    """Raises ``UserError``."""
    if not 1 <= plan.seats <= MOST_SEATS:
        raise NoSeats(MOST_SEATS)
    if not 1 <= plan.minutes <= MOST_MINUTES:
        raise NoLength(MOST_MINUTES)
    if plan.starts <= now:
        raise StartsInThePast(plan.starts)
