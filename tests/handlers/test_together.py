"""Several people at one request: nobody is surprised, nothing typed is lost."""

from __future__ import annotations

from datetime import date

from core.acts import Given
from core.requests import Action
from tests.support.casework import Casework
from tests.support.talking import Talking


async def test_an_old_button_shows_the_request_as_it_stands(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.asked()
    await casework.act("marta", name, Action.ACCEPT)
    heard = await joao.press(f"accept {name}")
    assert "Marta Sousa" in heard.problem
    assert f"answer {name}" in heard.runs
    assert f"accept {name}" not in heard.runs


async def test_an_old_button_of_a_withdrawn_request_shows_nothing_personal(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.asked()
    await casework.act("anna", name, Action.WITHDRAW)
    heard = await joao.press(f"accept {name}")
    assert "retirado" in heard.problem
    assert "Retirado" in heard.text
    assert "Gonçalves" not in heard.text


async def test_whoever_opens_the_answers_learns_that_a_colleague_has_begun(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    marta = Talking(casework.world, "marta")
    assert "Marta" not in (await marta.say(f"answer {name}")).text
    casework.world.clock.forward(minutes=30)
    heard = await joao.say(f"answer {name}")
    assert "Marta Sousa" in heard.text
    assert "08:00" in heard.text
    assert "Marta" not in (await joao.say("1")).text


async def test_whoever_has_stopped_is_not_answering(casework: Casework, joao: Talking) -> None:
    name = await casework.accepted()
    marta = Talking(casework.world, "marta")
    await marta.say(f"answer {name}", "cancel")
    assert "Marta" not in (await joao.say(f"answer {name}")).text


async def test_what_two_colleagues_write_is_kept(casework: Casework, joao: Talking) -> None:
    name = await casework.accepted()
    marta = Talking(casework.world, "marta")
    await marta.say(f"answer {name}", "não se sabe", "saltar")
    await joao.say(f"answer {name}", "saltar", "não", "2")
    await marta.say("2")
    stored = (await casework.request(name)).answers
    assert {answer.by for answer in stored.values()} == {"joao", "marta"}


async def test_accepting_tells_that_the_proposed_date_no_longer_counts(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.asked()
    await casework.act("joao", name, Action.PROPOSE, Given(day=date(2026, 3, 28)))
    heard = await joao.say(f"accept {name}")
    assert "28" in heard.text
    assert (await casework.request(name)).agreed == date(2026, 3, 23)
