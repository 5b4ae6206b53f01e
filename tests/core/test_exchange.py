"""The exchange on a real database: who may do what, what is told when not, what is written down."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from core.acts import DayNotPossible, Given
from core.errors import UserError
from core.people import AreaId, AuthorityId, Role
from core.refusals import (
    AuthorityUnknown,
    NotPossibleNow,
    NotYourRight,
    OwnCountry,
    UnknownRequest,
)
from core.requests import Action, QuestionId, Reference, State
from core.views import view_of
from tests.support.casework import ANSWERS, ENTITLED, INSURED, SECRETS, SINCE, Casework, roles

NOWHERE = Reference("LV-2026-000099")


def everything_in(value: object) -> str:
    """All that a value holds, as one text: nothing can hide in it."""
    if is_dataclass(value):
        return " ".join(everything_in(getattr(value, field.name)) for field in fields(value))
    return str(value)


async def refused(casework: Casework, who: str, name: Reference, action: Action) -> str:
    with pytest.raises(UserError) as error:
        await casework.act(who, name, action)
    return casework.world.voice(who).text(error.value.message)


async def test_a_request_goes_the_whole_way_and_both_sides_see_where_it_is(
    casework: Casework,
) -> None:
    name = await casework.answered()
    await casework.act("anna", name, Action.CLOSE)
    for who in ("anna", "liga", "joao", "marta"):
        case = await casework.exchange.show(casework.world.person(who), name)
        assert case.view.state is State.CLOSED
        left = {Action.RATE, Action.REOPEN} if who in ("anna",) else set()
        assert {step.action for step in case.steps} == left
        assert case.view.answers[INSURED].value == "no"


async def test_a_new_request_is_a_draft_that_only_its_own_authority_knows(
    casework: Casework,
) -> None:
    name = await casework.drafted()
    assert name == "LV-2026-000001"
    case = await casework.exchange.show(casework.world.person("liga"), name)
    assert case.view.state is State.DRAFT
    for who in ("joao", "tiago", "sean"):
        with pytest.raises(UnknownRequest):
            await casework.exchange.show(casework.world.person(who), name)
        assert await casework.exchange.listed(casework.world.person(who)) == []


async def test_numbers_count_up_within_a_country(casework: Casework) -> None:
    names = [await casework.drafted() for _request in range(3)]
    assert names == ["LV-2026-000001", "LV-2026-000002", "LV-2026-000003"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"answerer": AuthorityId("lv-ptac")}, OwnCountry),
        ({"answerer": AuthorityId("xx-nowhere")}, AuthorityUnknown),
        ({"asker": AuthorityId("pt-turismo")}, NotYourRight),
        ({"wished": date(2026, 3, 2)}, DayNotPossible),
        ({"wished": date(2027, 3, 3)}, DayNotPossible),
        ({"questions": ()}, UserError),
        ({"questions": (QuestionId("made-up"),)}, UserError),
        ({"question_set": "made-up"}, UserError),
        ({"area": AreaId("general")}, UserError),
    ],
    ids=str,
)
async def test_what_could_never_be_sent_is_not_kept(
    casework: Casework, changes: dict[str, Any], error: type[UserError]
) -> None:
    with pytest.raises(error):
        await casework.drafted(**changes)
    assert await casework.exchange.listed(casework.world.person("anna")) == []
    assert await casework.drafted() == "LV-2026-000001"


async def test_a_reader_cannot_write_a_request(casework: Casework) -> None:
    with pytest.raises(NotYourRight):
        await casework.drafted(who="liga")


async def test_before_acceptance_nothing_personal_reaches_the_other_side(
    casework: Casework,
) -> None:
    name = await casework.asked()
    case = await casework.exchange.show(casework.world.person("joao"), name)
    assert not [secret for secret in SECRETS if secret in everything_in(case)]
    accepted = await casework.act("joao", name, Action.ACCEPT)
    assert not [secret for secret in SECRETS if secret not in everything_in(accepted)]


@pytest.mark.parametrize("action", list(Action))
async def test_another_authority_cannot_tell_a_request_from_none(
    casework: Casework, action: Action
) -> None:
    name = await casework.accepted()
    for who in ("tiago", "sean"):
        there = await refused(casework, who, name, action)
        nowhere = await refused(casework, who, NOWHERE, action)
        assert there.replace(name, "") == nowhere.replace(NOWHERE, "")


async def test_who_only_keeps_the_data_or_coordinates_cannot_tell_it_either(
    casework: Casework,
) -> None:
    name = await casework.accepted()
    for role in (Role.ADMINISTRATOR, Role.COORDINATOR):
        keeper = roles(casework.world.person("marta"), role)
        with pytest.raises(UnknownRequest):
            await casework.exchange.show(keeper, name)


async def test_who_has_left_can_do_nothing_more(casework: Casework) -> None:
    name = await casework.accepted()
    gone = replace(casework.world.person("joao"), active=False)
    with pytest.raises(UnknownRequest):
        await casework.exchange.act(gone, name, Action.ANSWER, Given(answers=ANSWERS))
    assert await casework.exchange.listed(gone) == []


@pytest.mark.parametrize("action", list(Action))
async def test_a_reader_is_told_who_can_give_the_right(casework: Casework, action: Action) -> None:
    name = await casework.drafted()
    said = await refused(casework, "liga", name, action)
    assert said == casework.world.voice("liga").text(NotYourRight().message)


async def test_the_other_sides_actions_are_said_to_be_the_other_sides(casework: Casework) -> None:
    name = await casework.asked()
    said = await refused(casework, "anna", name, Action.ACCEPT)
    assert name in said
    with pytest.raises(NotPossibleNow) as error:
        await casework.act("anna", name, Action.ACCEPT)
    assert "other authority" in error.value.message.singular


async def test_what_cannot_be_done_now_says_what_can(casework: Casework) -> None:
    name = await casework.asked()
    with pytest.raises(NotPossibleNow) as error:
        await casework.act("joao", name, Action.ANSWER, Given(answers=ANSWERS))
    english = casework.world.assistant.languages.voice("en", "UTC").text(error.value.message)
    assert name in english
    assert (
        "What you can do now: accept, propose another date, forward to another authority" in english
    )


async def test_answers_are_not_sent_while_a_question_is_open(casework: Casework) -> None:
    name = await casework.accepted()
    await casework.act("joao", name, Action.ANSWER, Given(answers={INSURED: "no"}))
    with pytest.raises(NotPossibleNow) as error:
        await casework.act("joao", name, Action.REPLY)
    assert error.value.message.count == 1
    assert (await casework.request(name)).state is State.ACCEPTED


async def test_a_follow_up_opens_with_the_answer_it_depends_on(casework: Casework) -> None:
    name = await casework.accepted()
    given = Given(answers={ENTITLED: "yes", INSURED: "no"})
    case = await casework.act("joao", name, Action.ANSWER, given)
    assert case.open_questions == (SINCE,)
    case = await casework.act("joao", name, Action.ANSWER, Given(answers={ENTITLED: "no"}))
    assert case.open_questions == ()


async def test_an_answer_that_was_never_asked_for_is_refused(casework: Casework) -> None:
    name = await casework.accepted()
    with pytest.raises(UserError):
        await casework.act(
            "joao", name, Action.ANSWER, Given(answers={QuestionId("made-up"): "yes"})
        )
    assert (await casework.request(name)).answers == {}


async def test_the_asker_reads_no_answer_before_it_is_sent(casework: Casework) -> None:
    name = await casework.accepted()
    await casework.act("joao", name, Action.ANSWER, Given(answers=ANSWERS))
    case = await casework.exchange.show(casework.world.person("anna"), name)
    assert case.view.answers == {}


async def test_a_refused_act_leaves_no_trace(casework: Casework) -> None:
    name = await casework.asked()
    before, entries, rows = (
        await casework.request(name),
        await casework.audit(name),
        await casework.outbox(name),
    )
    for who, action in (("anna", Action.CLOSE), ("joao", Action.REPLY), ("tiago", Action.ACCEPT)):
        with pytest.raises(UserError):
            await casework.act(who, name, action)
    with pytest.raises(UserError):
        await casework.act("joao", name, Action.ACCEPT, Given(day=date(2026, 3, 1)))
    assert await casework.request(name) == before
    assert await casework.audit(name) == entries
    assert await casework.outbox(name) == rows


async def test_every_change_leaves_one_entry_that_says_who_did_what(casework: Casework) -> None:
    name = await casework.answered()
    await casework.act("anna", name, Action.CLOSE)
    entries = await casework.audit(name)
    assert [(e.by, e.action, e.after) for e in entries] == [
        ("anna", Action.CREATE, State.DRAFT),
        ("anna", Action.SEND, State.AWAITING),
        ("joao", Action.ACCEPT, State.ACCEPTED),
        ("joao", Action.ANSWER, State.ACCEPTED),
        ("joao", Action.REPLY, State.ANSWERED),
        ("anna", Action.CLOSE, State.CLOSED),
    ]
    assert [e.before for e in entries[1:]] == [e.after for e in entries[:-1]]
    assert {e.authority for e in entries if e.by == "anna"} == {"lv-ptac"}
    assert not [secret for secret in SECRETS if secret in everything_in(entries)]


async def test_the_trail_tells_which_dates_were_asked_for_suggested_and_agreed(
    casework: Casework,
) -> None:
    name = await casework.asked()
    await casework.agreed_to(name, date(2026, 3, 27))
    await casework.act("joao", name, Action.ANSWER, Given(answers=ANSWERS))
    told = [(entry.action, dict(entry.details)) for entry in await casework.audit(name)]
    assert told == [
        (Action.CREATE, {"wished": "2026-03-23"}),
        (Action.SEND, {"wished": "2026-03-23"}),
        (Action.PROPOSE, {"proposed": "2026-03-27"}),
        (Action.AGREE, {"agreed": "2026-03-27"}),
        (Action.ANSWER, {"answers": "2"}),
    ]


async def test_a_late_colleague_is_told_who_was_faster(casework: Casework) -> None:
    name = await casework.accepted()
    assert "João Ferreira" in await refused(casework, "marta", name, Action.ACCEPT)


async def test_nobody_of_the_other_authority_is_named_in_a_refusal(casework: Casework) -> None:
    name = await casework.asked()
    await casework.act("anna", name, Action.WITHDRAW)
    said = await refused(casework, "joao", name, Action.ACCEPT)
    assert "Anna" not in said
    closed = await casework.answered()
    said = await refused(casework, "anna", closed, Action.WITHDRAW)
    assert "João" not in said


async def test_a_second_click_of_ones_own_is_not_blamed_on_a_colleague(casework: Casework) -> None:
    name = await casework.accepted()
    said = await refused(casework, "joao", name, Action.ACCEPT)
    assert name in said
    assert "João" not in said


async def test_open_cases_are_those_one_may_see(casework: Casework) -> None:
    draft, asked = await casework.drafted(), await casework.asked()
    withdrawn = await casework.asked()
    await casework.act("anna", withdrawn, Action.WITHDRAW)

    async def seen(who: str) -> set[Reference]:
        cases = await casework.exchange.listed(casework.world.person(who))
        return {line.reference for alike in cases for line in alike.lines}

    assert await seen("anna") == await seen("liga") == {draft, asked}
    assert await seen("joao") == {asked}
    assert await seen("tiago") == set()


async def test_somebody_is_woken_after_a_change_and_not_after_a_refusal(
    casework: Casework,
) -> None:
    woken: list[str] = []
    exchange = replace(casework.exchange, changed=lambda: woken.append("now"))
    name = await casework.drafted()
    anna = casework.world.person("anna")
    await exchange.act(anna, name, Action.SEND)
    with pytest.raises(NotPossibleNow):
        await exchange.act(anna, name, Action.SEND)
    assert woken == ["now"]


async def test_a_withdrawn_draft_was_never_there_for_the_other_side(casework: Casework) -> None:
    name = await casework.drafted()
    await casework.act("anna", name, Action.WITHDRAW)
    assert view_of(await casework.request(name), casework.world.person("joao")) is None
    assert await casework.outbox(name) == []
