"""A public register that has the answer spares a request, on every face."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.people import AuthorityId
from core.work import Works
from storage.engine import open_database
from storage.work import SqlWorks
from tests.scenarios.test_exchange import GUIDE, REQUEST
from tests.support.chats import Chat
from tests.support.shelves import DOCTORS, GUIDES
from tests.support.world import sqlite_url


@pytest.fixture
async def works(tmp_path: Path) -> AsyncIterator[Works]:
    """The database that ``chat`` has made, with registers in it: take it after ``chat``."""
    database = open_database(sqlite_url(tmp_path))
    works = SqlWorks(database)
    async with works.writing() as work:
        await work.registers.put([GUIDES, DOCTORS])
        await work.commit()
    yield works
    await database.close()


async def spared(works: Works) -> int:
    async with works.reading() as work:
        return await work.registers.spared([AuthorityId("lv-ptac")])


async def test_whoever_finds_the_answer_there_sends_nothing(chat: Chat, works: Works) -> None:
    said = await chat.fill("anna", "new request", **GUIDE, look="1")
    assert REQUEST not in said
    assert "nevienam nav jājautā" in said
    await chat.settle()
    assert await chat.inbox("joao") == []
    assert await spared(works) == 1
    assert "aiztaupījuši 1 pieprasījumu" in await chat.say("anna", "my authority")


async def test_whoever_asks_all_the_same_loses_nothing(chat: Chat, works: Works) -> None:
    said = await chat.fill("anna", "new request", **GUIDE, look="2")
    assert REQUEST in said
    assert await spared(works) == 0
    shown = await chat.say("anna", f"show {REQUEST}")
    assert "Rui Gonçalves" in shown
    assert "Vai apliecība ir īsta?" in shown
