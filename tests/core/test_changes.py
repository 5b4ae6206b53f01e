"""What each action makes of a request, and which days it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core.acts import Act, DayNotPossible, Given
from core.amendments import Amendment, Part
from core.changes import taken
from core.errors import UserError
from core.lifecycle import LIFE_CYCLE
from core.people import Person
from core.requests import Action, Answer, FreeText, Proposal, QuestionId, Request, Side, State
from core.steps import Step
from tests.core.cases import ANNA, JOAO, NOW, PORTO, TIAGO, request

TODAY = date(2026, 3, 2)
WISHED = date(2026, 3, 20)
ENTITLED, ESTABLISHED = QuestionId("entitled"), QuestionId("established")


def step(state: State, action: Action) -> Step:
    return next(s for s in LIFE_CYCLE if s.state is state and s.action is action)


def after(
    before: Request, action: Action, actor: Person, day: date | None = None, now: datetime = NOW
) -> Request:
    return taken(step(before.state, action), Act(before, actor, Given(day), now))


def answered(
    before: Request, actor: Person, answers: Mapping[QuestionId, str], now: datetime = NOW
) -> Request:
    act = Act(before, actor, Given(answers=answers), now)
    return taken(step(before.state, Action.ANSWER), act)


def proposed(state: State, day: date) -> Request:
    return request(state, proposal=Proposal(day, JOAO.id, NOW))


def refusal(before: Request, action: Action, actor: Person, day: date | None = None) -> UserError:
    with pytest.raises(UserError) as refused:
        after(before, action, actor, day)
    return refused.value


@pytest.mark.parametrize("taken_step", LIFE_CYCLE, ids=lambda s: f"{s.state}-{s.action}")
def test_every_step_leads_where_the_table_says_and_is_one_version_on(taken_step: Step) -> None:
    before = replace(
        proposed(taken_step.state, date(2026, 3, 25)),
        answers={ENTITLED: Answer("yes", JOAO.id, NOW)},
    )
    actor = ANNA if taken_step.side.value == "asker" else JOAO
    day = date(2026, 3, 18)
    if taken_step.action is Action.AGREE:
        day = date(2026, 3, 25)
    given = Given(
        day,
        {ENTITLED: "no"},
        to=PORTO,
        person=TIAGO.id,
        text=FreeText("Kāpēc?", "lv"),
        questions=(ESTABLISHED,),
        amendment=Amendment(frozenset({Part.NOTE}), note=FreeText("Lūdzu, steidzami.", "lv")),
    )
    result = taken(taken_step, Act(before, actor, given, NOW))
    assert result.state is taken_step.leads_to
    assert result.version == before.version + 1
    assert (result.last.action, result.last.by, result.last.side) == (
        taken_step.action,
        actor.id,
        Side.FORMER
        if (taken_step.action, taken_step.side) == (Action.FORWARD, Side.ANSWERER)
        else taken_step.side,
    )


def test_accepting_without_a_day_takes_the_day_asked_for() -> None:
    accepted = after(request(State.AWAITING), Action.ACCEPT, JOAO)
    assert (accepted.agreed, accepted.accepted, accepted.handler) == (WISHED, NOW, JOAO.id)


def test_accepting_for_an_earlier_day_agrees_to_that_day() -> None:
    assert after(request(State.AWAITING), Action.ACCEPT, JOAO, date(2026, 3, 9)).agreed == date(
        2026, 3, 9
    )


def test_a_later_day_than_the_one_asked_for_is_proposed_and_not_accepted() -> None:
    refused = refusal(request(State.AWAITING), Action.ACCEPT, JOAO, date(2026, 3, 21))
    assert refused.field == "day"
    assert "propose date" in refused.message.singular
    assert refused.message.values["typed"] == "2026-03-21"


def test_accepting_for_the_day_asked_for_gives_up_ones_own_proposal() -> None:
    before = proposed(State.AWAITING, date(2026, 3, 27))
    accepted = after(before, Action.ACCEPT, JOAO)
    assert (accepted.proposal, accepted.agreed) == (None, WISHED)


@pytest.mark.parametrize("action", [Action.ACCEPT, Action.PROPOSE])
@pytest.mark.parametrize(
    "day", [date(2020, 1, 1), TODAY - timedelta(days=1), TODAY, date.min], ids=str
)
def test_a_past_day_and_today_are_refused(action: Action, day: date) -> None:
    refused = refusal(request(State.AWAITING), action, JOAO, day)
    assert isinstance(refused, DayNotPossible)
    assert "not in the future" in refused.message.singular


@pytest.mark.parametrize("day", [TODAY + timedelta(days=366), date.max], ids=str)
def test_a_day_more_than_a_year_away_is_refused(day: date) -> None:
    refused = refusal(request(State.AWAITING), Action.PROPOSE, JOAO, day)
    assert "more than a year" in refused.message.singular


@pytest.mark.parametrize("days", [1, 365])
def test_tomorrow_and_a_year_from_today_can_be_promised(days: int) -> None:
    day = TODAY + timedelta(days=days)
    assert after(request(State.AWAITING), Action.PROPOSE, JOAO, day).proposal is not None


def test_today_is_the_actors_own_today() -> None:
    late = datetime(2026, 3, 2, 23, tzinfo=UTC)
    third = date(2026, 3, 3)
    assert after(request(State.AWAITING), Action.PROPOSE, JOAO, third, now=late).proposal
    easterly = replace(JOAO, time_zone="Europe/Bucharest")
    with pytest.raises(DayNotPossible):
        after(request(State.AWAITING), Action.PROPOSE, easterly, third, now=late)


def test_when_the_day_asked_for_has_passed_the_refusal_says_how_to_suggest_another() -> None:
    old = request(State.AWAITING, wished=TODAY)
    refused = refusal(old, Action.ACCEPT, JOAO)
    assert "propose date" in refused.message.singular
    assert refused.message.values["reference"] == old.reference


@pytest.mark.parametrize(
    ("before", "day"),
    [
        (request(State.AWAITING), WISHED),
        (request(State.ACCEPTED, agreed=date(2026, 3, 9)), date(2026, 3, 9)),
    ],
)
def test_the_date_as_it_is_cannot_be_proposed(before: Request, day: date) -> None:
    refused = refusal(before, Action.PROPOSE, JOAO, day)
    assert "already the date" in refused.message.singular


def test_after_acceptance_the_day_first_asked_for_can_be_proposed_again() -> None:
    before = request(State.ACCEPTED, agreed=date(2026, 3, 9))
    assert after(before, Action.PROPOSE, JOAO, WISHED).proposal == Proposal(WISHED, JOAO.id, NOW)


def test_a_second_proposal_takes_the_place_of_the_first() -> None:
    before = proposed(State.AWAITING, date(2026, 3, 27))
    second = after(before, Action.PROPOSE, JOAO, date(2026, 3, 30)).proposal
    assert second is not None
    assert second.day == date(2026, 3, 30)


def test_agreeing_before_acceptance_accepts_for_whoever_proposed() -> None:
    agreed = after(proposed(State.AWAITING, date(2026, 3, 27)), Action.AGREE, ANNA)
    assert agreed.state is State.ACCEPTED
    assert (agreed.handler, agreed.accepted, agreed.agreed, agreed.proposal) == (
        JOAO.id,
        NOW,
        date(2026, 3, 27),
        None,
    )


def test_agreeing_later_changes_the_date_and_neither_handler_nor_day_of_acceptance() -> None:
    earlier = NOW - timedelta(days=3)
    before = replace(proposed(State.ACCEPTED, date(2026, 3, 27)), accepted=earlier, handler=ANNA.id)
    agreed = after(before, Action.AGREE, ANNA)
    assert (agreed.accepted, agreed.handler, agreed.agreed) == (
        earlier,
        ANNA.id,
        date(2026, 3, 27),
    )


def test_nobody_agrees_to_a_day_that_is_no_longer_the_one_proposed() -> None:
    refused = refusal(
        proposed(State.AWAITING, date(2026, 3, 30)), Action.AGREE, ANNA, date(2026, 3, 27)
    )
    assert refused.message.values["day"] == date(2026, 3, 30)


def test_a_proposed_day_that_has_passed_is_no_fault_of_who_agrees() -> None:
    """The asker can give no other day here, so none is asked for."""
    refused = refusal(proposed(State.ACCEPTED, TODAY), Action.AGREE, ANNA)
    assert refused.field is None
    assert "keep date" in refused.message.singular


def test_keeping_the_date_takes_the_proposal_away_and_nothing_else() -> None:
    before = proposed(State.ACCEPTED, date(2026, 3, 27))
    kept = after(before, Action.INSIST, ANNA)
    assert (kept.proposal, kept.agreed) == (None, before.agreed)


def test_an_answer_given_again_takes_the_place_of_the_first_and_others_stay() -> None:
    first = Answer("yes", JOAO.id, NOW, "pt")
    before = request(State.ACCEPTED, answers={ENTITLED: first, ESTABLISHED: first})
    later = NOW + timedelta(hours=1)
    changed = answered(before, JOAO, {ENTITLED: "no"}, later)
    assert changed.answers[ENTITLED] == Answer("no", JOAO.id, later, JOAO.language)
    assert changed.answers[ESTABLISHED] == first
    assert before.answers[ENTITLED] == first


def test_a_free_text_keeps_the_language_of_who_wrote_it() -> None:
    portuguese = replace(JOAO, language="pt")
    said = answered(request(State.ACCEPTED), portuguese, {ENTITLED: "Não sabemos."})
    assert said.answers[ENTITLED].language == "pt"


def test_answering_nothing_is_no_change() -> None:
    refused = refusal(request(State.ACCEPTED), Action.ANSWER, JOAO)
    assert "nothing has changed" in refused.message.singular


@pytest.mark.parametrize(
    ("state", "action"), [(State.ACCEPTED, Action.REPLY), (State.ANSWERED, Action.CLOSE)]
)
def test_what_ends_a_stage_leaves_no_proposal_to_be_decided(state: State, action: Action) -> None:
    before = proposed(state, date(2026, 3, 27))
    actor = ANNA if action is Action.CLOSE else JOAO
    assert after(before, action, actor).proposal is None


def test_a_draft_whose_day_has_come_cannot_be_sent() -> None:
    refused = refusal(request(State.DRAFT, wished=TODAY), Action.SEND, ANNA)
    assert "not in the future" in refused.message.singular
