"""What people agree to: kept with its version, asked anew once it has changed, and never in the way of leaving."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.operator_settings import OperatorSettings
from bot.settings import Terms
from chat.message import Document
from core.people import PersonId
from core.upkeep import Deed
from tests.support.casework import Casework
from tests.support.talking import Talking
from tests.support.world import World

NEW = Terms(version=2, text={"en": "We keep less.", "lv": "Mēs glabājam mazāk."})
REGISTRATION = (
    *("register", "Nora Vītola", "latvia", "1", "consumer rights", "1", "all", "2"),
    "I take over from Anna.",
)


def raise_version(world: World, terms: Terms = NEW) -> None:
    """As after a restart with another app.yaml."""
    config = world.assistant.config.model_copy(update={"terms": terms})
    front = world.assistant.front
    services = replace(front.services, settings=OperatorSettings(config))
    world.assistant = replace(
        world.assistant, config=config, front=replace(front, services=services)
    )


async def registered(casework: Casework, stranger: Talking) -> None:
    await stranger.say(*REGISTRATION)
    await stranger.say("yes")
    await Talking(casework.world, "ilze").press("approve application 1")


async def test_who_registers_agrees_and_the_words_are_kept(
    casework: Casework, stranger: Talking
) -> None:
    asked = await stranger.say(*REGISTRATION)
    assert asked.asked == "agrees"
    assert "as far as the law allows" in asked.text
    await stranger.say("yes")
    await Talking(casework.world, "ilze").press("approve application 1")
    heard = await stranger.say("my data")
    assert "version 1" in heard.text
    data = next(p for p in heard.reply.parts if isinstance(p, Document) and "json" in p.name)
    [agreed] = json.loads(data.data)["agreed_to"]
    assert (agreed["version"], agreed["language"]) == (1, "en")
    assert "as far as the law allows" in agreed["text"]


async def test_whoever_is_asked_something_just_answers(
    casework: Casework, stranger: Talking
) -> None:
    ilze = Talking(casework.world, "ilze")
    await stranger.say(*REGISTRATION, "yes")
    await ilze.say("ask applicant Nora", "1", "In which unit do you work?")
    assert "Thank you" not in (await stranger.say("thanks")).text
    too_long = await stranger.say("B2" * 600)
    assert too_long.asked == "answer"
    assert "Thank you" in (await stranger.say("In B2.")).text
    assert "In B2." in (await ilze.press("application 1")).text
    assert "In B2." not in (await stranger.say("what now")).text


@pytest.mark.parametrize("agreed", ["concordo", "Aceito", "sim", "jā", "OK", "1"])
async def test_agreeing_may_be_put_in_many_ways(stranger: Talking, agreed: str) -> None:
    await stranger.say(*REGISTRATION)
    assert "with your coordinator" in (await stranger.say(agreed)).text


@pytest.mark.parametrize("said", ["no", "não concordo", "nē", "2"])
async def test_who_does_not_agree_has_asked_for_nothing(
    casework: Casework, stranger: Talking, said: str
) -> None:
    await stranger.say(*REGISTRATION)
    assert "Nothing was sent" in (await stranger.say(said)).text
    async with casework.world.assistant.services.works.reading() as work:
        assert await work.applications.waiting("LV") == []


async def test_a_new_version_is_shown_once_before_anything_else(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.drafted()
    raise_version(casework.world)
    shown = await anna.say(f"send {name}")
    assert "Mēs glabājam mazāk." in shown.text
    assert (await casework.request(name)).sent is None
    agreed = await anna.press(shown.runs[0])
    assert f"send {name}" in agreed.runs
    await anna.press(f"send {name}")
    assert (await casework.request(name)).sent is not None
    assert "Mēs glabājam mazāk." not in (await anna.say("my tasks")).text


async def test_an_old_button_does_not_agree_to_a_newer_text(
    casework: Casework, anna: Talking
) -> None:
    raise_version(casework.world)
    old = (await anna.say("my tasks")).runs[0]
    raise_version(casework.world, Terms(version=3, text={"en": "We keep even less."}))
    assert "We keep even less." in (await anna.press(old)).text
    assert "We keep even less." in (await anna.say("my tasks")).text


async def test_an_open_form_waits_for_the_word_and_loses_nothing(
    casework: Casework, anna: Talking
) -> None:
    await anna.say("new request", "turismo", "1")
    raise_version(casework.world)
    asked = await anna.say("1")
    assert "Mēs glabājam mazāk." in asked.text
    agreed = await anna.press(asked.runs[0])
    assert "continue" in agreed.runs
    assert (await anna.press("continue")).asked


async def test_a_sheet_that_was_open_before_waits_for_the_word_too_and_loses_nothing(
    casework: Casework, anna: Talking
) -> None:
    await anna.say("away")
    raise_version(casework.world)
    asked = await anna.fill(stay="10.03.2026 - 12.03.2026")
    assert "Mēs glabājam mazāk." in asked.text
    assert "12.03.2026" not in asked.text
    await anna.press(asked.runs[0])
    assert "12.03.2026" in (await anna.press("continue")).text


@pytest.mark.parametrize("said", ["my data", "erase my data", "help", "language", "who can help"])
async def test_what_everybody_may_do_needs_no_word(
    casework: Casework, anna: Talking, said: str
) -> None:
    raise_version(casework.world)
    assert "Mēs glabājam mazāk." not in (await anna.say(said)).text


async def test_agreeing_is_in_the_audit_trail(casework: Casework, anna: Talking) -> None:
    raise_version(casework.world)
    await anna.press((await anna.say("my tasks")).runs[0])
    async with casework.world.assistant.services.works.reading() as work:
        done = await work.upkeeps.of_subject(PersonId("anna"))
    assert [(each.deed, each.parts) for each in done] == [(Deed.TERMS_AGREED, ("2",))]


async def test_who_is_erased_leaves_no_word_behind(casework: Casework, anna: Talking) -> None:
    raise_version(casework.world)
    await anna.press((await anna.say("my tasks")).runs[0])
    await anna.say("erase my data", "1")
    async with casework.world.assistant.services.works.reading() as work:
        assert await work.consents.of(PersonId("anna")) == []


def test_an_operator_sets_version_and_text(tmp_path: Path) -> None:
    from bot.config import load

    file = tmp_path / "app.yaml"
    file.write_text("terms:\n  version: 4\n  text:\n    lv: Teksts.\n", encoding="utf-8")
    assert load(file, {}).terms == Terms(version=4, text={"lv": "Teksts."})
