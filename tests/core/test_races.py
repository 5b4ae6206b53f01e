"""Many people at the same request in the same moment, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import date

import pytest

from core.acts import Given
from core.errors import UserError
from core.exchange import Case
from core.people import AuthorityId, Person, PersonId, Role
from core.refusals import NotPossibleNow
from core.requests import Action, FreeText, Reference, State
from tests.support.casework import ANSWERS, INSURED, Casework, roles
from tests.support.world import MovableClock, a_world

TWENTY = 20


@pytest.fixture(params=["sqlite", "postgresql"])
async def casework(request: pytest.FixtureRequest) -> AsyncIterator[Casework]:
    if request.param == "sqlite":
        url = f"sqlite:///{request.getfixturevalue('tmp_path') / 'imi.sqlite3'}"
    else:
        url = request.getfixturevalue("postgres_url")
    world = await a_world(url, MovableClock())
    yield Casework(world)
    await world.assistant.close()


async def team(casework: Casework) -> list[Person]:
    """Twenty colleagues at the answering authority."""
    joao = casework.world.person("joao")
    people = [
        replace(joao, id=PersonId(f"colleague{n}"), name=f"Colega Número {n}")
        for n in range(TWENTY)
    ]
    for person in people:
        await casework.put(person)
    return people


async def tried(
    casework: Casework, people: list[Person], name: Reference, action: Action, given: Given
) -> tuple[list[Case], list[UserError]]:
    acts = (casework.exchange.act(person, name, action, given) for person in people)
    done = await asyncio.gather(*acts, return_exceptions=True)
    refused = [one for one in done if isinstance(one, UserError)]
    won = [one for one in done if isinstance(one, Case)]
    assert len(won) + len(refused) == len(people), f"something broke: {done}"
    return won, refused


async def test_p11_of_twenty_who_accept_at_once_one_wins_and_the_others_learn_who(
    casework: Casework,
) -> None:
    people, name = await team(casework), await casework.asked()
    won, refused = await tried(casework, people, name, Action.ACCEPT, Given())
    assert len(won) == 1
    request = await casework.request(name)
    winner = next(person for person in people if person.id == request.handler)
    for error in refused:
        assert isinstance(error, NotPossibleNow)
        assert winner.name in casework.world.voice("joao").text(error.message)
    entries = await casework.audit(name)
    assert [entry.action for entry in entries].count(Action.ACCEPT) == 1


async def test_twenty_clicks_of_one_person_are_one_acceptance(casework: Casework) -> None:
    name = await casework.asked()
    joao = casework.world.person("joao")
    won, refused = await tried(casework, [joao] * TWENTY, name, Action.ACCEPT, Given())
    assert (len(won), len(refused)) == (1, TWENTY - 1)
    for error in refused:
        assert "João" not in casework.world.voice("joao").text(error.message)


async def test_answers_of_two_colleagues_at_once_are_both_kept(casework: Casework) -> None:
    name = await casework.accepted()
    joao, marta = casework.world.person("joao"), casework.world.person("marta")
    (first, second) = ANSWERS.items()
    await asyncio.gather(
        casework.exchange.act(joao, name, Action.ANSWER, Given(answers=dict([first]))),
        casework.exchange.act(marta, name, Action.ANSWER, Given(answers=dict([second]))),
    )
    stored = (await casework.request(name)).answers
    assert {question: answer.value for question, answer in stored.items()} == ANSWERS


async def test_accepting_and_withdrawing_at_once_end_in_an_order_both_can_read(
    casework: Casework,
) -> None:
    for _time in range(5):
        name = await casework.asked()
        done = await asyncio.gather(
            casework.act("joao", name, Action.ACCEPT),
            casework.act("anna", name, Action.WITHDRAW),
            return_exceptions=True,
        )
        assert all(isinstance(one, Case | UserError) for one in done)
        entries = await casework.audit(name)
        assert entries[-1].after is (await casework.request(name)).state is State.WITHDRAWN
        assert len(entries) == (await casework.request(name)).version


async def test_twenty_new_requests_at_once_have_twenty_numbers(casework: Casework) -> None:
    names = await asyncio.gather(*(casework.drafted() for _request in range(TWENTY)))
    assert sorted(names) == [f"LV-2026-{n:06d}" for n in range(1, TWENTY + 1)]


TEXT = Given(text=FreeText("Kāpēc?", "lv"))
PART = Given(questions=(INSURED,), to=AuthorityId("pt-act"), day=date(2026, 3, 20))
HELP = replace(TEXT, to=AuthorityId("lv-em"))


async def clarifying(casework: Casework) -> Reference:
    name = await casework.answered()
    await casework.act("anna", name, Action.ASK, TEXT)
    return name


async def closed(casework: Casework) -> Reference:
    name = await casework.answered()
    await casework.act("anna", name, Action.CLOSE)
    return name


Before = Callable[[Casework], Awaitable[Reference]]


@pytest.mark.parametrize(
    ("before", "action", "who", "given"),
    [
        (Casework.answered, Action.ASK, "anna", TEXT),
        (clarifying, Action.CLARIFY, "joao", TEXT),
        (Casework.answered, Action.REFER, "anna", HELP),
        (Casework.answered, Action.CLOSE, "anna", Given()),
        (closed, Action.REOPEN, "anna", TEXT),
        (Casework.accepted, Action.SPLIT, "joao", PART),
        (Casework.asked, Action.WITHDRAW, "anna", TEXT),
    ],
)
async def test_of_two_colleagues_who_do_the_same_at_once_the_second_learns_who_and_when(
    casework: Casework, before: Before, action: Action, who: str, given: Given
) -> None:
    name = await before(casework)
    ilze = casework.world.person("ilze")
    await casework.put(roles(ilze, Role.REFERRAL_HANDLER))
    people = [
        replace(casework.world.person(who), id=PersonId(f"other{n}"), name=f"Cits Numur{n}")
        for n in range(2)
    ]
    for person in people:
        await casework.put(person)
    known = len(await casework.audit(name))
    won, refused = await tried(casework, people, name, action, given)
    assert (len(won), len(refused)) == (1, 1), refused
    entries = (await casework.audit(name))[known:]
    assert [entry.action for entry in entries] == [action]
    said = casework.world.voice(who).text(refused[0].message)
    [winner] = [person for person in people if person.id == entries[0].by]
    assert winner.name in said
    assert name in said


async def test_a_change_and_an_acceptance_at_once_end_in_an_order_both_can_read(
    casework: Casework,
) -> None:
    """Nobody accepts something else than was shown: whoever comes second is told."""
    for _time in range(5):
        name = await casework.asked()
        changed = Given(day=date(2026, 3, 27))
        done = await asyncio.gather(
            casework.act("joao", name, Action.ACCEPT),
            casework.act("anna", name, Action.MODIFY, changed),
            return_exceptions=True,
        )
        assert all(isinstance(one, Case | UserError) for one in done), done
        request = await casework.request(name)
        assert len(await casework.audit(name)) == request.version
