"""What waits for somebody: only what they can move on, the most urgent first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange import Case
from core.lifecycle import possible
from core.people import Person, Role
from core.requests import Action, Proposal, QuestionId, Reference, Request, State
from core.steps import Circumstances
from core.tasks import Group, tasks
from core.views import view_of
from tests.core.cases import ANNA, JOAO, LISBON, NOW, READER, official, request

TODAY = date(2026, 3, 2)
OPEN = (QuestionId("established"),)
READERS = (READER, official("leitor", LISBON, Role.VIEWER))
PROPOSED = Proposal(date(2026, 3, 27), JOAO.id, NOW)


def case(held: Request, reader: Person, waiting: tuple[QuestionId, ...] = OPEN) -> Case:
    view = view_of(held, reader)
    assert view is not None
    return Case(view, possible(held, reader, Circumstances(len(waiting))), waiting)


def group(held: Request, reader: Person) -> Group | None:
    found = tasks([case(held, reader)], TODAY)
    return found[0].group if found else None


def accepted(in_days: int) -> Request:
    return request(State.ACCEPTED, agreed=TODAY + timedelta(days=in_days))


@pytest.mark.parametrize(
    ("in_days", "expected"),
    [
        (-30, Group.OVERDUE),
        (-1, Group.OVERDUE),
        (0, Group.DUE_SOON),
        (7, Group.DUE_SOON),
        (8, Group.TO_ANSWER),
        (300, Group.TO_ANSWER),
    ],
)
def test_an_accepted_request_is_as_urgent_as_its_agreed_date(in_days: int, expected: Group) -> None:
    assert group(accepted(in_days), JOAO) is expected


@pytest.mark.parametrize(
    ("held", "reader", "expected"),
    [
        (request(State.DRAFT), ANNA, Group.DRAFTS),
        (request(State.AWAITING), ANNA, None),
        (request(State.AWAITING), JOAO, Group.TO_ACCEPT),
        (request(State.AWAITING, proposal=PROPOSED), JOAO, None),
        (request(State.AWAITING, proposal=PROPOSED), ANNA, Group.DATES_TO_AGREE),
        (request(State.ACCEPTED, proposal=PROPOSED), ANNA, Group.DATES_TO_AGREE),
        (accepted(3), ANNA, None),
        (request(State.ANSWERED), ANNA, Group.ANSWERS_TO_READ),
        (request(State.ANSWERED), JOAO, None),
        (request(State.CLOSED), ANNA, None),
        (request(State.WITHDRAWN), JOAO, None),
    ],
)
def test_a_request_waits_for_the_side_that_has_the_turn(
    held: Request, reader: Person, expected: Group | None
) -> None:
    assert group(held, reader) is expected


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("proposal", [None, PROPOSED])
def test_nothing_waits_for_who_may_only_read(state: State, proposal: Proposal | None) -> None:
    held = request(state, proposal=proposal)
    readable = [case(held, reader) for reader in READERS if view_of(held, reader)]
    assert readable
    assert tasks(readable, TODAY) == []


def test_a_proposal_does_not_take_the_answers_off_the_list() -> None:
    assert group(replace(accepted(3), proposal=PROPOSED), JOAO) is Group.DUE_SOON


def test_groups_come_by_urgency_then_by_day_then_by_reference() -> None:
    def named(held: Request, number: int) -> Request:
        return replace(held, reference=Reference(f"LV-2026-{number:06d}"))

    joaos = [
        named(accepted(30), 1),
        named(request(State.AWAITING), 2),
        named(accepted(5), 3),
        named(accepted(-2), 4),
        named(accepted(-9), 5),
        named(accepted(5), 6),
    ]
    for cases in (joaos, joaos[::-1]):
        found = tasks([case(held, JOAO) for held in cases], TODAY)
        assert [int(task.case.view.reference[-6:]) for task in found] == [5, 4, 3, 6, 2, 1]


@pytest.mark.parametrize(
    ("held", "waiting", "expected"),
    [
        (request(State.AWAITING), OPEN, Action.ACCEPT),
        (accepted(3), OPEN, Action.ANSWER),
        (accepted(3), (), Action.REPLY),
    ],
)
def test_the_next_step_of_the_answering_side(
    held: Request, waiting: tuple[QuestionId, ...], expected: Action
) -> None:
    [task] = tasks([case(held, JOAO, waiting)], TODAY)
    assert task.next_step is expected


@given(
    states=st.lists(st.sampled_from(State), max_size=12),
    proposals=st.booleans(),
    days=st.integers(-400, 400),
    waiting=st.booleans(),
)
def test_the_next_step_is_always_one_the_reader_may_take(
    states: list[State], proposals: bool, days: int, waiting: bool
) -> None:
    for reader in (ANNA, JOAO, *READERS, official("allocator", LISBON, Role.ALLOCATOR)):
        held = [
            request(
                state,
                proposal=PROPOSED if proposals else None,
                wished=TODAY + timedelta(days=days),
            )
            for state in states
        ]
        cases = [case(h, reader, OPEN if waiting else ()) for h in held if view_of(h, reader)]
        for task in tasks(cases, TODAY):
            able = {step.action for step in task.case.steps}
            assert able
            assert task.next_step is None or task.next_step in able
