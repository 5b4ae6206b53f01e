"""Encrypted chats on a real homeserver: everything that works elsewhere, and nobody else can read it."""

from __future__ import annotations

from bot.matrix.voices import UNREADABLE
from tests.matrix.letters import letter
from tests.scenarios.test_exchange import GUIDE, REQUEST
from tests.support.matrix_chat import MatrixChat, MatrixWorld, sealed_world
from tests.support.matrix_people import Official

matrix = sealed_world


async def plain_reader(matrix: MatrixWorld, person: str) -> Official:
    """The same account, with a session that has no keys: what the homeserver itself can read."""
    return await Official.enter(matrix.synapse.url, matrix.accounts[person])


async def test_an_encrypted_chat_is_read_and_answered(chat: MatrixChat) -> None:
    assert "Palīdzība" in await chat.say("anna", "help")
    reader = await plain_reader(chat.matrix, "anna")
    assert reader.seen == []
    await reader.close()


async def test_p3_after_a_soft_logout_the_session_and_its_keys_are_the_same(
    chat: MatrixChat,
) -> None:
    await chat.say("anna", "new request")
    session = await chat.matrix.device()
    chat.matrix.synapse.expire(chat.matrix.bot)
    await chat.say("anna", "turismo de portugal")
    await chat.say("anna", "1")
    field = await chat.asked("anna")
    assert field is not None
    assert field.name == "area"
    assert await chat.matrix.device() == session


async def test_what_comes_without_encryption_into_an_encrypted_chat_is_not_obeyed(
    chat: MatrixChat,
) -> None:
    """Whoever runs the homeserver could have written it."""
    await chat.say("anna", "help")
    room, reader = await chat.direct("anna"), await plain_reader(chat.matrix, "anna")
    event = await reader.write(room, "new request")
    anna = await chat.matrix.official("anna")
    [refused] = await anna.answers(event)
    assert "šifrēta" in refused.body
    assert await chat.asked("anna") is None
    number = await reader.write(room, "1")
    assert "šifrēta" in (await anna.answers(number))[0].body
    assert "Palīdzība" in await chat.say("anna", "help")
    await reader.close()


async def test_a_form_is_filled_with_an_encrypted_file_and_restarts_in_between(
    chat: MatrixChat,
) -> None:
    await chat.say("anna", "new request")
    await chat.restart()
    await chat.say("anna", "turismo de portugal")
    await chat.restart()
    await chat.say("anna", "1")
    field = await chat.asked("anna")
    assert field is not None
    assert field.name == "area"


async def test_whoever_reads_encrypted_chats_is_invited_to_one(chat: MatrixChat) -> None:
    matrix = chat.matrix
    await matrix.official("joao")
    await matrix.adapter.deliver(letter(matrix, "d1"))
    assert "See my tasks" in (await chat.inbox("joao"))[0]
    state = await matrix.adapter._rooms.state(await chat.direct("joao"))
    assert state.encrypted


async def test_a_letter_sent_twice_arrives_once_and_is_found_again(chat: MatrixChat) -> None:
    matrix = chat.matrix
    await chat.say("joao", "help")
    first = await matrix.adapter.deliver(letter(matrix, "d1"))
    await chat.restart()
    assert await matrix.adapter.deliver(letter(matrix, "d1")) == first
    assert await matrix.adapter.reconcile(letter(matrix, "d1")) == first
    assert await matrix.adapter.reconcile(letter(matrix, "d2")) is None
    assert len(await chat.inbox("joao")) == 1


async def test_files_come_and_go_encrypted(chat: MatrixChat) -> None:
    """One that a question asks for, and one that is answered with."""
    await chat.fill("anna", "new request", **{**GUIDE, "attachments": "paper.pdf"})
    anna = await chat.matrix.official("anna")
    await chat.say("anna", f"copy {REQUEST}")
    [file] = [seen for seen in anna.seen if seen.content["msgtype"] == "m.file"]
    assert (await anna.fetch(file.content)).startswith(b"%PDF")
    assert not (await anna.download(file.content["file"]["url"])).startswith(b"%PDF")


async def test_a_key_that_comes_late_is_waited_for_and_asked_for(chat: MatrixChat) -> None:
    matrix = chat.matrix
    await chat.say("anna", "help")
    anna, room = await matrix.official("anna"), await chat.direct("anna")
    late = await anna.write_without_key(room, "my tasks")
    # Meanwhile nothing else waits.
    anna.client.olm.outbound_group_sessions.clear()
    assert await chat.say("anna", "settings")
    await anna.hand_over(room, matrix.bot.id)
    [answer] = await anna.answers(late)
    assert answer.body == await chat.say("anna", "my tasks")


async def test_what_stays_without_its_key_is_told_once(chat: MatrixChat) -> None:
    matrix = chat.matrix
    await matrix.use(late_key_seconds=1)
    await chat.say("anna", "help")
    anna, room = await matrix.official("anna"), await chat.direct("anna")
    # Both wait for the same key, and either may be the first to give it up.
    sealed = {await anna.write_without_key(room, "my tasks"), await anna.write(room, "help")}

    def told() -> list[str]:
        return [each.body for each in anna.seen if each.about.get("answers") in sealed]

    await anna.until(lambda: bool(told()))
    anna.client.olm.outbound_group_sessions.clear()
    assert await chat.say("anna", "help")
    assert told() == [matrix.world.voice("anna").text(UNREADABLE)]


async def test_somebody_elses_key_makes_nobodys_words(chat: MatrixChat) -> None:
    """A homeserver that says of João's message that it is Anna's is not believed."""
    matrix = chat.matrix
    await chat.say("joao", "help")
    joao, anna = await matrix.official("joao"), await matrix.official("anna")
    room = await chat.direct("joao")
    event = await joao.write(room, "my tasks")
    await joao.answers(event)
    keyring = matrix.adapter._account.keyring
    [sealed] = [e for e in await matrix.adapter._homeserver.latest(room) if e["event_id"] == event]
    assert await keyring.open(room, sealed)
    assert await keyring.open(room, {**sealed, "sender": anna.user.id}) is None
    assert await keyring.open(room, {**sealed, "event_id": "$again"}) is None
