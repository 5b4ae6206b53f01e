"""One event, told to readers of several languages: each reads their own, with their own dates and words to type."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.exchange import NewRequest
from core.people import AreaId, AuthorityId, RoomId
from core.requests import Action, QuestionId
from tests.locale.catalogues import SPOKEN
from tests.support.post import PostOffice
from tests.support.world import MovableClock, World, a_world, official, sqlite_url

READERS = {"en": "mary", "lv": "ilze", "pt": "joao"}
# What a reader of each language finds in the same message, and nobody else does.
SAID = {
    "en": ("A new request has come", "Mon 23 Mar 2026", "accept LV-2026-000001", "Latvia"),
    "lv": ("Saņemts jauns pieprasījums", "pirmd., 23.03.2026.", "pieņemt LV-", "Latvija"),
    "pt": ("Chegou um novo pedido", "segunda, 23/03/2026", "aceitar LV-", "Letónia"),
}
NEW = NewRequest(
    area=AreaId("services"),
    question_set="services",
    asker=AuthorityId("lv-ptac"),
    answerer=AuthorityId("pt-turismo"),
    questions=(QuestionId("established"),),
    wished=date(2026, 3, 23),
    subject={"service": "tūristu gids"},
)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    yield world
    await world.assistant.close()


async def hire_colleagues(world: World) -> None:
    """Beside the Portuguese handler, one who reads English and one who reads Latvian."""
    async with world.assistant.services.works.writing() as work:
        for language in ("en", "lv"):
            name = READERS[language]
            colleague = replace(official(name, name.title(), "pt-turismo"), language=language)
            await work.people.put(colleague, [world.address(name)])
        await work.commit()


async def received(world: World, actor: str = "lv") -> dict[str, str]:
    """What each reader got of one request that was sent to their authority."""
    await hire_colleagues(world)
    post = PostOffice()
    world.assistant.mailman.channels[post.platform] = post
    exchange = world.assistant.services.exchange
    anna = replace(world.person("anna"), language=actor)
    case = await exchange.create(anna, NEW)
    await exchange.act(anna, case.view.reference, Action.SEND)
    await world.settle()
    readers = (*READERS.values(), "lisboa-team")
    return {reader: "\n".join(post.to(reader)) for reader in readers}


@pytest.mark.parametrize("actor", SPOKEN)
@pytest.mark.parametrize("channel", SPOKEN)
async def test_p7_whoever_acts_and_whatever_the_room_speaks_each_reads_their_own_language(
    world: World, actor: str, channel: str
) -> None:
    async with world.assistant.services.works.writing() as work:
        room = await work.people.room(RoomId("lisboa-team"))
        assert room is not None
        await work.people.put_room(replace(room, language=channel))
        await work.commit()
    messages = await received(world, actor)
    languages = {**{reader: each for each, reader in READERS.items()}, "lisboa-team": channel}
    for reader, language in languages.items():
        for other, (news, *_more) in SAID.items():
            assert (news in messages[reader]) is (other == language), (reader, news)


async def test_p7_one_event_reaches_each_reader_in_their_language(world: World) -> None:
    messages = await received(world)
    for language, reader in READERS.items():
        for other, phrases in SAID.items():
            for phrase in phrases:
                assert (phrase in messages[reader]) is (other == language), (reader, phrase)


async def test_a_room_reads_its_own_language(world: World) -> None:
    messages = await received(world)
    assert SAID["pt"][0] in messages["lisboa-team"]
    assert SAID["lv"][0] not in messages["lisboa-team"]


def test_every_language_is_checked() -> None:
    assert set(READERS) == set(SAID) == set(SPOKEN)
