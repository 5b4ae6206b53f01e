"""Letters as the outbox's worker hands them over."""

from __future__ import annotations

from bot.channel import Letter
from bot.matrix.hearing import address
from chat.message import Button, Card, Reply, say
from core.outbox import DeliveryId
from core.text import msg
from tests.support.matrix_chat import MatrixWorld

REMINDER = say(
    Card(
        title=msg("The answer is due"),
        actions=(Button(msg("See my tasks"), "my tasks"), Button(msg("Get help"), "help")),
    )
)


def letter(matrix: MatrixWorld, id: str, person: str = "joao", reply: Reply = REMINDER) -> Letter:
    to = address(matrix.accounts[person].id)
    return Letter(DeliveryId(id), to, True, reply, matrix.world.voice(person))


def room_letter(matrix: MatrixWorld, id: str, room: str, reply: Reply = REMINDER) -> Letter:
    return Letter(DeliveryId(id), address(room), False, reply, matrix.world.voice("joao"))


def event_of(receipt: str) -> str:
    """The message's own id: a receipt names the room before it."""
    return "$" + receipt.partition("/$")[2]
