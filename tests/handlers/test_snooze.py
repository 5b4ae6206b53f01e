"""A reminder is put off in the words in which people put things off."""

from __future__ import annotations

from datetime import date

import pytest

from core.outbox import Progress
from core.people import PersonId
from core.reminders import REMINDERS
from core.requests import Reference
from tests.support.casework import Casework
from tests.support.talking import Talking


@pytest.mark.parametrize(
    ("who", "said", "when"),
    [
        ("joao", "adiar {name} para segunda", "09/03/2026"),
        ("joao", "adiar {name} até amanhã", "03/03/2026"),
        ("joao", "adiar {name} por uma hora", "02/03/2026"),
        ("anna", "atlikt {name} uz pirmdienu", "09.03.2026"),
        ("anna", "atlikt {name} līdz rītam", "03.03.2026"),
        ("anna", "snooze {name} until monday", "09.03.2026"),
    ],
)
async def test_it_is_put_off_until_what_was_said(
    casework: Casework, who: str, said: str, when: str
) -> None:
    name = await casework.asked()
    heard = await Talking(casework.world, who).say(said.format(name=name))
    assert when in heard.text


async def days_of(casework: Casework, name: Reference, who: str) -> list[date]:
    """On which this person will be reminded."""
    rows = [row for row in await casework.outbox(name) if row.progress is Progress.PLANNED]
    own = [row.planned for row in rows if row.planned.recipient.person == PersonId(who)]
    return sorted({planned.local for planned in own if planned.kind in REMINDERS})


async def test_whoever_is_on_it_keeps_nobody_in_the_dark_while_away(casework: Casework) -> None:
    """The answer is owed on 23 March."""
    name = await casework.accepted()
    marta = Talking(casework.world, "marta")
    await marta.say(f"estou a tratar {name}")
    assert (await days_of(casework, name, "joao"))[0] == date(2026, 3, 23)
    await marta.say("ausente de 18 a 27 de março")
    due = [date(2026, 3, 20), date(2026, 3, 23)]
    assert (await days_of(casework, name, "joao"))[:2] == due


async def test_colleagues_can_see_who_is_on_it_and_the_other_side_cannot(
    casework: Casework,
) -> None:
    name = await casework.accepted()
    await Talking(casework.world, "marta").say(f"estou a tratar {name}")
    told = "Marta Sousa está a tratar do assunto. Até segunda, 23/03/2026, 09:00"
    assert told in (await Talking(casework.world, "joao").say(f"reminders {name}")).text
    assert "Marta" not in (await Talking(casework.world, "anna").say(f"reminders {name}")).text
    casework.world.clock.forward(days=22)
    assert told not in (await Talking(casework.world, "joao").say(f"reminders {name}")).text


async def test_whoever_is_on_it_too_hears_which_colleague_was_first(casework: Casework) -> None:
    name = await casework.accepted()
    joao, marta = (Talking(casework.world, who) for who in ("joao", "marta"))
    assert "antes de si" not in (await marta.say(f"estou a tratar {name}")).text
    assert "antes de si" not in (await marta.say(f"estou a tratar {name}")).text
    assert "Marta Sousa disse-o antes de si" in (await joao.say(f"estou a tratar {name}")).text


async def test_of_whoever_is_away_nobody_is_told_that_they_are_on_it(casework: Casework) -> None:
    name = await casework.accepted()
    joao, marta = (Talking(casework.world, who) for who in ("joao", "marta"))
    await marta.say(f"estou a tratar {name}", "ausente 02.03.2026 20.03.2026")
    assert "Marta Sousa está a tratar" not in (await joao.say(f"reminders {name}")).text
    assert "Marta" not in (await joao.say(f"estou a tratar {name}")).text
