from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from core.acts import Given
from core.exchange import NewRequest
from core.people import AreaId, AuthorityId
from core.questions import with_follow_ups
from core.requests import Action, QuestionId, Reference
from tests.support.post import PostOffice
from tests.support.world import MovableClock, World, a_world, sqlite_url

WISHED = date(2026, 3, 23)


@dataclass
class Exchanging:
    """The world with a post office, and short words for what people do."""

    world: World
    post: PostOffice

    @property
    def clock(self) -> MovableClock:
        return self.world.clock

    async def asked(self, wished: date = WISHED) -> Reference:
        services = self.world.assistant.services
        chosen = services.content.sets.get("services")
        picked = [QuestionId("established")]
        new = NewRequest(
            area=AreaId("services"),
            question_set="services",
            asker=AuthorityId("lv-ptac"),
            answerer=AuthorityId("pt-turismo"),
            questions=with_follow_ups(chosen, picked),
            wished=wished,
            subject={"name": "Rui Gonçalves", "service": "gids"},
        )
        case = await services.exchange.create(self.world.person("anna"), new)
        await self.act("anna", case.view.reference, Action.SEND)
        return case.view.reference

    async def accepted(self, wished: date = WISHED) -> Reference:
        name = await self.asked(wished)
        await self.act("joao", name, Action.ACCEPT)
        await self.world.settle()
        return name

    async def act(
        self, who: str, name: Reference, action: Action, given: Given | None = None
    ) -> None:
        exchange = self.world.assistant.services.exchange
        await exchange.act(self.world.person(who), name, action, given)


@pytest.fixture
async def exchanging(tmp_path: Path) -> AsyncIterator[Exchanging]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    post = PostOffice()
    world.assistant.mailman.channels["terminal"] = post
    yield Exchanging(world, post)
    await world.assistant.close()
