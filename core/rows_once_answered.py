"""The rows of the life cycle's table once all is answered, and for messages; read them through ``core.lifecycle``."""

from __future__ import annotations

from core.people import Right
from core.requests import Action, Side, State
from core.steps import Needs, Notice, Step

ASKER, ANSWERER, COORDINATOR = Side.ASKER, Side.ANSWERER, Side.COORDINATOR

# In these both authorities have the case open, and may write to each other.
OPEN_TO_BOTH = (
    State.ACCEPTED,
    State.PARTLY,
    State.ANSWERED,
    State.CLARIFYING,
    State.CLARIFIED,
    State.DISPUTED,
)


def _to_be_read(state: State) -> tuple[Step, ...]:
    """What the asker can do with what it was told."""
    return (
        _close(state),
        Step(
            state,
            Action.ASK,
            ASKER,
            State.CLARIFYING,
            {ANSWERER: Notice.CLARIFICATION_WANTED},
        ),
        _refer(state),
    )


def _close(state: State) -> Step:
    """A part is closed together with its whole."""
    told = {ANSWERER: Notice.CLOSED}
    return Step(state, Action.CLOSE, ASKER, State.CLOSED, told, (Needs.NOT_PART,))


def _refer(state: State) -> Step:
    """An asker that cannot get a sufficient answer turns to a coordinator, its own or the other side's."""
    told = {COORDINATOR: Notice.DISPUTED, ANSWERER: Notice.DISPUTED}
    return Step(state, Action.REFER, ASKER, State.DISPUTED, told, (Needs.NOT_PART,))


ONCE_ANSWERED: tuple[Step, ...] = (
    *_to_be_read(State.ANSWERED),
    *_to_be_read(State.CLARIFIED),
    Step(State.CLARIFYING, Action.CLARIFY, ANSWERER, State.CLARIFIED, {ASKER: Notice.CLARIFIED}),
    Step(
        State.CLARIFYING,
        Action.ALLOCATE,
        ANSWERER,
        State.CLARIFYING,
        {ANSWERER: Notice.ALLOCATED},
        right=Right.ALLOCATE,
    ),
    _close(State.CLARIFYING),
    _refer(State.CLARIFYING),
    Step(
        State.DISPUTED,
        Action.SEND_BACK,
        COORDINATOR,
        State.CLARIFYING,
        {ANSWERER: Notice.SENT_BACK, ASKER: Notice.SENT_BACK},
        right=Right.REFER,
    ),
    Step(
        State.DISPUTED,
        Action.ADVISE,
        COORDINATOR,
        State.ANSWERED,
        {ASKER: Notice.ADVISED, ANSWERER: Notice.ADVISED},
        right=Right.REFER,
    ),
    Step(
        State.DISPUTED,
        Action.TAKE_BACK,
        ASKER,
        State.ANSWERED,
        {COORDINATOR: Notice.TAKEN_BACK, ANSWERER: Notice.TAKEN_BACK},
    ),
    Step(State.CLOSED, Action.RATE, ASKER, State.CLOSED, needs=(Needs.NOT_RATED, Needs.NOT_PART)),
    Step(
        State.CLOSED,
        Action.REOPEN,
        ASKER,
        State.ANSWERED,
        {ANSWERER: Notice.REOPENED},
        (Needs.REOPENABLE, Needs.NOT_PART),
    ),
)

MESSAGES: tuple[Step, ...] = tuple(
    Step(state, Action.MESSAGE, side, state, {other: Notice.MESSAGE})
    for state in OPEN_TO_BOTH
    for side, other in ((ASKER, ANSWERER), (ANSWERER, ASKER))
)
