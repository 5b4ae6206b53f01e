"""What waits for somebody, most urgent first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.exchange import Case
from core.requests import Action, Side, State

_SOON = timedelta(days=7)


class Group(StrEnum):
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    TO_ACCEPT = "to_accept"
    DATES_TO_AGREE = "dates_to_agree"
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


def tasks(cases: Iterable[Case], today: date) -> Sequence[Task]:
    """The cases on which it is the reader's turn, by group and then by date."""
    found = [task for case in cases if (task := _task(case, today))]
    order = list(Group)
    return sorted(found, key=lambda t: (order.index(t.group), t.due, t.case.view.reference))


def due(case: Case) -> date:
    outline = case.view.outline
    return outline.agreed or outline.wished


def _task(case: Case, today: date) -> Task | None:
    actions = [step.action for step in case.steps]
    group = _group(case, actions, today)
    if group is None:
        return None
    return Task(group, case, due(case), _next_step(group, case))


def _group(case: Case, actions: Sequence[Action], today: date) -> Group | None:
    view = case.view
    if not actions:
        return None
    if view.proposal and Action.AGREE in actions:
        return Group.DATES_TO_AGREE
    if view.side is Side.ASKER:
        return {State.DRAFT: Group.DRAFTS, State.ANSWERED: Group.ANSWERS_TO_READ}.get(view.state)
    if view.state is State.AWAITING:
        waits_for_other = view.proposal is not None
        return None if waits_for_other or Action.ACCEPT not in actions else Group.TO_ACCEPT
    if view.state is not State.ACCEPTED or Action.ANSWER not in actions:
        return None
    return _by_date(due(case), today)


def _by_date(day: date, today: date) -> Group:
    if day < today:
        return Group.OVERDUE
    return Group.DUE_SOON if day - today <= _SOON else Group.TO_ANSWER


def _next_step(group: Group, case: Case) -> Action | None:
    match group:
        case Group.TO_ACCEPT:
            return Action.ACCEPT
        case Group.DATES_TO_AGREE:
            return Action.AGREE
        case Group.ANSWERS_TO_READ:
            return None
        case Group.DRAFTS:
            return Action.SEND
        case _:
            return Action.ANSWER if case.open_questions else Action.REPLY
