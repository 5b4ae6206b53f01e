"""Language, help, and what somebody gets whom the bot does not know."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.fields import Choice
from core.people import Membership, Role
from tests.support.casework import Casework
from tests.support.talking import Talking


@pytest.mark.parametrize("said", ["lv", "Latviešu", "latviesu", "2"])
async def test_a_language_is_chosen_by_its_own_name_its_code_or_its_number(
    casework: Casework, joao: Talking, said: str
) -> None:
    heard = await joao.say("language", said)
    assert heard.voice.language == "lv"
    assert (await joao.context()).language == "lv"
    assert (
        "Mani uzdevumi" in (await joao.say("help")).text
        or "mani uzdevumi" in (await joao.say("help")).text
    )
    assert (await joao.context()).person.memberships == casework.world.person("joao").memberships


async def test_a_language_that_is_not_spoken_is_refused_with_those_that_are(joao: Talking) -> None:
    heard = await joao.say("language", "klingon")
    assert heard.problem
    assert isinstance(heard.ask.field, Choice)
    assert len(heard.ask.field.options) >= 3


async def test_choosing_a_language_gives_back_no_right_that_was_taken_meanwhile(
    casework: Casework, joao: Talking
) -> None:
    """The form was opened by a handler; by its end the same person may only read."""
    await joao.say("language")
    ctx = await joao.context()
    person = casework.world.person("joao")
    [member] = person.memberships
    reader = Membership(member.authority, member.area, frozenset({Role.VIEWER}))
    await casework.put(replace(person, memberships=(reader,)))
    await joao.conversation.hear(ctx, "1")
    changed = (await joao.context()).person
    assert changed.language == "en"
    assert changed.memberships == (reader,)


async def test_naming_a_deputy_gives_back_no_right_that_was_taken_meanwhile(
    casework: Casework, joao: Talking
) -> None:
    ctx = await joao.context()
    person = casework.world.person("joao")
    await casework.put(replace(person, memberships=(), language="en"))
    await joao.conversation.press(ctx, "deputy marta")
    changed = (await joao.context()).person
    assert changed.memberships == ()


async def test_help_is_in_the_readers_own_words(anna: Talking, joao: Talking) -> None:
    assert "mani uzdevumi" in (await anna.say("palīdzība uzdevumi")).text
    assert "as minhas tarefas" in (await joao.say("ajuda tarefas")).text


async def test_help_with_a_command_shows_it_among_its_like(anna: Talking) -> None:
    assert "jauns pieprasījums" in (await anna.say("palīdzība jauns pieprasījums")).text


async def test_help_with_unknown_words_is_the_whole_help(anna: Talking) -> None:
    assert "help dates" in (await anna.say("help abracadabra")).runs


@pytest.mark.parametrize("said", ["help", "?", "palīdzība", "ajuda", "what can you do"])
async def test_help_is_asked_for_in_many_ways(anna: Talking, said: str) -> None:
    assert "my tasks" in (await anna.say(said)).runs


@pytest.mark.parametrize("said", ["hello", "help", "what", "my tasks", "show LV-2026-000001"])
async def test_a_stranger_learns_what_this_is_and_which_address_to_pass_on(
    casework: Casework, stranger: Talking, said: str
) -> None:
    await casework.asked()
    heard = await stranger.say(said)
    assert "terminal:nobody" in heard.text
    assert "IMI" in heard.text
    assert "LV-2026" not in heard.text.replace(said, "")


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("labdien", "Es jūs vēl nepazīstu"),
        ("Labdien! Esmu Nora un strādāju Rīgā", "Es jūs vēl nepazīstu"),
        ("bom dia", "Ainda não"),
        ("olá", "Ainda não"),
        ("reģistrēties", "Kā jūs sauc?"),
        ("latviešu", "latviešu"),
        ("PORTUGUÊS", "português"),
        ("latvian", "latviešu"),
        ("lv", "latviešu"),
    ],
)
async def test_a_stranger_is_answered_in_the_language_they_write_in_or_name(
    stranger: Talking, said: str, answered: str
) -> None:
    heard = await stranger.say(said)
    assert answered.casefold() in heard.text.casefold()
    if answered != "Kā jūs sauc?":
        assert "I do not know you" not in (await stranger.say("Nora")).text


async def test_what_is_said_in_many_languages_tells_none(stranger: Talking) -> None:
    assert "I do not know you" in (await stranger.say("hei")).text


async def test_who_has_chosen_a_language_keeps_it_whatever_they_write(stranger: Talking) -> None:
    await stranger.say("english", "português")
    assert "Ainda não" in (await stranger.say("labdien")).text


async def test_whoever_says_yes_to_what_is_offered_is_asked_who_they_are(
    stranger: Talking,
) -> None:
    assert (await stranger.say("hello", "yes")).asked == "name"


async def test_a_strangers_hostile_address_stays_letters(casework: Casework) -> None:
    account = "**bold** `x` [a](https://example.org)"
    heard = await Talking(casework.world, account).say("help")
    assert account in heard.text


async def test_who_is_known_is_told_so(anna: Talking) -> None:
    assert "Anna Kalniņa" in (await anna.say("register")).text
