"""The life cycle of a request: one table.

Buttons on a card, the permission check, the sentence that says what is possible now, who is told, which
reminders are planned and given up, the page in the documentation and the property tests are all read from it.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.people import Person
from core.requests import Action, Request, Side, State
from core.steps import Circumstances, Needs, Notice, Step, holds

ASKER, ANSWERER = Side.ASKER, Side.ANSWERER

LIFE_CYCLE: tuple[Step, ...] = (
    Step(State.DRAFT, Action.SEND, ASKER, State.AWAITING, {ANSWERER: Notice.RECEIVED}),
    Step(State.DRAFT, Action.WITHDRAW, ASKER, State.WITHDRAWN),
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
    Step(State.AWAITING, Action.WITHDRAW, ASKER, State.WITHDRAWN, {ANSWERER: Notice.WITHDRAWN}),
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
    Step(State.ACCEPTED, Action.WITHDRAW, ASKER, State.WITHDRAWN, {ANSWERER: Notice.WITHDRAWN}),
    Step(State.ANSWERED, Action.CLOSE, ASKER, State.CLOSED, {ANSWERER: Notice.CLOSED}),
)

FINAL = frozenset({State.CLOSED, State.WITHDRAWN})

# What a state is a reason to remind of. A step gives up the reminders its new state has no reason for.
REMINDED: Mapping[State, frozenset[Notice]] = {
    State.AWAITING: frozenset({Notice.ACCEPTANCE_DUE, Notice.DATE_WAITING}),
    State.ACCEPTED: frozenset({Notice.REPLY_DUE, Notice.OVERDUE, Notice.DATE_WAITING}),
    State.ANSWERED: frozenset({Notice.ANSWER_WAITING}),
}


def reminded(state: State) -> frozenset[Notice]:
    return REMINDED.get(state, frozenset())


def possible(request: Request, person: Person, circumstances: Circumstances) -> tuple[Step, ...]:
    """The steps this person may take now, in the table's order."""
    return tuple(
        step
        for step in LIFE_CYCLE
        if step.state is request.state
        and person.may(step.right, request.authority(step.side), request.area)
        and all(holds(needs, request, circumstances) for needs in step.needs)
    )


def step_for(steps: tuple[Step, ...], action: Action) -> Step | None:
    return next((step for step in steps if step.action is action), None)


def may_ever(request: Request, person: Person, action: Action) -> bool:
    """Whether the action belongs to a side and right this person has, in whatever state."""
    return any(
        step.action is action and person.may(step.right, request.authority(step.side), request.area)
        for step in LIFE_CYCLE
    )


def by_state() -> Mapping[State, tuple[Step, ...]]:
    return {state: tuple(s for s in LIFE_CYCLE if s.state is state) for state in State}
