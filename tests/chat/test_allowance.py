"""Nobody can flood the bot: whoever writes too fast is told so, and may go on a little later."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.allowance import Allowance
from chat.page import Wrong
from core.people import Address, PersonId
from tests.support.casework import Casework
from tests.support.talking import Talking
from tests.support.watch import Ticking

ANNA, JOAO = PersonId("anna"), PersonId("joao")
STRANGER = Address("terminal", "", "nobody")


def test_so_many_at_once_and_as_many_again_each_minute() -> None:
    clock = Ticking()
    allowance = Allowance(60, clock)
    assert all(allowance.takes(ANNA) for _message in range(60))
    assert not allowance.takes(ANNA)
    assert allowance.takes(JOAO), "nobody waits for somebody else"
    clock.seconds += 1
    assert allowance.takes(ANNA)
    assert not allowance.takes(ANNA)


def test_who_is_not_known_may_say_less() -> None:
    allowance = Allowance(60, Ticking())
    said = [allowance.takes(STRANGER) for _message in range(60)]
    assert said.count(True) == 20


def test_without_a_limit_everything_is_heard() -> None:
    allowance = Allowance(0, Ticking())
    assert all(allowance.takes(ANNA) for _message in range(10_000))


@pytest.mark.parametrize("who", ["anna", "nobody"])
async def test_it_is_said_politely_in_the_readers_language(casework: Casework, who: str) -> None:
    world = casework.world
    front = world.assistant.front
    limited = replace(front.conversation, allowance=Allowance(3, Ticking()))
    talking = Talking(world, who)
    ctx = await talking.context()
    for _message in range(3):
        turn = await limited.hear(ctx, "my tasks")
    turn = await limited.hear(ctx, "my tasks")
    said = talking.shown(ctx, turn).text
    assert ("ātrāk" if who == "anna" else "faster") in said
    assert talking.shown(ctx, await limited.press(ctx, "my tasks")).text == said


async def test_a_form_that_comes_too_fast_is_given_back_as_it_was(casework: Casework) -> None:
    world = casework.world
    limited = replace(world.assistant.front.conversation, allowance=Allowance(2, Ticking()))
    ctx = await Talking(world, "anna").context()
    await limited.hear(ctx, "new request")
    assert not isinstance(await limited.fill(ctx, {"answerer": "pt-turismo"}), Wrong)
    again = await limited.fill(ctx, {"area": "services"})
    assert isinstance(again, Wrong)
    assert set(again.problems) == {"area"}
    talk = await limited.talk(ctx)
    assert talk.dialogue is not None
    assert "area" not in talk.dialogue.answers


async def test_two_accounts_of_one_person_share_what_they_may_say(casework: Casework) -> None:
    world = casework.world
    anna, second = world.person("anna"), Address("matrix", "", "@anna:example.org")
    async with world.assistant.services.works.writing() as work:
        await work.people.put(anna, [world.address("anna"), second])
        await work.commit()
    limited = replace(world.assistant.front.conversation, allowance=Allowance(1, Ticking()))
    talking = Talking(world, "anna")
    first = await talking.context()
    other = await world.assistant.front.context(second, replace(first.place, platform="matrix"))
    await limited.hear(first, "help")
    assert "ātrāk" in talking.shown(other, await limited.hear(other, "help")).text
