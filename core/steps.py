"""What a row of the life cycle's table says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.people import Person, Right
from core.requests import Action, Request, Side, State


class Notice(StrEnum):
    """What is said to somebody about a request, at once or at its hour."""

    APPROVAL_WANTED = "approval_wanted"
    APPROVED = "approved"
    RETURNED = "returned"
    RECEIVED = "received"
    ALLOCATED = "allocated"
    FORWARDED = "forwarded"
    REFERRED = "referred"
    SENT_BACK = "sent_back"
    TAKEN_BACK = "taken_back"
    ACCEPTED = "accepted"
    DATE_PROPOSED = "date_proposed"
    DATE_AGREED = "date_agreed"
    DATE_KEPT = "date_kept"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    APPROVAL_DUE = "approval_due"
    ALLOCATION_DUE = "allocation_due"
    REFERRAL_DUE = "referral_due"
    ACCEPTANCE_DUE = "acceptance_due"
    DATE_WAITING = "date_waiting"
    REPLY_DUE = "reply_due"
    OVERDUE = "overdue"
    ANSWER_WAITING = "answer_waiting"
    NOT_REACTED = "not_reacted"


class Needs(StrEnum):
    """What must hold of a request beside its state."""

    PROPOSAL = "proposal"
    ALL_ANSWERED = "all_answered"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    APPROVAL = "approval_on"
    NO_APPROVAL = "approval_off"
    NO_ALLOCATION = "allocation_off"
    NOT_ONES_OWN = "not_ones_own"


# What an authority has set, and not the request, says whether these hold.
SET = frozenset({Needs.APPROVAL, Needs.NO_APPROVAL, Needs.NO_ALLOCATION})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What counts when the table is read and is not in the request itself.

    ``open_questions`` counts the asked questions that still want an answer; ``approval``: the asking
    authority wants a second pair of eyes, ``allocation``: the answering one gives out what arrives.
    """

    open_questions: int = 0
    approval: bool = False
    allocation: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """In ``state``, whoever has ``right`` on ``side`` may do ``action``, if all of ``needs`` hold.

    It leads to ``leads_to``, or to ``first`` where the answering authority allocates what arrives.
    ``tells``: which side is told what; whoever acts is not told.
    """

    state: State
    action: Action
    side: Side
    leads_to: State
    tells: Mapping[Side, Notice] = field(default_factory=dict)
    needs: tuple[Needs, ...] = ()
    right: Right = Right.HANDLE
    first: State | None = None


# Who hears that a request is given to another authority.
PASSED: Mapping[Side, Notice] = {
    Side.ANSWERER: Notice.RECEIVED,
    Side.ASKER: Notice.FORWARDED,
}


def holds(needs: Needs, request: Request, person: Person, circumstances: Circumstances) -> bool:
    if needs in SET:
        return _set(needs, circumstances)
    match needs:
        case Needs.PROPOSAL:
            return request.proposal is not None
        case Needs.ACCEPTED:
            return request.accepted is not None
        case Needs.NOT_ACCEPTED:
            return request.accepted is None
        case Needs.NOT_ONES_OWN:
            return person.id not in (request.author, request.last.by)
        case _:
            return circumstances.open_questions == 0


def _set(needs: Needs, circumstances: Circumstances) -> bool:
    match needs:
        case Needs.APPROVAL:
            return circumstances.approval
        case Needs.NO_APPROVAL:
            return not circumstances.approval
        case _:
            return not circumstances.allocation
