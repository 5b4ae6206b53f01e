"""One case, one thread: all that is said unasked of a request stands under what was said of it first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channel import Unsure
from core.outbox import DeliveryId
from tests.scenarios.test_exchange import accept
from tests.slack.test_letters import letter
from tests.support.slack import Channel, Person, SlackStandIn
from tests.support.slack.faults import DROPPED
from tests.support.slack_chat import SlackChat, SlackWorld


def threads(channel: Channel) -> set[str | None]:
    """The threads in which the bot's letters stand; ``None`` where one stands for itself."""
    return {
        one.thread_ts for one in channel.messages if one.raw.get("metadata", {}).get("event_type")
    }


async def test_a_case_has_one_thread_for_each_reader_and_room_and_keeps_it_after_a_restart(
    chat: SlackChat, stage: SlackWorld, anna: Person, joao: Person
) -> None:
    await accept(chat)
    await chat.restart()
    await chat.fill("joao", "propose date LV-2026-000001", day="2026-03-27")
    await chat.settle()
    await chat.say("anna", "agree LV-2026-000001")
    await chat.settle()
    for channel in (anna.dm_channel, joao.dm_channel, *stage.rooms.values()):
        letters = [one for one in channel.messages if one.raw.get("metadata")]
        assert len(letters) > 1
        assert threads(channel) == {letters[0].ts}
    assert stage.slack.complaints == []


async def test_what_may_have_arrived_is_looked_for_in_its_thread(
    stage: SlackWorld, slack: SlackStandIn, joao: Person
) -> None:
    root = await stage.face.deliver(letter(stage))
    slack.faults.fail("chat.postMessage", DROPPED)
    later = replace(letter(stage), id=DeliveryId("d2"), card=root)
    with pytest.raises(Unsure):
        await stage.face.deliver(later)
    assert await stage.face.reconcile(later)
    assert len(joao.messages()) == 2


async def test_where_the_first_message_was_deleted_a_letter_stands_for_itself(
    stage: SlackWorld, joao: Person
) -> None:
    gone = replace(letter(stage), card=f"{joao.dm_channel.id}/1700000000.000001")
    receipt = await stage.face.deliver(gone)
    [message] = joao.messages()
    assert message.thread_ts is None
    assert await stage.face.reconcile(gone) == receipt


async def test_a_thread_of_another_channel_is_not_taken(stage: SlackWorld, joao: Person) -> None:
    await stage.face.deliver(replace(letter(stage), card="D999/1700000000.000001"))
    assert joao.messages()[0].thread_ts is None
