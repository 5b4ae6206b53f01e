"""Each guided lesson is done from its beginning to its end, by what an official would write."""

from __future__ import annotations

from core.people import PersonId
from tests.support.scene import FIRST, OWN, SECOND, answered, asked_in_practice, done, named
from tests.support.talking import Talking
from tests.support.world import World

REGISTERS = "Practice Office for Registers"


async def finished(world: World) -> set[str]:
    async with world.assistant.services.works.reading() as work:
        return set(await work.practices.finished(PersonId("anna")))


async def test_a_first_request_is_asked_answered_and_closed(world: World, anna: Talking) -> None:
    await anna.say("lesson 1")
    assert OWN in (await asked_in_practice(anna)).text
    await anna.say("next day")
    assert "reply" not in await finished(world)
    heard = await anna.say("next day")
    assert f"close {OWN}" in heard.runs
    await done(anna, f"close {OWN}", timeliness="1", effort="1")
    assert await finished(world) == {"first-request"}


async def test_a_request_is_answered(world: World, anna: Talking) -> None:
    heard = await anna.say("lesson 2")
    assert f"accept {FIRST}" in heard.runs
    await anna.press(f"accept {FIRST}")
    await answered(anna, FIRST)
    await anna.say("next day")
    assert await finished(world) == {"answering"}


async def test_a_wrong_turn_is_pointed_out(world: World, anna: Talking) -> None:
    """The short date was accepted: the lesson says so, and goes on from there."""
    await anna.say("lesson 3")
    wrong = await anna.say(f"accept {FIRST}")
    assert "pieņ" in wrong.text or "You have promised the short date" in wrong.text
    await done(anna, f"propose date {FIRST} 2026-03-16")
    await anna.say("next day")
    await answered(anna, FIRST)
    assert await finished(world) == {"another-date"}


async def test_a_wrong_turn_stays_pointed_out_until_it_is_made_good(anna: Talking) -> None:
    """The official goes on to the next day and comes back: the step does not claim that nothing has happened."""
    await anna.say("lesson 3")
    await anna.say(f"accept {FIRST}")
    for said in ("next day", "my tasks"):
        heard = await anna.say(said)
        assert "Jūs apsolījāt tuvo termiņu" in heard.text, said
        assert "Vēl nepieņemiet" not in heard.text, said
    heard = await done(anna, f"propose date {FIRST} 2026-03-16")
    assert "Jūs apsolījāt" not in heard.text


async def test_a_dead_end_leads_back_to_the_beginning_of_the_lesson(
    world: World, anna: Talking
) -> None:
    """The request was answered by the short date: no other date can be proposed any more."""
    await anna.say("lesson 3")
    await anna.say(f"accept {FIRST}")
    heard = await answered(anna, FIRST)
    assert "šajā nodarbībā ir runa par ko citu" in heard.text
    await anna.press("lesson another-date")
    await done(anna, f"propose date {SECOND} 2026-03-16")
    await anna.say("next day")
    await answered(anna, SECOND)
    assert await finished(world) == {"another-date"}


async def test_doing_as_the_lesson_says_is_no_wrong_turn(anna: Talking) -> None:
    await anna.say("lesson 4")
    heard = await done(anna, f"refer {FIRST}", text="Es nezinu.")
    assert "Paņemiet" in heard.text
    heard = await anna.press(f"take back {FIRST}")
    assert "šajā nodarbībā ir runa" not in heard.text


async def test_another_date_is_agreed(world: World, anna: Talking) -> None:
    await anna.say("lesson 3")
    await done(anna, f"propose date {FIRST} 2026-03-16")
    await anna.say("next day")
    await answered(anna, FIRST)
    assert await finished(world) == {"another-date"}


async def test_one_is_forwarded_and_another_split(world: World, anna: Talking) -> None:
    await anna.say("lesson 4")
    heard = await done(anna, f"forward {FIRST}", to=named(world, REGISTERS))
    assert SECOND in heard.text
    await anna.press(f"accept {SECOND}")
    await done(anna, f"split {SECOND}", to=named(world, REGISTERS), questions="2")
    await anna.say("next day")
    await answered(anna, SECOND)
    assert await finished(world) == {"forward-and-split"}


async def test_an_answer_is_clarified_and_referred(world: World, anna: Talking) -> None:
    await anna.say("lesson 5")
    await asked_in_practice(anna)
    for _day in range(2):
        await anna.say("next day")
    await done(anna, f"ask clarification {OWN}", text="Kurš dokuments?")
    await anna.say("next day")
    await done(anna, f"refer {OWN}", text="Atbilde nav skaidra.")
    await anna.say("next day")
    await done(anna, f"close {OWN}")
    assert await finished(world) == {"clarification"}


async def test_a_deputy_takes_what_comes_while_one_is_away(world: World, anna: Talking) -> None:
    await anna.say("lesson 6")
    await done(anna, "deputy", deputy=named(world, "Practice colleague"))
    await done(anna, "away", stay="2026-03-02 - 2026-03-13")
    await anna.say("next day")
    await anna.say("i am back")
    assert await finished(world) == {"absence"}
