"""The rows of the life cycle's table from acceptance on; read them through ``core.lifecycle``."""

from __future__ import annotations

from core.people import Right
from core.requests import Action, Side, State
from core.steps import PASSED, Needs, Notice, Step

ASKER, ANSWERER, COORDINATOR, FORMER = Side.ASKER, Side.ANSWERER, Side.COORDINATOR, Side.FORMER

ONCE_ACCEPTED: tuple[Step, ...] = (
    Step(State.ACCEPTED, Action.ANSWER, ANSWERER, State.ACCEPTED),
    Step(
        State.ACCEPTED,
        Action.REPLY,
        ANSWERER,
        State.ANSWERED,
        {ASKER: Notice.ANSWERED},
        (Needs.ALL_ANSWERED,),
    ),
    Step(State.ACCEPTED, Action.PROPOSE, ANSWERER, State.ACCEPTED, {ASKER: Notice.DATE_PROPOSED}),
    Step(
        State.ACCEPTED,
        Action.AGREE,
        ASKER,
        State.ACCEPTED,
        {ANSWERER: Notice.DATE_AGREED},
        (Needs.PROPOSAL,),
    ),
    Step(
        State.ACCEPTED,
        Action.INSIST,
        ASKER,
        State.ACCEPTED,
        {ANSWERER: Notice.DATE_KEPT},
        (Needs.PROPOSAL,),
    ),
    Step(
        State.ACCEPTED,
        Action.FORWARD,
        ANSWERER,
        State.AWAITING,
        PASSED,
        first=State.ALLOCATING,
    ),
    Step(
        State.ACCEPTED,
        Action.ALLOCATE,
        ANSWERER,
        State.ACCEPTED,
        {ANSWERER: Notice.ALLOCATED},
        right=Right.ALLOCATE,
    ),
    Step(
        State.ACCEPTED,
        Action.REFER,
        ANSWERER,
        State.REFERRED,
        {COORDINATOR: Notice.REFERRED, ASKER: Notice.REFERRED},
    ),
    Step(State.ACCEPTED, Action.WITHDRAW, ASKER, State.WITHDRAWN, {ANSWERER: Notice.WITHDRAWN}),
    Step(
        State.REFERRED,
        Action.SEND_BACK,
        COORDINATOR,
        State.AWAITING,
        {ANSWERER: Notice.SENT_BACK, ASKER: Notice.SENT_BACK},
        (Needs.NOT_ACCEPTED,),
        Right.REFER,
    ),
    Step(
        State.REFERRED,
        Action.SEND_BACK,
        COORDINATOR,
        State.ACCEPTED,
        {ANSWERER: Notice.SENT_BACK, ASKER: Notice.SENT_BACK},
        (Needs.ACCEPTED,),
        Right.REFER,
    ),
    Step(
        State.REFERRED,
        Action.FORWARD,
        COORDINATOR,
        State.AWAITING,
        {**PASSED, FORMER: Notice.FORWARDED},
        right=Right.REFER,
        first=State.ALLOCATING,
    ),
    Step(
        State.REFERRED,
        Action.TAKE_BACK,
        ANSWERER,
        State.AWAITING,
        {COORDINATOR: Notice.TAKEN_BACK, ASKER: Notice.TAKEN_BACK},
        (Needs.NOT_ACCEPTED,),
    ),
    Step(
        State.REFERRED,
        Action.TAKE_BACK,
        ANSWERER,
        State.ACCEPTED,
        {COORDINATOR: Notice.TAKEN_BACK, ASKER: Notice.TAKEN_BACK},
        (Needs.ACCEPTED,),
    ),
    Step(
        State.REFERRED,
        Action.WITHDRAW,
        ASKER,
        State.WITHDRAWN,
        {ANSWERER: Notice.WITHDRAWN, COORDINATOR: Notice.WITHDRAWN},
    ),
    Step(State.ANSWERED, Action.CLOSE, ASKER, State.CLOSED, {ANSWERER: Notice.CLOSED}),
)
