"""From a plan to a training and back, and what a plan has to keep to."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from core.people import AuthorityId, PersonId
from core.training_refusals import NoLength, NoSeats, StartsInThePast, TooFarAhead
from core.trainings import Plan, Training, TrainingId

MOST_SEATS = 10_000
MOST_MINUTES = 3 * 24 * 60
FARTHEST = timedelta(days=10 * 366)


def training_of(
    plan: Plan, id: TrainingId, uid: str, authority: AuthorityId, by: PersonId
) -> Training:
    return Training(**_values(replace(plan, uid=uid)), id=id, authority=authority, by=by)


def plan_of(training: Training) -> Plan:
    return Plan(**_values(training))


def _values(plan: Plan) -> dict[str, Any]:
    return {each.name: getattr(plan, each.name) for each in fields(Plan)}


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
    if plan.starts > now + FARTHEST:
        raise TooFarAhead(plan.starts)
