"""Unasked messages in their readers' inboxes."""

from __future__ import annotations

from bot.channel import Letter
from bot.terminal.channel import TerminalChannel
from bot.terminal.inbox import Inboxes, Shown, address
from bot.terminal.render import plain
from chat.message import Button, Card, Reply, say
from core.outbox import DeliveryId
from core.text import msg
from tests.support.terminal_chat import TerminalChat
from tests.support.world import World

OFFER = say(Card(title=msg("Something new"), actions=(Button(msg("Help"), "help"),)))


def letter(world: World, id: str, reply: Reply = OFFER, to: str = "joao") -> Letter:
    voice = world.assistant.languages.voice("en", "Europe/Lisbon")
    return Letter(DeliveryId(id), address(to), to == "joao", reply, voice)


def texts(messages: list[Shown]) -> list[list[str]]:
    return [plain(shown.lines) for shown in messages]


async def test_the_same_letter_arrives_once(world: World) -> None:
    inboxes = Inboxes()
    channel = TerminalChannel(world.assistant.front, inboxes)
    first = await channel.deliver(letter(world, "one"))
    assert await channel.deliver(letter(world, "one")) == first
    assert await channel.reconcile(letter(world, "one")) == first
    assert await channel.reconcile(letter(world, "two")) is None
    assert inboxes.unread("joao") == 1


async def test_two_letters_choices_have_different_numbers(world: World) -> None:
    inboxes = Inboxes()
    channel = TerminalChannel(world.assistant.front, inboxes)
    await channel.deliver(letter(world, "one"))
    await channel.deliver(letter(world, "two"))
    assert texts(inboxes.open("joao")) == [
        ["Something new", "  1. Help"],
        ["Something new", "  2. Help"],
    ]
    assert inboxes.open("joao") == []


async def test_a_letters_number_does_not_answer_an_open_question(
    world: World, chat: TerminalChat
) -> None:
    await chat.say("joao", "find authority")
    channel = TerminalChannel(world.assistant.front, chat.inboxes)
    await channel.deliver(letter(world, "one"))
    [text] = await chat.inbox("joao")
    assert 'write "help"' in text


async def test_a_room_has_nothing_to_choose_by_number(world: World) -> None:
    inboxes = Inboxes()
    await TerminalChannel(world.assistant.front, inboxes).deliver(
        letter(world, "one", to="lisboa-team")
    )
    assert texts(inboxes.open("lisboa-team")) == [["Something new", '  Help: write "help"']]
