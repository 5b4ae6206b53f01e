"""Who is back after 60 days is offered, once, the steps of what they came for, and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import read_parts
from bot.config import Config
from chat.mailing import News
from core.outbox import Delivery, Topic
from core.people import PersonId
from core.returning import RETURN
from handlers.return_notices import write
from tests.support.casework import Casework
from tests.support.talking import Heard, Talking
from tests.support.world import World

CHANGES = Path(__file__).parents[2] / "changes"


async def told(world: World, who: str) -> Sequence[Delivery]:
    async with world.assistant.services.works.reading() as work:
        return await work.outbox.of(Topic(RETURN, who))


async def read(world: World, who: str) -> str:
    [*_, delivery] = await told(world, who)
    services = world.assistant.services
    async with services.works.reading() as work:
        reader = await work.people.get(PersonId(who))
        assert reader is not None
        reply = await write(News(delivery, reader, services, work))
    assert reply is not None
    return Heard(reply, world.voice(who)).text


@pytest.mark.parametrize(("days", "times"), [(59, 0), (60, 1), (200, 1)])
async def test_it_is_offered_once_after_sixty_days(world: World, days: int, times: int) -> None:
    anna = Talking(world, "anna")
    await anna.say("palīdzība")
    world.clock.forward(days=days)
    for _time in range(3):
        await anna.say("palīdzība")
    world.clock.forward(days=1)
    await anna.say("palīdzība")
    assert len(await told(world, "anna")) == times


async def test_whoever_comes_for_the_first_time_is_not_back(world: World) -> None:
    await world.assistant.stewards.round()
    world.clock.forward(days=100)
    await Talking(world, "anna").say("palīdzība")
    assert await told(world, "anna") == []


async def test_the_steps_are_those_of_what_somebody_came_for(casework: Casework) -> None:
    world = casework.world
    await casework.answered()
    for who in ("anna", "joao", "ilze"):
        await Talking(world, who).say("help")
    world.clock.forward(days=70)
    for who in ("anna", "joao", "ilze"):
        await Talking(world, who).say("help")
    assert "jauns pieprasījums" in await read(world, "anna")
    assert "as minhas tarefas" in await read(world, "joao")
    assert "gaidošie pieteikumi" in await read(world, "ilze")


async def test_what_is_new_since_then_is_told_in_ones_own_language(world: World) -> None:
    world.clock.moment = datetime(2026, 11, 24, 9, tzinfo=UTC)
    await Talking(world, "joao").say("ajuda")
    world.clock.moment = datetime(2027, 3, 1, 9, tzinfo=UTC)
    await Talking(world, "joao").say("ajuda")
    text = await read(world, "joao")
    assert "Novidades desde a última vez" in text
    assert "As formações são planeadas aqui" in text
    assert "Pode perguntar-se o mesmo" not in text, "that was there already"


def test_what_is_told_as_new_stands_in_the_changes_too() -> None:
    """As long as no release has taken the fragments away."""
    here = {path.name.partition(".")[0] for path in CHANGES.glob("*.md")}
    told = {each.id for each in read_parts(Config()).texts.learning.news}
    assert told <= here or (CHANGES.parent / "CHANGELOG.md").exists()
