"""The life cycle of a request: one table.

Buttons on a card, the permission check, the sentence that says what is possible now, the diagram in
the documentation and the property tests are all read from ``LIFE_CYCLE``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.people import Person, Right
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

    NOTHING = "nothing"
    PROPOSAL = "proposal"
    ALL_ANSWERED = "all_answered"


@dataclass(frozen=True, slots=True)
class Step:
    """In ``state``, whoever has ``right`` on ``side`` may do ``action``.

    It leads to ``leads_to`` and tells the other side.
    """

    state: State
    action: Action
    side: Side
    leads_to: State
    tells: Notice | None = None
    needs: Needs = Needs.NOTHING
    right: Right = Right.HANDLE


ASKER, ANSWERER = Side.ASKER, Side.ANSWERER

LIFE_CYCLE: tuple[Step, ...] = (
    Step(State.DRAFT, Action.SEND, ASKER, State.AWAITING, Notice.RECEIVED),
    Step(State.DRAFT, Action.WITHDRAW, ASKER, State.WITHDRAWN),
    Step(State.AWAITING, Action.ACCEPT, ANSWERER, State.ACCEPTED, Notice.ACCEPTED),
    Step(State.AWAITING, Action.PROPOSE, ANSWERER, State.AWAITING, Notice.DATE_PROPOSED),
    Step(State.AWAITING, Action.AGREE, ASKER, State.ACCEPTED, Notice.DATE_AGREED, Needs.PROPOSAL),
    Step(State.AWAITING, Action.INSIST, ASKER, State.AWAITING, Notice.DATE_KEPT, Needs.PROPOSAL),
    Step(State.AWAITING, Action.WITHDRAW, ASKER, State.WITHDRAWN, Notice.WITHDRAWN),
    Step(State.ACCEPTED, Action.ANSWER, ANSWERER, State.ACCEPTED),
    Step(
        State.ACCEPTED, Action.REPLY, ANSWERER, State.ANSWERED, Notice.ANSWERED, Needs.ALL_ANSWERED
    ),
    Step(State.ACCEPTED, Action.PROPOSE, ANSWERER, State.ACCEPTED, Notice.DATE_PROPOSED),
    Step(State.ACCEPTED, Action.AGREE, ASKER, State.ACCEPTED, Notice.DATE_AGREED, Needs.PROPOSAL),
    Step(State.ACCEPTED, Action.INSIST, ASKER, State.ACCEPTED, Notice.DATE_KEPT, Needs.PROPOSAL),
    Step(State.ACCEPTED, Action.WITHDRAW, ASKER, State.WITHDRAWN, Notice.WITHDRAWN),
    Step(State.ANSWERED, Action.CLOSE, ASKER, State.CLOSED, Notice.CLOSED),
)

FINAL = frozenset({State.CLOSED, State.WITHDRAWN})


def holds(needs: Needs, request: Request, open_questions: int) -> bool:
    match needs:
        case Needs.PROPOSAL:
            return request.proposal is not None
        case Needs.ALL_ANSWERED:
            return open_questions == 0
        case _:
            return True


def possible(request: Request, person: Person, open_questions: int) -> tuple[Step, ...]:
    """The steps this person may take now, in the table's order.

    ``open_questions`` counts the asked questions that still want an answer.
    """
    return tuple(
        step
        for step in LIFE_CYCLE
        if step.state is request.state
        and person.may(step.right, request.authority(step.side), request.area)
        and holds(step.needs, request, open_questions)
    )


def step_for(steps: tuple[Step, ...], action: Action) -> Step | None:
    return next((step for step in steps if step.action is action), None)


def may_ever(request: Request, person: Person, action: Action) -> bool:
    """Whether the action belongs to a side and right this person has, in whatever state."""
    return any(
        step.action is action and person.may(step.right, request.authority(step.side), request.area)
        for step in LIFE_CYCLE
    )


def diagram() -> str:
    """The table as a Mermaid state diagram, for the documentation."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.DRAFT.value}"]
    for step in LIFE_CYCLE:
        label = f"{step.action.value} ({step.side.value})"
        lines.append(f"    {step.state.value} --> {step.leads_to.value}: {label}")
    lines += [f"    {state.value} --> [*]" for state in sorted(FINAL)]
    return "\n".join(lines)


def by_state() -> Mapping[State, tuple[Step, ...]]:
    return {state: tuple(s for s in LIFE_CYCLE if s.state is state) for state in State}
