"""Nobody reacts: the deputy is told, then the whole team, then the linked coordinator, each at its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from core.acts import Given
from core.calendar import Calendar
from core.escalation import Above, Escalation, Rung, Wait
from core.outbox import Delivery, Progress
from core.people import ALL_AREAS, AuthorityId, PersonId, Role
from core.reminders import REMINDERS
from core.requests import Action, Reference, Side, State
from core.steps import Notice
from core.workflows import Workflow
from tests.core.cases import ANNA, LIGA, request
from tests.support.casework import ANSWERS, Casework, roles
from tests.support.world import official

LATER = date(2026, 3, 30)


async def told(casework: Casework, name: Reference) -> dict[str, date]:
    return {row.planned.recipient.key: row.planned.local for row in await planned(casework, name)}


async def planned(casework: Casework, name: Reference) -> list[Delivery]:
    return [
        row
        for row in await casework.outbox(name)
        if row.planned.kind == Notice.NOT_REACTED and row.progress is Progress.PLANNED
    ]


async def proposed(casework: Casework) -> Reference:
    """On Monday, 2 March: Anna, whose deputy is Līga, is first reminded on Thursday."""
    name = await casework.asked()
    await casework.act("joao", name, Action.PROPOSE, Given(day=LATER))
    return name


async def test_deputy_then_team_then_coordinator_each_some_working_days_later(
    casework: Casework,
) -> None:
    name = await proposed(casework)
    assert await told(casework, name) == {
        "person:liga": date(2026, 3, 9),
        "room:riga-team": date(2026, 3, 11),
        "person:ilze": date(2026, 3, 13),
        "person:juris": date(2026, 3, 13),
    }


async def test_the_row_says_for_whom_and_what_is_waited_for(casework: Casework) -> None:
    name = await proposed(casework)
    [deputy] = [r for r in await planned(casework, name) if r.planned.recipient.person == "liga"]
    assert deputy.planned.values == {
        "rung": "deputy",
        "waits_for": "date_waiting",
        "owed_by": "lv-ptac",
        "instead_of": "anna",
    }


async def test_whoever_reacts_ends_it(casework: Casework) -> None:
    name = await proposed(casework)
    await casework.act("anna", name, Action.INSIST)
    assert not {"person:liga", "person:ilze"} & set(await told(casework, name))


async def test_a_saved_answer_is_a_reaction_and_puts_it_off(casework: Casework) -> None:
    joao = casework.world.person("joao")
    await casework.put(replace(joao, deputies=(PersonId("marta"),)))
    name = await casework.accepted()
    first = (await told(casework, name))["person:marta"]
    assert first == date(2026, 3, 18)  # Reminded first seven days before the 23rd.
    casework.world.clock.moment = casework.world.clock.moment.replace(day=17)
    [question, *_] = ANSWERS
    await casework.act("joao", name, Action.ANSWER, Given(answers={question: ANSWERS[question]}))
    assert (await told(casework, name))["person:marta"] == date(2026, 3, 19)


async def test_before_the_date_an_answer_stays_in_the_house_and_after_it_goes_to_the_coordinator(
    casework: Casework,
) -> None:
    async with casework.world.assistant.services.works.writing() as work:
        turismo = await work.authorities.get(AuthorityId("pt-turismo"))
        assert turismo is not None
        await work.authorities.put(
            [replace(turismo, coordinators={ALL_AREAS: AuthorityId("pt-act")})]
        )
        await work.commit()
    await casework.put(roles(casework.world.person("tiago"), Role.COORDINATOR))
    name = await casework.accepted()
    days = await told(casework, name)
    assert days["person:marta"] == date(2026, 3, 20)
    assert days["person:tiago"] == date(2026, 4, 1)
    kinds = {
        str(row.planned.recipient.person): row.planned.values["waits_for"]
        for row in await planned(casework, name)
    }
    assert (kinds["marta"], kinds["tiago"]) == ("reply_due", "overdue")


async def test_a_room_hears_once_in_a_minute_what_is_waited_for(casework: Casework) -> None:
    """That nobody has reacted says it too; on other days the room is reminded as ever."""
    name = await casework.accepted(wished=date(2026, 3, 23))
    heard = [
        (row.planned.local.day, row.planned.kind)
        for row in await casework.outbox(name)
        if row.planned.recipient.key == "room:lisboa-team"
        and row.progress is Progress.PLANNED
        and row.planned.local <= date(2026, 3, 23)
        and row.planned.kind in REMINDERS
    ]
    assert heard == [(16, Notice.REPLY_DUE), (20, Notice.NOT_REACTED), (23, Notice.REPLY_DUE)]


async def test_a_draft_that_waits_for_approval_stays_in_the_house(casework: Casework) -> None:
    await casework.put(official("vera", "Vera Liepa", "lv-ptac", Role.APPROVER))
    async with casework.world.assistant.services.works.writing() as work:
        await work.workflows.put(AuthorityId("lv-ptac"), Workflow(approval=frozenset({ALL_AREAS})))
        await work.commit()
    name = await casework.drafted()
    await casework.act("anna", name, Action.SUBMIT)
    assert set(await told(casework, name)) == {"person:anna", "person:liga"}


@pytest.mark.parametrize("rung", list(Rung))
def test_nothing_leaves_a_step_out(rung: Rung) -> None:
    after = {Rung.DEPUTY: 2, Rung.TEAM: 4, Rung.COORDINATOR: 6} | {rung: 0}
    above = Above({LIGA.id: ANNA.id}, dict.fromkeys(Rung, (LIGA,)))
    escalation = Escalation(after, time(9), Calendar())
    wait = Wait(Side.ANSWERER, Notice.ACCEPTANCE_DUE, date(2026, 3, 9))
    rows = list(escalation.plan(request(State.AWAITING), [wait], above))
    assert [row.values["rung"] for row in rows] == [r.value for r in Rung if r is not rung]
