"""Which room is private: decided by who can read it, not by what it is called."""

from __future__ import annotations

from typing import Any

import pytest

from bot.matrix.rooms import room_state

BOT, ANNA, JOAO = "@imi:localhost", "@anna:localhost", "@joao:localhost"


def state(kind: str, key: str = "", **content: Any) -> dict[str, Any]:
    return {"type": kind, "state_key": key, "content": content}


def member(user: str, membership: str = "join") -> dict[str, Any]:
    return state("m.room.member", user, membership=membership)


PAIR = (member(BOT), member(ANNA))


def private(*events: dict[str, Any], direct: bool = False) -> bool:
    return room_state(events).is_between(BOT, ANNA, direct=direct)


def test_two_alone_are_private() -> None:
    assert private(*PAIR)
    assert private(member(BOT), member(ANNA, "invite"))
    assert private(*PAIR, member(JOAO, "leave"))


@pytest.mark.parametrize("membership", ["join", "invite"])
def test_a_third_who_is_in_or_may_come_in_reads_along(membership: str) -> None:
    assert not private(*PAIR, member(JOAO, membership), direct=True)


def test_the_bot_alone_is_private_with_nobody() -> None:
    assert not private(member(BOT))
    assert not private(member(BOT), member(JOAO))


@pytest.mark.parametrize(
    "event",
    [
        state("m.room.join_rules", join_rule="public"),
        state("m.room.history_visibility", history_visibility="world_readable"),
    ],
)
def test_a_room_anybody_may_enter_or_read_is_not_private(event: dict[str, Any]) -> None:
    assert not private(*PAIR, event, direct=True)


def test_a_teams_room_is_not_private_although_only_one_of_them_is_there() -> None:
    named = state("m.room.name", name="Lisbon team")
    assert not private(*PAIR, named)
    assert private(*PAIR, named, direct=True)


def test_state_of_any_shape_is_read_with_care() -> None:
    odd: list[dict[str, Any]] = [{"type": "m.room.member"}, {"type": 3, "state_key": ""}, {}]
    unnamed = {"type": "m.room.name", "state_key": "", "content": []}
    found = room_state([*odd, member(ANNA, "ban"), unnamed])
    assert found.members == set()
    assert not found.named
