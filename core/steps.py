"""What a row of the life cycle's table says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.people import Right
from core.requests import Action, Request, Side, State


class Notice(StrEnum):
    """What is said to somebody about a request, at once or at its hour."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DATE_PROPOSED = "date_proposed"
    DATE_AGREED = "date_agreed"
    DATE_KEPT = "date_kept"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ACCEPTANCE_DUE = "acceptance_due"
    DATE_WAITING = "date_waiting"
    REPLY_DUE = "reply_due"
    OVERDUE = "overdue"
    ANSWER_WAITING = "answer_waiting"


class Needs(StrEnum):
    """What must hold of a request beside its state."""

    PROPOSAL = "proposal"
    ALL_ANSWERED = "all_answered"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What counts when the table is read and is not in the request itself.

    ``open_questions`` counts the asked questions that still want an answer.
    """

    open_questions: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """In ``state``, whoever has ``right`` on ``side`` may do ``action``, if all of ``needs`` hold.

    It leads to ``leads_to``. ``tells``: which side is told what; the side that acts is not told.
    """

    state: State
    action: Action
    side: Side
    leads_to: State
    tells: Mapping[Side, Notice] = field(default_factory=dict)
    needs: tuple[Needs, ...] = ()
    right: Right = Right.HANDLE


def holds(needs: Needs, request: Request, circumstances: Circumstances) -> bool:
    match needs:
        case Needs.PROPOSAL:
            return request.proposal is not None
        case Needs.ALL_ANSWERED:
            return circumstances.open_questions == 0
