"""A coordinator puts an authority of the country into the directory; it is looked for first."""

from __future__ import annotations

import pytest

from core.people import AuthorityId
from core.upkeep import Deed
from tests.support.casework import Casework
from tests.support.chats import Chat
from tests.support.talking import Talking

NEW = {
    "name": "Skaistumkopšanas inspekcija",
    "city": "Liepāja",
    "language": "lv",
    "english": "Beauty Inspectorate",
    "areas": "1,2",
    "others": "de: Kosmetikaufsicht; franču: Inspection de la beauté",
    "keywords__services": "frizieri, skaistumkopšanas saloni",
    "languages": "lv,en",
    "contact": "info@example.lv",
    "ending": "register",
}
ID = AuthorityId("lv-beauty-inspectorate")


async def test_it_is_registered_found_linked_and_undone_within_a_day(terminal: Chat) -> None:
    said = await terminal.fill("ilze", "add authority", **NEW)
    assert "Skaistumkopšanas inspekcija" in said
    assert ID in await _found(terminal, "skaistumkopšanas saloni")
    await terminal.fill(
        "ilze", f"edit authority {ID}", what="city", city="Ventspils", ending="keep"
    )
    assert "Ventspils" in await terminal.say("sean", f"authority {ID}")
    await terminal.say("ilze", f"undo {ID}")
    assert "Liepāja" in await terminal.say("sean", f"authority {ID}")


async def _found(chat: Chat, said: str) -> str:
    await chat.say("sean", f"find authority {said}")
    return await chat.press("sean", f"authority {ID}") and ID


@pytest.mark.parametrize("who", ["anna", "sean"])
async def test_who_does_not_coordinate_registers_nothing(casework: Casework, who: str) -> None:
    said = await Talking(casework.world, who).say("add authority Skaistumkopšanas inspekcija")
    assert said.problem


async def test_what_is_there_already_is_shown_and_not_added(casework: Casework) -> None:
    ilze = Talking(casework.world, "ilze")
    await ilze.say("add authority", "Patērētāju tiesību aizsardzības centrs")
    asked = await ilze.say("Rīga")
    assert asked.asked == "double"
    assert "Patērētāju" in asked.text
    assert "find authority" in (await ilze.say("1")).runs[0]
    async with casework.world.assistant.services.works.reading() as work:
        assert not [
            u for u in await work.upkeeps.of_subject("lv-ptac") if u.deed is Deed.AUTHORITY_ADDED
        ]
