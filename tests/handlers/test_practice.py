"""Who asks to practise, who lets them, and who sees how far they have come."""

from __future__ import annotations

from tests.support.talking import Talking
from tests.support.world import World


async def test_only_a_coordinator_of_the_same_country_lets_somebody_practise(
    world: World, anna: Talking, joao: Talking
) -> None:
    await anna.say("practice")
    for who in (anna, joao, Talking(world, "liga")):
        heard = await who.say("grant practice anna 2026-03-16")
        assert "drīkst vingrināties līdz" not in heard.text
        await who.say("cancel")
    async with world.assistant.services.works.reading() as work:
        [practice] = await work.practices.all()
    assert practice.until is None


async def test_who_has_asked_is_told_to_wait_and_asks_nobody_twice(anna: Talking) -> None:
    assert "Ilze Bērziņa" in (await anna.say("practice")).text
    assert "vēl nav izlēmis" in (await anna.say("practice")).text


async def test_without_a_coordinator_one_is_told_whom_to_ask(joao: Talking) -> None:
    assert "coordenador" in (await joao.say("practice")).problem


async def test_a_day_that_is_over_is_refused_and_the_name_is_kept(
    world: World, anna: Talking
) -> None:
    await anna.say("practice")
    ilze = Talking(world, "ilze")
    heard = await ilze.say("grant practice anna 2026-02-01")
    assert heard.asked == "until"
    assert heard.problem
    assert "Anna Kalniņa" in (await ilze.say("2026-03-16")).text


async def test_what_is_only_in_practice_says_so(anna: Talking) -> None:
    for said in ("next day", "lesson 1", "start over"):
        heard = await anna.say(said)
        if "ending" in str(heard.turn):
            heard = await anna.say("1")
        assert "tikai vingrinājumā" in heard.text, said
        await anna.say("cancel")


async def test_nobody_leaves_what_they_are_not_in(anna: Talking) -> None:
    assert "viss ir īsts" in (await anna.say("leave practice")).text


async def test_a_coordinator_sees_who_waits_and_who_practises(world: World, anna: Talking) -> None:
    ilze = Talking(world, "ilze")
    assert "nav lūdzis" in (await ilze.say("who practises")).text
    await anna.say("practice")
    waits = await ilze.say("who practises")
    assert waits.runs == ("grant practice anna",)
    await ilze.say("grant practice anna 2026-03-16")
    assert "16.03.2026" in (await ilze.say("who practises")).text
    assert "Anna" not in (await Talking(world, "sean").say("who practises")).text
