from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, fields
from pathlib import Path

import pytest

from bot.daily import DailyRound
from core.custodian import Custodian, Round
from core.requests import Action
from tests.support.casework import SECRETS, Casework
from tests.support.world import MovableClock, a_world, sqlite_url


@pytest.fixture
async def casework(tmp_path: Path) -> AsyncIterator[Casework]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    yield Casework(world)
    await world.assistant.close()


@dataclass
class Running:
    """A round that goes on until it is told to stop."""

    daily: DailyRound
    task: asyncio.Task[None] = field(init=False)

    async def __aenter__(self) -> None:
        self.task = asyncio.create_task(self.daily.run())

    async def __aexit__(self, *_error: object) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class Heard(Custodian):
    """Says when its round is done."""

    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def round(self) -> Round:
        made = await Custodian.round(self)
        self.done.set()
        return made


async def test_a_round_that_was_missed_is_made_at_the_start(
    casework: Casework, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    name = await casework.answered(attachments=())
    await casework.act("anna", name, Action.CLOSE)
    casework.world.clock.forward(days=200)
    own = casework.world.assistant.custodian
    custodian = Heard(**{each.name: getattr(own, each.name) for each in fields(own)})
    async with Running(DailyRound(custodian=custodian)):
        await asyncio.wait_for(custodian.done.wait(), 30)
    assert (await casework.request(name)).blocked
    said = capsys.readouterr().out + caplog.text
    assert not any(secret in said for secret in SECRETS)
