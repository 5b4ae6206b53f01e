"""Where no lesson runs, each simulated office has a manner of its own, day by day."""

from __future__ import annotations

from core.requests import State
from tests.support.scene import FIRST, OWN, answered, asked_in_practice, done
from tests.support.talking import Heard, Talking


async def state(anna: Talking, name: str) -> State:
    """As it stands in her practice."""
    ctx = await anna.context()
    view = (await ctx.services.exchange.show(ctx.person, name)).view  # type: ignore[arg-type]
    return view.outline.state


async def days(anna: Talking, count: int) -> Heard:
    for _day in range(count):
        heard = await anna.say("next day")
    return heard


async def test_one_accepts_and_answers_at_once(anna: Talking) -> None:
    await asked_in_practice(anna)
    assert await state(anna, OWN) is State.AWAITING
    await days(anna, 1)
    assert await state(anna, OWN) is State.ACCEPTED
    await days(anna, 1)
    assert await state(anna, OWN) is State.ANSWERED


async def test_one_proposes_another_date_and_answers_by_it(anna: Talking) -> None:
    await asked_in_practice(anna, "Practice Agency for Building")
    heard = await days(anna, 1)
    [agree] = [run for run in heard.runs if run.startswith(f"agree {OWN}")]
    await done(anna, agree)
    await days(anna, 3)
    assert await state(anna, OWN) is State.ANSWERED


async def test_one_keeps_the_first_date_if_that_is_insisted_on(anna: Talking) -> None:
    await asked_in_practice(anna, "Practice Agency for Building")
    await days(anna, 1)
    await done(anna, f"keep date {OWN}")
    await days(anna, 4)
    assert await state(anna, OWN) is State.ANSWERED


async def test_one_answers_late_and_its_date_passes_before(anna: Talking) -> None:
    await asked_in_practice(anna, "Practice Labour Inspectorate")
    said = [(await days(anna, 1)).text for _day in range(15)]
    assert any("kavējas" in each for each in said), "it is overdue"
    await days(anna, 1)
    assert await state(anna, OWN) is State.ANSWERED


async def test_one_is_not_competent_and_forwards(anna: Talking) -> None:
    await asked_in_practice(anna, "Practice Chamber of Crafts")
    heard = await days(anna, 1)
    assert f"{OWN} tagad ir pie citas tās pašas valsts iestādes" in heard.text
    assert await state(anna, OWN) is State.AWAITING
    await days(anna, 1)
    assert await state(anna, OWN) is State.ACCEPTED


async def test_where_nothing_waits_somebody_asks_and_wants_to_know_more(anna: Talking) -> None:
    heard = await days(anna, 1)
    assert f"accept {FIRST}" in heard.runs
    await anna.press(f"accept {FIRST}")
    await answered(anna, FIRST)
    heard = await days(anna, 1)
    assert f"clarify {FIRST}" in heard.runs, heard.text
    await done(anna, f"clarify {FIRST}", text="Reģistra izraksts.")
    await days(anna, 2)
    assert await state(anna, FIRST) is State.CLOSED


async def test_whoever_is_asked_what_an_answer_means_says_it_each_time(anna: Talking) -> None:
    await asked_in_practice(anna)
    await days(anna, 2)
    for _time in range(2):
        await done(anna, f"ask clarification {OWN}", text="Kura dokumenta?")
        await days(anna, 1)
        assert await state(anna, OWN) is State.CLARIFIED


async def test_the_coordinator_advises_whoever_is_not_content(anna: Talking) -> None:
    await asked_in_practice(anna)
    await days(anna, 2)
    await done(anna, f"refer {OWN}", text="Atbilde ir neskaidra.")
    assert await state(anna, OWN) is State.DISPUTED
    heard = await days(anna, 1)
    assert await state(anna, OWN) is State.ANSWERED
    assert OWN in heard.text


async def test_the_coordinator_sends_back_what_is_for_ones_own_authority(anna: Talking) -> None:
    await days(anna, 1)
    await done(anna, f"refer {FIRST}", text="Vai tas ir mums?")
    assert await state(anna, FIRST) is State.REFERRED
    await days(anna, 1)
    assert await state(anna, FIRST) is State.AWAITING
