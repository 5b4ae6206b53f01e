"""A team's room is linked by whoever keeps the authority's data, in the room itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.matrix.hearing import address
from core.people import Role, Room
from core.text import msg
from tests.support.matrix_chat import MatrixChat, MatrixWorld
from tests.support.matrix_people import Official


async def give(matrix: MatrixWorld, id: str, *roles: Role) -> None:
    person = matrix.world.person(id)
    held = tuple(replace(m, roles=frozenset(roles)) for m in person.memberships)
    async with matrix.world.assistant.services.works.writing() as work:
        await work.people.put(replace(person, memberships=held))
        await work.commit()


async def known(matrix: MatrixWorld, room: str) -> Room | None:
    async with matrix.world.assistant.services.works.reading() as work:
        return await work.people.room_at(address(room))


async def said(official: Official, room: str, text: str) -> str:
    return (await official.answers(await official.write(room, text)))[0].body


@pytest.fixture
async def joao(matrix: MatrixWorld) -> Official:
    return await matrix.official("joao")


@pytest.fixture
async def room(matrix: MatrixWorld, joao: Official) -> str:
    room = await joao.new_room(matrix.bot.id, name="Lisbon team")
    await matrix.entered(joao, room)
    return room


async def test_an_administrator_links_the_room_and_gives_it_up(
    matrix: MatrixWorld, joao: Official, room: str
) -> None:
    await give(matrix, "joao", Role.ADMINISTRATOR)
    assert "Turismo de Portugal" in await said(joao, room, "!link room")
    found = await known(matrix, room)
    assert found is not None
    assert (found.authority, found.language) == ("pt-turismo", "pt")
    again = await said(joao, room, "!link room")
    assert "Turismo de Portugal" in again
    await said(joao, room, "!unlink room")
    assert await known(matrix, room) is None


async def test_nobody_else_links_one(matrix: MatrixWorld, joao: Official, room: str) -> None:
    await joao.answers(await joao.write(room, "!link room"), room)
    assert await known(matrix, room) is None


async def test_another_teams_room_is_not_taken(
    matrix: MatrixWorld, joao: Official, room: str
) -> None:
    await give(matrix, "joao", Role.ADMINISTRATOR)
    await said(joao, room, "!link room")
    anna = await matrix.official("anna")
    await give(matrix, "anna", Role.ADMINISTRATOR)
    await joao.invite(room, anna.user.id)
    await anna.until(lambda: room in anna.invitations)
    await anna.join(room)
    await anna.answers(await anna.write(room, "!link room"), room)
    found = await known(matrix, room)
    assert found is not None
    assert found.authority == "pt-turismo"


async def test_in_a_private_chat_there_is_no_room_to_link(chat: MatrixChat) -> None:
    await give(chat.matrix, "joao", Role.ADMINISTRATOR)
    told = await chat.say("joao", "link room")
    wanted = msg(
        "Say this in the team's room itself. Invite me there before, if I am not in it yet."
    )
    assert told == chat.matrix.world.voice("joao").text(wanted)
