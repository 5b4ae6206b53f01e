"""Guided lessons: what one is to do, what the simulated others do, and how far somebody has come.

Only what is really done counts: the acts are those of the audit trail, the same life cycle decides about them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from core.requests import Action
from core.text import Message


class Player(StrEnum):
    """The learner, a colleague, another authority of the own country, one of another, and a coordinator."""

    YOU = "you"
    COLLEAGUE = "colleague"
    NEIGHBOUR = "neighbour"
    PARTNER = "partner"
    COORDINATOR = "coordinator"


class Deed(StrEnum):
    """What a simulated person can do. ``SEND`` asks the learner's authority something."""

    SEND = "send"
    ACCEPT = "accept"
    PROPOSE = "propose_date"
    AGREE = "agree"
    INSIST = "keep_date"
    ANSWER = "answer"
    ASK = "ask_clarification"
    CLARIFY = "clarify"
    ADVISE = "advise"
    SEND_BACK = "send_back"
    FORWARD = "forward"
    CLOSE = "close"


class Holding(StrEnum):
    """What is so of the learner now."""

    DEPUTY = "deputy"
    AWAY = "away"
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Move:
    """As soon as it is possible, but not before the learner has come to ``step`` and so many ``days`` are over.

    ``asks`` names the request that is sent; ``by_days`` how far off its date is, or the date that is proposed;
    ``late``: not before the date of the request is over.
    """

    who: Player
    does: Deed
    days: int = 0
    step: int = 1
    asks: str = ""
    by_days: int = 10
    late: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """One thing to be done: an action ``by`` somebody, or what ``holds`` then."""

    says: Message
    did: frozenset[Action] = frozenset()
    by: Player = Player.YOU
    holds: Holding | None = None
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """``wrong``: what is said where the learner does something else instead."""

    id: str
    title: Message
    aim: Message
    learnt: Message
    stages: tuple[Stage, ...]
    plot: tuple[Move, ...]
    wrong: Mapping[Action, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """Somebody has done something with a request."""

    by: Player
    action: Action
    at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a lesson has come: ``reached`` stages are done, ``heard`` acts were looked at, ``played`` moves made, the
    last one on the day when it ``moved``; ``wrong`` is the last act that leads elsewhere, until it is made good."""

    lesson: str
    since: datetime
    reached: int = 0
    heard: int = 0
    played: int = 0
    moved: date | None = None
    wrong: Action | None = None

    def moved_on(self, today: date) -> Progress:
        return replace(self, played=self.played + 1, moved=today)


def watch(
    lesson: Lesson, progress: Progress, done: Sequence[Done], holding: Collection[Holding]
) -> Progress:
    """How far it has come with what was done since."""
    reached, wrong = progress.reached, progress.wrong
    for each in done[progress.heard :]:
        reached = _held(lesson, reached, holding)
        stage = lesson.stages[reached] if reached < len(lesson.stages) else None
        if stage and stage.by is each.by and each.action in stage.did:
            reached, wrong = reached + 1, None
        elif stage and each.by is Player.YOU and each.action not in _ON_THE_WAY:
            wrong = None if _makes_good(lesson.stages[:reached], each) else each.action
    now = _held(lesson, reached, holding)
    wrong = wrong if now == reached else None
    return replace(progress, reached=now, heard=len(done), wrong=wrong)


def _held(lesson: Lesson, reached: int, holding: Collection[Holding]) -> int:
    while reached < len(lesson.stages) and lesson.stages[reached].holds in holding:
        reached += 1
    return reached


def _makes_good(over: Sequence[Stage], done: Done) -> bool:
    """It undoes a wrong turn, or does once more what was right before."""
    return done.action in _UNDOES or any(
        stage.by is Player.YOU and done.action in stage.did for stage in over
    )


# Writing a draft, or answering one of several questions.
_ON_THE_WAY = frozenset({Action.CREATE, Action.ANSWER, Action.MODIFY, Action.MESSAGE})
_UNDOES = frozenset({Action.TAKE_BACK, Action.REOPEN})


def due_move(lesson: Lesson, progress: Progress, today: date) -> Move | None:
    """What the others do next, once it is time."""
    if progress.played >= len(lesson.plot):
        return None
    move = lesson.plot[progress.played]
    if progress.reached + 1 < move.step:
        return None
    waited = (today - progress.moved).days if progress.moved else move.days
    return move if waited >= move.days else None
