"""What every command keeps, whoever wrote it: a new one is tested here by being there."""

from __future__ import annotations

import ast
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.app import read_parts
from bot.config import Config
from bot.i18n import SOURCE
from bot.slack.modal import Shown, page_view
from bot.slack.spot import Spot
from chat.command import Command
from chat.context import Context
from chat.dialogue import CONTINUE
from chat.dispatcher import STRANGERS
from chat.message import Tone
from chat.page import Page
from chat.recognition import Exact, Phrases
from core.folding import fold_words
from core.people import Role
from tests.slack.sheets import ROOT, assert_modal
from tests.support.talking import Talking
from tests.support.world import MovableClock, World, a_world, official, sqlite_url

CONFIG = Config()
PARTS = read_parts(CONFIG)
PHRASES = Phrases(PARTS.registry, PARTS.languages)
COMMANDS = list(PARTS.registry.values())
SPOT = Spot("C0000000001", "1795520499.000005", "", "0123456789abcdef")
REQUEST = "LV-2026-000001"

every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
closed = pytest.mark.parametrize(
    "command", [c for c in COMMANDS if not c.anyone], ids=lambda command: command.name
)
open_to_anyone = pytest.mark.parametrize(
    "command", [c for c in COMMANDS if c.anyone], ids=lambda command: command.name
)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    yield world
    await world.assistant.close()


@closed
async def test_p11_a_stranger_only_learns_how_to_be_registered(
    world: World, command: Command[Any]
) -> None:
    stranger = Talking(world, "nobody")
    welcome = (await stranger.say(STRANGERS)).text
    for run in (command.name, f"{command.name} {REQUEST}"):
        assert (await stranger.say(run)).text == welcome
        assert (await stranger.press(run)).text == welcome
    assert (await stranger.talk()).dialogue is None


@open_to_anyone
async def test_a_stranger_is_answered_by_what_is_open_to_anyone(
    world: World, command: Command[Any]
) -> None:
    stranger = Talking(world, "nobody")
    heard = await stranger.press(command.name)
    assert heard.text
    assert heard.problem == ""
    ctx = await stranger.context()
    resolved = await command.form.resolve(ctx, {})
    if not any(field.required for field in resolved.fields):
        skipped = {field.name: "" for field in resolved.fields}
        reply = await command.run(ctx, command.form.into(**resolved.values(skipped)))
        assert reply.tone is not Tone.PROBLEM


async def who_may_do_everything(world: World) -> Context:
    async with world.assistant.services.works.writing() as work:
        await work.people.put(official("anna", "Anna Kalniņa", "lv-ptac", *Role))
        await work.commit()
    return await Talking(world, "anna").context()


@every_command
async def test_the_first_page_of_a_form_is_a_modal_in_every_language(
    world: World, command: Command[Any]
) -> None:
    ctx = await who_may_do_everything(world)
    resolved = await command.form.resolve(ctx, {})
    for language in CONFIG.languages.enabled if resolved.fields else ():
        voice = PARTS.languages.voice(language, "Europe/Riga")
        page = Page(command.form.title, resolved.fields, {}, None, not resolved.complete)
        assert_modal(page_view(page, SPOT, voice, Shown()))


@every_command
def test_a_name_is_what_is_typed_in_english(command: Command[Any]) -> None:
    assert command.name == fold_words(command.name), "a name is plain small letters"
    assert command.words.context == "typed words", "`words` is made with words(...)"
    typed = [fold_words(each) for each in command.words.singular.split("|")]
    assert typed[0] == command.name, "the first of `words` is the name"


@every_command
def test_a_name_runs_its_own_command(command: Command[Any]) -> None:
    assert PHRASES.exact(command.name) == Exact(command, "")


@every_command
def test_a_summary_is_one_short_line_about_what_it_does(command: Command[Any]) -> None:
    summary = command.summary.singular
    assert summary[:1].isupper()
    assert summary[-1] not in ".!:"
    for language in (SOURCE, *CONFIG.languages.enabled):
        said = PARTS.languages.voice(language, "UTC").text(command.summary)
        assert said
        assert "\n" not in said
        assert len(said) <= 75, "it is a button too"


def test_every_button_leads_to_a_command() -> None:
    found = [*_buttons()]
    assert len(found) >= 10
    lost = [f"{place}: {run!r}" for place, run in found if not _leads(run)]
    assert lost == []


def _leads(run: str) -> bool:
    return run == CONTINUE.singular or isinstance(PHRASES.recognise(run), Exact)


def _buttons() -> Iterator[tuple[str, str]]:
    """Where a button stands, and the command on it as far as it is written out there."""
    for package in ("handlers", "chat"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and (run := _run(node)):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", run


def _run(call: ast.Call) -> str:
    if not (isinstance(call.func, ast.Name) and call.func.id == "Button"):
        return ""
    run = next((each.value for each in call.keywords if each.arg == "run"), call.args[-1])
    written = run.values[0] if isinstance(run, ast.JoinedStr) else run
    return str(written.value).strip() if isinstance(written, ast.Constant) else ""
