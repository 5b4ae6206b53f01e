"""A closed case, half a year later, on every face."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.app import assemble
from bot.config import Config
from bot.settings import Database
from tests.scenarios.test_exchange import REQUEST, accept
from tests.support.chats import Chat
from tests.support.faces import Stage
from tests.support.world import sqlite_url


async def make_the_round(stage: Stage, folder: Path) -> None:
    config = Config(database=Database(url=sqlite_url(folder)))
    assistant = assemble(config, stage.clock)
    assert (await assistant.custodian.round()).blocked == 1
    await assistant.close()


async def test_the_person_concerned_is_shown_to_nobody_any_more(
    chat: Chat, stage: Stage, tmp_path: Path
) -> None:
    await accept(chat)
    given = {"answers.entitled": "3", "answers.certificate-genuine": "1", "ending": "send"}
    await chat.fill("joao", f"answer {REQUEST}", **given)
    await chat.say("anna", f"close {REQUEST}")
    await chat.settle()
    assert "Rui Gonçalves" in await chat.say("anna", f"show {REQUEST}")
    stage.clock.moment = datetime(2026, 10, 1, 8, tzinfo=UTC)
    await make_the_round(stage, tmp_path)
    for reader in ("anna", "joao"):
        for command in ("show", "report"):
            said = await chat.say(reader, f"{command} {REQUEST}")
            assert REQUEST in said
            assert "Rui" not in said
    assert "Rui" not in await chat.say("anna", f"open blocked {REQUEST}")
