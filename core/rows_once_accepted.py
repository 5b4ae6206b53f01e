"""The rows of the life cycle's table from acceptance to the last answer; read them through ``core.lifecycle``."""

from __future__ import annotations

from core.people import Right
from core.requests import Action, Side, State
from core.steps import PASSED, Needs, Notice, Step

ASKER, ANSWERER, COORDINATOR, FORMER = Side.ASKER, Side.ANSWERER, Side.COORDINATOR, Side.FORMER


def _being_answered(state: State) -> tuple[Step, ...]:
    """How answers are given, whether some of them are sent already or not."""
    return (
        Step(state, Action.ANSWER, ANSWERER, state),
        Step(
            state,
            Action.SEND_PART,
            ANSWERER,
            State.PARTLY,
            {ASKER: Notice.PART_ANSWERED},
            (Needs.PART_READY,),
        ),
        Step(
            state,
            Action.REPLY,
            ANSWERER,
            State.ANSWERED,
            {ASKER: Notice.ANSWERED},
            (Needs.ALL_ANSWERED,),
        ),
    )


def _under_way(state: State) -> tuple[Step, ...]:
    """What else can be done with it meanwhile."""
    return (
        Step(state, Action.PROPOSE, ANSWERER, state, {ASKER: Notice.DATE_PROPOSED}),
        Step(state, Action.AGREE, ASKER, state, {ANSWERER: Notice.DATE_AGREED}, (Needs.PROPOSAL,)),
        Step(state, Action.INSIST, ASKER, state, {ANSWERER: Notice.DATE_KEPT}, (Needs.PROPOSAL,)),
        Step(
            state,
            Action.FORWARD,
            ANSWERER,
            State.AWAITING,
            PASSED,
            (Needs.UNDIVIDED,),
            first=State.ALLOCATING,
        ),
        Step(state, Action.SPLIT, ANSWERER, state, {ASKER: Notice.SPLIT}, (Needs.NOT_PART,)),
        Step(
            state,
            Action.ALLOCATE,
            ANSWERER,
            state,
            {ANSWERER: Notice.ALLOCATED},
            right=Right.ALLOCATE,
        ),
        Step(
            state,
            Action.REFER,
            ANSWERER,
            State.REFERRED,
            {COORDINATOR: Notice.REFERRED, ASKER: Notice.REFERRED},
        ),
        Step(
            state,
            Action.WITHDRAW,
            ASKER,
            State.WITHDRAWN,
            {ANSWERER: Notice.WITHDRAWN},
            (Needs.NOT_PART,),
        ),
    )


def _back_from_the_coordinator(needs: Needs, leads_to: State) -> tuple[Step, ...]:
    """It goes on where it was when it was referred."""
    return (
        Step(
            State.REFERRED,
            Action.SEND_BACK,
            COORDINATOR,
            leads_to,
            {ANSWERER: Notice.SENT_BACK, ASKER: Notice.SENT_BACK},
            (needs,),
            Right.REFER,
        ),
        Step(
            State.REFERRED,
            Action.TAKE_BACK,
            ANSWERER,
            leads_to,
            {COORDINATOR: Notice.TAKEN_BACK, ASKER: Notice.TAKEN_BACK},
            (needs,),
        ),
    )


ONCE_ACCEPTED: tuple[Step, ...] = (
    *_being_answered(State.ACCEPTED),
    *_under_way(State.ACCEPTED),
    *_being_answered(State.PARTLY),
    *_under_way(State.PARTLY),
    *_back_from_the_coordinator(Needs.NOT_ACCEPTED, State.AWAITING),
    *_back_from_the_coordinator(Needs.ACCEPTED, State.ACCEPTED),
    *_back_from_the_coordinator(Needs.PART_SENT, State.PARTLY),
    Step(
        State.REFERRED,
        Action.FORWARD,
        COORDINATOR,
        State.AWAITING,
        {**PASSED, FORMER: Notice.FORWARDED},
        (Needs.UNDIVIDED,),
        Right.REFER,
        first=State.ALLOCATING,
    ),
    Step(
        State.REFERRED,
        Action.WITHDRAW,
        ASKER,
        State.WITHDRAWN,
        {ANSWERER: Notice.WITHDRAWN, COORDINATOR: Notice.WITHDRAWN},
        (Needs.NOT_PART,),
    ),
    Step(
        State.REFERRED,
        Action.TAKE_BACK,
        ASKER,
        State.WITHDRAWN,
        {ANSWERER: Notice.TAKEN_BACK, COORDINATOR: Notice.TAKEN_BACK},
        (Needs.PART, Needs.NOT_ACCEPTED),
    ),
)
