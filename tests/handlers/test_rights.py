"""Only the allowed may act: every command, every kind of person, in private and in a room."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chat.command import Command
from chat.dialogue import Ask, Check
from chat.fields import ReferenceField
from chat.message import Reply
from core.acts import Given
from core.people import Person, Role
from core.requests import Action, Reference, Request, State
from tests.handlers.test_contract import COMMANDS
from tests.support.casework import ENTITLED, SECRETS, Casework, roles
from tests.support.talking import Heard, Talking

NOWHERE = Reference("LV-2026-000099")
ASKERS, ANSWERERS = ("Anna", "Kalniņa"), ("João", "Ferreira")
OUTSIDERS = ("other authority", "other country", "administrator", "coordinator", "left", "stranger")
INSIDERS = ("reader", "allocator", "asker's reader")


def made(casework: Casework, kind: str) -> Person | None:
    marta, liga = casework.world.person("marta"), casework.world.person("liga")
    kinds = {
        "other authority": casework.world.person("tiago"),
        "other country": casework.world.person("sean"),
        "administrator": roles(marta, Role.ADMINISTRATOR),
        "coordinator": roles(marta, Role.COORDINATOR),
        "left": replace(marta, active=False),
        "reader": roles(marta, Role.VIEWER),
        "allocator": roles(marta, Role.ALLOCATOR),
        "asker's reader": liga,
    }
    return kinds.get(kind)


async def person_of(casework: Casework, kind: str, *, private: bool) -> Talking:
    """Speaks English already, so that choosing the first language changes no text."""
    person = made(casework, kind)
    if person is not None:
        await casework.put(replace(person, language="en"))
    account = person.id if person else "nobody"
    return Talking(casework.world, account, room="lisboa", private=private)


async def requests_of_every_state(casework: Casework) -> dict[State, Reference]:
    names = {
        State.DRAFT: await casework.drafted(),
        State.AWAITING: await casework.asked(),
        State.ACCEPTED: await casework.accepted(),
        State.ANSWERED: await casework.answered(),
    }
    given = Given(answers={ENTITLED: "unknown"})
    await casework.act("joao", names[State.ACCEPTED], Action.ANSWER, given)
    day = Given(day=casework.new().wished.replace(day=28))
    await casework.act("joao", names[State.AWAITING], Action.PROPOSE, day)
    return names


async def stored(casework: Casework, names: dict[State, Reference]) -> list[Request]:
    return [await casework.request(name) for name in names.values()]


async def to_the_end(talking: Talking, said: str) -> list[Heard]:
    """Say it, and whatever is asked then, as somebody would who wants to get through."""
    heard = [await talking.say(said, explicit=True)]
    for answer in ("2026-03-20", "1", "1", "1"):
        if not isinstance(heard[-1].turn, Ask | Check):
            break
        heard.append(await talking.say(answer))
    if isinstance(heard[-1].turn, Ask | Check):
        heard.append(await talking.say("cancel"))
    return heard


# After it one is a stranger, or has asked: whoever has tried it comes back as they were.
OF_ONESELF = {"erase my data", "practice"}


async def come_back(casework: Casework, kind: str, command: Command[Any]) -> None:
    if command.name in OF_ONESELF:
        if person := made(casework, kind):
            async with casework.world.assistant.services.works.writing() as work:
                await work.people.forget(person.id)
                await work.commit()
        await person_of(casework, kind, private=True)


def spoken_of(command: Command[Any], names: dict[State, Reference]) -> dict[State, Reference]:
    """Each of them where a request is asked for; where none is, a reference is a word like any other."""
    asked = any(isinstance(field, ReferenceField) for field in command.form.fields)
    return names if asked else dict(list(names.items())[:1])


@pytest.mark.parametrize("private", [True, False], ids=["private", "room"])
@pytest.mark.parametrize("kind", OUTSIDERS)
async def test_an_outsider_changes_nothing_and_learns_nothing(
    casework: Casework, kind: str, private: bool
) -> None:
    names = await requests_of_every_state(casework)
    before = await stored(casework, names)
    talking = await person_of(casework, kind, private=private)
    colleagues = kind in ("administrator", "coordinator")
    hidden = (*SECRETS, *ASKERS, *(() if colleagues else ANSWERERS))
    # Its coordinator may be told whether a request is blocked.
    told_of = {"open blocked"} if kind == "coordinator" else set[str]()
    for command in (each for each in COMMANDS if each.name not in told_of):
        nowhere = [h.text for h in await to_the_end(talking, f"{command.name} {NOWHERE}")]
        await come_back(casework, kind, command)
        for name in spoken_of(command, names).values():
            heard = await to_the_end(talking, f"{command.name} {name}")
            await come_back(casework, kind, command)
            told = [h.text.replace(name, NOWHERE) for h in heard]
            assert told == nowhere, f"{command.name} tells a request from none"
            assert not [w for w in hidden for h in heard if w in h.text], command.name
    assert await stored(casework, names) == before


@pytest.mark.parametrize("private", [True, False], ids=["private", "room"])
@pytest.mark.parametrize("kind", INSIDERS)
async def test_who_may_only_look_changes_nothing(
    casework: Casework, kind: str, private: bool
) -> None:
    names = await requests_of_every_state(casework)
    before = await stored(casework, names)
    talking = await person_of(casework, kind, private=private)
    for command in COMMANDS:
        for state, name in spoken_of(command, names).items():
            heard = await to_the_end(talking, f"{command.name} {name}")
            await come_back(casework, kind, command)
            if kind != "asker's reader" and state in (State.DRAFT, State.AWAITING):
                texts = " ".join(h.text for h in heard)
                assert not [secret for secret in SECRETS if secret in texts], command.name
    assert await stored(casework, names) == before


@pytest.mark.parametrize("who", ["anna", "joao"])
async def test_no_answer_is_meant_for_the_whole_room(casework: Casework, who: str) -> None:
    names = await requests_of_every_state(casework)
    talking = Talking(casework.world, who, room="team", private=False)
    for command in COMMANDS:
        for name in spoken_of(command, names).values():
            for heard in await to_the_end(talking, f"{command.name} {name}"):
                assert not isinstance(heard.turn, Reply) or heard.turn.private, command.name


async def test_a_command_without_effect_has_none(casework: Casework) -> None:
    """It may be run from a guess, so it may change nothing, whoever runs it."""
    names = await requests_of_every_state(casework)
    before = await stored(casework, names)
    for who in ("anna", "joao"):
        talking, person = Talking(casework.world, who), casework.world.person(who)
        for command in COMMANDS:
            if not command.effect:
                for name in spoken_of(command, names).values():
                    await to_the_end(talking, f"{command.name} {name}")
        assert (await talking.context()).who == person
    assert await stored(casework, names) == before


async def test_people_of_the_other_authority_are_never_named(casework: Casework) -> None:
    names = await requests_of_every_state(casework)
    for who, others in (("anna", ANSWERERS), ("joao", ASKERS)):
        talking = Talking(casework.world, who)
        for command in COMMANDS:
            for name in spoken_of(command, names).values():
                for heard in await to_the_end(talking, f"{command.name} {name}"):
                    assert not [other for other in others if other in heard.text], command.name


@pytest.mark.parametrize("run", ["accept {}", "answer {}", "send {}", "withdraw {}", "close {}"])
async def test_a_stranger_is_told_how_to_be_registered_and_by_which_name(
    casework: Casework, stranger: Talking, run: str
) -> None:
    name = await casework.accepted()
    for heard in (await stranger.say(run.format(name)), await stranger.press(run.format(name))):
        assert "terminal:nobody" in heard.text
        assert name not in heard.text
