"""An authority's own description: changed by who keeps it, found at once, and undone within a day."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from core.people import AreaId, AuthorityId, Role
from core.upkeep import Deed
from tests.support.casework import Casework
from tests.support.talking import Talking
from tests.support.world import official

OWN = AuthorityId("pt-turismo")


@pytest.fixture
async def rosa(casework: Casework) -> Talking:
    keeper = official("rosa", "Rosa Lima", OWN, Role.ADMINISTRATOR)
    await casework.put(keeper)
    return Talking(casework.world, "rosa")


ASKED = {
    "names": ("name", "english", "others"),
    "city": ("city",),
    "contact": ("contact",),
    "keywords": ("qualifications", "services"),
}


NUMBERS = {"names": 1, "city": 2, "contact": 3, "keywords": 5}


async def changed(who: Talking, **answers: str) -> str:
    """What of it is chosen by what is answered; the rest of it is left out."""
    parts = [part for part, names in ASKED.items() if not answers.keys().isdisjoint(names)]
    said = [answers.get(name, "skip") for part in parts for name in ASKED[part]]
    chosen = ", ".join(str(NUMBERS[part]) for part in parts) or "skip"
    return (await who.say("edit authority 1", chosen, *said, "1")).text


async def deeds(casework: Casework) -> Sequence[Deed]:
    async with casework.world.assistant.services.works.reading() as work:
        return [upkeep.deed for upkeep in await work.upkeeps.of_subject(OWN)]


async def test_a_new_name_is_found_at_once_and_the_old_one_is_back_when_undone(
    casework: Casework, rosa: Talking
) -> None:
    assert "Instituto do Mar" in await changed(rosa, name="Instituto do Mar", city="Faro")
    finder = casework.world.assistant.services.finder
    [best, *_rest] = await finder.find("instituto do mar", limit=5)
    assert (best.authority.id, best.authority.city) == (OWN, "Faro")
    assert "Turismo de Portugal" in (await rosa.say("undo")).text
    [best, *_rest] = await finder.find("turismo de portugal", limit=5)
    assert (best.authority.id, best.authority.city) == (OWN, "Lisboa")
    assert await deeds(casework) == [Deed.AUTHORITY_CHANGED, Deed.AUTHORITY_UNDONE]
    assert (await rosa.say("undo")).problem, "there is nothing more to undo"


async def test_what_is_a_day_old_stays(casework: Casework, rosa: Talking) -> None:
    await changed(rosa, city="Faro")
    casework.world.clock.forward(days=1)
    assert (await rosa.say("undo")).problem


async def test_changing_nothing_confirms_all_of_it(casework: Casework, rosa: Talking) -> None:
    await changed(rosa)
    assert await deeds(casework) == [Deed.AUTHORITY_CONFIRMED]


@pytest.mark.parametrize("run", ["edit authority", f"edit authority {OWN}", "undo"])
async def test_who_does_not_keep_it_changes_nothing(
    casework: Casework, joao: Talking, rosa: Talking, run: str
) -> None:
    await changed(rosa, city="Faro")
    assert (await joao.press(run)).problem
    known = await casework.world.assistant.services.directory.many([OWN])
    assert known[OWN].city == "Faro"


async def test_a_right_taken_while_the_form_is_open_counts_no_more(
    casework: Casework, rosa: Talking
) -> None:
    await rosa.say("edit authority 1", "2", "Faro")
    await casework.put(official("rosa", "Rosa Lima", OWN, Role.HANDLER))
    await rosa.say("1")
    assert await deeds(casework) == []


async def test_it_has_names_in_any_number_of_languages(casework: Casework, rosa: Talking) -> None:
    said = await changed(rosa, others="de: Tourismusamt; letão: Tūrisma pārvalde\nfr: Office")
    assert "Tourismusamt" in said
    known = (await casework.world.assistant.services.directory.many([OWN]))[OWN]
    assert {c: known.official[c] for c in ("de", "lv", "fr")} == {
        "de": "Tourismusamt",
        "lv": "Tūrisma pārvalde",
        "fr": "Office",
    }
    await changed(rosa, others="fr:")
    known = (await casework.world.assistant.services.directory.many([OWN]))[OWN]
    assert "fr" not in known.official
    assert known.official["de"] == "Tourismusamt"
    await rosa.say("undo")
    known = (await casework.world.assistant.services.directory.many([OWN]))[OWN]
    assert known.official["fr"] == "Office"


async def test_what_is_no_language_is_asked_again_and_nothing_is_lost(rosa: Talking) -> None:
    again = await rosa.say("edit authority 1", "1", "Instituto do Mar", "skip", "klingon: Qap")
    assert "klingon: Qap" in again.problem
    assert again.asked == "others"
    assert "Instituto do Mar" in (await rosa.say("de: Meer")).text


async def test_keywords_are_said_area_by_area_and_found(casework: Casework, rosa: Talking) -> None:
    said = await changed(rosa, services="guias, hotéis")
    assert "guias" in said
    known = (await casework.world.assistant.services.directory.many([OWN]))[OWN]
    assert known.keywords(AreaId("services")) == ("guias", "hotéis")
    assert known.keywords(AreaId("professional-qualifications")) == ()
    [best, *_rest] = await casework.world.assistant.services.finder.find("guias", limit=3)
    assert best.authority.id == OWN
    await changed(rosa, services="-")
    known = (await casework.world.assistant.services.directory.many([OWN]))[OWN]
    assert known.keywords(AreaId("services")) == ()


async def test_ones_authority_says_who_coordinates_it_area_by_area(anna: Talking) -> None:
    assert "Ekonomikas ministrija" in (await anna.say("my authority")).text
