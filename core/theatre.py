"""The invented authorities of practice, those who work there, and what they ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.lessons import Lesson, Move, Player
from core.people import AreaId
from core.requests import QuestionId
from core.text import Message


@dataclass(frozen=True, slots=True)
class Office:
    """An invented authority: ``abroad`` says in which of the other countries, 0 is the learner's own.

    ``manner``: what it does with a question where no lesson says otherwise, ``asking``: with an answer.
    """

    id: str
    player: Player
    abroad: int
    title: Message
    official: Message
    manner: tuple[Move, ...] = ()
    asking: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What a simulated authority asks the learner's."""

    id: str
    area: AreaId
    question_set: str
    questions: tuple[QuestionId, ...]
    subject: Mapping[str, str]
    note: Message


@dataclass(frozen=True, slots=True)
class Theatre:
    """The learner and the ``colleague`` work at the office of the player ``you``."""

    colleague: Message = field(default_factory=lambda: Message(""))
    offices: tuple[Office, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    lessons: tuple[Lesson, ...] = ()

    def lesson(self, id: str) -> Lesson | None:
        return next((each for each in self.lessons if each.id == id), None)

    def inquiry(self, id: str) -> Inquiry | None:
        return next((each for each in self.inquiries if each.id == id), None)

    def office(self, id: str) -> Office | None:
        return next((each for each in self.offices if each.id == id), None)
