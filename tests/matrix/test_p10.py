"""P10: works in encrypted rooms, after restart, after loss of the store."""

from __future__ import annotations

import shutil

import pytest
from pydantic import SecretStr
from sqlalchemy import delete
from structlog.testing import capture_logs

from bot.matrix.account import Account
from bot.matrix.crypto.chain import Standing, chain_of
from bot.matrix.crypto.identity import Identity
from bot.matrix.crypto.signing import identity_mark
from bot.matrix.hearing import address
from bot.matrix.login import NotLetIn
from bot.matrix.voices import UNREADABLE
from core.people import RoomId
from storage import tables
from tests.matrix.letters import event_of, letter, room_letter
from tests.support.matrix_chat import MatrixChat, MatrixWorld, sealed_world
from tests.support.matrix_people import Official

matrix = sealed_world


async def fingerprint(matrix: MatrixWorld) -> str:
    kept = await matrix.world.assistant.marks.get(identity_mark(matrix.bot.id))
    assert kept is not None
    return Identity.opened(kept, "a passphrase for tests").fingerprint


async def assert_signed(matrix: MatrixWorld, reader: Official) -> None:
    """As everybody sees it."""
    chain = chain_of(matrix.bot.id, await reader.keys_of(matrix.bot.id))
    session = await matrix.device()
    assert session is not None
    key = chain.sessions[session]["keys"][f"ed25519:{session}"]
    assert chain.standing(session, key, await fingerprint(matrix)) is Standing.SIGNED


async def team_room(matrix: MatrixWorld, joao: Official) -> str:
    room = await joao.new_room(matrix.bot.id, name="Lisbon team", encrypted=True)
    await matrix.entered(joao, room)
    return room


async def test_p10_sent_and_restarted_the_bot_stays_who_it_is(chat: MatrixChat) -> None:
    matrix = chat.matrix
    assert await chat.say("anna", "help")
    anna = await matrix.official("anna")
    await assert_signed(matrix, anna)
    before = await matrix.device(), await fingerprint(matrix)
    await chat.restart()
    assert await chat.say("anna", "my tasks")
    assert (await matrix.device(), await fingerprint(matrix)) == before
    await assert_signed(matrix, anna)


async def test_p10_a_new_member_and_a_new_device_read_what_comes_then(chat: MatrixChat) -> None:
    matrix = chat.matrix
    joao, anna = await matrix.official("joao"), await matrix.official("anna")
    room = await team_room(matrix, joao)
    await matrix.adapter.deliver(room_letter(matrix, "d1", room))
    await joao.invite(room, anna.user.id)
    await anna.until(lambda: room in anna.invitations)
    await anna.join(room)
    phone = await Official.enter(matrix.synapse.url, matrix.synapse.log_in(joao.user), sealed=True)
    # What the bot has not heard of yet it cannot heed.
    await joao.answers(await joao.write(room, "!help"), room)
    receipt = await matrix.adapter.deliver(room_letter(matrix, "d2", room))
    for reader in (joao, anna, phone):
        await reader.sees(event_of(receipt))
    await phone.close()


async def test_p10_a_wiped_store_is_told_and_people_go_on_writing(chat: MatrixChat) -> None:
    matrix = chat.matrix
    await matrix.use(late_key_seconds=1)
    await chat.say("anna", "help")
    anna, room = await matrix.official("anna"), await chat.direct("anna")
    lost, known = await matrix.device(), await fingerprint(matrix)
    await matrix.stop()
    unread = await anna.write(room, "my tasks")
    shutil.rmtree(matrix.store)
    with capture_logs() as log:
        await matrix.start()
    [entry] = [entry for entry in log if entry["event"] == "matrix.keys_lost"]
    assert entry["session"] == lost
    [told] = await anna.answers(unread)
    assert told.body == matrix.world.voice("anna").text(UNREADABLE)
    assert await chat.say("anna", "my tasks")
    assert await fingerprint(matrix) == known
    await assert_signed(matrix, anna)
    assert lost not in (await anna.keys_of(matrix.bot.id))["device_keys"][matrix.bot.id]
    with capture_logs() as log:
        await chat.restart()
    assert "matrix.keys_lost" not in {entry["event"] for entry in log}


async def test_p10_a_token_without_its_keys_is_not_used(matrix: MatrixWorld) -> None:
    token = SecretStr(matrix.bot.access_token)
    await matrix.use(access_token=token, password=None)
    await matrix.stop()
    shutil.rmtree(matrix.store)
    with pytest.raises(NotLetIn, match="When the keys are lost"):
        await matrix.start()
    again = matrix.synapse.log_in(matrix.bot)
    await matrix.use(access_token=SecretStr(again.access_token))
    await assert_signed(matrix, await matrix.official("anna"))


async def test_p10_a_lost_identity_is_replaced_on_purpose_only(matrix: MatrixWorld) -> None:
    """The database is gone, and the homeserver still shows the old identity."""
    anna = await matrix.official("anna")
    marks, old = matrix.world.assistant.marks, await fingerprint(matrix)
    await matrix.stop()
    async with matrix.world.assistant.database.writer.begin() as connection:
        await connection.execute(delete(tables.marks))
    with capture_logs() as log:
        await matrix.start()
    assert "other identity" in {entry.get("standing") for entry in log}
    await matrix.stop()
    assert await Account(matrix.settings, marks).begin_anew() == await fingerprint(matrix) != old
    await matrix.start()
    await assert_signed(matrix, anna)


async def test_p10_an_upgraded_room_is_followed_with_what_was_open_in_it(chat: MatrixChat) -> None:
    matrix = chat.matrix
    await chat.say("anna", "find authority")
    anna, old = await matrix.official("anna"), await chat.direct("anna")
    new = await anna.upgrade(old, matrix.bot.id)
    chat.moved("anna", new)
    assert "Portuguese Tourism Board" in await chat.say("anna", "turismo de portugal")
    await matrix.adapter.deliver(letter(matrix, "d1", "anna"))
    await anna.until(lambda: any(s.about.get("delivery") == "d1" for s in anna.seen))
    assert {s.room for s in anna.seen if s.about.get("delivery") == "d1"} == {new}


async def test_p10_an_upgraded_team_room_keeps_its_team(chat: MatrixChat) -> None:
    matrix = chat.matrix
    joao = await matrix.official("joao")
    matrix.rooms["lisboa-team"] = old = await team_room(matrix, joao)
    await matrix.register()
    new = await joao.upgrade(old, matrix.bot.id)
    await joao.answers(await joao.write(new, "!help"), new)
    async with matrix.world.assistant.services.works.writing() as work:
        known = await work.people.room(RoomId("lisboa-team"))
    assert known is not None
    assert known.address == address(new)


async def test_a_room_that_only_says_it_goes_on_from_another_gets_nothing(
    matrix: MatrixWorld,
) -> None:
    joao = await matrix.official("joao")
    matrix.rooms["lisboa-team"] = old = await team_room(matrix, joao)
    await matrix.register()
    false = await joao.new_room(matrix.bot.id, name="Lisbon team", encrypted=True, before=old)
    await matrix.entered(joao, false)
    async with matrix.world.assistant.services.works.writing() as work:
        assert await work.people.room_at(address(old)) is not None
        assert await work.people.room_at(address(false)) is None
