"""Somebody does something: who, with what, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from typing import TypedDict

from core.amendments import Amendment
from core.clock import today_in
from core.deadlines import Rule, Term
from core.errors import UserError
from core.people import AuthorityId, Person, PersonId
from core.ratings import Rating
from core.requests import (
    Answer,
    Attachment,
    FreeText,
    Part,
    Passing,
    Proposal,
    QuestionId,
    Remark,
    Request,
    Side,
    Written,
)
from core.text import msg
from core.values import value

_LONGEST = timedelta(days=365)


@value(frozen=True, slots=True)
class Given:
    """What the actor hands over with an action; each action reads its own part.

    ``rule``: the period that leads to ``day``, where one does. ``whose``: the side to which the coordinator
    belongs that is asked for help. ``edition``: which one of a changed request the actor has looked at.
    ``questions`` and ``documents``: what a part gets.
    """

    day: date | None = None
    answers: Mapping[QuestionId, str] = field(default_factory=dict)
    rule: Rule | None = None
    to: AuthorityId | None = None
    person: PersonId | None = None
    text: FreeText | None = None
    attachments: tuple[Attachment, ...] = ()
    rating: Rating | None = None
    whose: Side = Side.ANSWERER
    amendment: Amendment | None = None
    edition: int | None = None
    questions: tuple[QuestionId, ...] = ()
    documents: bool = False


@value(frozen=True, slots=True)
class Act:
    """Somebody does something now; on which ``side``, the step says."""

    request: Request
    actor: Person
    given: Given
    now: datetime
    side: Side = Side.ASKER

    @property
    def today(self) -> date:
        return today_in(self.actor.time_zone, self.now)


class Changed(TypedDict, total=False):
    """What an act makes of a request: what is not named stays as it is."""

    questions: tuple[QuestionId, ...]
    wished: date
    term: Term | None
    subject: Mapping[str, str]
    note: FreeText | None
    attachments: tuple[Attachment, ...]
    answers: Mapping[QuestionId, Answer]
    told: Mapping[QuestionId, Answer]
    handler: PersonId | None
    proposal: Proposal | None
    agreed: date | None
    sent: datetime
    accepted: datetime | None
    answered: datetime
    closed: datetime | None
    answerer: AuthorityId
    passed: tuple[Passing, ...]
    coordinator: AuthorityId
    coordinates: Side
    remark: Remark | None
    written: tuple[Written, ...]
    rating: Rating | None
    edition: int
    changed: tuple[str, ...]
    parts: tuple[Part, ...]


class DayNotPossible(UserError):
    """A date that cannot be agreed on, with the reason."""

    field = "day"


def checked_day(day: date | None, today: date) -> date:
    """A day that can be promised: after today, within a year."""
    if day is None:
        raise DayNotPossible(msg("Please give a date, for example 30.11.2026."))
    if day <= today:
        raise DayNotPossible(
            msg("{day} is not in the future. Please give a date after today.", day=day)
        )
    if day > today + _LONGEST:
        raise DayNotPossible(
            msg("{day} is more than a year away. Please give an earlier date.", day=day)
        )
    return day
