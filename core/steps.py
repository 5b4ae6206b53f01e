"""What a row of the life cycle's table says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum

from core.people import Person, Right
from core.requests import Action, Request, Side, State
from core.values import value


class Notice(StrEnum):
    """What is said to somebody about a request, at once or at its hour."""

    APPROVAL_WANTED = "approval_wanted"
    APPROVED = "approved"
    RETURNED = "returned"
    RECEIVED = "received"
    ALLOCATED = "allocated"
    FORWARDED = "forwarded"
    SPLIT = "split"
    REFERRED = "referred"
    SENT_BACK = "sent_back"
    TAKEN_BACK = "taken_back"
    ACCEPTED = "accepted"
    DATE_PROPOSED = "date_proposed"
    DATE_AGREED = "date_agreed"
    DATE_KEPT = "date_kept"
    PART_ANSWERED = "part_answered"
    ANSWERED = "answered"
    CLARIFICATION_WANTED = "clarification_wanted"
    CLARIFIED = "clarified"
    DISPUTED = "reply_referred"
    ADVISED = "advised"
    MESSAGE = "message"
    REOPENED = "reopened"
    MODIFIED = "modified"
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
    CLARIFICATION_DUE = "clarification_due"
    DISPUTE_DUE = "reply_referral_due"


# Said to those who have the case in hand, and not before the whole team.
PERSONAL = frozenset({Notice.MESSAGE})


class Needs(StrEnum):
    """What must hold of a request beside its state."""

    PROPOSAL = "proposal"
    ALL_ANSWERED = "all_answered"
    ACCEPTED = "accepted_nothing_sent"
    NOT_ACCEPTED = "not_accepted"
    PART_SENT = "part_sent"
    PART_READY = "part_ready"
    REOPENABLE = "closed_not_long_ago"
    NOT_RATED = "not_rated"
    APPROVAL = "approval_on"
    NO_APPROVAL = "approval_off"
    NO_ALLOCATION = "allocation_off"
    NOT_ONES_OWN = "not_ones_own"
    PART = "part"
    NOT_PART = "not_part"
    UNDIVIDED = "undivided"


# What an authority has set, and not the request, says whether these hold.
SET = frozenset({Needs.APPROVAL, Needs.NO_APPROVAL, Needs.NO_ALLOCATION})


# How long after closing the asker may still come back to it.
REOPENED_WITHIN = timedelta(days=30)


@value(frozen=True, slots=True)
class Circumstances:
    """What counts when the table is read and is not in the request itself.

    ``open_questions`` counts the asked questions that still want an answer; ``approval``: the asking
    authority wants a second pair of eyes, ``allocation``: the answering one gives out what arrives.
    Without ``now`` nothing is possible that is only so for some time.
    """

    open_questions: int = 0
    approval: bool = False
    allocation: bool = False
    now: datetime | None = None


@value(frozen=True, slots=True)
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
    if needs in _ABOUT_PARTS:
        return _divided(needs, request)
    match needs:
        case Needs.PROPOSAL:
            return request.proposal is not None
        case Needs.NOT_ONES_OWN:
            return person.id not in (request.author, request.last.by)
        case Needs.ALL_ANSWERED | Needs.PART_READY:
            return _answered(needs, request, circumstances)
        case Needs.REOPENABLE:
            return _reopenable(request, circumstances.now)
        case Needs.NOT_RATED:
            return request.rating is None and request.blocked is None
        case _:
            return _how_far(request) is needs


def _answered(needs: Needs, request: Request, circumstances: Circumstances) -> bool:
    """All of it, with what another authority answers; or a part of it that nobody has been told yet."""
    unfinished = circumstances.open_questions > 0 or bool(request.away)
    return (
        unfinished and request.answers != request.told
        if needs is Needs.PART_READY
        else not unfinished
    )


_ABOUT_PARTS = frozenset({Needs.PART, Needs.NOT_PART, Needs.UNDIVIDED})


def _divided(needs: Needs, request: Request) -> bool:
    match needs:
        case Needs.PART:
            return request.whole is not None
        case Needs.NOT_PART:
            return request.whole is None
        case _:
            return not request.divided


def _how_far(request: Request) -> Needs:
    if request.accepted is None:
        return Needs.NOT_ACCEPTED
    return Needs.PART_SENT if request.told else Needs.ACCEPTED


def _reopenable(request: Request, now: datetime | None) -> bool:
    if now is None or request.closed is None or request.blocked:
        return False
    return now < request.closed + REOPENED_WITHIN


def _set(needs: Needs, circumstances: Circumstances) -> bool:
    match needs:
        case Needs.APPROVAL:
            return circumstances.approval
        case Needs.NO_APPROVAL:
            return not circumstances.approval
        case _:
            return not circumstances.allocation
