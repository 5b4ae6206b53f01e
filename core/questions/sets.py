"""Question sets: what an authority can be asked, about whom, and how it is answered.

The texts are content in our own words (`content/`), translated like every other text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from core.authorities import Authority
from core.deadlines import Rule, Unit
from core.errors import UserError
from core.learning import Learning
from core.people import AreaId
from core.questions.professions import Profession
from core.requests import QuestionId
from core.surveys import Template
from core.text import Message, as_written, msg
from core.theatre import Theatre


class AnswerKind(StrEnum):
    YES_NO = "yes_no"
    YES_NO_UNKNOWN = "yes_no_unknown"
    CHOICE = "choice"
    DATE = "date"
    TEXT = "text"


class FieldKind(StrEnum):
    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"


class PeriodUnit(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class Option:
    """One fixed answer; ``id`` is what is stored."""

    id: str
    label: Message


# Not marked with `msg`: they are in the catalogue of the questions, beside the texts they answer.
_YES = Option("yes", Message("Yes"))
_NO = Option("no", Message("No"))
_UNKNOWN = Option("unknown", Message("Not known"))
FIXED_OPTIONS: Mapping[AnswerKind, tuple[Option, ...]] = {
    AnswerKind.YES_NO: (_YES, _NO),
    AnswerKind.YES_NO_UNKNOWN: (_YES, _NO, _UNKNOWN),
}


SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Condition:
    """A follow-up is asked only after one of these answers to an earlier question."""

    question: QuestionId
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """``options`` holds every answer that can be picked, also for the yes/no kinds.

    A retired question stays readable in the requests that have it and is offered to nobody else. ``registers``
    says in which public registers the answer may stand: those about these professions, and with ``SUBJECT`` those
    about what the request is about. An empty one says that no register tells.
    """

    id: QuestionId
    text: Message
    kind: AnswerKind
    options: tuple[Option, ...] = ()
    condition: Condition | None = None
    hint: Message | None = None
    retired: bool = False
    registers: frozenset[str] = frozenset()

    def option(self, answer: str) -> Option | None:
        return next((option for option in self.options if option.id == answer), None)


@dataclass(frozen=True, slots=True)
class Group:
    title: Message
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class SubjectField:
    """One thing to say about the case; ``personal`` data is never shown in a room."""

    id: str
    label: Message
    kind: FieldKind
    personal: bool
    required: bool
    options: tuple[Option, ...] = ()
    hint: Message | None = None


@dataclass(frozen=True, slots=True)
class Period:
    days: int
    unit: PeriodUnit

    @property
    def rule(self) -> Rule:
        working = self.unit is PeriodUnit.WORKING
        return Rule(self.days, Unit.WORKING_DAYS if working else Unit.DAYS)


@dataclass(frozen=True)
class QuestionSet:
    """``subject_title`` names whom the subject fields are about ("The service provider")."""

    id: str
    area: AreaId
    title: Message
    legal_basis: Message
    period: Period
    subject_title: Message
    subject_fields: tuple[SubjectField, ...]
    groups: tuple[Group, ...]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for group in self.groups for question in group.questions)

    @property
    def offered(self) -> Iterator[Question]:
        """What an asker picks from; follow-ups come along with the question they follow."""
        return (q for q in self.questions if q.condition is None and not q.retired)

    def question(self, question: QuestionId) -> Question | None:
        return next((known for known in self.questions if known.id == question), None)

    def field(self, name: str) -> SubjectField | None:
        return next((field for field in self.subject_fields if field.id == name), None)


class UnknownQuestionSet(UserError):
    def __init__(self, name: str) -> None:
        super().__init__(
            msg(
                "The questions `{name}` are missing here. Please tell whoever runs this assistant.",
                name=name,
            )
        )


@dataclass(frozen=True)
class QuestionSets:
    all: tuple[QuestionSet, ...]

    @cached_property
    def _by_id(self) -> Mapping[str, QuestionSet]:
        return {known.id: known for known in self.all}

    def find(self, name: str) -> QuestionSet | None:
        return self._by_id.get(name)

    def get(self, name: str) -> QuestionSet:
        """The set a request was made with. Raises ``UnknownQuestionSet``."""
        found = self.find(name)
        if found is None:
            raise UnknownQuestionSet(name)
        return found

    def in_area(self, area: AreaId) -> tuple[QuestionSet, ...]:
        return tuple(known for known in self.all if known.area == area)


@dataclass(frozen=True, slots=True)
class Area:
    """``keywords`` is what a person may type for it, alternatives parted by ``|``.

    An area for ``everybody`` can be asked of any authority, whatever else it deals with.
    """

    id: AreaId
    label: Message
    description: Message
    keywords: Message
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class Areas:
    all: tuple[Area, ...]

    def get(self, area: AreaId) -> Area | None:
        return next((known for known in self.all if known.id == area), None)

    def concerns(self, area: AreaId, authority: Authority) -> bool:
        """Whether this authority may be asked in this area."""
        known = self.get(area)
        return known is not None and (known.everybody or area in authority.areas)

    def needed(self, asked: Collection[AreaId]) -> Collection[AreaId] | None:
        """Of which areas an authority must have one to be asked in one of these; None where any may be."""
        known = [area for area in self.all if area.id in asked]
        return None if any(area.everybody for area in known) else [area.id for area in known]

    def label(self, area: AreaId) -> Message:
        """Its name; the id itself for an area that is no longer among the content."""
        found = self.get(area)
        return found.label if found else as_written(area)


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that is written for the bot and not by its users."""

    areas: Areas
    sets: QuestionSets
    professions: tuple[Profession, ...] = ()
    learning: Learning = field(default_factory=Learning)
    theatre: Theatre = field(default_factory=Theatre)
    surveys: tuple[Template, ...] = ()
