"""Unasked messages in their readers' inboxes."""

from __future__ import annotations

from dataclasses import replace

from bot.channel import Letter
from bot.terminal.channel import TerminalChannel
from bot.terminal.inbox import Inboxes, Shown, address
from bot.terminal.render import plain
from chat.message import Button, Card, Reply, say
from core.outbox import DeliveryId
from core.text import as_written, msg
from tests.support.terminal_chat import TerminalChat
from tests.support.world import World

HELP = Button(msg("Help"), "help")
OFFER = say(Card(title=msg("Something new"), actions=(HELP,)))


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


def card(world: World, title: str) -> Letter:
    """The living card of a request, as it stands now."""
    reply = say(Card(title=msg("LV-2026-000001"), body=(as_written(title),), actions=(HELP,)))
    return replace(letter(world, title, reply), card="there", anew=True, living=True)


async def test_a_card_that_nobody_has_looked_at_is_corrected_where_it_waits(world: World) -> None:
    inboxes = Inboxes()
    channel = TerminalChannel(world.assistant.front, inboxes)
    receipt = await channel.deliver(card(world, "Arrived"))
    await channel.revise(card(world, "Withdrawn"), receipt)
    assert texts(inboxes.open("joao")) == [["LV-2026-000001", "Withdrawn", "  2. Help"]]


async def test_a_card_that_was_printed_is_printed_once_more_without_choices(world: World) -> None:
    inboxes = Inboxes()
    channel = TerminalChannel(world.assistant.front, inboxes)
    receipt = await channel.deliver(card(world, "Arrived"))
    inboxes.open("joao")
    for _twice in range(2):
        await channel.revise(card(world, "Accepted"), receipt)
    assert len(inboxes.fresh()) == 2
    assert texts(inboxes.open("joao")) == [["LV-2026-000001", "Accepted"]]


async def test_who_has_just_been_shown_the_same_is_not_shown_it_again(world: World) -> None:
    inboxes = Inboxes()
    channel = TerminalChannel(world.assistant.front, inboxes)
    receipt = await channel.deliver(card(world, "Arrived"))
    inboxes.open("joao")
    await channel.revise(card(world, "Accepted"), receipt)
    await channel.deliver(card(world, "Accepted"))
    assert len(inboxes.fresh()) == 2
    assert len(inboxes.open("joao")) == 1


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
