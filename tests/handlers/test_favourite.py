from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.authorities import Authority, AuthorityName
from core.people import AuthorityId
from tests.support.talking import Talking
from tests.support.world import AREAS, AUTHORITIES, World


def inspectorate(town: str) -> Authority:
    name = AuthorityName("Inspeção do Turismo", "pt", "primary")
    return Authority(AuthorityId(f"pt-{town.lower()}"), "PT", "pt", (name,), town, AREAS)


@pytest.fixture
async def anna(world: World) -> Talking:
    """Three authorities of one name."""
    async with world.assistant.services.works.writing() as work:
        await work.authorities.put(map(inspectorate, ("Braga", "Faro", "Porto")))
        await work.commit()
    return Talking(world, "anna")


async def order(talking: Talking) -> list[str]:
    runs = (await talking.say("find authority inspeção do turismo")).runs
    return [run.removeprefix("authority ") for run in runs if run.startswith("authority ")]


async def test_a_favourite_comes_first_among_equals_until_it_is_forgotten(anna: Talking) -> None:
    before = await order(anna)
    last = before[-1]
    await anna.say(f"authority {last}")
    heard = await anna.press(f"favourite {last}")
    assert "Inspeção do Turismo" in heard.text
    assert (await order(anna))[0] == last
    await anna.say(f"authority {last}")
    await anna.press(f"forget favourite {last}")
    assert await order(anna) == before


async def test_a_favourite_is_ones_own(world: World, anna: Talking) -> None:
    before = await order(anna)
    await Talking(world, "liga").say(f"favourite {before[-1]}")
    assert await order(anna) == before


async def test_a_favourite_is_no_better_than_what_fits_better(anna: Talking) -> None:
    await anna.say("favourite pt-faro")
    heard = await anna.say("find authority turismo de portugal")
    assert heard.runs[0] == "authority pt-turismo"


async def test_a_favourite_may_be_chosen_by_its_name(anna: Talking) -> None:
    await anna.say("favourite turismo de portugal", "1")
    assert "forget favourite pt-turismo" in (await anna.say("authority pt-turismo")).runs


async def test_old_data_are_shown_with_their_date(world: World, anna: Talking) -> None:
    old, fresh = date(2024, 5, 6), date(2026, 2, 1)
    async with world.assistant.services.works.writing() as work:
        await work.authorities.put([replace(AUTHORITIES[1], updated=old)])
        await work.authorities.put([replace(AUTHORITIES[2], updated=fresh)])
        await work.commit()
    shown = (await anna.say("authority pt-turismo")).text
    assert "06.05.2024" in shown
    assert "ilgāk nekā gadu" in shown
    shown = (await anna.say("authority pt-act")).text
    assert "01.02.2026" in shown
    assert "ilgāk nekā gadu" not in shown
    assert "ilgāk nekā gadu" not in (await anna.say("authority pt-faro")).text
