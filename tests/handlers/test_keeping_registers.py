"""Registers are kept by the administrators of the authorities; everybody may report a dead link."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.people import AuthorityId
from core.registers import Trouble
from core.upkeep import Deed
from tests.support.shelves import DOCTORS, GUIDES, IRISH, KEEPER, done_to, furnish, stored, trouble
from tests.support.talking import Talking
from tests.support.world import World

NEW = ("Registo de Guias de Montanha", "Mountain Guides", "guias-montanha.example.pt/procurar")
REST = ("pt, en", "1", "mountain guides", "yes")


@pytest.fixture
async def rosa(world: World) -> Talking:
    await furnish(world)
    return Talking(world, KEEPER.id)


@pytest.fixture
def anna(world: World) -> Talking:
    return Talking(world, "anna")


async def test_an_administrator_adds_a_register_that_is_found_at_once(
    world: World, rosa: Talking, anna: Talking
) -> None:
    check = await rosa.say("add register", *NEW, *REST)
    assert "https://guias-montanha.example.pt/procurar" in check.text
    await rosa.say("1")
    added = await stored(world, "pt-register-mountain-guides")
    assert added.names.names == {"pt": NEW[0], "en": NEW[1]}
    assert (added.country, added.keeper, added.free) == ("PT", AuthorityId("pt-turismo"), True)
    assert (added.languages, added.checked) == (("en", "pt"), date(2026, 3, 2))
    assert NEW[0] in (await anna.say("find register portugal montanha")).text
    [deed] = await done_to(world, added.id)
    assert (deed.deed, deed.by, deed.authority) == (
        Deed.REGISTER_ADDED,
        KEEPER.id,
        AuthorityId("pt-turismo"),
    )


async def test_a_register_of_the_same_name_is_not_added_again(rosa: Talking) -> None:
    heard = await rosa.say("add register", "registo nacional de GUIAS", *NEW[1:], *REST, "1")
    assert heard.asked == "name"


@pytest.mark.parametrize("url", ["localhost", "ftp://example.pt", "http://10.0.0.1/", "guias"])
async def test_what_is_no_public_address_is_asked_again(rosa: Talking, url: str) -> None:
    heard = await rosa.say("add register", *NEW[:2], url)
    assert heard.asked == "url"
    assert "https://www.example.org" in heard.text


@pytest.mark.parametrize(
    "said",
    [
        "add register",
        f"edit register {GUIDES.id}",
        f"confirm register {GUIDES.id}",
        f"edit register {DOCTORS.id}",
    ],
)
@pytest.mark.parametrize("who", ["anna", "joao"])
@pytest.mark.usefixtures("rosa")
async def test_who_does_not_administer_changes_nothing(world: World, who: str, said: str) -> None:
    heard = await Talking(world, who).say(said)
    assert heard.problem
    assert await done_to(world, GUIDES.id) == []
    assert await stored(world, GUIDES.id) == GUIDES


async def test_what_is_changed_is_kept_and_the_rest_stays(world: World, rosa: Talking) -> None:
    said = (f"edit register {GUIDES.id}", "skip", "skip", "https://novo.example.pt")
    await rosa.say(*said, "skip", "skip", "guides and travel agencies", "2", "1")
    changed = replace(
        GUIDES,
        url="https://novo.example.pt",
        subject="guides and travel agencies",
        free=False,
        checked=date(2026, 3, 2),
    )
    assert await stored(world, GUIDES.id) == changed
    [deed] = await done_to(world, GUIDES.id)
    assert (deed.deed, set(deed.parts)) == (Deed.REGISTER_CHANGED, {"url", "subject", "free"})


async def test_what_is_in_it_can_be_emptied(world: World, rosa: Talking) -> None:
    await rosa.say(f"edit register {GUIDES.id}", *["skip"] * 5, "-", "skip", "1")
    emptied = replace(GUIDES, subject="", checked=date(2026, 3, 2))
    assert await stored(world, GUIDES.id) == emptied


async def test_the_form_shows_what_stands_there_now(rosa: Talking) -> None:
    assert "Registo Nacional de Guias" in (await rosa.say(f"edit register {GUIDES.id}")).text
    assert GUIDES.url in (await rosa.say("skip", "skip")).text


async def test_a_register_that_nobody_keeps_is_taken_over_in_its_country_only(
    world: World, rosa: Talking
) -> None:
    await rosa.say(f"confirm register {DOCTORS.id}", f"confirm register {IRISH.id}")
    assert (await stored(world, DOCTORS.id)).keeper == AuthorityId("pt-turismo")
    assert await stored(world, IRISH.id) == IRISH


async def test_everybody_may_report_a_dead_link_and_the_keeper_settles_it(
    world: World, rosa: Talking, anna: Talking
) -> None:
    thanks = (await anna.say(f"report register {GUIDES.id}")).text
    assert "Portuguese Tourism Board" in thanks
    await anna.say(f"report register {GUIDES.id}")
    await Talking(world, "sean").say(f"report register {GUIDES.id}")
    assert await trouble(world, GUIDES.id) == Trouble(reports=2)
    assert "2 pessoas" in (await rosa.say("find register registo nacional de guias")).text
    await rosa.press(f"confirm register {GUIDES.id}")
    assert await trouble(world, GUIDES.id) == Trouble()
    assert (await stored(world, GUIDES.id)).checked == date(2026, 3, 2)
    assert [deed.deed for deed in await done_to(world, GUIDES.id)] == [Deed.REGISTER_CONFIRMED]


async def test_my_authority_shows_the_registers_to_look_after(
    world: World, rosa: Talking, anna: Talking
) -> None:
    await furnish(world, replace(GUIDES, checked=date(2024, 1, 1)))
    await anna.say(f"report register {GUIDES.id}")
    shown = (await rosa.say("my authority")).text
    assert "Registo Nacional de Guias" in shown
    assert "Registo Nacional de Guias" not in (await anna.say("my authority")).text


async def test_a_register_that_is_gone_is_said_to_be_gone(rosa: Talking) -> None:
    for said in ("report register", "confirm register", "edit register"):
        heard = await rosa.say(f"{said} no-such-register-qwx")
        assert heard.asked == "register"
        await rosa.say("cancel")
