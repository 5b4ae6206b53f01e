"""Naming a deputy, as it is typed; a model for a command's test."""

from __future__ import annotations

from tests.support.chats import Chat


async def test_a_part_of_a_name_with_a_typing_error_finds_the_colleague(chat: Chat) -> None:
    assert "Marta Sousa" in await chat.fill("joao", "deputy", deputy="sosa")


async def test_nobody_of_another_authority_is_found(chat: Chat) -> None:
    assert "Tiago Lopes" not in await chat.say("joao", "deputy tiago")
    assert "Tiago Lopes" not in await chat.say("joao", "my authority")


async def test_the_deputy_is_shown_in_my_authority(chat: Chat) -> None:
    before = await chat.say("joao", "my authority")
    await chat.fill("joao", "deputy", deputy="marta")
    after = await chat.say("joao", "my authority")
    assert after != before
    assert after.count("Marta Sousa") == before.count("Marta Sousa") + 1
