"""The table of the life cycle, walked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from core.lifecycle import FINAL, LIFE_CYCLE, by_state, may_ever, possible
from core.lifecycle_page import page
from core.people import Person, Role
from core.requests import Action, Answer, QuestionId, State
from core.steps import Circumstances
from tests.core.cases import ANNA, JOAO, LISBON, NOW, READER, TIAGO, official, request

PEOPLE = (ANNA, JOAO, TIAGO, READER, official("keeper", LISBON, Role.ADMINISTRATOR))
ROOT = Path(__file__).parents[2]


def test_only_closed_and_withdrawn_are_dead_ends() -> None:
    """A closed request can be opened again for some time, and then it is one as well."""
    assert {state for state, steps in by_state().items() if not steps} == {State.WITHDRAWN}
    ways = [step for step in LIFE_CYCLE if step.state in FINAL and step.leads_to not in FINAL]
    assert [(step.state, step.action) for step in ways] == [(State.CLOSED, Action.REOPEN)]


def test_a_closed_request_is_opened_again_within_thirty_days_and_not_when_it_is_blocked() -> None:
    case = request(State.CLOSED, closed=NOW)
    for now, is_blocked, may in (
        (NOW + timedelta(days=29), False, True),
        (NOW + timedelta(days=30), False, False),
        (NOW + timedelta(days=1), True, False),
        (None, False, False),
    ):
        held = replace(case, blocked=NOW) if is_blocked else case
        actions = {step.action for step in possible(held, ANNA, Circumstances(now=now))}
        assert (Action.REOPEN in actions) == may
        assert Action.REOPEN not in {s.action for s in possible(held, JOAO, Circumstances(now=now))}


def test_a_part_is_sent_only_while_something_is_written_that_was_not_sent() -> None:
    answer = {QuestionId("entitled"): Answer("yes", JOAO.id, NOW)}
    for state in (State.ACCEPTED, State.PARTLY):
        for told, left, may in (({}, 1, True), (answer, 1, False), ({}, 0, False)):
            case = request(state, answers=answer, told=told)
            actions = {step.action for step in possible(case, JOAO, Circumstances(left))}
            assert (Action.SEND_PART in actions) == may


def test_every_state_is_reached_from_a_draft() -> None:
    reached = {State.DRAFT}
    for _round in State:
        for step in LIFE_CYCLE:
            reached |= (
                {step.leads_to, step.first or step.leads_to} if step.state in reached else set()
            )
    assert reached == set(State)


def test_a_state_and_action_lead_to_one_place_on_each_side() -> None:
    """What differs beside them is a condition or a right."""
    keys = [(s.state, s.action, s.side, s.needs, s.right) for s in LIFE_CYCLE]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("state", "person"), list(product(State, PEOPLE)))
def test_nobody_may_do_what_their_side_and_right_do_not_give(state: State, person: Person) -> None:
    case = request(state)
    for step in possible(case, person, Circumstances(0)):
        assert person.may(step.right, case.authority(step.side), case.area)


@pytest.mark.parametrize("state", list(State))
def test_a_third_authority_and_a_mere_reader_may_do_nothing(state: State) -> None:
    for person in (TIAGO, READER):
        assert possible(request(state), person, Circumstances(0)) == ()


def test_answers_are_not_sent_while_a_question_is_open() -> None:
    case = request(State.ACCEPTED)
    assert Action.REPLY not in {s.action for s in possible(case, JOAO, Circumstances(1))}
    assert Action.REPLY in {s.action for s in possible(case, JOAO, Circumstances(0))}


def test_nobody_agrees_to_a_date_that_is_not_proposed() -> None:
    actions = {s.action for s in possible(request(State.AWAITING), ANNA, Circumstances(2))}
    assert actions == {Action.MODIFY, Action.WITHDRAW}


def test_a_side_is_known_for_every_action_even_when_it_is_not_possible_now() -> None:
    assert may_ever(request(State.CLOSED), JOAO, Action.ACCEPT)
    assert not may_ever(request(State.CLOSED), ANNA, Action.ACCEPT)


def test_the_page_in_the_documentation_is_the_table() -> None:
    assert (ROOT / "docs" / "life-cycle.md").read_text(encoding="utf-8") == page()
