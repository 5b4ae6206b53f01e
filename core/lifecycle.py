"""The life cycle of a request: one table.

Buttons on a card, the permission check, the sentence that says what is possible now, who is told, which
reminders are planned and given up, the page in the documentation and the property tests are all read from it.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.people import Person, Right
from core.requests import Action, Request, Side, State
from core.rows_once_accepted import ONCE_ACCEPTED
from core.rows_once_answered import MESSAGES, ONCE_ANSWERED
from core.rows_until_accepted import UNTIL_ACCEPTED
from core.steps import SET, Circumstances, Notice, Step, holds
from core.values import value

LIFE_CYCLE: tuple[Step, ...] = (*UNTIL_ACCEPTED, *ONCE_ACCEPTED, *ONCE_ANSWERED, *MESSAGES)

FINAL = frozenset({State.CLOSED, State.WITHDRAWN})

# What a state is a reason to remind of. A step gives up the reminders its new state has no reason for.
REMINDED: Mapping[State, frozenset[Notice]] = {
    State.SUBMITTED: frozenset({Notice.APPROVAL_DUE}),
    State.ALLOCATING: frozenset({Notice.ALLOCATION_DUE, Notice.ACCEPTANCE_DUE}),
    State.AWAITING: frozenset({Notice.ACCEPTANCE_DUE, Notice.DATE_WAITING}),
    State.ACCEPTED: frozenset({Notice.REPLY_DUE, Notice.OVERDUE, Notice.DATE_WAITING}),
    State.REFERRED: frozenset({Notice.REFERRAL_DUE, Notice.OVERDUE}),
    State.PARTLY: frozenset({Notice.REPLY_DUE, Notice.OVERDUE, Notice.DATE_WAITING}),
    State.ANSWERED: frozenset({Notice.ANSWER_WAITING}),
    State.CLARIFYING: frozenset({Notice.CLARIFICATION_DUE}),
    State.CLARIFIED: frozenset({Notice.ANSWER_WAITING}),
    State.DISPUTED: frozenset({Notice.DISPUTE_DUE}),
}


# Whose turn it is, where it is not the turn of those who handle requests.
_IN_TURN: Mapping[tuple[State, Side], Right] = {
    (State.SUBMITTED, Side.ASKER): Right.APPROVE,
    (State.ALLOCATING, Side.ANSWERER): Right.ALLOCATE,
}

_STEPS: Mapping[State, tuple[Step, ...]] = {
    state: tuple(step for step in LIFE_CYCLE if step.state is state) for state in State
}


@value(frozen=True, slots=True)
class Rows:
    """Rows of the table that are read together, for each card and each click. ``actors``: asked once, however many
    steps they may take; ``depends``: on what an authority has set.
    """

    steps: tuple[Step, ...]
    actors: tuple[tuple[Right, Side], ...]
    depends: bool

    @classmethod
    def of(cls, steps: tuple[Step, ...]) -> Rows:
        actors = dict.fromkeys((step.right, step.side) for step in steps)
        return cls(steps, tuple(actors), any(not SET.isdisjoint(step.needs) for step in steps))


_OF_STATE: Mapping[State, Rows] = {state: Rows.of(steps) for state, steps in _STEPS.items()}
_OF_ACTION: Mapping[tuple[State, Action], Rows] = {
    (state, action): Rows.of(tuple(step for step in steps if step.action is action))
    for state, steps in _STEPS.items()
    for action in Action
}


def right_in_turn(state: State, side: Side) -> Right:
    """The right of those on this side who are to hear of a request in this state."""
    return Right.REFER if side is Side.COORDINATOR else _IN_TURN.get((state, side), Right.HANDLE)


def reminded(state: State) -> frozenset[Notice]:
    """Where anything is reminded of, others are told as well when nobody reacts."""
    kinds = REMINDED.get(state, frozenset())
    return kinds and kinds | {Notice.NOT_REACTED}


def rows(state: State, action: Action | None = None) -> Rows:
    """All that may be done in a state, or the ways to do one thing."""
    return _OF_STATE[state] if action is None else _OF_ACTION[state, action]


def possible(
    request: Request, person: Person, circumstances: Circumstances, action: Action | None = None
) -> tuple[Step, ...]:
    """The steps this person may take now, or the ways to take one, in the table's order."""
    found = rows(request.state, action)
    acts = [
        (right, side)
        for right, side in found.actors
        if person.may(right, request.authority(side), request.area)
    ]
    theirs = [step for step in found.steps if (step.right, step.side) in acts] if acts else ()
    unmet = {
        needs
        for step in theirs
        for needs in step.needs
        if not holds(needs, request, person, circumstances)
    }
    return tuple([step for step in theirs if unmet.isdisjoint(step.needs)])


def may_ever(request: Request, person: Person, action: Action) -> bool:
    """Whether the action belongs to a side and right this person has, in whatever state."""
    return any(
        step.action is action and person.may(step.right, request.authority(step.side), request.area)
        for step in LIFE_CYCLE
    )


def by_state() -> Mapping[State, tuple[Step, ...]]:
    return _STEPS
