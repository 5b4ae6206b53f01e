"""One card of each request in each place, kept as the request now stands, with the buttons of the next step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channel import Gone, Unsure
from core.outbox import DeliveryId
from tests.scenarios.test_exchange import REQUEST, accept, ask
from tests.slack.test_letters import letter
from tests.support.slack import Message, Person, SlackStandIn
from tests.support.slack.faults import DROPPED, RATELIMITED
from tests.support.slack_chat import SlackChat, SlackWorld


def letters(messages: list[Message]) -> list[Message]:
    """What was said unasked, the card first."""
    return [one for one in messages if one.raw.get("metadata")]


async def test_the_card_shows_where_the_request_stands_now(
    chat: SlackChat, stage: SlackWorld, joao: Person
) -> None:
    await ask(chat)
    [card] = letters(joao.messages())
    await chat.inbox("joao")
    pressed = await chat.press("joao", f"accept {REQUEST}")
    assert "Rui Gonçalves" in pressed
    await chat.settle()
    [card] = letters(joao.messages())
    assert "Rui Gonçalves" not in card.words
    assert "0" in card.words
    assert f"answer {REQUEST}" in [button["value"] for button in buttons(card)]

    given = {"answers.entitled": "1", "answers.entitled-since": "2020-03-01", "ending": "save"}
    await chat.fill("joao", f"answer {REQUEST}", **given)
    await chat.settle()
    [card] = letters(joao.messages())
    assert "2 de 3" in card.words
    await chat.fill("anna", f"withdraw {REQUEST}", ending="withdraw")
    await chat.settle()
    card, *_later = letters(joao.messages())
    assert "Retirado" in card.words
    assert [button["value"] for button in buttons(card)] == [f"show {REQUEST}"]
    room = letters(stage.rooms["lisboa-team"].messages)[0]
    assert "Rui" not in room.words
    assert stage.slack.complaints == []


def buttons(message: Message) -> list[dict[str, str]]:
    return [
        one for block in message.blocks if block["type"] == "actions" for one in block["elements"]
    ]


async def test_a_card_that_was_deleted_is_written_anew_and_all_that_follows_stands_under_it(
    chat: SlackChat, joao: Person
) -> None:
    await accept(chat)
    [card] = letters(joao.messages())
    joao.dm_channel.messages.remove(card)
    await chat.fill("anna", f"message {REQUEST}", text="Paldies!", ending="send")
    await chat.settle()
    await chat.fill("anna", f"withdraw {REQUEST}", ending="withdraw")
    await chat.settle()
    there = letters(joao.messages())
    # What came before the card was written anew had nothing to stand under.
    [anew] = [one for one in there if "Retirado" in one.words and one.ts in (None, one.thread_ts)]
    assert there[-1].thread_ts == anew.ts


@pytest.mark.parametrize("how", [DROPPED, RATELIMITED])
async def test_p2_p3_the_card_is_right_in_the_end_through_every_fault(
    chat: SlackChat, slack: SlackStandIn, joao: Person, how: str
) -> None:
    await accept(chat)
    slack.faults.fail("chat.update", how, channel=joao.dm_channel.id)
    await chat.fill("anna", f"withdraw {REQUEST}", ending="withdraw")
    for _ in range(4):
        await chat.settle()
        chat.stage.world.clock.forward(minutes=5)
    card, *_later = letters(joao.messages())
    assert "Retirado" in card.words


async def test_p2_what_may_have_been_shown_is_safely_shown_again(
    stage: SlackWorld, slack: SlackStandIn, joao: Person
) -> None:
    card = await stage.face.deliver(letter(stage))
    anew = replace(letter(stage), id=DeliveryId("d2"))
    slack.faults.fail("chat.update", DROPPED)
    with pytest.raises(Unsure):
        await stage.face.revise(anew, card)
    await stage.face.revise(anew, card)
    assert len(joao.messages()) == 1
    with pytest.raises(Gone):
        await stage.face.revise(anew, f"{joao.dm_channel.id}/1700000000.000001")
