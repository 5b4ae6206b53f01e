"""An authority registers itself when it is invited: its coordinator names it and whom to ask, no more."""

from __future__ import annotations

import pytest

from core.people import AuthorityId
from tests.support.casework import Casework
from tests.support.chats import Chat
from tests.support.talking import Talking

ID = AuthorityId("lv-skaistumkopsanas-inspekcija")
GIVEN = {
    "name": "Skaistumkopšanas inspekcija",
    "city": "Liepāja",
    "areas": "1,2",
    "address": "terminal:nora",
    "official": "Nora Vītola",
    "ending": "invite",
}


async def test_who_is_invited_describes_it_and_invites_the_others(terminal: Chat) -> None:
    assert "Nora Vītola" in await terminal.fill("ilze", "invite authority", **GIVEN)
    await terminal.settle()
    [invitation] = await terminal.inbox("nora")
    assert "Skaistumkopšanas inspekcija" in invitation
    assert "aprakstīsiet" in invitation
    assert "Ilze" not in invitation
    await terminal.press("nora", "register yes")
    await terminal.settle()
    [welcome] = await terminal.inbox("nora")
    assert "Mainīt aprakstu" in welcome
    await terminal.fill(
        "nora", f"edit authority {ID}", what="contact", contact="nora@example.lv", ending="keep"
    )
    assert "nora@example.lv" in await terminal.say("sean", f"authority {ID}")
    assert "Nora Vītola" in (await terminal.inbox("ilze"))[-1]
    await terminal.fill(
        "nora", "invite colleague", address="terminal:oto", name="Oto", areas="1", roles="handler"
    )
    await terminal.settle()
    await terminal.inbox("oto")
    await terminal.press("oto", "register yes")
    await terminal.settle()
    assert "Oto" in await terminal.say("nora", "colleagues")


async def test_whoever_was_not_invited_gets_nothing_by_the_invitations_words(
    terminal: Chat,
) -> None:
    await terminal.fill("ilze", "invite authority", **GIVEN)
    await terminal.settle()
    await terminal.inbox("nora")
    for said in ("register yes", "yes", "1"):
        answered = await terminal.say("oto", said)
        assert "Skaistumkopšanas" not in answered
        assert "registered now" not in answered
    await terminal.press("nora", "register yes")
    await terminal.settle()
    assert "Oto" not in await terminal.say("nora", "colleagues")


async def test_who_says_no_leaves_the_entry_and_its_coordinator_is_told(terminal: Chat) -> None:
    await terminal.fill("ilze", "invite authority", **GIVEN)
    await terminal.settle()
    await terminal.inbox("nora")
    await terminal.press("nora", "register no")
    await terminal.settle()
    assert "Nora Vītola" in (await terminal.inbox("ilze"))[-1]
    again = await terminal.fill(
        "ilze",
        "invite authority",
        name=GIVEN["name"],
        city="Liepāja",
        double="there",
        ending="there",
    )
    assert "invite colleague" not in again
    assert "Nekas nav pievienots" in again or "uzaicināt" in again.casefold()


async def test_where_somebody_has_an_invitation_nothing_is_added(casework: Casework) -> None:
    ilze = Talking(casework.world, "ilze")
    first = ("invite authority", "Pirmā būvvalde", "Liepāja", "1", "terminal:nora", "Nora", "1")
    await ilze.say(*first)
    second = await ilze.say(
        "invite authority", "Otrā skola", "Kuldīga", "1", "terminal:nora", "Nora", "1"
    )
    assert second.asked == "address"
    assert second.problem
    async with casework.world.assistant.services.works.reading() as work:
        assert await work.authorities.get(AuthorityId("lv-otra-skola")) is None


async def test_who_does_not_coordinate_invites_none(casework: Casework) -> None:
    for who in ("anna", "sean"):
        assert (await Talking(casework.world, who).say("invite authority")).problem


@pytest.mark.parametrize("said", ["yes", "jā", "😀", "12345", "---"])
async def test_what_is_no_name_is_asked_for_again(casework: Casework, said: str) -> None:
    ilze = Talking(casework.world, "ilze")
    await ilze.say("invite colleague", "terminal:nora")
    asked = await ilze.say(said)
    assert asked.asked == "name"
    assert asked.problem
    assert (await ilze.say("Jana O'Nora-Žagare")).asked != "name"
