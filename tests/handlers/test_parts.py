"""A request in parts, as those who read its cards understand it."""

from __future__ import annotations

from core.acts import Given
from core.requests import Action
from tests.support.casework import ENTITLED, SPLIT, Casework
from tests.support.talking import Talking


async def test_splitting_changes_nothing_of_how_much_is_to_be_answered(
    casework: Casework, anna: Talking
) -> None:
    """A follow-up that no answer has opened yet is no question yet."""
    name = await casework.accepted()
    before = (await anna.say(f"message {name} Sveiki!")).text
    await casework.act("joao", name, Action.SPLIT, SPLIT)
    after = (await anna.say(f"message {name} Paldies!")).text
    assert "0 no 2 jautājumiem" in before
    assert "0 no 2 jautājumiem" in after
    assert "1 jautājums" in (await anna.say(f"show {name}")).text


async def test_an_answered_part_waits_for_nobody_abroad(casework: Casework) -> None:
    """Who asked the whole reads nothing before those who split it have sent it on."""
    _name, part = await casework.split()
    await casework.act("tiago", part, Action.ACCEPT)
    await casework.act("tiago", part, Action.ANSWER, Given(answers={ENTITLED: "unknown"}))
    await casework.act("tiago", part, Action.REPLY)
    room = Talking(casework.world, "joao", room="lisboa-team", private=False)
    cards = (await room.say("room requests")).text.split("LV-2026-")
    [told] = [card for card in cards if card.startswith("000001/1")]
    assert "De quem é a vez: Portugal" in told
