"""What holds of every command, those to come included."""

from __future__ import annotations

import inspect
from collections import Counter

import pytest

from bot.app import Parts, read_parts
from bot.config import Config
from bot.i18n import Languages
from chat.command import Command
from chat.fields import ReferenceField
from chat.form import Branch
from chat.markup import Style
from core.folding import fold_words
from core.text import Message
from tests.support.casework import Casework
from tests.support.talking import Talking

PARTS = read_parts(Config())
COMMANDS = tuple(PARTS.registry.values())
each_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
FOR_ANYONE = {
    "hello",
    "help",
    "language",
    "register",
    "who can help",
    "link account",
    "privacy",
    "withdraw application",
}


@pytest.fixture(scope="module")
def parts() -> Parts:
    return PARTS


def said(languages: Languages, message: Message) -> str:
    return languages.voice("en", "UTC").text(message)


def test_no_two_commands_have_one_name_or_one_way_to_be_typed(parts: Parts) -> None:
    names = Counter(fold_words(command.name) for command in COMMANDS)
    assert set(names.values()) == {1}
    ways = Counter(p for command in COMMANDS for p in set(parts.languages.phrases(command.words)))
    assert [phrase for phrase, count in ways.items() if count > 1] == []


@each_command
def test_a_command_is_typed_by_its_name(command: Command[object], parts: Parts) -> None:
    assert fold_words(command.name) in parts.languages.phrases(command.words)


@each_command
def test_a_command_says_what_it_is_for_in_one_plain_line(
    command: Command[object], parts: Parts
) -> None:
    summary, title = said(parts.languages, command.summary), command.form.title
    assert 0 < len(summary) <= 60
    assert not summary.endswith(".")
    assert said(parts.languages, title)


@each_command
def test_a_command_runs_asynchronously_on_a_context_and_its_values(
    command: Command[object],
) -> None:
    assert inspect.iscoroutinefunction(command.run)
    assert len(inspect.signature(command.run).parameters) == 2


def test_only_these_commands_are_for_anyone() -> None:
    assert {command.name for command in COMMANDS if command.anyone} == FOR_ANYONE


@each_command
def test_every_question_has_a_name_of_its_own_and_a_label(
    command: Command[object], parts: Parts
) -> None:
    fields = [step for step in command.form.fields if not isinstance(step, Branch)]
    names = [field.name for field in fields]
    assert len(names) == len(set(names))
    for field in fields:
        assert said(parts.languages, field.label)
        assert field.hint is None or said(parts.languages, field.hint)


@each_command
def test_what_an_answer_becomes_has_a_place_for_every_question(command: Command[object]) -> None:
    wanted = inspect.signature(command.form.into).parameters
    for field in command.form.fields:
        if not isinstance(field, Branch):
            assert field.name.partition(".")[0] in wanted
    assert ("ending" in wanted) == bool(command.form.endings)


@each_command
def test_endings_have_values_and_labels_of_their_own(
    command: Command[object], parts: Parts
) -> None:
    labels = [said(parts.languages, ending.label) for ending in command.form.endings]
    values = [ending.value for ending in command.form.endings]
    assert len(set(labels)) == len(labels) == len(set(values))
    assert all(labels)


@each_command
def test_a_command_about_a_request_asks_for_its_reference_first(
    command: Command[object],
) -> None:
    places = [
        place for place, step in enumerate(command.form.fields) if isinstance(step, ReferenceField)
    ]
    assert places in ([], [0])


async def test_help_lists_every_command_as_its_reader_types_it(
    casework: Casework, anna: Talking
) -> None:
    """Each in the chapter that the first page has a button for."""
    voice = casework.world.voice("anna")
    chapters = [run for run in (await anna.say("help")).runs if run.startswith("help ")]
    lines = [
        span.text
        for chapter in chapters
        for part in (await anna.say(chapter)).reply.parts
        for message in getattr(part, "body", ())
        for span in voice.spans(message)
        if span.style is Style.CODE
    ]
    wanted = {
        voice.typed(command.name)
        for command in COMMANDS
        if command.name not in ("register", "hello")
    }
    assert set(lines) >= wanted


@pytest.mark.parametrize("language", ["en", "lv", "pt"])
def test_a_button_in_any_language_is_the_command_itself(parts: Parts, language: str) -> None:
    voice = parts.languages.voice(language, "UTC")
    for command in COMMANDS:
        typed = voice.typed(f"{command.name} LV-2026-000042")
        assert typed.endswith(" LV-2026-000042")
        assert fold_words(typed.removesuffix(" LV-2026-000042")) in parts.languages.phrases(
            command.words
        )
