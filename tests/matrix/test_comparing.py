"""A person compares keys with the bot, as clients let them: in the chat, and between two sessions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.matrix_chat import MatrixChat, MatrixWorld, sealed_world
from tests.support.matrix_comparing import Beginner
from tests.support.matrix_people import Official

matrix = sealed_world


async def bots_keys(official: Official, bot: str) -> tuple[str, dict[str, str]]:
    """The bot's session and all its keys, as its homeserver shows them to everybody."""
    shown = await official.keys_of(bot)
    [(session, device)] = shown["device_keys"][bot].items()
    [master] = shown["master_keys"][bot]["keys"].values()
    key = device["keys"][f"ed25519:{session}"]
    return session, {f"ed25519:{session}": key, f"ed25519:{master}": master}


async def beginner(matrix: MatrixWorld, anna: Official, transaction: str) -> Beginner:
    session, _keys = await bots_keys(anna, matrix.bot.id)
    return Beginner(
        anna.user.id, anna.user.device_id, anna.own_key, transaction, matrix.bot.id, session
    )


async def told(anna: Official, kind: str) -> dict[str, Any]:
    """What the bot has written to Anna's session."""
    name = f"m.key.verification.{kind}"
    await anna.until(lambda: any(m.get("type") == name for m in anna.messages))
    found: dict[str, Any] = next(m for m in anna.messages if m.get("type") == name)["content"]
    return found


async def test_between_two_sessions(chat: MatrixChat) -> None:
    matrix = chat.matrix
    anna = await matrix.official("anna")
    one = await beginner(matrix, anna, "t1")

    async def tell(kind: str, content: dict[str, Any]) -> None:
        told = {**content, "transaction_id": "t1"}
        await anna.tell(f"m.key.verification.{kind}", matrix.bot.id, one.other_session, told)

    await tell("request", one.request())
    assert (await told(anna, "ready"))["methods"] == ["m.sas.v1"]
    await tell("start", one.start(transaction_id="t1"))
    await tell("key", one.share(await told(anna, "accept")))
    one.compare(await told(anna, "key"))
    one.check(await told(anna, "mac"), (await bots_keys(anna, matrix.bot.id))[1])
    await tell("mac", one.mac())
    await told(anna, "done")


@pytest.mark.parametrize("right", [True, False])
async def test_in_the_chat(chat: MatrixChat, right: bool) -> None:
    matrix = chat.matrix
    await chat.say("anna", "help")
    anna, room = await matrix.official("anna"), await chat.direct("anna")
    asked = {"msgtype": "m.key.verification.request", "to": matrix.bot.id}
    before = await beginner(matrix, anna, "")
    request = await anna.write(room, "compare keys", **{**before.request(), **asked})
    one = await beginner(matrix, anna, request)
    reference = {"m.relates_to": {"rel_type": "m.reference", "event_id": request}}

    async def say(kind: str, content: dict[str, Any]) -> None:
        name = f"m.key.verification.{kind}"
        await anna.send(room, name, {**content, **reference})

    await anna.event(room, "m.key.verification.ready")
    await say("start", one.start(**reference))
    await say("key", one.share(await anna.event(room, "m.key.verification.accept")))
    one.compare(await anna.event(room, "m.key.verification.key"))
    mac = await anna.event(room, "m.key.verification.mac")
    one.check(mac, (await bots_keys(anna, matrix.bot.id))[1])
    answer = one.mac()
    if not right:
        answer["keys"] = mac["keys"]
    await say("mac", answer)
    await anna.event(room, f"m.key.verification.{'done' if right else 'cancel'}")
    assert await chat.say("anna", "my tasks")
