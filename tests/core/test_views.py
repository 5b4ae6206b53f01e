"""Need to know: who sees what, in every state."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from core.people import Address, Role, Room, RoomId
from core.requests import Answer, QuestionId, State
from core.views import outline_of, view_of
from tests.core.cases import ANNA, JOAO, LISBON, NOW, PORTO, READER, RIGA, TIAGO, official, request

ANSWERS = {QuestionId("entitled"): Answer("yes", JOAO.id, NOW)}


def room(authority: str) -> Room:
    at = Address("terminal", "", "team")
    return Room(RoomId("team"), type(RIGA)(authority), "team", "lv", "Europe/Riga", at)


@pytest.mark.parametrize("state", list(State))
def test_a_third_authority_sees_nothing(state: State) -> None:
    assert view_of(request(state), TIAGO) is None
    assert outline_of(request(state), room(PORTO)) is None


@pytest.mark.parametrize("state", list(State))
def test_somebody_who_has_left_sees_nothing(state: State) -> None:
    assert view_of(request(state), replace(ANNA, active=False)) is None


@pytest.mark.parametrize("state", list(State))
def test_who_may_only_keep_the_data_sees_no_request(state: State) -> None:
    assert view_of(request(state), official("keeper", RIGA, Role.ADMINISTRATOR)) is None


def test_a_draft_is_the_askers_alone() -> None:
    assert view_of(request(State.DRAFT), JOAO) is None
    assert view_of(request(State.DRAFT), ANNA) is not None
    assert outline_of(request(State.DRAFT), room(RIGA)) is None


def test_a_withdrawn_draft_stays_the_askers_alone() -> None:
    never_sent = request(State.WITHDRAWN, sent=None, accepted=None, answered=None)
    assert view_of(never_sent, JOAO) is None


@pytest.mark.parametrize("state", [State.AWAITING, State.WITHDRAWN])
def test_before_acceptance_the_answering_side_sees_no_person_and_no_free_text(state: State) -> None:
    view = view_of(request(state, sent=NOW, accepted=None, answered=None), JOAO)
    assert view is not None
    assert (view.subject, view.note, view.attachments) == ({}, None, ())
    assert view.questions
    assert not view.details


def test_after_acceptance_the_answering_side_sees_the_person() -> None:
    view = view_of(request(State.ACCEPTED), JOAO)
    assert view is not None
    assert view.subject == {"name": "Rui Guia"}


def test_the_asker_reads_answers_only_once_they_are_sent() -> None:
    half = view_of(request(State.ACCEPTED, answers=ANSWERS), ANNA)
    sent = view_of(request(State.ANSWERED, answers=ANSWERS), ANNA)
    assert half is not None
    assert (half.answers, half.answered_count) == ({}, 1)
    assert sent is not None
    assert sent.answers == ANSWERS


def test_a_reader_sees_what_a_colleague_handles() -> None:
    view = view_of(request(State.ANSWERED), READER)
    assert view is not None
    assert view.subject


def test_a_room_has_no_place_for_personal_data() -> None:
    outline = outline_of(request(State.ACCEPTED), room(LISBON))
    assert outline is not None
    assert {f.name for f in fields(outline)} == {
        "reference",
        "state",
        "area",
        "asker_country",
        "answerer_country",
        "wished",
        "agreed",
        "proposed",
        "term",
        "whole",
    }
