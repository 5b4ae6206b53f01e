"""Who coordinates an authority is said by a coordinator, area by area, and taken back within a day."""

from __future__ import annotations

import pytest

from core.people import AreaId, AuthorityId, Role
from core.upkeep import Deed
from tests.support.casework import Casework
from tests.support.talking import Talking
from tests.support.world import authority, official

OWN, BEFORE, HEALTH = map(AuthorityId, ("lv-ptac", "lv-em", "lv-vm"))


@pytest.fixture
async def ilze(casework: Casework) -> Talking:
    """She coordinates Latvia; beside her ministry there is another with a coordinator."""
    async with casework.world.assistant.services.works.writing() as work:
        ministry = authority(HEALTH, "lv", "Veselības ministrija", "Ministry of Health", "Rīga")
        await work.authorities.put([ministry])
        await work.commit()
    await casework.put(official("vera", "Vera Kļava", HEALTH, Role.COORDINATOR))
    return Talking(casework.world, "ilze")


async def links(casework: Casework) -> dict[AreaId, AuthorityId]:
    known = await casework.world.assistant.services.directory.many([OWN])
    return dict(known[OWN].coordinators)


async def link(who: Talking, there: str) -> str:
    await who.say("link coordinator")
    return (await who.say("patērētāju tiesību", "1", "1", there, "1", "1")).text


async def test_a_coordinator_links_one_area_to_another_ministry_and_takes_it_back(
    casework: Casework, ilze: Talking
) -> None:
    before = await links(casework)
    said = await link(ilze, "veselības")
    assert "Veselības ministrija" in said
    assert sorted((await links(casework)).values()) == [BEFORE, HEALTH]
    await ilze.say(f"undo {OWN}")
    assert await links(casework) == before
    async with casework.world.assistant.services.works.reading() as work:
        deeds = [upkeep.deed for upkeep in await work.upkeeps.of_subject(OWN)]
    assert deeds == [Deed.AUTHORITY_CHANGED, Deed.AUTHORITY_UNDONE]


async def test_who_coordinates_it_is_changed_with_the_rest_of_its_description(
    casework: Casework, ilze: Talking
) -> None:
    offered = await ilze.say("edit authority", "patērētāju tiesību", "1")
    assert "kas to koordinē" in offered.text
    await ilze.say("7", "1", "veselības", "1", "1")
    assert sorted((await links(casework)).values()) == [BEFORE, HEALTH]


async def test_who_only_keeps_the_authority_is_not_asked_who_coordinates_it(
    casework: Casework,
) -> None:
    await casework.put(official("liga", "Līga Ozola", OWN, Role.ADMINISTRATOR))
    offered = await Talking(casework.world, "liga").say("edit authority", "1")
    assert offered.asked == "what"
    assert "kas to koordinē" not in offered.text


async def test_who_keeps_the_authority_does_not_take_the_link_back(
    casework: Casework, ilze: Talking
) -> None:
    await casework.put(official("liga", "Līga Ozola", OWN, Role.ADMINISTRATOR))
    await link(ilze, "veselības")
    after = await links(casework)
    assert (await Talking(casework.world, "liga").say(f"undo {OWN}")).problem
    assert await links(casework) == after


async def test_nothing_is_linked_to_where_nobody_coordinates(
    casework: Casework, ilze: Talking
) -> None:
    before = await links(casework)
    await casework.put(official("vera", "Vera Kļava", HEALTH, Role.HANDLER))
    await link(ilze, "veselības")
    assert await links(casework) == before


async def test_a_right_lost_while_the_form_is_open_counts_no_more(
    casework: Casework, ilze: Talking
) -> None:
    before = await links(casework)
    await ilze.say("link coordinator")
    await ilze.say("patērētāju tiesību", "1", "1", "veselības", "1")
    await casework.put(official("ilze", "Ilze Bērziņa", BEFORE, Role.HANDLER))
    await ilze.say("1")
    assert await links(casework) == before


async def test_who_does_not_coordinate_is_told_who_could(casework: Casework) -> None:
    anna = Talking(casework.world, "anna")
    assert "koordin" in (await anna.say("link coordinator")).problem
