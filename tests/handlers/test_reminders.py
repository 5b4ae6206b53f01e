"""That nobody has reacted is seen in the case: what comes next, what was said, and when."""

from __future__ import annotations

from datetime import date

import pytest

from core.acts import Given
from core.requests import Action, Reference
from tests.support.casework import Casework
from tests.support.post import PostOffice
from tests.support.talking import Talking


@pytest.fixture
async def name(casework: Casework) -> Reference:
    name = await casework.asked()
    await casework.act("joao", name, Action.PROPOSE, Given(day=date(2026, 3, 30)))
    return name


async def day_after_day(casework: Casework, days: int) -> None:
    """Nobody says anything, and all that is due arrives."""
    casework.world.assistant.mailman.channels["terminal"] = PostOffice()
    for _day in range(days):
        casework.world.clock.forward(days=1)
        await casework.world.settle()


async def test_who_is_told_when_nobody_reacts_is_planned_with_its_time(
    name: Reference, anna: Talking
) -> None:
    text = (await anna.say(f"reminders {name}")).text
    for said in (
        "09.03.2026. 09:00: atgādinājums, saņēmējs Līga Ozola (kā aizstājējs, ja neviens nereaģē)",
        "11.03.2026. 09:00: atgādinājums, saņēmējs riga-team (ja neviens nereaģē)",
        "13.03.2026. 09:00: atgādinājums, saņēmējs koordinators (ja neviens nereaģē)",
    ):
        assert said in text


async def test_afterwards_it_stands_in_the_timeline(
    casework: Casework, name: Reference, anna: Talking, joao: Talking
) -> None:
    await day_after_day(casework, 14)
    own = (await anna.say(f"timeline {name}")).text
    for said in ("ziņots aizstājējam", "ziņots visiem kolēģiem", "ziņots koordinatoram"):
        assert own.count(said) == 1
    theirs = (await joao.say(f"timeline {name}")).text
    assert "o coordenador foi informado" in theirs
    assert "substituto" not in theirs


async def test_all_that_was_said_can_be_seen_the_latest_first(
    casework: Casework, name: Reference, anna: Talking
) -> None:
    """Whoever has to defend a date needs the first word as much as the last."""
    await day_after_day(casework, 45)
    heard = await anna.say(f"reminders {name}")
    assert "03.03.2026. 10:00: paziņojums" not in heard.text
    assert f"reminders {name} 2" in heard.runs
    pages = [heard.text]
    while more := [run for run in heard.runs if run.startswith("reminders")]:
        heard = await anna.press(more[0])
        pages.append(heard.text)
    assert "03.03.2026. 10:00: paziņojums" in pages[-1]


async def test_of_what_was_said_nobody_reads_what_would_be_if(
    casework: Casework, name: Reference, anna: Talking
) -> None:
    await day_after_day(casework, 8)
    text = (await anna.say(f"reminders {name}")).text
    assert "saņēmējs Līga Ozola (kā aizstājējs, jo neviens nereaģēja), nosūtīts" in text
