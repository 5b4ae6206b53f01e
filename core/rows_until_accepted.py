"""The rows of the life cycle's table up to acceptance; read them through ``core.lifecycle``."""

from __future__ import annotations

from core.people import Right
from core.requests import Action, Side, State
from core.steps import PASSED, Needs, Notice, Step

ASKER, ANSWERER, COORDINATOR = Side.ASKER, Side.ANSWERER, Side.COORDINATOR


def _changed_before_acceptance(state: State) -> Step:
    """Where a colleague has approved what was sent, nobody changes it alone: it is withdrawn and asked anew."""
    told = {ANSWERER: Notice.MODIFIED}
    return Step(state, Action.MODIFY, ASKER, state, told, (Needs.NO_APPROVAL, Needs.NOT_PART))


def _taken_away(state: State) -> tuple[Step, ...]:
    """A whole is withdrawn; a part is taken back by who has split it off, as long as nobody has accepted it."""
    told = {ANSWERER: Notice.WITHDRAWN}
    back = {ANSWERER: Notice.TAKEN_BACK}
    return (
        Step(state, Action.WITHDRAW, ASKER, State.WITHDRAWN, told, (Needs.NOT_PART,)),
        Step(state, Action.TAKE_BACK, ASKER, State.WITHDRAWN, back, (Needs.PART,)),
    )


UNTIL_ACCEPTED: tuple[Step, ...] = (
    Step(
        State.DRAFT,
        Action.SEND,
        ASKER,
        State.AWAITING,
        {ANSWERER: Notice.RECEIVED},
        (Needs.NO_APPROVAL,),
        first=State.ALLOCATING,
    ),
    Step(
        State.DRAFT,
        Action.SUBMIT,
        ASKER,
        State.SUBMITTED,
        {ASKER: Notice.APPROVAL_WANTED},
        (Needs.APPROVAL,),
    ),
    Step(State.DRAFT, Action.MODIFY, ASKER, State.DRAFT),
    Step(State.DRAFT, Action.WITHDRAW, ASKER, State.WITHDRAWN),
    Step(
        State.SUBMITTED,
        Action.APPROVE,
        ASKER,
        State.AWAITING,
        {ASKER: Notice.APPROVED, ANSWERER: Notice.RECEIVED},
        (Needs.NOT_ONES_OWN,),
        Right.APPROVE,
        State.ALLOCATING,
    ),
    Step(
        State.SUBMITTED,
        Action.RETURN,
        ASKER,
        State.DRAFT,
        {ASKER: Notice.RETURNED},
        (Needs.NOT_ONES_OWN,),
        Right.APPROVE,
    ),
    Step(State.SUBMITTED, Action.TAKE_BACK, ASKER, State.DRAFT),
    Step(State.SUBMITTED, Action.WITHDRAW, ASKER, State.WITHDRAWN),
    Step(
        State.ALLOCATING,
        Action.ALLOCATE,
        ANSWERER,
        State.AWAITING,
        {ANSWERER: Notice.ALLOCATED},
        right=Right.ALLOCATE,
    ),
    Step(
        State.ALLOCATING,
        Action.ALLOCATE,
        ANSWERER,
        State.AWAITING,
        {ANSWERER: Notice.ALLOCATED},
        (Needs.NO_ALLOCATION,),
    ),
    Step(
        State.ALLOCATING,
        Action.FORWARD,
        ANSWERER,
        State.AWAITING,
        PASSED,
        right=Right.ALLOCATE,
        first=State.ALLOCATING,
    ),
    _changed_before_acceptance(State.ALLOCATING),
    *_taken_away(State.ALLOCATING),
    Step(State.AWAITING, Action.ACCEPT, ANSWERER, State.ACCEPTED, {ASKER: Notice.ACCEPTED}),
    Step(State.AWAITING, Action.PROPOSE, ANSWERER, State.AWAITING, {ASKER: Notice.DATE_PROPOSED}),
    Step(
        State.AWAITING,
        Action.AGREE,
        ASKER,
        State.ACCEPTED,
        {ANSWERER: Notice.DATE_AGREED},
        (Needs.PROPOSAL,),
    ),
    Step(
        State.AWAITING,
        Action.INSIST,
        ASKER,
        State.AWAITING,
        {ANSWERER: Notice.DATE_KEPT},
        (Needs.PROPOSAL,),
    ),
    Step(
        State.AWAITING,
        Action.FORWARD,
        ANSWERER,
        State.AWAITING,
        PASSED,
        first=State.ALLOCATING,
    ),
    Step(
        State.AWAITING,
        Action.ALLOCATE,
        ANSWERER,
        State.AWAITING,
        {ANSWERER: Notice.ALLOCATED},
        right=Right.ALLOCATE,
    ),
    Step(
        State.AWAITING,
        Action.REFER,
        ANSWERER,
        State.REFERRED,
        {COORDINATOR: Notice.REFERRED, ASKER: Notice.REFERRED},
    ),
    _changed_before_acceptance(State.AWAITING),
    *_taken_away(State.AWAITING),
)
