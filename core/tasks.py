"""What waits for somebody, most urgent first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.exchange import Case, Listed
from core.requests import Action, Reference, Side, State
from core.standings import Line

_SOON = timedelta(days=7)


class Group(StrEnum):
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    TO_ACCEPT = "to_accept"
    TO_APPROVE = "to_approve"
    TO_ALLOCATE = "to_allocate"
    REFERRALS = "referrals"
    DATES_TO_AGREE = "dates_to_agree"
    TO_CLARIFY = "to_clarify"
    TO_ANSWER = "to_answer"
    ANSWERS_TO_READ = "answers_to_read"
    DRAFTS = "drafts"


@dataclass(frozen=True, slots=True)
class Task:
    """A case that waits for the reader; ``due`` is the day that counts for it."""

    group: Group
    case: Case
    due: date
    next_step: Action | None


_ORDER = {group: place for place, group in enumerate(Group)}


def waiting(listed: Iterable[Listed], today: date) -> Sequence[Reference]:
    """As ``tasks``, of cases that are only listed."""
    found: list[tuple[int, Line]] = []
    for alike in listed:
        turn = _turn(alike.like)
        if turn is not None:
            found += [(_ORDER[_dated(turn, line.due, today)], line) for line in alike.lines]
    return [line.reference for _place, line in sorted(found)]


def tasks(cases: Iterable[Case], today: date) -> Sequence[Task]:
    """The cases on which it is the reader's turn, by group and then by date."""
    found = [task for case in cases if (task := _task(case, today))]
    return sorted(found, key=lambda t: (_ORDER[t.group], t.due, t.case.view.reference))


def due(case: Case) -> date:
    outline = case.view.outline
    return outline.agreed or outline.wished


def _task(case: Case, today: date) -> Task | None:
    turn, day = _turn(case), due(case)
    if turn is None:
        return None
    group = _dated(turn, day, today)
    return Task(group, case, day, _next_step(group, case))


def _turn(case: Case) -> Group | None:
    """Its group, whatever the day is."""
    view, actions = case.view, [step.action for step in case.steps]
    if not actions:
        return None
    if view.proposal and Action.AGREE in actions:
        return Group.DATES_TO_AGREE
    if (passing := _passing(view.state, actions)) is not None:
        return passing
    if view.side is Side.ASKER:
        return _ASKERS.get(view.state)
    if view.state is State.CLARIFYING:
        return Group.TO_CLARIFY if Action.CLARIFY in actions else None
    if view.state is State.AWAITING:
        waits_for_other = view.proposal is not None
        return None if waits_for_other or Action.ACCEPT not in actions else Group.TO_ACCEPT
    if view.state not in (State.ACCEPTED, State.PARTLY) or Action.ANSWER not in actions:
        return None
    return Group.TO_ANSWER


_ASKERS: Mapping[State, Group] = {
    State.DRAFT: Group.DRAFTS,
    State.ANSWERED: Group.ANSWERS_TO_READ,
    State.CLARIFIED: Group.ANSWERS_TO_READ,
}


def _passing(state: State, actions: Sequence[Action]) -> Group | None:
    """What waits for somebody other than those who ask and answer."""
    turns = {
        State.SUBMITTED: (Action.APPROVE, Group.TO_APPROVE),
        State.ALLOCATING: (Action.ALLOCATE, Group.TO_ALLOCATE),
        State.REFERRED: (Action.SEND_BACK, Group.REFERRALS),
        State.DISPUTED: (Action.SEND_BACK, Group.REFERRALS),
    }
    action, group = turns.get(state, (None, None))
    return group if action in actions else None


def _dated(group: Group, day: date, today: date) -> Group:
    """What is to be answered is the more urgent the nearer its date."""
    if group is not Group.TO_ANSWER:
        return group
    if day < today:
        return Group.OVERDUE
    return Group.DUE_SOON if day - today <= _SOON else Group.TO_ANSWER


def _next_step(group: Group, case: Case) -> Action | None:
    match group:
        case Group.TO_ACCEPT:
            return Action.ACCEPT
        case Group.DATES_TO_AGREE:
            return Action.AGREE
        case Group.TO_APPROVE:
            return Action.APPROVE
        case Group.TO_ALLOCATE:
            return Action.ALLOCATE
        case Group.TO_CLARIFY:
            return Action.CLARIFY
        case Group.ANSWERS_TO_READ | Group.REFERRALS:
            return None
        case Group.DRAFTS:
            return Action.SEND
        case _:
            return _answering(case)


def _answering(case: Case) -> Action | None:
    """Nothing, while another authority answers the part that is left."""
    if case.open_questions:
        return Action.ANSWER
    possible = any(step.action is Action.REPLY for step in case.steps)
    return Action.REPLY if possible else None
