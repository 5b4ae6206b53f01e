"""What was meant: exact words first, near ones only when clear, and never an effect from a guess."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import Parts
from chat.message import Card
from chat.recognition import Exact, Near, Phrases
from core.requests import Action, State
from tests.chat.hostile import HOSTILE, every_hostile_text, texts
from tests.core.places import COUNTRIES
from tests.support.casework import Casework
from tests.support.talking import Talking


@pytest.fixture(scope="module")
def phrases(parts: Parts) -> Phrases:
    return Phrases(parts.registry, parts.languages)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("pattern", ["{}-2026-000042", "{} 2026 42", "{}/2026/42", "{}202642"])
def test_a_reference_alone_shows_the_request(phrases: Phrases, country: str, pattern: str) -> None:
    for said in (pattern.format(country), pattern.format(country.lower())):
        found = phrases.recognise(said)
        assert isinstance(found, Exact), said
        assert found.command.name == "show"


@pytest.mark.parametrize(
    "said",
    ["what about LV-2026-000042", "LV-2026-000042?", "LV-2026-000042 please", "(LV-2026-42)"],
)
def test_a_reference_in_a_few_words_is_shown_or_asked_about(phrases: Phrases, said: str) -> None:
    found = phrases.recognise(said)
    assert found is not None
    if isinstance(found, Exact):
        assert found.command.name == "show"
    else:
        assert not found.clear


@given(word=st.text(alphabet="abcdefghijklmnopqrstuvwxyzāčēģīķļņšūž", max_size=14))
def test_a_clear_guess_stands_alone(phrases: Phrases, word: str) -> None:
    found = phrases.recognise(word)
    if isinstance(found, Near):
        names = [each.command.name for each in found.meant]
        assert len(names) == len(set(names)) <= 3


@every_hostile_text
@given(said=texts)
def test_any_text_is_recognised_or_not_in_bounded_time(phrases: Phrases, said: str) -> None:
    begun = time.perf_counter()
    phrases.recognise(said)
    assert time.perf_counter() - begun < 1


@pytest.fixture
def joao(casework: Casework) -> Talking:
    return Talking(casework.world, "joao")


@pytest.mark.parametrize(
    "typo",
    ["acept {}", "accpet {}", "acceptt {}", "withdrew {}", "aceitr {}", "closee {}", "sned {}"],
)
async def test_a_misspelled_command_with_an_effect_is_asked_about(
    casework: Casework, joao: Talking, typo: str
) -> None:
    name = await casework.asked()
    heard = await joao.say(typo.format(name))
    [card] = heard.reply.parts
    assert isinstance(card, Card)
    assert card.title.singular == "Did you mean one of these?"
    assert any(run.endswith(name) for run in heard.runs)
    assert (await casework.request(name)).state is State.AWAITING


async def test_what_was_meant_is_done_with_one_press(casework: Casework, joao: Talking) -> None:
    name = await casework.asked()
    heard = await joao.say(f"acept {name}")
    await joao.say(str(heard.runs.index(f"accept {name}") + 1))
    assert (await casework.request(name)).state is State.ACCEPTED


async def test_what_stands_after_a_guess_is_offered_along_up_to_a_limit(joao: Talking) -> None:
    heard = await joao.say("acept " + "LV-2026-000001 " * 4_000)
    assert heard.runs[0].startswith("accept LV-2026-000001")
    assert max(map(len, heard.runs)) < 400


async def test_a_clear_and_harmless_guess_is_done_and_says_what_was_read(joao: Talking) -> None:
    heard = await joao.say("mani uzdvumi")
    first = heard.reply.parts[0]
    assert not isinstance(first, Card)
    assert "uzdvumi" not in heard.text
    assert heard.reply.parts[1:] == (await joao.say("mani uzdevumi")).reply.parts


@pytest.mark.parametrize("said", ["xyzzy", "😀😀😀", "12345", "lorem ipsum dolor sit amet", "-"])
async def test_what_means_nothing_is_answered_with_what_can_be_done(
    joao: Talking, said: str
) -> None:
    searched = (f"find authority {said}",) if said[0].isalpha() else ()
    asked = (f"learn {said}",) if len(said.split()) > 2 else ()
    assert (await joao.say(said)).runs == (*asked, *searched, "my tasks", "new request", "help")


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
async def test_no_text_changes_a_request_by_itself(
    casework: Casework, joao: Talking, said: str
) -> None:
    name = await casework.accepted()
    before = await casework.request(name)
    await joao.say(said)
    await joao.say(f"{said} {name}")
    assert await casework.request(name) == before
    assert Action.ACCEPT in [entry.action for entry in await casework.audit(name)]


async def test_a_typed_command_is_found_in_every_language_whatever_ones_own_is(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.asked()
    for said in (
        "my tasks",
        "mani uzdevumi",
        "as minhas tarefas",
        "MANI UZDEVUMI",
        "mani  uzdevumi",
    ):
        assert name in (await joao.say(said)).text, said
        assert name in (await joao.say(said, explicit=True)).text, said


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("mni uzdevumi", "my tasks"),
        ("maniuzdevumi", "my tasks"),
        ("mani uzdevmi lūdzu", "my tasks"),
        ("mytasks", "my tasks"),
        ("hepl", "help"),
        ("palīdziiba", "help"),
        ("ajdua", "help"),
        ("minhas tarfas", "my tasks"),
        ("colegues", "colleagues"),
        ("mekleet iestaadi", "find authority"),
        ("iestatjumi", "settings"),
        ("gaitta LV-2026-42", "timeline"),
        ("overveiw", "overview"),
    ],
)
def test_a_clear_slip_of_a_harmless_command_is_that_command(
    phrases: Phrases, said: str, name: str
) -> None:
    found = phrases.recognise(said)
    assert isinstance(found, Near)
    assert found.clear
    assert found.meant[0].command.name == name


@pytest.mark.parametrize(
    "said",
    [
        *("bla bla bla", "blabla", "asdf jkl", "qwerty", "foo bar baz", "hahaha", "...", "yes"),
        *("the weather is nice today", "what time is it", "I like potatoes", "Ministry of Tourism"),
        *("šodien ir skaista diena", "kaķis guļ uz palodzes", "vai līst lietus", "zilonis", "nē"),
        *("o gato dorme", "está a chover muito", "que horas são", "batatas fritas", "Lisboa"),
    ],
)
def test_nonsense_is_no_command(phrases: Phrases, said: str) -> None:
    assert phrases.recognise(said) is None


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("helo", ["hello", "help"]),
        ("kur es varu redzēt savus uzdevumus", ["my tasks"]),
        ("I do not want to accept LV-2026-000042", ["accept"]),
        ("the visit of the minister is over", []),
    ],
)
def test_what_may_be_meant_is_only_offered(phrases: Phrases, said: str, names: list[str]) -> None:
    found = phrases.recognise(said)
    offered = found.meant if isinstance(found, Near) else ()
    assert [each.command.name for each in offered] == names
    assert not isinstance(found, Exact)
    assert found is None or not found.clear


async def test_a_reference_may_stand_behind_a_word_or_two(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.asked()
    heard = await joao.say(f"please extend the deadline of {name}")
    assert "not the reference" not in heard.text
    assert (await joao.talk()).dialogue is not None
    await joao.say("cancel")
    assert (await casework.request(name)).state is State.AWAITING


async def test_how_something_is_done_is_told_and_not_done(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.asked()
    heard = await joao.say(f"how can I accept {name}")
    assert heard.runs[0] == "accept"
    assert (await casework.request(name)).state is State.AWAITING


async def test_thanks_are_returned(joao: Talking) -> None:
    assert "De nada" in (await joao.say("Thank you!")).text


async def test_an_answer_in_own_words_may_read_like_a_command(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    await joao.say(f"message {name}")
    await joao.say("we are not competent")
    talk = await joao.talk()
    assert talk.aside == ()
    assert talk.dialogue is None or talk.dialogue.command == "message"
