"""Many commands at the same moment, from one person or from all: each is answered in its own response."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.slack.reception import Patience
from tests.support.slack import Timing
from tests.support.slack_chat import SlackWorld, a_slack_world
from tests.support.world import MovableClock, sqlite_url

MANY = 64
# How fast they are is for the benchmark to say: here each may take its time, on a busy machine too.
PATIENT = Patience(acknowledge=30.0)
SLACK_IS_PATIENT = Timing(answer_seconds=60.0)


@pytest.fixture
async def stage(tmp_path: Path, clock: MovableClock) -> AsyncIterator[SlackWorld]:
    world = a_slack_world(sqlite_url(tmp_path), clock, "http", PATIENT, SLACK_IS_PATIENT)
    async with world as found:
        yield found


@contextmanager
def statements(stage: SlackWorld) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    found: list[str] = []

    def note(*said: Any) -> None:
        found.append(said[2])

    engines = stage.world.assistant.database
    for engine in (engines.reader, engines.writer):
        event.listen(engine.sync_engine, "before_cursor_execute", note)
    yield found
    for engine in (engines.reader, engines.writer):
        event.remove(engine.sync_engine, "before_cursor_execute", note)


async def test_one_who_asks_many_things_at_once_waits_for_them_together(stage: SlackWorld) -> None:
    anna = stage.person("anna")
    with statements(stage) as asked:
        sent = await asyncio.gather(*(anna.slash("/imi", "help") for _n in range(MANY)))
    first = sent[0].answer
    assert first
    assert all(one.answer == first for one in sent)
    # Three looks into the database each, were they not taken together.
    assert len(asked) < MANY


async def test_many_people_each_get_their_own_answer_in_their_own_language(
    stage: SlackWorld,
) -> None:
    names = [name for name, _place in zip(cycle(stage.people), range(MANY))]
    sent = await asyncio.gather(
        *(stage.person(name).slash("/imi", "my authority") for name in names)
    )
    for name, one in zip(names, sent, strict=True):
        own = await stage.person(name).slash("/imi", "my authority")
        assert one.answer == own.answer
    assert len({one.answer for one in sent}) > 3


async def test_an_open_form_is_put_aside_once_however_many_only_look(stage: SlackWorld) -> None:
    anna = stage.person("anna")
    await anna.slash("/imi", "new request pt-turismo")
    await stage.calm()
    assert anna.modal
    await asyncio.gather(*(anna.slash("/imi", "help") for _n in range(8)))
    said = await anna.slash("/imi", "my tasks")
    buttons = [
        button.get("value")
        for block in json.loads(said.answer)["blocks"]
        for button in block.get("elements", ())
    ]
    assert buttons.count("continue") == 1
