"""Somebody practises on Slack: the start page says so, and a form that was open before stays where it was opened."""

from __future__ import annotations

import pytest

from tests.slack.test_forms import opened, top
from tests.slack.test_home import at_home
from tests.support.slack import Person
from tests.support.slack_chat import SlackChat, SlackWorld


@pytest.fixture
async def allowed(chat: SlackChat) -> None:
    """Anna may practise, and has not gone in yet."""
    await chat.say("anna", "vingrināties")
    await chat.say("ilze", "atļaut vingrināties anna 2026-03-16")
    await chat.settle()


async def deputies(stage: SlackWorld) -> list[str]:
    """Anna's real ones."""
    async with stage.world.assistant.services.works.reading() as work:
        anna = await work.people.get(stage.world.person("anna").id)
    assert anna is not None
    return list(anna.deputies)


@pytest.mark.usefixtures("allowed")
async def test_the_start_page_of_who_practises_says_so_and_leads_out(
    stage: SlackWorld, chat: SlackChat, anna: Person
) -> None:
    assert "VINGRINĀJUMS" not in (await at_home(stage, anna)).words
    await chat.say("anna", "vingrināties")
    home = await at_home(stage, anna)
    assert "VINGRINĀJUMS" in home.words
    assert "Jūs negaida" not in home.words
    await anna.click(home, "leave practice")
    await stage.calm()
    assert anna.home is not None
    assert "VINGRINĀJUMS" not in anna.home.words
    assert "Jūs negaida" in anna.home.words
    assert stage.slack.complaints == []


@pytest.mark.usefixtures("allowed")
async def test_a_real_form_that_was_open_before_is_carried_out_for_real(
    stage: SlackWorld, chat: SlackChat, anna: Person
) -> None:
    modal = await opened(stage, anna, "aizstājējs")
    await anna.slash("/imi", "vingrināties")
    await stage.calm()
    await chat.answer(anna, modal, modal.blocks[-1], "līga")
    await anna.submit(modal)
    await stage.calm()
    assert "Īsts, nevis vingrinājums" in anna.messages()[-1].words
    assert await deputies(stage) == ["liga"]
    assert stage.slack.complaints == []


@pytest.mark.usefixtures("allowed")
async def test_a_form_of_practice_never_becomes_real_and_stays_open_with_what_was_typed(
    stage: SlackWorld, chat: SlackChat, anna: Person
) -> None:
    await chat.say("anna", "vingrināties")
    modal = await opened(stage, anna, "aizstājējs")
    await chat.answer(anna, modal, modal.blocks[-1], "kolēģ")
    await chat.say("anna", "beigt vingrināties")
    await anna.submit(modal)
    await stage.calm()
    assert "kuru esat beidzis" in " ".join(top(anna).errors.values())
    assert await deputies(stage) == ["liga"]
    await chat.say("anna", "vingrināties")
    await anna.submit(top(anna))
    await stage.calm()
    assert "VINGRINĀJUMS" in anna.messages()[-1].words
    assert stage.slack.complaints == []
