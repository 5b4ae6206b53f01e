"""The bot goes and comes, the homeserver goes and comes: each message is answered, and once."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from chat.conversation import Conversation
from tests.support.matrix_chat import MatrixChat, a_matrix_world
from tests.support.matrix_people import Official
from tests.support.synapse import running_synapse
from tests.support.world import MovableClock, sqlite_url


def answered(official: Official) -> Counter[str]:
    return Counter(s.about["answers"] for s in official.seen if s.about.get("part") == 1)


def conversation(chat: MatrixChat) -> Conversation:
    return chat.matrix.world.assistant.front.conversation


async def test_a_form_goes_on_after_a_restart(chat: MatrixChat) -> None:
    await chat.say("anna", "new request")
    await chat.say("anna", "turismo de portugal")
    await chat.restart()
    await chat.say("anna", "1")
    field = await chat.asked("anna")
    assert field is not None
    assert field.name == "area"


async def test_what_came_while_the_bot_was_away_is_answered_in_order(chat: MatrixChat) -> None:
    """Although it was more than comes with one sync."""
    await chat.say("anna", "help")
    anna, room = await chat.matrix.official("anna"), await chat.direct("anna")
    await chat.matrix.stop()
    events = [await anna.write(room, "my tasks"), await anna.write(room, "find authority")]
    await asyncio.gather(*(anna.write(room, "(chatter)", msgtype="m.notice") for _n in range(60)))
    events.append(await anna.write(room, "turismo portugal"))
    await chat.matrix.start()
    [last] = await anna.answers(events[-1])
    assert "Turismo" in last.body or "Tourism" in last.body
    order = [s.about["answers"] for s in anna.seen if s.about.get("answers") in events]
    assert order == events


async def test_p8_a_message_that_comes_again_does_nothing_again(chat: MatrixChat) -> None:
    matrix, mark = chat.matrix, f"matrix sync of {chat.matrix.bot.id}"
    await chat.say("anna", "new request")
    await matrix.stop()
    token = await matrix.world.assistant.marks.get(mark)
    assert token is not None
    await matrix.start()
    # Heard again, "1" would answer the next question.
    for text in ("turismo de portugal", "1"):
        await chat.say("anna", text)
    context = await chat.context("anna")
    before = await conversation(chat).talk(context)
    await matrix.stop()
    await matrix.world.assistant.marks.put(mark, token)
    await matrix.start()
    anna = await matrix.official("anna")
    thread = {"rel_type": "m.thread", "event_id": anna.seen[-1].event}
    fence = await anna.write(await chat.direct("anna"), "help", **{"m.relates_to": thread})
    await anna.answers(fence)
    assert await conversation(chat).talk(await chat.context("anna")) == before
    assert set(answered(anna).values()) == {1}


async def test_a_bot_without_its_memory_repeats_nothing(
    chat: MatrixChat, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A new database knows no token and no event: what stands in the rooms is not new."""
    await chat.say("anna", "help")
    await chat.matrix.begin_anew(sqlite_url(tmp_path_factory.mktemp("new")))
    await chat.say("anna", "my tasks")
    assert set(answered(await chat.matrix.official("anna")).values()) == {1}


async def test_the_homeserver_may_restart(tmp_path: Path) -> None:
    (tmp_path / "synapse").mkdir()
    with running_synapse(tmp_path / "synapse") as synapse, capture_logs() as log:
        url = sqlite_url(tmp_path)
        async with a_matrix_world(url, MovableClock(), synapse, "anna") as matrix:
            chat = MatrixChat(matrix)
            await chat.say("anna", "help")
            await asyncio.to_thread(synapse.stop)
            await asyncio.to_thread(synapse.start)
            assert await chat.say("anna", "my tasks")
            assert "matrix.sync" in {entry["event"] for entry in log}
            assert matrix.adapter.health.problem == ""
            assert matrix.adapter.silent_seconds() is not None
