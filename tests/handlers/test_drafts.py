"""Drafts: how long they are kept is said when they are saved, and one that is gone explains itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.people import AreaId, Role
from core.requests import Action, QuestionId, Reference, State
from core.workflows import Workflow
from tests.support.casework import Casework, roles
from tests.support.talking import Talking


async def test_a_draft_that_nobody_touched_is_gone_and_says_so_to_a_late_click(
    casework: Casework,
) -> None:
    name, anna = await casework.drafted(), Talking(casework.world, "anna")
    casework.world.clock.moment = datetime(2026, 10, 1, 8, tzinfo=UTC)
    assert (await casework.world.assistant.custodian.round()).drafts == 1
    for command in (f"send {name}", f"modify {name}"):
        said = (await anna.say(command)).text
        assert "tik ilgi neviens nepieskārās" in said
        assert "jauns pieprasījums" in said
        assert "Rui" not in said


@pytest.mark.parametrize("who", ["anna", "joao"])
async def test_a_form_that_nobody_went_on_with_is_gone_and_says_so_in_the_readers_language(
    casework: Casework, who: str
) -> None:
    talking = Talking(casework.world, who)
    await talking.say("new request")
    await talking.say("later")
    casework.world.clock.forward(days=29)
    await casework.world.assistant.custodian.round()
    assert (await talking.say("continue")).asked
    casework.world.clock.forward(days=31)
    assert (await casework.world.assistant.custodian.round()).forms == 1
    gone = {"anna": "Šeit neviena veidlapa nav atvērta", "joao": "Não há aqui nenhum formulário"}
    assert gone[who] in (await talking.say("continue")).text
    assert gone[who] in (await talking.press("continue")).text


async def test_a_sheet_that_was_left_open_longer_than_its_form_is_kept_says_so(
    casework: Casework,
) -> None:
    anna = Talking(casework.world, "anna")
    await anna.say("new request")
    casework.world.clock.forward(days=31)
    await casework.world.assistant.custodian.round()
    said = (await anna.fill(authority="pt-turismo")).text
    assert "neviena veidlapa nav atvērta" in said
    assert "mani uzdevumi" in said


async def test_a_draft_whose_day_is_over_is_sent_with_another_and_closed_days_are_said(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.drafted()
    casework.world.clock.forward(days=40)
    assert "23.03.2026" in (await anna.say(f"send {name}")).problem
    asked = await anna.say("25.04.2026")
    assert "slēgta" in asked.text
    await anna.say("1")
    request = await casework.request(name)
    assert (request.state, request.wished) == (State.AWAITING, date(2026, 4, 27))


KEPT = "viss uzrakstītais ir saglabāts"


async def test_a_draft_is_not_sent_where_nobody_takes_it_any_more(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.drafted()
    for colleague in ("joao", "marta"):
        await casework.put(replace(casework.world.person(colleague), memberships=()))
    casework.world.clock.forward(days=1)
    await refused(casework, anna, name, f"kopēt {name}")


async def test_a_draft_is_not_sent_to_an_authority_that_has_left_the_area(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.drafted()
    await casework.put_authority("pt-turismo", areas=frozenset())
    casework.world.clock.forward(days=1)
    await refused(casework, anna, name, f"kopēt {name}")


async def test_a_draft_whose_questions_are_gone_is_not_sent_before_others_are_chosen(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.drafted()
    await casework.rewritten(name, questions=(QuestionId("gone"),))
    casework.world.clock.forward(days=1)
    await refused(casework, anna, name, f"labot pieprasījumu {name}")
    await anna.say(f"modify {name}", "1", "2", "1")
    assert not (await anna.say(f"send {name}")).problem
    assert (await casework.request(name)).state is State.AWAITING


async def test_a_draft_that_lacks_what_has_to_be_said_now_is_not_sent(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.drafted(subject={"service": "gids"})
    casework.world.clock.forward(days=1)
    said = await refused(casework, anna, name, f"labot pieprasījumu {name}")
    assert "vārds un uzvārds" in said


async def test_whoever_approves_such_a_draft_is_told_to_return_it(casework: Casework) -> None:
    async with casework.world.assistant.services.works.writing() as work:
        own = Workflow(approval=frozenset({AreaId("services")}))
        await work.workflows.put(casework.new().asker, own)
        await work.commit()
    await casework.put(roles(casework.world.person("liga"), Role.APPROVER))
    name = await casework.drafted()
    await casework.act("anna", name, Action.SUBMIT)
    await casework.put_authority("pt-turismo", areas=frozenset())
    casework.world.clock.forward(days=1)
    said = (await Talking(casework.world, "liga").say(f"approve {name}")).problem
    assert KEPT in said
    assert f"atgriezt {name}" in said
    assert (await casework.request(name)).state is State.SUBMITTED


async def refused(casework: Casework, anna: Talking, name: Reference, instead: str) -> str:
    said = (await anna.say(f"send {name}")).problem
    assert KEPT in said
    assert instead in said
    assert (await casework.request(name)).state is State.DRAFT
    return said
