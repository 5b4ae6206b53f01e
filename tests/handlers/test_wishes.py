"""How one is reminded, said in one's own words; what was planned follows."""

from __future__ import annotations

from datetime import date

import pytest

from core.outbox import Progress
from core.steps import Notice
from tests.support.casework import Casework
from tests.support.talking import Talking
from tests.support.world import World


async def planned(casework: Casework, name: str) -> list[tuple[date, int, int]]:
    """Days, hours and minutes in Lisbon, on which João is reminded of the date; winter is UTC there."""
    return sorted(
        (row.planned.local, row.planned.due.hour, row.planned.due.minute)
        for row in await casework.outbox(name)  # type: ignore[arg-type]
        if row.progress is Progress.PLANNED
        and row.planned.kind == Notice.REPLY_DUE
        and row.planned.recipient.key == "person:joao"
    )


@pytest.mark.parametrize(
    "said",
    [
        "remind me 5 and 3 days before",
        "lembrar-me 5 e 3 dias antes",
        "atgādināt man 5 un 3 dienas iepriekš",
    ],
)
async def test_the_days_before_are_said_in_any_language(
    casework: Casework, joao: Talking, said: str
) -> None:
    name = await casework.accepted()
    assert "5 e 3" in (await joao.say(said)).text
    days = [day.day for day, _hour, _minute in await planned(casework, name)]
    assert days == [18, 20, 23]


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("not before 10", (10, 0)),
        ("remind me at 8:30", (8, 30)),
        ("lembrar-me às 7h45", (7, 45)),
        ("remind me at 8.30, only working days, one by one", (8, 30)),
    ],
)
async def test_the_hour_is_theirs(
    casework: Casework, joao: Talking, said: str, at: tuple[int, int]
) -> None:
    name = await casework.accepted()
    await joao.say(said)
    assert {(h, m) for _day, h, m in await planned(casework, name)} == {at}


async def test_as_usual_takes_it_all_back(casework: Casework, joao: Talking) -> None:
    name = await casework.accepted()
    before = await planned(casework, name)
    await joao.say("remind me 10 days before, at 7, any day")
    assert await planned(casework, name) != before
    await joao.say("remind me as usual")
    assert await planned(casework, name) == before


@pytest.mark.parametrize(
    "said", ["remind me whenever", "remind me 400 days before", "not before 29"]
)
async def test_what_cannot_be_read_is_asked_again(joao: Talking, said: str) -> None:
    assert (await joao.say(said)).problem


async def test_quiet_hours_always_leave_an_hour(joao: Talking) -> None:
    await joao.say("not before 18")
    assert "nenhuma hora" in (await joao.say("not after 9")).problem
    assert "18:00" in (await joao.say("settings")).text
    assert (await joao.say("remind me not before 8, not after 7")).problem


async def test_an_absence_that_was_to_come_can_be_called_off(joao: Talking) -> None:
    await joao.say("i am away from 20.3. to 6.4.")
    assert "20/03/2026" in (await joao.say("i am back")).text
    assert "20/03/2026" not in (await joao.say("i am back")).text


async def test_another_time_zone_plans_anew(casework: Casework, joao: Talking) -> None:
    name = await casework.accepted()
    await joao.press("time zone Europe/Riga")
    await joao.say("1")
    assert {hour for _day, hour, _minute in await planned(casework, name)} == {7}


async def test_the_settings_say_how_one_is_reminded(joao: Talking) -> None:
    await joao.say("not after 18")
    assert "18:00" in (await joao.say("settings")).text


async def test_the_week_to_come_is_shown(world: World, casework: Casework, joao: Talking) -> None:
    name = await casework.accepted()
    world.clock.forward(days=10)
    assert name in (await joao.say("what will you send me")).text
    anna = Talking(world, "anna")
    assert name not in (await anna.say("what will you send me")).text


async def test_one_to_try_goes_the_way_of_all_others(world: World, joao: Talking) -> None:
    await joao.say("test reminder")
    due = await world.assistant.mailroom.claim(world.clock.now(), 10, 60)
    assert [row.planned.kind for row in due if row.planned.recipient.key == "person:joao"] == [
        "test"
    ]
