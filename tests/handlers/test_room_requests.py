"""What is open, told in a team's room: nothing that not everybody there may know."""

from __future__ import annotations

from core.people import AuthorityId, Room, RoomId
from core.requests import Action
from tests.support.casework import SECRETS, Casework
from tests.support.talking import Talking


def in_room(casework: Casework, who: str = "anna", room: str = "riga-team") -> Talking:
    return Talking(casework.world, who, room=room, private=False)


async def test_a_room_is_told_reference_countries_and_dates_and_nothing_else(
    casework: Casework,
) -> None:
    name = await casework.answered()
    heard = await in_room(casework).say("room requests")
    assert not heard.reply.private
    assert name in heard.text
    assert "Latvija" in heard.text
    assert "23.03.2026" in heard.text
    assert not [secret for secret in SECRETS if secret in heard.text]


async def test_a_room_is_told_in_its_own_language_whoever_asks(casework: Casework) -> None:
    await casework.asked()
    assert "Valstis" in (await in_room(casework, "sean").say("room requests")).text
    assert "Países" in (await in_room(casework, "anna", "lisboa-team").say("room requests")).text


async def test_a_room_is_not_told_of_drafts_or_of_what_is_over(casework: Casework) -> None:
    draft, withdrawn = await casework.drafted(), await casework.asked()
    await casework.act("anna", withdrawn, Action.WITHDRAW)
    heard = await in_room(casework).say("room requests")
    assert draft not in heard.text
    assert withdrawn not in heard.text


async def test_another_teams_requests_are_not_listed(casework: Casework) -> None:
    name, place = await casework.asked(), casework.world.address("dublin-team")
    async with casework.world.assistant.services.works.writing() as work:
        team = Room(RoomId("dublin-team"), AuthorityId("ie-ccpc"), "", "en", "Europe/Dublin", place)
        await work.people.put_room(team)
        await work.commit()
    heard = await in_room(casework, "anna", "dublin-team").say("room requests")
    assert "No request is open" in heard.text
    assert name not in heard.text


async def test_a_room_is_shown_some_at_a_time_the_most_urgent_first(casework: Casework) -> None:
    names = [await casework.asked() for _ in range(6)]
    here = in_room(casework)
    first = (await here.say("room requests")).text
    assert [name in first for name in names] == [True] * 5 + [False]
    assert names[5] in (await here.say("room requests 2")).text
    assert names[5] in (await here.say("room requests 99")).text


async def test_in_private_and_in_nobodys_room_it_says_where_to_say_it(casework: Casework) -> None:
    assert (await Talking(casework.world, "anna").say("room requests")).problem
    assert (await in_room(casework, "anna", "nobodys").say("room requests")).problem
