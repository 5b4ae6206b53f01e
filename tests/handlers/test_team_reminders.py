"""Who keeps an authority's data says how its people and rooms are reminded; a person's own wish comes before."""

from __future__ import annotations

from datetime import time

from core.habits import Habits, Owner, owner_authority
from core.people import AuthorityId, Role
from core.upkeep import Deed
from tests.support.casework import Casework
from tests.support.talking import Talking
from tests.support.world import official

OWN = AuthorityId("pt-turismo")


async def rosa(casework: Casework, *roles: Role) -> Talking:
    await casework.put(official("rosa", "Rosa Lima", OWN, *roles))
    return Talking(casework.world, "rosa")


async def kept(casework: Casework, owner: Owner) -> Habits | None:
    async with casework.world.assistant.services.works.reading() as work:
        return (await work.habits.of([owner])).get(owner)


async def set_for(who: Talking, number: str, *answers: str, ending: str = "1") -> str:
    """Of the six questions those that are not answered are left out."""
    left_out = ["saltar"] * (6 - len(answers))
    return (await who.say("team reminders", number, *answers, *left_out, ending)).text


async def test_an_authority_has_its_own_days_and_hour(casework: Casework) -> None:
    who = await rosa(casework, Role.ADMINISTRATOR)
    said = await set_for(who, "1", "5 e 2", "8:30")
    assert "08:30" in said
    found = await kept(casework, owner_authority(OWN))
    assert found is not None
    assert (found.hour, found.reply_days_before) == (time(8, 30), (5, 2, 0))
    assert (
        "08:30" in (await Talking(casework.world, "joao").say("os meus lembretes", "saltar")).text
    )
    async with casework.world.assistant.services.works.reading() as work:
        [done] = await work.upkeeps.of_subject(owner_authority(OWN))
    assert (done.deed, done.parts) == (Deed.REMINDERS_CHANGED, ("reply_days_before", "hour"))


async def test_the_days_read_back_as_they_are_meant(casework: Casework) -> None:
    who = await rosa(casework, Role.ADMINISTRATOR)
    checked = (await who.say("team reminders", "1", "5, 2", *["saltar"] * 5)).text
    assert "5 e 2, e no próprio dia" in checked


async def test_a_room_has_its_own(casework: Casework) -> None:
    who = await rosa(casework, Role.ADMINISTRATOR)
    await set_for(who, "2", "saltar", "10:15")
    assert await kept(casework, owner_authority(OWN)) is None
    found = await kept(casework, Owner("room:lisboa-team"))
    assert found == Habits(hour=time(10, 15))


async def test_as_it_is_for_everybody_takes_it_back(casework: Casework) -> None:
    who = await rosa(casework, Role.ADMINISTRATOR)
    await set_for(who, "1", "5", "8:30")
    await set_for(who, "1", ending="2")
    assert await kept(casework, owner_authority(OWN)) is None


async def test_what_a_person_has_chosen_stays(casework: Casework) -> None:
    who = await rosa(casework, Role.ADMINISTRATOR)
    joao = Talking(casework.world, "joao")
    await joao.say("lembrar-me às 7:15")
    await set_for(who, "1", "saltar", "8:30")
    assert "07:15" in (await joao.say("os meus lembretes", "saltar")).text


async def test_who_does_not_keep_the_data_sets_nothing(casework: Casework) -> None:
    said = (await Talking(casework.world, "joao").say("team reminders")).text
    assert "os meus lembretes" in said
    assert await kept(casework, owner_authority(OWN)) is None


async def test_it_is_undone_within_a_day(casework: Casework) -> None:
    who = await rosa(casework, Role.ADMINISTRATOR)
    await set_for(who, "1", "5", "8:30")
    assert "08:30" in (await who.say("my authority")).text
    for team, hour in (("1", "10:15"), ("2", "11:45")):
        casework.world.clock.forward(minutes=1)
        await set_for(who, team, "saltar", hour)
    await who.say("undo")
    assert await kept(casework, Owner("room:lisboa-team")) is None
    await who.press(f"undo {OWN}")
    found = await kept(casework, owner_authority(OWN))
    assert found is not None
    assert found.hour == time(8, 30)
    await who.say("undo")
    assert await kept(casework, owner_authority(OWN)) is None
    assert (await who.say("undo")).problem
