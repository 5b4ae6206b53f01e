"""Two faces over one database: who decides is on Slack, who asks is on Matrix."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.people import Address
from tests.scenarios.test_registering import FIRST, NORA
from tests.support.matrix_chat import MatrixChat, a_matrix_world
from tests.support.slack import App, SlackStandIn
from tests.support.slack_chat import SCOPES, SlackChat, SlackWorld
from tests.support.synapse import Synapse
from tests.support.world import MovableClock, World, sqlite_url


@dataclass(frozen=True)
class Both:
    matrix: MatrixChat
    slack: SlackChat


@asynccontextmanager
async def beside(world: World, person: str) -> AsyncIterator[SlackWorld]:
    """The same assistant in a workspace of Slack, where this person alone has their place."""
    async with SlackStandIn(App(scopes=SCOPES)) as slack:
        stage = SlackWorld(world, slack, slack.add_workspace("Europe"), "http")
        known = world.person(person)
        member = slack.add_person(stage.workspace, person, real_name=known.name, locale="lv-LV")
        stage.people[person] = member
        async with world.assistant.services.works.writing() as work:
            await work.people.put(known, [Address("slack", stage.workspace.id, member.id)])
            await work.people.put(world.person("juris"), [])
            await work.commit()
        await stage.start()
        try:
            yield stage
        finally:
            await stage.face.stop()


@pytest.fixture
async def both(tmp_path: Path, synapse: Synapse) -> AsyncIterator[Both]:
    url = sqlite_url(tmp_path)
    async with (
        a_matrix_world(url, MovableClock(), synapse, "anna") as matrix,
        beside(matrix.world, "ilze") as slack,
    ):
        yield Both(MatrixChat(matrix), SlackChat(slack))


async def test_a_coordinator_on_slack_registers_an_official_on_matrix(both: Both) -> None:
    await both.matrix.fill("nora", "register", **NORA)
    await both.slack.settle()
    [card] = await both.slack.inbox("ilze")
    assert "Nora Vītola" in card

    question = "Kurā nodaļā jūs strādājat?"
    await both.slack.fill("ilze", f"ask applicant {FIRST}", question=question)
    await both.slack.settle()
    [asked] = await both.matrix.inbox("nora")
    assert question in asked
    await both.matrix.fill("nora", "register", answer="In unit B2.")
    await both.slack.settle()
    assert "In unit B2." in (await both.slack.inbox("ilze"))[-1]

    await both.slack.press("ilze", f"approve application {FIRST}")
    await both.slack.settle()
    [welcome] = await both.matrix.inbox("nora")
    assert "Nora Vītola" in welcome
    assert "Nora Vītola" in await both.matrix.say("anna", "my authority")
