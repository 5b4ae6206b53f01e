"""Where the bot goes when it is invited, and where it does not."""

from __future__ import annotations

from tests.support.matrix_chat import MatrixChat, MatrixWorld


async def test_the_first_words_of_a_new_chat_are_answered(chat: MatrixChat) -> None:
    anna = await chat.matrix.official("anna")
    # Both are there before the bot looks: otherwise it may greet before anything was asked.
    await chat.matrix.stop()
    room = await anna.new_room(chat.matrix.bot.id, direct=True)
    event = await anna.write(room, "help")
    await chat.matrix.start()
    [answer] = await anna.answers(event)
    assert answer.room == room
    own = [seen for seen in anna.seen if seen.sender == chat.matrix.bot.id]
    assert own == [answer], "nobody is greeted who has already asked"


async def test_what_was_said_before_the_invitation_is_not_for_the_bot(matrix: MatrixWorld) -> None:
    anna = await matrix.official("anna")
    room = await anna.new_room(direct=True)
    earlier = await anna.write(room, "my tasks")
    await anna.invite(room, matrix.bot.id)
    later = await anna.write(room, "help")
    await anna.answers(later)
    assert all(seen.about.get("answers") != earlier for seen in anna.seen)


async def test_a_silent_invitation_is_greeted_once(matrix: MatrixWorld) -> None:
    anna = await matrix.official("anna")
    room = await anna.new_room(matrix.bot.id, direct=True)
    await matrix.entered(anna, room)
    await matrix.restart()
    event = await anna.write(room, "help")
    [answer] = await anna.answers(event)
    greeting, last = [seen for seen in anna.seen if seen.sender == matrix.bot.id]
    assert "help" in greeting.body or "palīdzība" in greeting.body
    assert last == answer


async def test_people_of_other_homeservers_are_refused_with_the_reason(matrix: MatrixWorld) -> None:
    await matrix.use(allowed_homeservers=("example.org",))
    anna = await matrix.official("anna")
    room = await anna.new_room(matrix.bot.id, direct=True)
    await anna.until(lambda: matrix.bot.id in anna.left)
    assert "localhost" in anna.left[matrix.bot.id]
    assert await anna.members(room) == {anna.user.id}


async def test_who_is_no_longer_allowed_is_told_so(chat: MatrixChat) -> None:
    await chat.say("anna", "help")
    await chat.matrix.use(allowed_homeservers=("example.org",))
    assert "localhost" in await chat.say("anna", "my tasks")


async def test_nobody_is_allowed_unless_named(matrix: MatrixWorld) -> None:
    await matrix.use(allowed_homeservers=())
    anna = await matrix.official("anna")
    await anna.new_room(matrix.bot.id, direct=True)
    await anna.until(lambda: matrix.bot.id in anna.left)


async def test_an_invitation_taken_back_stops_nothing(chat: MatrixChat) -> None:
    anna = await chat.matrix.official("anna")
    await chat.matrix.stop()
    room = await anna.new_room(chat.matrix.bot.id)
    await anna.kick(room, chat.matrix.bot.id)
    await chat.matrix.start()
    assert await chat.say("anna", "help")
