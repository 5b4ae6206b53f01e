"""Surveys: what is asked of whom, and what came of it. No answer carries a person, and nothing counts one apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol, TypeAlias

from core.people import AreaId, AuthorityId, PersonId, Role
from core.text import Message, Named

SurveyId = NewType("SurveyId", int)

NEW = SurveyId(0)
SURVEY = "survey"
# Fewer people than this are no group in which anybody could hide.
LEAST = 5
MARKS = 5
MOST_QUESTIONS = 8
MOST_OPTIONS = 8

# From the content folder, in every language; or as a coordinator has written it, in some.
Wording: TypeAlias = "Message | Named"


class Kind(StrEnum):
    """How a question is answered; a ``SCALE`` goes from 1 to 5."""

    SCALE = "scale"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """``options`` of a choice; an answer is the place of one, from 1."""

    text: Wording
    kind: Kind
    options: tuple[Wording, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """What can be answered, where it is picked."""
        most = MARKS if self.kind is Kind.SCALE else len(self.options)
        return tuple(str(number) for number in range(1, most + 1))


@dataclass(frozen=True, slots=True)
class Template:
    """A survey of the content folder, ready to be sent."""

    id: str
    title: Message
    questions: tuple[SurveyQuestion, ...]


@dataclass(frozen=True, slots=True)
class Audience:
    """No ``areas`` or ``roles``: all of them. Whom a coordinator may ask at all is not said here."""

    areas: frozenset[AreaId] = frozenset()
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Survey:
    """``by`` runs it, for the ``authority``; ``asked`` and ``answered`` count people.

    Once it has ended it is ``settled``: nobody is kept as one who has answered, and what may not be shown is gone.
    """

    id: SurveyId
    title: Wording
    questions: tuple[SurveyQuestion, ...]
    audience: Audience
    authority: AuthorityId
    by: PersonId
    started: datetime
    ends: datetime
    asked: int = 0
    answered: int = 0
    settled: bool = False

    def is_over(self, now: datetime) -> bool:
        return self.settled or self.ends <= now


Answers: TypeAlias = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of one question: how often each answer was picked, or the texts in no order."""

    question: SurveyQuestion
    counts: Mapping[str, int] = field(default_factory=dict)
    texts: Sequence[str] = ()

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Asked:
    """That somebody is asked, and whether they have answered; never what."""

    survey: SurveyId
    person: PersonId
    answered: bool = False


class Surveys(Protocol):
    async def add(self, survey: Survey) -> Survey:
        """With the id it has from now on."""
        ...

    async def get(self, survey: SurveyId) -> Survey | None: ...

    async def alone(self, survey: SurveyId) -> Survey | None:
        """As it is now; until the unit of work is over nobody else changes or answers it."""
        ...

    async def save(self, survey: Survey) -> None: ...

    async def all(self) -> Sequence[Survey]:
        """The newest first."""
        ...

    async def forget(self, survey: SurveyId) -> None:
        """With everything that belongs to it."""
        ...

    async def ask(self, survey: SurveyId, people: Sequence[PersonId]) -> None: ...

    async def asked(self, survey: SurveyId, person: PersonId) -> Asked | None: ...

    async def of(self, person: PersonId) -> Sequence[Asked]: ...

    async def has_answered(self, survey: SurveyId, person: PersonId) -> None: ...

    async def forget_people(self, survey: SurveyId) -> None:
        """Who was asked, and who has answered."""
        ...

    async def count(self, survey: SurveyId, picked: Answers) -> None:
        """One more for each of these; nothing else is kept of them."""
        ...

    async def write(self, survey: SurveyId, question: int, said: str) -> None:
        """Among the others, at a place that chance chooses."""
        ...

    async def tallies(self, survey: Survey) -> Sequence[Tally]: ...

    async def forget_answers(self, survey: SurveyId) -> None: ...
