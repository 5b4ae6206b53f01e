"""Nobody reacts: what the deputy, the team and the coordinator are told, each in their own language."""

from __future__ import annotations

from datetime import date

import pytest

from core.acts import Given
from core.requests import Action, Reference
from tests.delivery.conftest import Exchanging
from tests.delivery.test_elsewhere import offices

HIDDEN = ("Rui", "Gonçalves", "gids", "João", "Anna")


@pytest.fixture
async def name(exchanging: Exchanging) -> Reference:
    """A date was proposed on 2 March, and for two weeks Anna says nothing to it."""
    name = await exchanging.asked()
    await exchanging.act("joao", name, Action.PROPOSE, Given(day=date(2026, 3, 30)))
    await exchanging.world.settle()
    exchanging.post.arrived.clear()
    exchanging.clock.forward(days=14)
    await exchanging.world.settle()
    return name


async def test_the_deputy_learns_for_whom_and_what_is_to_be_done(
    exchanging: Exchanging, name: Reference
) -> None:
    [said] = exchanging.post.to("liga")
    assert "Anna Kalniņa" in said
    assert "aizstājēj" in said
    assert name in said


async def test_the_teams_room_hears_it_without_any_name(
    exchanging: Exchanging, name: Reference
) -> None:
    [said] = [said for said in exchanging.post.to("riga-team") if "Neviens" in said]
    assert name in said
    assert not [each for each in HIDDEN if each in said]


async def test_where_the_deputy_cannot_be_reached_their_teams_room_hears_no_name_either(
    exchanging: Exchanging,
) -> None:
    name = await exchanging.asked()
    await exchanging.act("joao", name, Action.PROPOSE, Given(day=date(2026, 3, 30)))
    here, _there = offices(exchanging, "liga")
    exchanging.clock.forward(days=8)
    await exchanging.world.settle()
    [said] = [said for said in here.to("riga-team") if "aizstājēj" in said]
    assert name in said
    assert not [each for each in HIDDEN if each in said]


async def test_the_coordinator_learns_which_authority_and_request_and_nothing_more(
    exchanging: Exchanging, name: Reference
) -> None:
    [said] = exchanging.post.to("ilze")
    assert name in said
    assert "Patērētāju tiesību aizsardzības centrs" in said
    assert not [each for each in HIDDEN if each in said]
    assert exchanging.world.voice("ilze").typed(f"show {name}") not in said


async def test_whoever_acts_saves_the_others_from_it(exchanging: Exchanging) -> None:
    name = await exchanging.asked()
    await exchanging.act("joao", name, Action.PROPOSE, Given(day=date(2026, 3, 30)))
    exchanging.clock.forward(days=8)
    await exchanging.world.settle()
    assert exchanging.post.to("liga")
    await exchanging.act("anna", name, Action.AGREE)
    exchanging.clock.forward(days=7)
    await exchanging.world.settle()
    assert not exchanging.post.to("ilze")
