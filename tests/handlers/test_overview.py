"""Everything at a glance: on each face a command, in Slack the start page too."""

from __future__ import annotations

from datetime import date

from tests.support.casework import Casework
from tests.support.talking import Talking


async def test_who_has_nothing_to_do_is_told_where_to_begin(anna: Talking) -> None:
    heard = await anna.say("overview")
    assert {"new request", "find authority", "settings", "help"} <= set(heard.runs)
    assert "Tuvākie termiņi" not in heard.text


async def test_both_sides_see_their_tasks_and_the_next_dates(
    casework: Casework, anna: Talking, joao: Talking
) -> None:
    later = await casework.accepted(wished=date(2026, 4, 20))
    soon = await casework.accepted(wished=date(2026, 3, 6))
    draft = await casework.drafted()
    answering = await joao.say("resumo")
    assert f"answer {soon}" in answering.runs
    asking = (await anna.say("kopskats")).text
    dates = asking.partition("Tuvākie termiņi")[2]
    assert dates.index(soon) < dates.index(later)
    assert draft not in dates


async def test_a_date_that_has_passed_is_a_task_and_no_next_date(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted(wished=date(2026, 3, 6))
    casework.world.clock.forward(days=10)
    heard = (await joao.say("overview")).text
    assert name in heard
    assert "Próximos prazos" not in heard
