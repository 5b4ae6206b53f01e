"""Who administers an authority says how it works inside; nobody else can, and it stops nobody's requests."""

from __future__ import annotations

from core.people import AuthorityId, Role
from core.upkeep import Deed
from core.workflows import PLAIN, Workflow
from tests.support.casework import Casework
from tests.support.talking import Talking
from tests.support.world import official

OWN = AuthorityId("pt-turismo")


async def workflow(casework: Casework) -> Workflow:
    async with casework.world.assistant.services.works.reading() as work:
        return (await work.workflows.of([OWN]))[OWN]


async def rosa(casework: Casework, *roles: Role) -> Talking:
    await casework.put(official("rosa", "Rosa Lima", OWN, *roles))
    return Talking(casework.world, "rosa")


async def test_it_is_set_area_by_area_and_written_down_and_taken_back(casework: Casework) -> None:
    who = await rosa(casework, Role.ADMINISTRATOR, Role.APPROVER)
    said = (await who.say("approval and allocation", "1", "1", "services", "1")).text
    assert "Serviços" in said
    assert (await workflow(casework)).approval == {"services"}
    assert (await workflow(casework)).allocation == frozenset()
    await who.say("approval and allocation", "1", "1", "saltar", "1")
    assert await workflow(casework) == PLAIN
    async with casework.world.assistant.services.works.reading() as work:
        done = await work.upkeeps.of_subject(OWN)
    assert [each.deed for each in done] == [Deed.WORKFLOW_CHANGED, Deed.WORKFLOW_CHANGED]
    assert done[0].parts == ("approval", "services")


async def test_nothing_is_set_that_nobody_could_go_on_with(casework: Casework) -> None:
    who = await rosa(casework, Role.ADMINISTRATOR, Role.APPROVER)
    said = (await who.say("approval and allocation", "1", "2", "services", "1")).text
    assert "ninguém pode atribuir" in said
    assert await workflow(casework) == PLAIN


async def test_who_does_not_administer_the_authority_sets_nothing(casework: Casework) -> None:
    who = await rosa(casework, Role.HANDLER, Role.APPROVER)
    await who.say("approval and allocation", "1", "1", "all", "1")
    assert await workflow(casework) == PLAIN


async def test_it_is_undone_within_a_day_and_shown_where_the_authority_is(
    casework: Casework,
) -> None:
    who = await rosa(casework, Role.ADMINISTRATOR, Role.APPROVER)
    for areas in ("services", "all"):
        casework.world.clock.forward(minutes=1)
        said = await who.say("approval and allocation", "1", "1", areas, "1")
    assert f"undo {OWN}" in said.runs
    shown = await who.say("my authority")
    assert "em todas as áreas" in shown.text
    assert "approval and allocation" in shown.runs
    assert "Serviços" in (await who.press(f"undo {OWN}")).text
    assert (await workflow(casework)).approval == {"services"}
    await who.say("undo")
    assert await workflow(casework) == PLAIN
    await who.say("approval and allocation", "1", "1", "all", "1")
    casework.world.clock.forward(days=1)
    assert (await who.say("undo")).problem
    assert await workflow(casework) != PLAIN


async def test_a_colleague_who_sets_nothing_sees_how_it_works_and_undoes_nothing(
    casework: Casework,
) -> None:
    who = await rosa(casework, Role.ADMINISTRATOR, Role.APPROVER)
    await who.say("approval and allocation", "1", "1", "all", "1")
    joao = Talking(casework.world, "joao")
    shown = await joao.say("my authority")
    assert "em todas as áreas" in shown.text
    assert "lisboa-team" in shown.text
    assert "approval and allocation" not in shown.runs
    assert (await joao.press(f"undo {OWN}")).problem
    assert await workflow(casework) != PLAIN


async def test_what_nobody_could_go_on_with_any_more_does_not_come_back(casework: Casework) -> None:
    who = await rosa(casework, Role.ADMINISTRATOR, Role.APPROVER)
    await who.say("approval and allocation", "1", "1", "all", "1")
    await who.say("approval and allocation", "1", "1", "saltar", "1")
    await rosa(casework, Role.ADMINISTRATOR)
    assert (await who.press(f"undo {OWN}")).problem
    assert await workflow(casework) == PLAIN
