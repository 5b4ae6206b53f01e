"""Nobody can flood the bot: whoever writes too fast is told so, and may go on a little later."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.allowance import Allowance
from core.people import Address
from tests.support.casework import Casework
from tests.support.talking import Talking
from tests.support.watch import Ticking

ANNA, JOAO = Address("terminal", "", "anna"), Address("terminal", "", "joao")


def test_so_many_at_once_and_as_many_again_each_minute() -> None:
    clock = Ticking()
    allowance = Allowance(60, clock)
    assert all(allowance.takes(ANNA, known=True) for _message in range(60))
    assert not allowance.takes(ANNA, known=True)
    assert allowance.takes(JOAO, known=True), "nobody waits for somebody else"
    clock.seconds += 1
    assert allowance.takes(ANNA, known=True)
    assert not allowance.takes(ANNA, known=True)


def test_who_is_not_known_may_say_less() -> None:
    allowance = Allowance(60, Ticking())
    said = [allowance.takes(ANNA, known=False) for _message in range(60)]
    assert said.count(True) == 20


def test_without_a_limit_everything_is_heard() -> None:
    allowance = Allowance(0, Ticking())
    assert all(allowance.takes(ANNA, known=True) for _message in range(10_000))


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
