"""What waits for the reader: grouped, paged, each with its next step, and a sentence when there is nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.acts import Given
from core.people import AreaId, AuthorityId, Membership, Role
from core.requests import Action
from tests.support.casework import SECRETS, WISHED, Casework, roles
from tests.support.talking import Talking


async def test_a_sentence_and_a_way_on_when_nothing_waits(anna: Talking) -> None:
    heard = await anna.say("my tasks")
    assert "new request" in heard.runs


async def test_each_group_has_its_heading_and_each_task_its_step(
    casework: Casework, joao: Talking
) -> None:
    to_accept = await casework.asked()
    to_answer = await casework.accepted(wished=date(2026, 4, 20))
    soon = await casework.accepted(wished=date(2026, 3, 6))
    heard = await joao.say("my tasks")
    assert heard.runs == (
        f"answer {soon}",
        f"show {soon}",
        f"show {to_accept}",
        f"answer {to_answer}",
        f"show {to_answer}",
    )


async def test_one_looks_before_one_accepts(casework: Casework, joao: Talking) -> None:
    name = await casework.asked()
    assert f"accept {name}" not in (await joao.say("my tasks")).runs
    assert f"accept {name}" in (await joao.say("1")).runs


async def test_the_list_shows_nothing_of_what_requests_say(
    casework: Casework, anna: Talking, joao: Talking
) -> None:
    await casework.accepted()
    await casework.answered()
    await casework.drafted()
    for who in (anna, joao):
        text = (await who.say("my tasks")).text
        assert not [secret for secret in SECRETS if secret in text]


async def test_long_lists_come_in_pages_and_every_task_is_on_one(
    casework: Casework, joao: Talking
) -> None:
    names = [await casework.asked() for _request in range(12)]
    shown: list[str] = []
    heard = await joao.say("my tasks")
    for page in (2, 3):
        shown += [run for run in heard.runs if run.startswith("show")]
        assert heard.runs[-1] == f"my tasks {page}"
        heard = await joao.press(heard.runs[-1])
    shown += [run for run in heard.runs if run.startswith("show")]
    assert sorted(shown) == sorted(f"show {name}" for name in names)
    assert not [run for run in heard.runs if run.startswith("my tasks")]


@pytest.mark.parametrize("page", ["0", "99", "999999", "-1", "second", "٣"])
async def test_a_page_that_is_not_there_still_shows_tasks(
    casework: Casework, joao: Talking, page: str
) -> None:
    for _request in range(6):
        await casework.asked()
    heard = await joao.say(f"my tasks {page}")
    assert [run for run in heard.runs if run.startswith("show")]
    heard = await joao.say(f"my requests {page}")
    assert [run for run in heard.runs if run.startswith("show")]


async def test_a_proposed_date_waits_for_the_asker_and_leaves_the_answerers_list(
    casework: Casework, anna: Talking, joao: Talking
) -> None:
    name = await casework.asked()
    await casework.act("joao", name, Action.PROPOSE, Given(day=WISHED + timedelta(days=5)))
    assert f"agree {name} 2026-03-28" in (await anna.say("my tasks")).runs
    assert name not in (await joao.say("my tasks")).text


async def test_what_is_overdue_stands_first(casework: Casework, joao: Talking) -> None:
    later = await casework.accepted(wished=date(2026, 4, 20))
    overdue = await casework.accepted(wished=date(2026, 3, 4))
    casework.world.clock.forward(days=3)
    assert (await joao.say("my tasks")).runs[0] == f"answer {overdue}"
    assert later in (await joao.say("my tasks")).text


async def test_when_all_is_answered_the_next_step_is_to_send(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    await joao.say(f"answer {name}", "no", "no", "2")
    assert f"send {name}" in (await joao.say("my tasks")).runs


async def test_who_may_only_read_has_no_tasks_but_sees_the_requests(
    casework: Casework,
) -> None:
    name = await casework.asked()
    await casework.put(roles(casework.world.person("marta"), Role.VIEWER))
    marta = Talking(casework.world, "marta")
    assert name not in (await marta.say("my tasks")).text
    assert name in (await marta.say("my requests")).text


async def test_tasks_of_an_area_one_has_no_right_in_are_not_ones_own(
    casework: Casework,
) -> None:
    name = await casework.asked()
    held = Membership(
        AuthorityId("pt-turismo"), AreaId("posting-of-workers"), frozenset({Role.HANDLER})
    )
    await casework.put(replace(casework.world.person("marta"), memberships=(held,)))
    marta = Talking(casework.world, "marta")
    for command in ("my tasks", "my requests", f"show {name}"):
        assert "LV-2026" not in (await marta.say(command)).text.replace(f"{name} ", "") or (
            command.startswith("show")
        )
    assert (await marta.say(f"show {name}")).problem


async def test_the_days_are_the_readers_own(casework: Casework, joao: Talking) -> None:
    """At 23:30 in Lisbon on the agreed day it is still that day: due, not overdue."""
    name = await casework.accepted(wished=date(2026, 3, 10))
    casework.world.clock.moment = casework.world.clock.moment.replace(day=10, hour=23, minute=30)
    text = (await joao.say("my tasks")).text
    assert name in text
    assert "Em atraso" not in text


async def test_every_form_that_waits_is_shown_and_gone_on_with_from_its_own_card(
    casework: Casework, joao: Talking
) -> None:
    first, second = await casework.accepted(), await casework.accepted()
    await joao.say(f"answer {first}", "no", "later", f"answer {second}", "yes", "later")
    heard = await joao.say("my tasks")
    assert heard.runs[-2:] == ("continue", f"answer {first}")
    assert heard.text.count("Por terminar") == 2
    await joao.press(f"answer {first}")
    dialogue = (await joao.talk()).dialogue
    assert dialogue
    assert dialogue.answers["reference"] == first
    assert len(dialogue.answers) > 1
